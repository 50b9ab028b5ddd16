// Package share keeps what one adult shows another, and what they wrote in order to.
//
// What somebody tells the service is theirs. The only way in which a word of one
// carer reaches another is an act of this package, and it says before it is done who
// will read what. Four rules hold:
//
//   - somebody is offered as a reader only if whoever shows knows that they take part;
//   - whether something is shown is asked each time it is read, by [access.Actor.Shown]:
//     a restriction, a loss or a no ends it without anybody's doing, and whoever shows
//     it sees nothing of that;
//   - what was taken back answers like what never was, also after a restore;
//   - nothing announces it: no message is sent, here or when it ends.
//
// Words are never changed once they are written, so that what was shown is what was
// looked at before. Staff do not read them. Answers to questionnaires are no thing of
// this package: a page that showed them again would show them to whoever holds the
// phone.
package share

import (
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type (
	words struct{}
	share struct{}
)

// WordsID identifies what somebody wrote.
type WordsID = ident.ID[words]

// ID identifies one thing shown to one person.
type ID = ident.ID[share]

// WordsLimit is the most characters somebody can write at once.
const WordsLimit = 1000

// kindWords is the one kind of thing there is to show.
const kindWords = "words"

// Words are what a caregiver wrote, and to whom they show it.
type Words struct {
	ID        WordsID
	Text      string
	WrittenAt time.Time
	Shown     []Share // newest first; those that were taken back are not among them
}

// Share is one thing shown to one person, as whoever shows it reads it.
type Share struct {
	ID     ID
	To     access.PersonID
	ToName string // as they know them
	At     time.Time
}

// Reader is somebody who could be shown something.
type Reader struct {
	Person access.PersonID
	Name   string // as whoever shows it knows them
	given  string // the name that whoever shows it gave them; empty when they know it from the other
}

// Seen is what somebody shows to whoever reads it.
type Seen struct {
	ID   ID
	From string // what to call whoever shows it
	Text string
	At   time.Time
}

// Write is a few words somebody wants to keep or show.
type Write struct {
	ID   WordsID // of the form: sent twice, it is written once
	Text string
}

// Check finds what cannot be written.
func (w Write) Check() error {
	text := strings.TrimSpace(w.Text)
	switch {
	case text == "":
		return fault.Check(fault.At("words", "share.words.missing"))
	case utf8.RuneCountInString(text) > WordsLimit:
		return fault.Check(fault.At("words", "share.words.long", "limit", WordsLimit))
	}
	return nil
}

// Show shows words of the actor to somebody.
type Show struct {
	ID    ID // of the form: sent twice, it is one act
	Words WordsID
	To    access.PersonID
}

// Service is the use cases of this room.
type Service struct {
	db  *store.DB
	log *audit.Log
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log) *Service { return &Service{db: db, log: log} }
