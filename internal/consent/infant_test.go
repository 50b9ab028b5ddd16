package consent_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/fault"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func TestWhatSeveralHoldersAgreedTo(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answers []bool
		want    consent.State
	}{
		{"nobody was asked", nil, consent.NotAsked},
		{"one yes is enough where no other holder says no", []bool{true}, consent.Agreed},
		{"both agree", []bool{true, true}, consent.Agreed},
		{"one no", []bool{false}, consent.Refused},
		{"a yes and a no are open", []bool{true, false}, consent.Open},
		{"in either order", []bool{false, true}, consent.Open},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := consent.Together(tt.answers)
			if got != tt.want || got.Agrees() != (tt.want == consent.Agreed) {
				t.Errorf("%s, agrees %v; want %s", got, got.Agrees(), tt.want)
			}
		})
	}
}

// heldBy makes these the holders of responsibility for the infant from a day on.
func (h house) heldBy(people ...access.PersonID) {
	h.HeldBy(func(_ *store.Tx, infant access.PersonID, _ civil.Date) ([]access.PersonID, error) {
		if infant != h.infant {
			return nil, nil
		}
		return people, nil
	})
}

func (h house) state(t *testing.T, p consent.Purpose) (s consent.State) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) (err error) {
		s, err = h.InfantStateIn(tx, h.infant, p, accesstest.Today)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestHoldersOfResponsibilityAnswerForAnInfant(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		mother := accesstest.CaregiverOf(t, db, h.Here.Service, h.mother)
		father := accesstest.CaregiverOf(t, db, h.Here.Service, h.father)
		say := func(who access.Actor, given bool) error {
			return h.Say(t.Context(), who, consent.Said{Person: who.Person, About: h.infant, Purpose: consent.FilmCare, Given: given})
		}
		h.heldBy(h.mother)
		if err := say(father, true); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody without responsibility answered: %v", err)
		}
		err := h.Say(t.Context(), h.Here.Lead, consent.Said{Person: h.father, About: h.infant, Purpose: consent.FilmCare, Given: true, How: consent.ByPhone})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("staff wrote an answer down of somebody without responsibility: %v", err)
		}
		if err := say(mother, true); err != nil {
			t.Fatal(err)
		}
		if got := h.state(t, consent.FilmCare); got != consent.Agreed {
			t.Fatalf("after her yes: %s", got)
		}
		h.heldBy(h.mother, h.father)
		if err := say(father, false); err != nil {
			t.Fatal(err)
		}
		if got := h.state(t, consent.FilmCare); got != consent.Open {
			t.Errorf("after his no: %s, want open", got)
		}
		h.readConflict(t, mother, father)
		h.heldBy(h.mother)
		if got := h.state(t, consent.FilmCare); got != consent.Agreed {
			t.Errorf("the answer of somebody who holds responsibility no more counts: %s", got)
		}
		if h.has(t, h.mother, consent.FilmCare) {
			t.Error("an answer for the infant counts as one for oneself")
		}
	})
}

// readConflict holds that staff see that it is open, and that neither parent learns
// of it.
func (h house) readConflict(t *testing.T, mother, father access.Actor) {
	t.Helper()
	for _, tt := range []struct {
		name   string
		reader access.Actor
		person access.PersonID
		open   bool
		given  bool
	}{
		{"a worker reads the mother's", h.Here.Lead, h.mother, true, true},
		{"the mother reads her own", mother, h.mother, false, true},
		{"the father reads his own", father, h.father, false, false},
	} {
		lines, err := h.Sheet(t.Context(), tt.reader, tt.person)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if l.About == h.infant && l.Purpose == consent.FilmCare && (l.Open != tt.open || l.Answer.Given != tt.given || !l.Answered) {
				t.Errorf("%s: open %v, given %v; want %v, %v", tt.name, l.Open, l.Answer.Given, tt.open, tt.given)
			}
		}
		if n := len(lines); n != 8+6 {
			t.Errorf("%s: %d lines, want 8 of their own and 6 for the baby", tt.name, n)
		}
	}
	if _, err := h.Sheet(t.Context(), mother, h.father); !fault.Is(err, fault.NotFound) {
		t.Errorf("she reads his: %v", err)
	}
}

func TestANoIsCarriedOutWithItsAnswerOrNotAtAll(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		own := accesstest.CaregiverOf(t, db, h.Here.Service, h.mother)
		var carried []access.PersonID
		broken := false
		h.SetsInMotion(consent.Measures, consent.Effect{
			Foresee: func(*store.Tx, access.Actor, access.PersonID) ([]consent.Consequence, error) {
				return []consent.Consequence{{Key: "agreed.sets.drafts", N: 2}, {Key: "agreed.sets.answers-kept"}}, nil
			},
			Carry: func(tx *store.Tx, _ access.Actor, person access.PersonID) error {
				carried = append(carried, person)
				if broken {
					return fault.Unavailablef("out of order")
				}
				return nil
			},
		})
		for _, p := range []consent.Purpose{consent.TakingPart, consent.Measures, consent.Messages} {
			if err := h.Give(t.Context(), own, h.mother, p, ""); err != nil {
				t.Fatal(err)
			}
		}
		if len(carried) > 0 {
			t.Error("a yes set something in motion")
		}
		broken = true
		if err := h.Withdraw(t.Context(), own, h.mother, consent.Measures); err == nil || !h.has(t, h.mother, consent.Measures) {
			t.Errorf("the no was kept although what follows failed: %v", err)
		}
		broken, carried = false, nil
		then, err := h.Foresee(t.Context(), own, consent.Said{Person: h.mother, Purpose: consent.TakingPart})
		if err != nil || len(then) != 1 || then[0].N != 2 || len(carried) > 0 {
			t.Errorf("foresees %+v, %v, carried %d: not taking part means no questionnaires, and nothing of what there is none of", then, err, len(carried))
		}
		if err := h.Withdraw(t.Context(), own, h.mother, consent.TakingPart); err != nil {
			t.Fatal(err)
		}
		if len(carried) != 1 || carried[0] != h.mother {
			t.Errorf("carried out for %v", carried)
		}
		for _, p := range []consent.Purpose{consent.TakingPart, consent.Measures, consent.Messages} {
			if h.has(t, h.mother, p) {
				t.Errorf("who does not take part still agrees to %s", p)
			}
		}
	})
}

func TestWhatStaffWriteDownHasADayAndAWay(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		said := consent.Said{Person: h.mother, Purpose: consent.Research, Given: true, Day: accesstest.Today.AddDays(-3), How: consent.OnPaper}
		if err := h.Say(t.Context(), h.Here.Practitioner, said); err != nil {
			t.Fatal(err)
		}
		all, err := h.History(t.Context(), h.Here.Lead, h.mother)
		if err != nil || len(all) != 1 {
			t.Fatalf("%d lines, %v", len(all), err)
		}
		if a := all[0]; a.Said != said.Day || a.How != consent.OnPaper || a.ByName != h.Here.Practitioner.Name || a.Wording != "agreed.words.own.research.1" {
			t.Errorf("kept %+v", a)
		}
		for _, tt := range []struct {
			name  string
			wrong consent.Said
		}{
			{"a day to come", consent.Said{Person: h.mother, Purpose: consent.Research, Day: accesstest.Today.AddDays(1), How: consent.OnPaper}},
			{"a way there is not", consent.Said{Person: h.mother, Purpose: consent.Research, How: "pigeon"}},
			{"messages for an infant", consent.Said{Person: h.mother, About: h.infant, Purpose: consent.Messages, How: consent.OnPaper}},
		} {
			if err := h.Say(t.Context(), h.Here.Lead, tt.wrong); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
	})
}
