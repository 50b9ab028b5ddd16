// Package consent keeps what each adult agreed to, refused or withdrew, in whose
// words and when; for themselves, and for an infant whom they hold parental
// responsibility for.
//
// Nothing is changed or removed: every answer is a line, and what holds is the
// last line of a person for a purpose. Nobody having asked is not an agreement.
// Two holders who answer differently for an infant have not agreed: that counts as
// a no, staff see that it is open, and neither is told what the other said.
//
// A no sets things in motion in the rooms above. Each of them says beforehand what
// that would be, so that a page can show it, and does it in the transaction that
// keeps the answer.
package consent

import (
	"slices"
	"strconv"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Purpose is what somebody agrees to.
type Purpose string

// The purposes.
const (
	TakingPart      Purpose = "taking-part"      // being in a programme and having a record
	Measures        Purpose = "measures"         // being asked questionnaires, and their use
	Messages        Purpose = "messages"         // being written to about it
	FilmCare        Purpose = "film-care"        // being filmed, to look at it together
	FilmSupervision Purpose = "film-supervision" // a supervisor sees a film
	FilmTeaching    Purpose = "film-teaching"    // learners see a film
	Research        Purpose = "research"         // answers without a name in a study
	Agency          Purpose = "agency"           // telling another agency
)

// Purposes lists them in the order they are asked about.
func Purposes() []Purpose {
	return []Purpose{TakingPart, Measures, Messages, FilmCare, FilmSupervision, FilmTeaching, Research, Agency}
}

func (p Purpose) known() bool { return slices.Contains(Purposes(), p) }

// ForInfant reports whether a purpose is asked about an infant as well. An infant
// is not written to and fills nothing in.
func (p Purpose) ForInfant() bool { return p != Messages && p != Measures }

// versions is the version of the words that are agreed to now. Words under a key
// never change, which a test holds: better words get the next number, and those
// agreed to before stay in the catalogue.
var versions = map[Purpose]int{
	TakingPart: 1, Measures: 1, Messages: 1, FilmCare: 1, FilmSupervision: 1, FilmTeaching: 1, Research: 1, Agency: 1,
}

// Wording is the key of the words that are agreed to now: for oneself, or for an
// infant.
func (p Purpose) Wording(infant bool) string {
	who := "own"
	if infant {
		who = "infant"
	}
	return "agreed.words." + who + "." + string(p) + "." + strconv.Itoa(versions[p])
}

// How is the way in which an answer came to be known.
type How string

// The ways.
const (
	OnPage   How = ""          // on the person's own page, or by the act it came with
	InPerson How = "in-person" // said to staff who wrote it down
	ByPhone  How = "phone"
	OnPaper  How = "paper"
)

// Hows lists the ways that staff write down.
func Hows() []How { return []How{InPerson, ByPhone, OnPaper} }

// Answer is one line of the history.
type Answer struct {
	Purpose Purpose
	About   access.PersonID // an infant; zero for oneself
	Wording string          // key of the text that was agreed to; empty for a withdrawal
	Given   bool            // false: refused or withdrawn
	Said    civil.Date      // the day it was said; zero for the day it was written down
	How     How
	At      time.Time
	By      access.AccountID // who wrote it down; zero when the person answered
	ByName  string
}

// Service is the use cases of this room.
type Service struct {
	db      *store.DB
	log     *audit.Log
	effects map[Purpose][]Effect
	holders Holders
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log) *Service {
	return &Service{db: db, log: log, effects: map[Purpose][]Effect{}, holders: nobody}
}

// slot is what somebody has one answer for.
type slot struct {
	purpose Purpose
	about   access.PersonID
}

// latest picks the answer that holds in each slot from a history, newest first.
func latest(history []Answer) map[slot]Answer {
	out := map[slot]Answer{}
	for _, a := range history {
		at := slot{a.Purpose, a.About}
		if _, newer := out[at]; !newer {
			out[at] = a
		}
	}
	return out
}

// current is what holds for oneself.
func current(history []Answer) map[Purpose]Answer {
	out := map[Purpose]Answer{}
	for at, a := range latest(history) {
		if at.about.IsZero() {
			out[at.purpose] = a
		}
	}
	return out
}
