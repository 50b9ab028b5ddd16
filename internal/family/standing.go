package family

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type standing struct{}

// StandingID identifies one fact of an adult and an infant.
type StandingID = ident.ID[standing]

// StandingWhat is what a fact is about.
type StandingWhat string

// What is asked of an adult and an infant, in the order it is offered.
const (
	Responsibility StandingWhat = "responsibility" // may decide for the child before the law
	InContact      StandingWhat = "contact"
	LivesWith      StandingWhat = "lives-with"
)

// StandingWhats lists them in the order they are offered.
func StandingWhats() []StandingWhat { return []StandingWhat{Responsibility, InContact, LivesWith} }

// StandingValue is how it is.
type StandingValue string

// The values. Only contact can be supervised.
const (
	Yes        StandingValue = "yes"
	No         StandingValue = "no"
	Supervised StandingValue = "supervised"
)

// StandingValues lists what a fact about this can be.
func (w StandingWhat) StandingValues() []StandingValue {
	if w == InContact {
		return []StandingValue{Yes, Supervised, No}
	}
	return []StandingValue{Yes, No}
}

// Basis is where a fact comes from.
type Basis string

// The bases, in the order they are offered.
const (
	ByBirth       Basis = "birth"
	OnCertificate Basis = "registered"
	Agreed        Basis = "agreement"
	Ordered       Basis = "court-order"
	InCare        Basis = "care-order"
	SaidByThem    Basis = "said"
)

// Bases lists them in the order they are offered.
func Bases() []Basis { return []Basis{ByBirth, OnCertificate, Agreed, Ordered, InCare, SaidByThem} }

// Standing is one dated fact of an adult and an infant. It says who may decide
// and what a court ordered; it shows nobody anything.
type Standing struct {
	ID       StandingID
	Adult    Person
	Infant   Person
	What     StandingWhat
	Value    StandingValue
	Basis    Basis
	Evidence string
	From     civil.Date
	Until    civil.Date // last day; zero for open
	ByName   string
	At       time.Time
	EndedBy  string     // who wrote Until
	WrongAt  *time.Time // it was entered by mistake
	WrongBy  string
}

// Holds reports whether the fact holds on a day.
func (s Standing) Holds(on civil.Date) bool {
	return s.WrongAt == nil && !s.From.After(on) && (s.Until.IsZero() || !s.Until.Before(on))
}

// NewStanding is what staff enter.
type NewStanding struct {
	ID            StandingID // of the form: sent twice, it is kept once; zero makes one
	Adult, Infant PersonID
	What          StandingWhat
	Value         StandingValue
	Basis         Basis
	Evidence      string
	From, Until   civil.Date
	Corrects      StandingID // the fact that was wrong; zero for none
}

// Check finds what cannot be in a fact. A day to come is possible: an order can
// begin on Monday.
func (n NewStanding) Check() error {
	var out []fault.Problem
	if n.Adult.IsZero() || n.Infant.IsZero() || n.Adult == n.Infant {
		out = append(out, fault.At("adult", "kin.standing.whom"))
	}
	if !slices.Contains(StandingWhats(), n.What) {
		out = append(out, fault.At("what", "kin.standing.what"))
	} else if !slices.Contains(n.What.StandingValues(), n.Value) {
		out = append(out, fault.At("value", "kin.standing.value"))
	}
	if !slices.Contains(Bases(), n.Basis) {
		out = append(out, fault.At("basis", "kin.standing.basis"))
	}
	switch {
	case n.From.IsZero():
		out = append(out, fault.At("from", "kin.from.missing"))
	case !n.Until.IsZero() && n.Until.Before(n.From):
		out = append(out, fault.At("until", "kin.until.before"))
	}
	return fault.Check(append(out, checkEvidence(n.Evidence)...)...)
}

// AddStanding records a fact of an adult and an infant, both of whom the actor may
// see. With Corrects it takes the place of one that was entered wrongly: both stay.
//
// Faults: NotFound; Invalid on adult, what, value, basis, evidence, from, until.
func (s *Service) AddStanding(ctx context.Context, who access.Actor, in NewStanding) (StandingID, error) {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return StandingID{}, err
	}
	if err := in.Check(); err != nil {
		return StandingID{}, err
	}
	who = who.Within(access.RestrictionWrite)
	if in.ID.IsZero() {
		in.ID = ident.New[standing]()
	}
	in.Evidence = strings.TrimSpace(in.Evidence)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		if _, err := who.Adult(tx, in.Adult); err != nil {
			return err
		}
		infant, err := personByID(tx, who, in.Infant)
		if err != nil {
			return err
		}
		if infant.Kind != Infant {
			return fault.NotFoundf("infant %s", in.Infant)
		}
		fresh, err := insertStanding(tx, who, infant.Service, in)
		if err != nil || !fresh {
			return err
		}
		if !in.Corrects.IsZero() {
			if _, err := standingByID(tx, who, in.Corrects); err != nil {
				return err
			}
			if err := markWrong(tx, who, in.Corrects); err != nil {
				return err
			}
		}
		return s.log.Record(tx, who.Did("standing.added", "standing", in.ID.String()))
	})
	if err != nil {
		return StandingID{}, fmt.Errorf("standing of %s to %s: %w", in.Adult, in.Infant, err)
	}
	return in.ID, nil
}

// EndStanding says until when a fact held; that day still counts.
//
// Faults: NotFound; Invalid on until.
func (s *Service) EndStanding(ctx context.Context, who access.Actor, id StandingID, until civil.Date) error {
	return s.changeStanding(ctx, who, id, "standing.ended", func(tx *store.Tx, who access.Actor, st Standing) error {
		if until.IsZero() || until.Before(st.From) {
			return fault.Check(fault.At("until", "kin.until.before"))
		}
		return endStanding(tx, who, id, until)
	})
}

// WrongStanding says that a fact was entered by mistake. It stays in the list.
//
// Faults: NotFound.
func (s *Service) WrongStanding(ctx context.Context, who access.Actor, id StandingID) error {
	return s.changeStanding(ctx, who, id, "standing.wrong", func(tx *store.Tx, who access.Actor, _ Standing) error {
		return markWrong(tx, who, id)
	})
}

func (s *Service) changeStanding(ctx context.Context, who access.Actor, id StandingID, act string, change func(*store.Tx, access.Actor, Standing) error) error {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return err
	}
	who = who.Within(access.RestrictionWrite)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		st, err := standingByID(tx, who, id)
		if err != nil {
			return err
		}
		if err := change(tx, who, st); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did(act, "standing", id.String()))
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", act, id, err)
	}
	return nil
}

// Standings reads every fact of one person, adult or infant, newest first, as far
// as the reader may see both people.
//
// Faults: NotFound for a person the reader may not see.
func (s *Service) Standings(ctx context.Context, who access.Actor, person PersonID) (out []Standing, err error) {
	if err := who.Require(access.RestrictionRead); err != nil {
		return nil, err
	}
	who = who.Within(access.RestrictionRead)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := personByID(tx, who, person); err != nil {
			return err
		}
		out, err = standingsWhere(tx, who, `(st.adult_id = $1 OR st.infant_id = $1)`, person)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("standing of %s: %w", person, err)
	}
	return out, nil
}

// ResponsibleIn is who holds parental responsibility for an infant on a day, by
// the facts that are written down. Nobody having written anything is nobody.
func (s *Service) ResponsibleIn(tx *store.Tx, infant PersonID, on civil.Date) ([]PersonID, error) {
	return responsible(tx, infant, on)
}
