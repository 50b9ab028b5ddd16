package family_test

import (
	"slices"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/jobs"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// house is the room under test with two parents and their twins in it.
type house struct {
	*accesstest.World
	db             *store.DB
	svc            *family.Service
	record         family.Record
	mother, father family.Person
}

func newHouse(t *testing.T, db *store.DB) house {
	t.Helper()
	w := accesstest.New(t, db)
	h := house{World: &w, db: db, svc: family.New(db, audit.New(make([]byte, 32)), jobs.NewQueue())}
	h.record = h.register(t, w.Here.Coordinator, family.Registration{
		Caregivers: []family.NewCaregiver{
			{Name: "Julia Wiśniewska", Called: "Julia", Relation: family.Mother, Details: []family.NewDetail{{Channel: family.Text, Value: "07700 900982"}}},
			{Name: "Tomasz Wiśniewski", Relation: family.Father},
		},
		Infants: []family.NewInfant{{Name: "Antoni", Born: civil.New(2026, 11, 1)}, {Born: civil.New(2026, 11, 1)}},
	})
	h.mother, h.father = h.record.Adults()[0], h.record.Adults()[1]
	return h
}

func (h house) register(t *testing.T, who access.Actor, in family.Registration) (out family.Record) {
	t.Helper()
	err := h.db.Update(t.Context(), func(tx *store.Tx) (err error) {
		out, err = h.svc.RegisterIn(tx, who, in)
		return err
	})
	if err != nil {
		t.Fatalf("register: %v", err)
	}
	return out
}

func (h house) letSee(t *testing.T, who access.Actor, p family.PersonID, until civil.Date) {
	t.Helper()
	err := h.db.Update(t.Context(), func(tx *store.Tx) error {
		return access.Grant(tx, access.Sight{Account: who.Account, Person: p, Reason: "test", From: until.AddDays(-30), Until: until})
	})
	if err != nil {
		t.Fatalf("grant sight: %v", err)
	}
}

func names(people []family.Person) []string {
	var out []string
	for _, p := range people {
		out = append(out, p.Name)
	}
	return out
}

func TestTwinsWithTwoParentsAreFourDyads(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		got, err := h.svc.Find(t.Context(), h.Here.Lead, h.record.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Dyads) != 4 || len(got.People) != 4 {
			t.Fatalf("found %d dyads of %d people, want 4 of 4", len(got.Dyads), len(got.People))
		}
		if got.Ref != h.record.Ref || got.Adults()[0].Called != "Julia" || got.Adults()[1].Called != "Tomasz Wiśniewski" {
			t.Errorf("record reads back as %+v", got)
		}
	})
}

// TestFamilyIsWhoeverTheReaderMaySee is the heart of the room: the same record
// read by everybody who has a reason to try.
func TestFamilyIsWhoeverTheReaderMaySee(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		babies := h.record.Infants()
		h.letSee(t, h.Here.Practitioner, h.mother.ID, accesstest.Today)
		h.letSee(t, h.Here.Practitioner, babies[0].ID, accesstest.Today)
		h.letSee(t, h.Here.Colleague, h.mother.ID, accesstest.Today.AddDays(-1)) // last year's worker
		tests := map[string]struct {
			who   access.Actor
			want  []string // nil for NotFound
			dyads int
		}{
			"the lead sees all of it":                           {h.Here.Lead, []string{"Julia Wiśniewska", "Tomasz Wiśniewski", "Antoni", ""}, 4},
			"the coordinator sees all of it":                    {h.Here.Coordinator, []string{"Julia Wiśniewska", "Tomasz Wiśniewski", "Antoni", ""}, 4},
			"a worker sees the mother and the baby she was let": {h.Here.Practitioner, []string{"Julia Wiśniewska", "Antoni"}, 1},
			"a worker whose sight ended yesterday sees nothing": {h.Here.Colleague, nil, 0},
			"the lead of another service sees nothing":          {h.There.Lead, nil, 0},
			"the coordinator of another service sees nothing":   {h.There.Coordinator, nil, 0},
		}
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				got, err := h.svc.Find(t.Context(), tt.who, h.record.ID)
				if tt.want == nil {
					if !fault.Is(err, fault.NotFound) {
						t.Fatalf("Find = %v, %v; want not found", names(got.People), err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if n := names(got.People); !slices.Equal(n, tt.want) || len(got.Dyads) != tt.dyads {
					t.Errorf("sees %q in %d dyads, want %q in %d", n, len(got.Dyads), tt.want, tt.dyads)
				}
			})
		}
		if _, err := h.svc.Find(t.Context(), h.Here.Administrator, h.record.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the administrator's Find = %v, want forbidden", err)
		}
	})
}

func TestOneParentDoesNotExistForTheOther(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		father := accesstest.CaregiverOf(t, db, h.Here.Service, h.father.ID)
		if _, err := h.svc.Person(t.Context(), father, h.mother.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the father reading the mother: %v, want not found", err)
		}
		if _, err := h.svc.Details(t.Context(), father, h.mother.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the father reading the mother's number: %v, want not found", err)
		}
		for _, d := range h.record.Dyads {
			_, err := h.svc.Dyad(t.Context(), father, d.ID)
			if own := d.Caregiver.ID == h.father.ID; own != (err == nil) {
				t.Errorf("the father reading the dyad of %s: %v", d.Caregiver.Name, err)
			}
		}
		mine, err := h.svc.Mine(t.Context(), father)
		if err != nil || len(mine) != 2 {
			t.Errorf("the father's own dyads: %d, %v; want 2", len(mine), err)
		}
		for _, b := range h.record.Infants() {
			if _, err := h.svc.Person(t.Context(), father, b.ID); err != nil {
				t.Errorf("the father reading his baby: %v", err)
			}
		}
	})
}

func TestSearch(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.register(t, h.There.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{{Name: "Julia Wisner", Relation: family.Mother}},
			Infants:    []family.NewInfant{{Due: accesstest.Today.AddDays(20)}},
		})
		tests := map[string]struct {
			who  access.Actor
			text string
			want []string
		}{
			"a name is found without its accents":         {h.Here.Lead, "julia wisn", []string{"Julia Wiśniewska"}},
			"a surname is found alone":                    {h.Here.Lead, "WIŚNIEWSKI", []string{"Tomasz Wiśniewski"}},
			"the reference finds the adults":              {h.Here.Lead, h.record.Ref, []string{"Julia Wiśniewska", "Tomasz Wiśniewski"}},
			"nothing typed lists everybody":               {h.Here.Lead, "", []string{"Julia Wiśniewska", "Tomasz Wiśniewski"}},
			"a percent sign is a letter nobody has":       {h.Here.Lead, "%", nil},
			"a worker finds nobody she may not see":       {h.Here.Practitioner, "julia", nil},
			"another service finds its own Julia":         {h.There.Lead, "julia", []string{"Julia Wisner"}},
			"a name is not found by a part of the middle": {h.Here.Lead, "niewska", nil},
		}
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				page, err := h.svc.Search(t.Context(), tt.who, family.Query{Text: tt.text})
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, f := range page.People {
					got = append(got, f.Person.Name)
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("found %q, want %q", got, tt.want)
				}
			})
		}
	})
}

func TestSearchPagesMeetWithoutGapOrOverlap(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for range family.PageSize + 5 {
			h.register(t, h.Here.Coordinator, family.Registration{
				Caregivers: []family.NewCaregiver{{Name: "Same Name", Relation: family.Mother}},
				Infants:    []family.NewInfant{{Due: accesstest.Today.AddDays(20)}},
			})
		}
		seen := map[family.PersonID]bool{}
		var after family.Cursor
		for {
			page, err := h.svc.Search(t.Context(), h.Here.Lead, family.Query{Text: "same", After: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range page.People {
				if seen[f.Person.ID] {
					t.Fatalf("%s stands on two pages", f.Person.ID)
				}
				seen[f.Person.ID] = true
			}
			if !page.More {
				break
			}
			after = page.Next
		}
		if len(seen) != family.PageSize+5 {
			t.Errorf("pages held %d people, want %d", len(seen), family.PageSize+5)
		}
	})
}

func TestBirthChangesTheAnchorAndTellsTheRoomsAbove(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		expected := h.register(t, h.Here.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{{Name: "Lena Kowalczyk", Relation: family.Mother}},
			Infants:    []family.NewInfant{{Due: accesstest.Today.AddDays(3)}},
		}).Infants()[0]
		born := accesstest.Today.AddDays(-1)
		in := family.Dates{Infant: expected.ID, Name: "Maja", Born: born, Due: expected.Due}
		if err := h.svc.SetDates(t.Context(), h.There.Coordinator, in); !fault.Is(err, fault.NotFound) {
			t.Errorf("another service dating the baby: %v, want not found", err)
		}
		if err := h.svc.SetDates(t.Context(), h.Here.Coordinator, in); err != nil {
			t.Fatal(err)
		}
		got, err := h.svc.Person(t.Context(), h.Here.Lead, expected.ID)
		if err != nil || got.Anchor() != born || got.Called != "Maja" || got.Due != expected.Due {
			t.Errorf("baby reads back as %+v, %v", got, err)
		}
		in.Born = accesstest.Today.AddDays(1)
		if err := h.svc.SetDates(t.Context(), h.Here.Coordinator, in); !fault.Is(err, fault.Invalid) {
			t.Errorf("born tomorrow: %v, want invalid", err)
		}
	})
}

func TestCallsAreKeptForThoseWhoMaySeeThePerson(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		call := family.Contact{Person: h.mother.ID, Kind: family.Called, Reached: true, Note: "Coming on Tuesday"}
		if _, err := h.svc.LogContact(t.Context(), h.Here.Practitioner, call); !fault.Is(err, fault.NotFound) {
			t.Errorf("logging a call with somebody out of sight: %v, want not found", err)
		}
		h.letSee(t, h.Here.Practitioner, h.mother.ID, accesstest.Today)
		id, err := h.svc.LogContact(t.Context(), h.Here.Practitioner, call)
		if err != nil {
			t.Fatal(err)
		}
		call.ID = id // the same form once more
		if again, err := h.svc.LogContact(t.Context(), h.Here.Practitioner, call); err != nil || again != id {
			t.Errorf("sent twice: %s and %s, %v", id, again, err)
		}
		got, err := h.svc.Contacts(t.Context(), h.Here.Lead, h.mother.ID)
		if err != nil || len(got) != 1 || got[0].ByName != "Ruth Okafor" || got[0].Note != call.Note {
			t.Errorf("the lead reads %+v, %v", got, err)
		}
	})
}

// What was said in a call may be what an alert is about: it is read by those who
// keep the registers, as far as they work with the person.
func TestWhatWasSaidInACallIsForThoseWhoWorkWithThePerson(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.letSee(t, h.Here.Practitioner, h.mother.ID, accesstest.Today)
		call := family.Contact{Person: h.mother.ID, Kind: family.Called, Reached: true, Note: "Does not feel safe at home"}
		if _, err := h.svc.LogContact(t.Context(), h.Here.Practitioner, call); err != nil {
			t.Fatal(err)
		}
		both := h.Here.Colleague
		both.Roles = []access.Role{access.Practitioner, access.Coordinator}
		for name, tt := range map[string]struct {
			who  access.Actor
			note string
		}{
			"the worker who rang reads it":                             {h.Here.Practitioner, call.Note},
			"the lead reads it":                                        {h.Here.Lead, call.Note},
			"the coordinator sees that somebody rang":                  {h.Here.Coordinator, ""},
			"so does a coordinator who works with other families only": {both, ""},
		} {
			t.Run(name, func(t *testing.T) {
				got, err := h.svc.Contacts(t.Context(), tt.who, h.mother.ID)
				if err != nil || len(got) != 1 || !got[0].Reached || got[0].Note != tt.note {
					t.Errorf("reads %+v, %v; want the note %q", got, err, tt.note)
				}
			})
		}
	})
}

func TestSetDetailsReplacesWhatWasThere(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		err := h.svc.SetDetails(t.Context(), h.Here.Coordinator, h.mother.ID, []family.NewDetail{{Channel: family.Email, Value: "julia@example.com"}})
		if err != nil {
			t.Fatal(err)
		}
		got, err := h.svc.Details(t.Context(), h.Here.Coordinator, h.mother.ID)
		if err != nil || len(got) != 1 || got[0].Value != "julia@example.com" {
			t.Errorf("details %+v, %v", got, err)
		}
		bad := []family.NewDetail{{Channel: family.Email, Value: "julia"}}
		if err := h.svc.SetDetails(t.Context(), h.Here.Coordinator, h.mother.ID, bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("a wrong address: %v, want invalid", err)
		}
	})
}
