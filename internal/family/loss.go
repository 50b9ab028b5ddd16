package family

import (
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type loss struct{}

// LossID identifies one loss that was told.
type LossID = ident.ID[loss]

// LossKind is what happened.
type LossKind string

// The kinds of loss. The first three are deaths: nothing about that baby is ever due
// again, to anybody. Moved is not: the baby lives with others, and only what these
// caregivers had with the baby has ended.
const (
	Miscarriage LossKind = "miscarriage"
	Stillbirth  LossKind = "stillbirth"
	Death       LossKind = "death"
	Moved       LossKind = "moved" // into care, or to other parents
)

// LossKinds lists what can have happened to a baby, in the order it is offered: of a
// baby who was born nobody is asked whether it was.
func LossKinds(p Person) []LossKind {
	if p.Born.IsZero() {
		return []LossKind{Miscarriage, Stillbirth, Death, Moved}
	}
	return []LossKind{Death, Moved}
}

// IsDeath reports whether the baby, or the pregnancy, is no more.
func (k LossKind) IsDeath() bool { return k != Moved }

// Loss is a loss that was told, and whom somebody was asked to call.
type Loss struct {
	ID         LossID
	Service    access.ServiceID
	Infant     PersonID
	Kind       LossKind
	Day        civil.Date
	At         time.Time
	By         access.AccountID // zero: the program, after a restore
	ByName     string
	Ring       PersonID         // the caregiver somebody was asked to call; zero when there is none
	Caller     access.AccountID // who was asked; zero when there was nobody to ask
	CallerName string
	CallBy     *time.Time // until when
	ReversedAt *time.Time
	ReversedBy string   // the name of the lead who took it back
	NotBack    []string // what could not be put back then, as keys of the catalogue
}

// Stands reports whether nobody has taken it back.
func (l Loss) Stands() bool { return l.ReversedAt == nil }

// Lost is a baby that a caregiver lost, with how it was told.
type Lost struct {
	Infant Person
	Loss   Loss
}

// NewLoss is what somebody tells.
type NewLoss struct {
	Infant PersonID
	Kind   LossKind
	Day    civil.Date // zero: today
	Ring   PersonID   // whom to call; zero: whoever told, or the mother, or the first
	Carers []PersonID // Moved: who no longer cares for the baby; a caregiver tells it of themselves alone
}

// Ending is a loss while it is being carried through the house: each room puts away
// what it holds about these dyads, in the same transaction.
type Ending struct {
	Loss
	Dyads []Dyad // those that ended: of a death all that lasted, of a move those named
}

// Ends reports whether a dyad is one of those that ended.
func (e *Ending) Ends(id DyadID) bool {
	return slices.ContainsFunc(e.Dyads, func(d Dyad) bool { return d.ID == id })
}

// Put is how a room above puts away what it holds when a loss is told, and puts it
// back when the loss is taken back. Back returns, as keys of the catalogue, what
// could not be put back. Both join the transaction of the act, and send nothing.
type Put struct {
	Away func(tx *store.Tx, e *Ending) error
	Back func(tx *store.Tx, e *Ending) (notBack []string, err error)
}

// OnLoss binds what the rooms above do when a baby is lost. It is called while the
// house is built, in the order in which they are to act.
func (s *Service) OnLoss(puts ...Put) { s.puts = append(s.puts, puts...) }

// check finds what cannot be told of this baby on the given day.
func (in NewLoss) check(p Person, today civil.Date) error {
	var out []fault.Problem
	if !slices.Contains(LossKinds(p), in.Kind) {
		out = append(out, fault.At("kind", "loss.kind.missing"))
	}
	switch {
	case in.Day.After(today):
		out = append(out, fault.At("day", "loss.day.future"))
	case !in.Day.IsZero() && !p.Born.IsZero() && in.Day.Before(p.Born):
		out = append(out, fault.At("day", "loss.day.before-birth"))
	case !in.Day.IsZero() && in.Day.Before(today.AddMonths(-12*yearsBack)):
		out = append(out, fault.At("day", "loss.day.old"))
	}
	return fault.Check(out...)
}
