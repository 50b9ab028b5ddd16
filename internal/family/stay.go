package family

import (
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/ident"
)

type stay struct{}

// StayID identifies one stay of a baby in hospital.
type StayID = ident.ID[stay]

// Wait is one kind of thing that can wait while a baby is in hospital.
type Wait string

// What can wait. Each caregiver says for themselves what of it should.
const (
	WaitSessions       Wait = "sessions"       // sessions and visits with the baby
	WaitQuestionnaires Wait = "questionnaires" // being asked about themselves and the baby
	WaitCards          Wait = "cards"          // small things to try at home
	WaitReminders      Wait = "reminders"      // messages that something is due
)

// Waits lists what can wait, in the order it is asked.
func Waits() []Wait { return []Wait{WaitSessions, WaitQuestionnaires, WaitCards, WaitReminders} }

// Stay is a baby's time in hospital, after birth or later.
type Stay struct {
	ID     StayID
	Infant PersonID
	From   civil.Date
	Until  civil.Date // the last day; zero while nobody knows
	At     time.Time
	By     access.AccountID
}

// Days are the days of the stay.
func (s Stay) Days() civil.Window { return civil.Window{From: s.From, To: s.Until} }

// Open reports whether the baby is in hospital on a day, or will be from a later one.
func (s Stay) Open(today civil.Date) bool { return !s.Days().IsEmpty() && !s.Until.Before(today) }

// Pause is what one caregiver wants to wait while one baby is in hospital.
type Pause struct {
	Stay
	Dyad      DyadID
	Caregiver PersonID
	Kinds     []Wait
	Said      bool // they said so themselves; until they do, everything waits
}

// Waits reports whether a kind of thing is to wait.
func (p Pause) Waits(w Wait) bool { return slices.Contains(p.Kinds, w) }

// Pauses are the pauses of several babies and caregivers.
type Pauses []Pause

// Of is the days on which a kind of thing waits for these dyads.
func (all Pauses) Of(w Wait, dyads ...DyadID) (out []civil.Window) {
	for _, p := range all {
		if slices.Contains(dyads, p.Dyad) && p.Waits(w) {
			out = append(out, p.Days())
		}
	}
	return out
}
