package family

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

type restriction struct{}

// RestrictionID identifies a restriction.
type RestrictionID = ident.ID[restriction]

// RestrictionWhy is the class of reasons for a restriction. What was seen of it
// stands in its evidence.
type RestrictionWhy string

// The reasons, in the order they are offered.
const (
	CourtOrder RestrictionWhy = "court-order"
	Danger     RestrictionWhy = "safety"
	Request    RestrictionWhy = "request"
)

// RestrictionWhys lists them in the order they are offered.
func RestrictionWhys() []RestrictionWhy { return []RestrictionWhy{CourtOrder, Danger, Request} }

// EvidenceLimit is the most characters of what was seen as evidence.
const EvidenceLimit = 500

// Restriction keeps an adult from everything about another person. While it
// stands, that person does not exist for them; [access.Apart] is what asks.
type Restriction struct {
	ID       RestrictionID
	Adult    Person
	About    Person // an infant, or another adult
	From     civil.Date
	Until    civil.Date // last day; zero for until it is ended
	Why      RestrictionWhy
	Evidence string
	ByName   string
	At       time.Time
	EndedAt  *time.Time
	EndedBy  string
}

// Stands reports whether it holds on a day.
func (r Restriction) Stands(on civil.Date) bool {
	return r.EndedAt == nil && (r.Until.IsZero() || !r.Until.Before(on))
}

// NewRestriction is what staff enter. It holds from the moment it is entered.
type NewRestriction struct {
	ID           RestrictionID // of the form: sent twice, it is kept once; zero makes one
	Adult, About PersonID
	From, Until  civil.Date // From: since when, today or before
	Why          RestrictionWhy
	Evidence     string
}

// Check finds what cannot be in a restriction entered on the given day.
func (n NewRestriction) Check(today civil.Date) error {
	var out []fault.Problem
	if n.Adult == n.About || n.Adult.IsZero() {
		out = append(out, fault.At("adult", "kin.restriction.whom"))
	}
	if n.From.IsZero() || n.From.After(today) {
		out = append(out, fault.At("from", "kin.from.wrong"))
	}
	if !n.Until.IsZero() && n.Until.Before(today) {
		out = append(out, fault.At("until", "kin.until.past"))
	}
	if n.Why != CourtOrder && n.Why != Danger && n.Why != Request {
		out = append(out, fault.At("why", "kin.restriction.why"))
	}
	return fault.Check(append(out, checkEvidence(n.Evidence)...)...)
}

func checkEvidence(words string) []fault.Problem {
	switch n := utf8.RuneCountInString(words); {
	case strings.TrimSpace(words) == "":
		return []fault.Problem{fault.At("evidence", "kin.evidence.missing")}
	case n > EvidenceLimit:
		return []fault.Problem{fault.At("evidence", "kin.evidence.long", "limit", EvidenceLimit)}
	}
	return nil
}

// OnRestrict is called in the transaction that writes a restriction, for what must
// happen at once in rooms above: a place that the two were to share.
type OnRestrict func(tx *store.Tx, who access.Actor, adult, about PersonID) error

// OnRestrict binds what happens with a restriction. It is called while the house
// is built.
func (s *Service) OnRestrict(do OnRestrict) { s.onRestrict = append(s.onRestrict, do) }

// Restrict keeps an adult from everything about another person, from now on. The
// actor must be able to see both.
//
// Faults: NotFound; Invalid on adult, from, until, why, evidence.
func (s *Service) Restrict(ctx context.Context, who access.Actor, in NewRestriction) (RestrictionID, error) {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return RestrictionID{}, err
	}
	if err := in.Check(who.Today); err != nil {
		return RestrictionID{}, err
	}
	who = who.Within(access.RestrictionWrite)
	if in.ID.IsZero() {
		in.ID = ident.New[restriction]()
	}
	in.Evidence = strings.TrimSpace(in.Evidence)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		adult, err := who.Adult(tx, in.Adult)
		if err != nil {
			return err
		}
		about, err := personByID(tx, who, in.About)
		if err != nil {
			return err
		}
		if adult != about.Service {
			return fault.NotFoundf("person %s in the service of %s", in.About, in.Adult)
		}
		if fresh, err := insertRestriction(tx, who, about.Service, in); err != nil || !fresh {
			return err
		}
		kept := restrictionPledge{ID: in.ID, Service: about.Service, Adult: in.Adult, About: in.About, From: in.From, Until: in.Until, Why: in.Why, By: who.Account}
		if err := pledge.Make(tx, pledge.Restriction, aboutRestriction(in.ID), kept); err != nil {
			return err
		}
		for _, do := range s.onRestrict {
			if err := do(tx, who, in.Adult, in.About); err != nil {
				return err
			}
		}
		return s.log.Record(tx, who.Did("restriction.made", "restriction", in.ID.String()))
	})
	if err != nil {
		return RestrictionID{}, fmt.Errorf("restrict %s about %s: %w", in.Adult, in.About, err)
	}
	return in.ID, nil
}

// EndRestriction ends a restriction now. It stays in the list, with who ended it.
//
// Faults: NotFound.
func (s *Service) EndRestriction(ctx context.Context, who access.Actor, id RestrictionID) error {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return err
	}
	who = who.Within(access.RestrictionWrite)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		found, err := restrictionsWhere(tx, who, `r.id = $1`, id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return fault.NotFoundf("restriction %s", id)
		}
		if found[0].EndedAt != nil {
			return nil
		}
		if err := endRestriction(tx, who, id); err != nil {
			return err
		}
		over := restrictionPledge{ID: id, Service: found[0].About.Service, Adult: found[0].Adult.ID, About: found[0].About.ID, By: who.Account}
		if err := pledge.Make(tx, pledge.RestrictionEnded, aboutRestriction(id), over); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("restriction.ended", "restriction", id.String()))
	})
	if err != nil {
		return fmt.Errorf("end restriction %s: %w", id, err)
	}
	return nil
}

// Restrictions reads every restriction of one person, of either side, newest
// first: those about somebody whom the reader may see. Whoever works with the
// restricted adult alone does not learn who is kept from them.
//
// Faults: NotFound for a person the reader may not see.
func (s *Service) Restrictions(ctx context.Context, who access.Actor, person PersonID) (out []Restriction, err error) {
	if err := who.Require(access.RestrictionRead); err != nil {
		return nil, err
	}
	who = who.Within(access.RestrictionRead)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := personByID(tx, who, person); err != nil {
			return err
		}
		out, err = restrictionsWhere(tx, who, `(r.adult_id = $1 OR r.about_id = $1)`, person)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("restrictions of %s: %w", person, err)
	}
	return out, nil
}
