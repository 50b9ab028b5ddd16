package programme

import (
	"math"
	"slices"
)

// Mark is what a register says about one caregiver at one session.
type Mark string

// The marks. Present, part, can't and absent are the person's; NotHeld says that
// the service did not hold the session, which is nobody's miss.
const (
	Unmarked Mark = ""
	Present  Mark = "present"
	Part     Mark = "part" // came late or left early
	Cant     Mark = "cant" // told us that they cannot come
	Absent   Mark = "absent"
	NotHeld  Mark = "service"
)

// Marks lists what can be chosen in a register, in the order shown.
func Marks() []Mark { return []Mark{Present, Part, Cant, Absent, NotHeld} }

// Came reports whether the person was there for some of it.
func (m Mark) Came() bool { return m == Present || m == Part }

// Reason is why somebody could not come, in one word of a short list: enough to
// help, too little to tell on anybody.
type Reason string

// Reasons lists them in the order shown. No reason is an answer as well.
func Reasons() []Reason {
	return []Reason{"ill", "baby-ill", "appointment", "work", "family", "travel", "other"}
}

func (r Reason) known() bool { return r == "" || slices.Contains(Reasons(), r) }

// ringAfter is how many misses in a row make a call due.
const ringAfter = 2

// Misses counts the misses in a row at the end of a caregiver's marks, which
// stand in the order of the sessions. Only Absent is a miss: whoever told us
// that they cannot come was in touch, and the call is there to break a silence.
// For the same reason Cant ends a row of misses. A session that the service did
// not hold, and one not marked yet, say nothing either way.
func Misses(marks []Mark) int {
	n := 0
	for _, m := range marks {
		switch m {
		case Absent:
			n++
		case Present, Part, Cant:
			n = 0
		}
	}
	return n
}

// HasCompleted reports whether a caregiver with these marks has completed the
// programme: came, wholly or in part, to the share of sessions that its file
// asks for, rounded up.
func HasCompleted(p *Programme, marks []Mark) bool {
	came := 0
	for _, m := range marks {
		if m.Came() {
			came++
		}
	}
	// The small number keeps 0.75 × 8 at six whatever the last bit says.
	need := int(math.Ceil(p.CompletionShare*float64(len(p.Sessions)) - 1e-9))
	return came >= need
}
