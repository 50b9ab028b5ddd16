package measure

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// Expected is one questionnaire or rating of a place as its course will ask for it,
// whenever that is.
type Expected struct {
	Place      PlaceID
	Instrument string
	Title      string // as a caregiver reads it; empty without a wording
	Name       string // as teams call it
	Timepoint  Timepoint
	Way        Way
	Caregiver  access.PersonID
	Infants    []access.PersonID // whom it is about; all of the place where it is about the caregiver alone
	Days       civil.Window      // on which it is asked; zero while nobody can say
	Waits      bool              // has no day while the baby is in hospital
	Complete   bool              // a fact: nothing moves it any more
}

// Seated is the dyads of a family in groups, read once, so that what is asked of
// them can be worked out again for other dates without reading anything.
type Seated struct {
	seats  []seat
	stored map[slot]entry
	plan   Plan
	known  *Service
}

// SeatedIn reads the dyads of a family's accepted places that the reader may see; a
// caregiver's own.
func (s *Service) SeatedIn(tx *store.Tx, who access.Actor, id family.ID) (Seated, error) {
	condition, arg := "pl.family_id = $1", any(id)
	if !who.Person.IsZero() {
		condition, arg = "d.caregiver_id = $1", who.Person
	}
	seats, err := seatsWhere(tx, who, condition, arg)
	if err != nil {
		return Seated{}, fmt.Errorf("seats of family %s: %w", id, err)
	}
	stored, err := s.storedFor(tx, seats)
	return Seated{seats: seats, stored: stored, plan: s.plan, known: s}, err
}

// Expect is everything that the programmes of these seats ask for, in their order.
// What is stored of an infant's dates is replaced by what dates says, where it says
// something.
// Without seats it is nothing.
func (d Seated) Expect(dates map[access.PersonID]Dates) []Expected {
	var out []Expected
	at := map[slot]int{}
	for _, seat := range d.seats {
		if in, ok := dates[seat.infantID]; ok {
			seat.anchors.Due, seat.anchors.Born, seat.infantLost = in.Due, in.Born, in.Lost
		}
		if seat.infantLost || seat.refused {
			continue
		}
		for _, planned := range d.plan(seat.programme) {
			key, known := d.known.library.Key(planned.Instrument)
			if !known {
				continue
			}
			e, slot := d.expect(seat, planned, key)
			if i, twin := at[slot]; twin {
				out[i] = sooner(out[i], e)
				continue
			}
			at[slot] = len(out)
			out = append(out, e)
		}
	}
	return out
}

// Dates are an infant's days as somebody wants to see what would follow from them.
type Dates struct {
	Due, Born civil.Date
	Lost      bool
}

func (d Seated) expect(seat seat, planned Planned, key score.Key) (Expected, slot) {
	slot := slot{seat.place, key.ID, planned.Timepoint, subject(key, seat.caregiver, seat.dyad)}
	e := Expected{
		Place: seat.place, Instrument: key.ID, Name: key.Short, Timepoint: planned.Timepoint, Way: PaperForm, Caregiver: seat.caregiver,
		Infants: []access.PersonID{seat.infantID}, Complete: d.stored[slot].complete,
	}
	if key.Respondent == score.Coder {
		e.Way = Rating
	} else if wording, ok := wordingFor(d.known.library, key.ID, seat.lang); ok {
		e.Way, e.Title = OnPhone, wording.Title
	}
	if w, ok := seat.window(planned); ok {
		e.Days = w
	} else {
		_, e.Waits = planned.Window(seat.anchors)
	}
	return e, slot
}

// sooner is one questionnaire about a caregiver of twins: it is asked when it can be
// asked because of either.
func sooner(a, b Expected) Expected {
	infants := append(slices.Clone(a.Infants), b.Infants...)
	if a.Days.From.IsZero() || b.Days.From.Before(a.Days.From) {
		a.Days, a.Waits = b.Days, b.Waits
	}
	a.Infants = infants
	return a
}
