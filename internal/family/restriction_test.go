package family_test

import (
	"slices"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func (h house) restrict(t *testing.T, adult, about family.PersonID, until civil.Date) family.RestrictionID {
	t.Helper()
	id, err := h.svc.Restrict(t.Context(), h.Here.Lead, family.NewRestriction{
		Adult: adult, About: about, From: accesstest.Today, Until: until, Why: family.CourtOrder, Evidence: "Order 12 of 3 February, copy in the safe",
	})
	if err != nil {
		t.Fatalf("restrict: %v", err)
	}
	return id
}

func TestForARestrictedParentTheBabyDoesNotExist(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		twins := h.record.Infants()
		father, mother := accesstest.CaregiverOf(t, db, h.Here.Service, h.father.ID), accesstest.CaregiverOf(t, db, h.Here.Service, h.mother.ID)
		hidden := h.restrict(t, h.father.ID, twins[0].ID, civil.Date{})
		h.restrict(t, h.father.ID, twins[1].ID, accesstest.Today)

		for _, baby := range twins {
			if _, err := h.svc.Person(t.Context(), father, baby.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("he reads a baby: %v, want not found", err)
			}
			if _, err := h.svc.Person(t.Context(), mother, baby.ID); err != nil {
				t.Errorf("she does not: %v", err)
			}
		}
		if mine, err := h.svc.Mine(t.Context(), father); err != nil || len(mine) != 0 {
			t.Errorf("he has %d dyads, %v", len(mine), err)
		}
		if mine, err := h.svc.Mine(t.Context(), mother); err != nil || len(mine) != 2 {
			t.Errorf("she has %d dyads, %v", len(mine), err)
		}

		father.Today = accesstest.Today.AddDays(1)
		if mine, err := h.svc.Mine(t.Context(), father); err != nil || len(mine) != 1 || mine[0].Infant.ID != twins[1].ID {
			t.Errorf("the day after one restriction has run out he has %d dyads, %v", len(mine), err)
		}
		for range 2 {
			if err := h.svc.EndRestriction(t.Context(), h.Here.Lead, hidden); err != nil {
				t.Fatal(err)
			}
		}
		if mine, err := h.svc.Mine(t.Context(), father); err != nil || len(mine) != 2 {
			t.Errorf("after the other was ended he has %d dyads, %v", len(mine), err)
		}
	})
}

func TestWhoReadsAndWritesARestriction(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		baby := h.record.Infants()[0]
		h.restrict(t, h.father.ID, baby.ID, civil.Date{})
		past := accesstest.Today.AddDays(-1)
		h.letSee(t, h.Here.Practitioner, h.mother.ID, accesstest.Today)
		h.letSee(t, h.Here.Practitioner, baby.ID, accesstest.Today)
		h.letSee(t, h.Here.Colleague, baby.ID, past)
		father := accesstest.CaregiverOf(t, db, h.Here.Service, h.father.ID)
		his := h.Here.Colleague // another day: works with the father alone
		h.letSee(t, his, h.father.ID, accesstest.Today)
		tests := map[string]struct {
			who  access.Actor
			of   family.PersonID
			want fault.Kind
			n    int
		}{
			"the lead reads it of the baby":                                    {h.Here.Lead, baby.ID, 0, 1},
			"the lead reads it of the father":                                  {h.Here.Lead, h.father.ID, 0, 1},
			"who works with the baby reads it":                                 {h.Here.Practitioner, baby.ID, 0, 1},
			"who works with the father alone reads nothing of it":              {his, h.father.ID, 0, 0},
			"last year's worker of the baby finds nothing":                     {h.Here.Colleague, baby.ID, fault.NotFound, 0},
			"a coordinator may not":                                            {h.Here.Coordinator, baby.ID, fault.Forbidden, 0},
			"the restricted father may not":                                    {father, baby.ID, fault.Forbidden, 0},
			"the lead of another service finds nothing":                        {h.There.Lead, baby.ID, fault.NotFound, 0},
			"an administrator may not":                                         {h.Here.Administrator, baby.ID, fault.Forbidden, 0},
			"who works with the baby does not read of a father he may not see": {h.Here.Practitioner, h.father.ID, fault.NotFound, 0},
		}
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				got, err := h.svc.Restrictions(t.Context(), tt.who, tt.of)
				if tt.want != 0 && !fault.Is(err, tt.want) || tt.want == 0 && err != nil {
					t.Fatalf("Restrictions = %v", err)
				}
				if len(got) != tt.n {
					t.Errorf("reads %d, want %d", len(got), tt.n)
				}
			})
		}
		for name, tt := range tests {
			_, err := h.svc.Restrict(t.Context(), tt.who, family.NewRestriction{
				Adult: h.father.ID, About: baby.ID, From: accesstest.Today, Why: family.Danger, Evidence: "Told by the police",
			})
			if may := tt.who.Account == h.Here.Lead.Account; may != (err == nil) {
				t.Errorf("%s; Restrict = %v", name, err)
			}
		}
	})
}

func TestARestrictionThatCannotBe(t *testing.T) {
	good := family.NewRestriction{Adult: access.NewPersonID(), About: access.NewPersonID(), From: today, Why: family.Request, Evidence: "Asked by letter"}
	if err := good.Check(today); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change func(*family.NewRestriction)
		field  string
	}{
		"nobody is kept from themselves":           {func(n *family.NewRestriction) { n.About = n.Adult }, "adult"},
		"it does not begin tomorrow":               {func(n *family.NewRestriction) { n.From = today.AddDays(1) }, "from"},
		"it is not over before it is entered":      {func(n *family.NewRestriction) { n.Until = today.AddDays(-1) }, "until"},
		"a reason is one of the list":              {func(n *family.NewRestriction) { n.Why = "cross" }, "why"},
		"it says what was seen":                    {func(n *family.NewRestriction) { n.Evidence = " " }, "evidence"},
		"what was seen is no longer than a letter": {func(n *family.NewRestriction) { n.Evidence = string(make([]rune, 501)) }, "evidence"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := good
			tt.change(&n)
			wantProblem(t, n.Check(today), tt.field)
		})
	}
}

func TestStandingIsAListOfDatedFacts(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		baby := h.record.Infants()[0]
		add := func(n family.NewStanding) {
			t.Helper()
			n.Infant, n.Evidence = baby.ID, "Birth certificate seen"
			if _, err := h.svc.AddStanding(t.Context(), h.Here.Lead, n); err != nil {
				t.Fatal(err)
			}
		}
		add(family.NewStanding{Adult: h.mother.ID, What: family.Responsibility, Value: family.Yes, Basis: family.ByBirth, From: today.AddDays(-100)})
		add(family.NewStanding{Adult: h.father.ID, What: family.Responsibility, Value: family.Yes, Basis: family.OnCertificate, From: today.AddDays(-100)})
		add(family.NewStanding{Adult: h.father.ID, What: family.InContact, Value: family.Supervised, Basis: family.Ordered, From: today.AddDays(7)})
		if got := h.responsible(t, baby.ID, today); !slices.Equal(got, []family.PersonID{h.mother.ID, h.father.ID}) {
			t.Errorf("responsible: %v", got)
		}
		facts, err := h.svc.Standings(t.Context(), h.Here.Lead, h.father.ID)
		if err != nil || len(facts) != 2 || facts[0].What != family.InContact || facts[0].Holds(today) || !facts[0].Holds(today.AddDays(7)) {
			t.Fatalf("%+v, %v", facts, err)
		}

		add(family.NewStanding{Adult: h.father.ID, What: family.Responsibility, Value: family.No, Basis: family.Ordered, From: today, Corrects: facts[1].ID})
		if got := h.responsible(t, baby.ID, today); !slices.Equal(got, []family.PersonID{h.mother.ID}) {
			t.Errorf("after the correction: %v", got)
		}
		if facts, err = h.svc.Standings(t.Context(), h.Here.Lead, h.father.ID); err != nil || len(facts) != 3 {
			t.Fatalf("what was wrong is gone: %+v, %v", facts, err)
		}
		hers, err := h.svc.Standings(t.Context(), h.Here.Lead, h.mother.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.svc.EndStanding(t.Context(), h.Here.Lead, hers[0].ID, today.AddDays(-1)); err != nil {
			t.Fatal(err)
		}
		if got := h.responsible(t, baby.ID, today); len(got) != 0 {
			t.Errorf("after the end: %v", got)
		}
		if got := h.responsible(t, baby.ID, today.AddDays(-1)); len(got) != 1 {
			t.Errorf("on its last day: %v", got)
		}
		wantProblem(t, h.svc.EndStanding(t.Context(), h.Here.Lead, hers[0].ID, today.AddDays(-200)), "until")
		if err := h.svc.WrongStanding(t.Context(), h.There.Lead, hers[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another service corrects it: %v", err)
		}
		if _, err := h.svc.Standings(t.Context(), h.Here.Coordinator, baby.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a coordinator reads it: %v", err)
		}
	})
}

func TestAFactThatCannotBe(t *testing.T) {
	good := family.NewStanding{Adult: access.NewPersonID(), Infant: access.NewPersonID(), What: family.InContact, Value: family.Supervised, Basis: family.Ordered, From: today, Evidence: "Order seen"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change func(*family.NewStanding)
		field  string
	}{
		"only contact is supervised":       {func(n *family.NewStanding) { n.What = family.LivesWith }, "value"},
		"it is about something":            {func(n *family.NewStanding) { n.What = "money" }, "what"},
		"it comes from somewhere":          {func(n *family.NewStanding) { n.Basis = "" }, "basis"},
		"it has a first day":               {func(n *family.NewStanding) { n.From = civil.Date{} }, "from"},
		"it does not end before it begins": {func(n *family.NewStanding) { n.Until = today.AddDays(-1) }, "until"},
		"somebody saw something":           {func(n *family.NewStanding) { n.Evidence = "" }, "evidence"},
		"it is of an adult and a baby":     {func(n *family.NewStanding) { n.Adult = n.Infant }, "adult"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := good
			tt.change(&n)
			wantProblem(t, n.Check(), tt.field)
		})
	}
}

func (h house) responsible(t *testing.T, infant family.PersonID, on civil.Date) (out []family.PersonID) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) (err error) {
		out, err = h.svc.ResponsibleIn(tx, infant, on)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func wantProblem(t *testing.T, err error, field string) {
	t.Helper()
	if problems := fault.ProblemsOf(err); !fault.Is(err, fault.Invalid) || len(problems) != 1 || problems[0].Field != field {
		t.Errorf("%v, want one problem at %s", err, field)
	}
}
