package family

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// NoteLimit is the most characters of one note: about a page.
const NoteLimit = 4000

// ContactKind is how staff met a person outside a session.
type ContactKind string

// The kinds of contact.
const (
	Called  ContactKind = "call"
	Visited ContactKind = "visit"
)

// Contact is a call or a visit.
type Contact struct {
	ID      ContactID
	Person  PersonID
	Kind    ContactKind
	At      time.Time
	By      access.AccountID
	ByName  string
	Reached bool // whether they were spoken with
	Note    string
}

// LogContact records a call or visit with somebody the actor may see, now. A form
// gives it the identifier it was shown with, so that sent twice it is kept once.
//
// Faults: NotFound; Invalid on kind, and on note when it is too long.
func (s *Service) LogContact(ctx context.Context, who access.Actor, c Contact) (ContactID, error) {
	if err := who.Require(access.RegisterWrite); err != nil {
		return ContactID{}, err
	}
	c.Note = strings.TrimSpace(c.Note)
	if n := utf8.RuneCountInString(c.Note); n > NoteLimit {
		return ContactID{}, fault.Check(fault.At("note", "family.note.long", "limit", NoteLimit))
	}
	if c.Kind != Called && c.Kind != Visited {
		return ContactID{}, fault.Check(fault.At("kind", "family.contact.kind"))
	}
	if c.ID.IsZero() {
		c.ID = ident.New[contact]()
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := personByID(tx, who, c.Person)
		if err != nil {
			return err
		}
		c.At, c.By = tx.Now(), who.Account
		if fresh, err := insertContact(tx, p.Service, c); err != nil || !fresh {
			return err
		}
		return s.log.Record(tx, who.Did("contact.logged", "person", p.ID.String()))
	})
	if err != nil {
		return ContactID{}, fmt.Errorf("log contact with %s: %w", c.Person, err)
	}
	return c.ID, nil
}

// Contacts reads the calls and visits with one person, newest first. What was said
// is for those who keep registers, as far as they work with the person: who fills
// groups sees that somebody rang.
//
// Faults: NotFound.
func (s *Service) Contacts(ctx context.Context, who access.Actor, id PersonID) (out []Contact, err error) {
	if err := who.Require(access.FamilyRead); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := personByID(tx, who, id); err != nil {
			return err
		}
		if out, err = contactsOf(tx, id); err != nil {
			return err
		}
		_, err := personByID(tx, who.Within(access.RegisterWrite), id)
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		for i := range out {
			out[i].Note = ""
		}
		return nil
	})
	return out, err
}
