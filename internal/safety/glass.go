package safety

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type glass struct{}

// glassLasts is how long a record that was opened in need stays open.
const glassLasts = time.Hour

// A reason is a sentence, not a word.
const (
	whyLeast = 12
	whyMost  = 500
)

// InNeed asks to open the record of somebody whom the actor may not see. It is
// named by the family's reference, which is told to those who work with it, and the
// adult's name: neither can be looked up without the right to.
type InNeed struct {
	Ref  string
	Name string
	Why  string
}

// Glass is a record opened in need.
type Glass struct {
	Person access.PersonID
	Family family.ID
	Until  time.Time
}

// OpenInNeed lets the actor see one adult and the babies they care for, for an hour.
// Whoever leads the team is told at once by an alert with the reason; who opened it
// stands in the audit, for the person to ask.
//
// Faults: Forbidden without GlassBreak; Invalid on why, and on ref where there is no
// such adult, whatever of the two was wrong.
func (s *Service) OpenInNeed(ctx context.Context, who access.Actor, in InNeed) (out Glass, err error) {
	if err := who.Require(access.GlassBreak); err != nil {
		return out, err
	}
	why := strings.TrimSpace(in.Why)
	switch n := utf8.RuneCountInString(why); {
	case n < whyLeast:
		return out, fault.Check(fault.At("why", "glass.why.short"))
	case n > whyMost:
		return out, fault.Check(fault.At("why", "glass.why.long", "limit", whyMost))
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		out, err = s.openInNeed(tx, who, in, why)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		if err := s.log.RecordApart(ctx, s.db, who.Did("glass.refused", "service", who.Service.String())); err != nil {
			return Glass{}, fmt.Errorf("record refusal: %w", err)
		}
		return Glass{}, fault.Check(fault.At("ref", "glass.none"))
	}
	if err != nil {
		return Glass{}, fmt.Errorf("open in need: %w", err)
	}
	return out, nil
}

func (s *Service) openInNeed(tx *store.Tx, who access.Actor, in InNeed, why string) (Glass, error) {
	// Nobody's sight reaches the record yet, so the program looks for it.
	program := access.System(who.Service, who.Today)
	people, err := adultsByRef(tx, program, in.Ref)
	if err != nil {
		return Glass{}, err
	}
	people = slices.DeleteFunc(people, func(p family.Person) bool { return !named(p, in.Name) })
	if len(people) != 1 {
		return Glass{}, fault.NotFoundf("one adult in need")
	}
	adult := people[0]
	team, err := s.accounts.ServiceIn(tx, who.Service)
	if err != nil {
		return Glass{}, err
	}
	out := Glass{Person: adult.ID, Family: adult.Family, Until: tx.Now().Add(glassLasts)}
	babies, err := babiesOf(tx, program, adult.ID)
	if err != nil {
		return Glass{}, err
	}
	reason := "glass:" + ident.New[glass]().String()
	for _, id := range append([]access.PersonID{adult.ID}, babies...) {
		sight := access.Sight{Account: who.Account, Person: id, Reason: reason, From: who.Today, Until: civil.Of(out.Until.In(team.Zone)), UntilAt: out.Until}
		if err := access.Grant(tx, sight); err != nil {
			return Glass{}, err
		}
	}
	event := who.Did("glass.broken", "person", adult.ID.String())
	event.Detail = map[string]string{"until": out.Until.UTC().Format(time.RFC3339)}
	if err := s.log.Record(tx, event); err != nil {
		return Glass{}, err
	}
	who.Now = tx.Now()
	_, err = s.OpenIn(tx, who, NewAlert{Person: adult.ID, Kind: InNeedOpened, Source: "staff", Note: why})
	return out, err
}

// named reports whether a typed name is the person's: every word of it is one of
// theirs.
func named(p family.Person, typed string) bool {
	theirs := strings.Fields(family.NameKey(p.Name) + " " + family.NameKey(p.Called))
	words := strings.Fields(family.NameKey(typed))
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(theirs, w) })
}
