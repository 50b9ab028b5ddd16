package programme

import (
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/family"
)

// NoteLimit is the most characters of one line of a session note: two lines are
// two lines.
const NoteLimit = 400

// Register is a session's page: the plan, who is expected, and what was marked.
type Register struct {
	Session Session
	Group   Group
	Plan    Plan
	Rows    []RegisterRow // by caregiver, those the reader may see
}

// Marked counts the rows by mark.
func (r Register) Marked() map[Mark]int {
	n := map[Mark]int{}
	for _, row := range r.Rows {
		n[row.Mark]++
	}
	return n
}

// RegisterRow is one caregiver at one session, with the babies they come with.
type RegisterRow struct {
	Place     PlaceID
	Caregiver family.Person
	Dyads     []RegisterDyad
	Mark      Mark
	WithBaby  bool
	Reason    Reason
	By        string // who marked, by name; "" while unmarked
	At        *time.Time
	Late      bool // marked or changed after the register was finished
	CanUndo   bool
	Misses    int  // in a row, this session included
	Ring      bool // misses in a row and nobody has reached them since
}

// RegisterDyad is one caregiver with one baby at one session.
type RegisterDyad struct {
	Dyad      family.DyadID
	Infant    family.Person
	Age       civil.Age // on the day of the session
	Corrected civil.Age // the same, counted from the due date of a baby born early
	Well      string    // what went well
	Next      string    // what to hold in mind
	NoteBy    string
	NoteAt    *time.Time
}

// SessionRow is a session on Today.
type SessionRow struct {
	Session Session
	Group   Group
	Places  int // caregivers with a place
	Coming  int // of these, who have not said that they cannot
	Marked  int
}

// Ring is somebody to ring: they missed two sessions in a row and nobody has
// reached them since.
type Ring struct {
	Person   family.Person
	Infants  []family.Person
	Group    GroupID
	GroupRef string
	Misses   int
	Since    civil.Date // the day of the last miss
	TriedAt  *time.Time // the last call without an answer since
}

// HomeView is what a caregiver sees of their own groups.
type HomeView struct {
	Groups []HomeGroup
	Waits  []HomeWait
}

// HomeWait is a place that a caregiver waits for.
type HomeWait struct {
	Place     PlaceID
	Programme *Programme
	StartBy   civil.Date // the last day on which a group may begin for every baby of it
	Expires   time.Time  // while it is offered to this caregiver; zero otherwise
	Infants   []family.Person
	Stopped   string // why the group in which they had a place was cancelled; empty when none was
}

// HomeGroup is one group of a caregiver's own.
type HomeGroup struct {
	Place   PlaceID
	Group   Group // without the video link
	Next    *HomeSession
	Later   []HomeSession
	Past    int  // sessions that were held
	Had     int  // the number of the last of them that this caregiver was at, or that nobody has marked yet; 0 for none
	Rests   bool // they meet, and do not expect this caregiver while the baby is in hospital
	Infants []family.Person
}

// HomeSession is one session to come.
type HomeSession struct {
	Session Session
	Public  string // what it is about, in a line
	Begins  time.Time
	Ends    time.Time
	OpensAt time.Time // from when the video link is given
	Link    string    // the video link, from ten minutes before until the end; "" otherwise
	Cant    bool      // they said that they cannot come
	Reason  Reason
	MayTell bool // they can still say that they cannot, or can after all
}
