package family_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func TestDatesOf(t *testing.T) {
	a, b, c := civil.New(2027, 3, 1), civil.New(2027, 3, 8), civil.New(2027, 2, 3)
	now := time.Now()
	tests := map[string]struct {
		facts     []family.Fact
		due, born civil.Date
	}{
		"nothing written is nothing known": {nil, civil.Date{}, civil.Date{}},
		"a scan moves the due date":        {[]family.Fact{{Due: a}, {Due: b}}, b, civil.Date{}},
		"a birth leaves the due date":      {[]family.Fact{{Due: a}, {Born: c}}, a, c},
		"a scan undone after the birth takes back the due date alone": {
			[]family.Fact{{Due: a}, {Due: b, Undone: &now}, {Born: c}}, a, c},
		"a birth undone is a baby expected": {[]family.Fact{{Due: a}, {Born: c, Undone: &now}}, a, civil.Date{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if due, born := family.DatesOf(tt.facts); due != tt.due || born != tt.born {
				t.Errorf("due %s, born %s; want %s and %s", due, born, tt.due, tt.born)
			}
		})
	}
}

func TestWhatABirthIsAskedAbout(t *testing.T) {
	due := civil.New(2027, 2, 9)
	tests := map[string]struct {
		born      civil.Date
		due       civil.Date
		sure      family.Sure
		wantField string
	}{
		"on the due date":                                 {due, due, false, ""},
		"at 22 weeks to the day":                          {due.AddDays(-18 * 7), due, false, ""},
		"a day before 22 weeks is asked about":            {due.AddDays(-18*7 - 1), due, false, "born:family.born.early"},
		"and taken when somebody is sure":                 {due.AddDays(-18*7 - 1), due, true, ""},
		"four weeks late":                                 {due.AddDays(28), due.AddDays(0), false, ""},
		"at 45 weeks is asked about":                      {due.AddDays(35), due, false, "born:family.born.late"},
		"before the pregnancy began is nobody's to say":   {due.AddDays(-280), due, true, "due:family.born.before"},
		"a due date two years before the birth is a slip": {due, due.AddMonths(-24), true, "due:family.born.after"},
		"a due date two years after the birth is one too": {due, due.AddMonths(24), true, "due:family.born.before"},
		"without a due date there is nothing to compare":  {due, civil.Date{}, false, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			err := family.Dates{Born: tt.born, Due: tt.due, Sure: tt.sure}.Check(due.AddDays(60))
			for _, p := range fault.ProblemsOf(err) {
				got = append(got, p.Field+":"+p.Key)
			}
			if s := strings.Join(got, " "); s != tt.wantField {
				t.Errorf("problems %q, want %q", s, tt.wantField)
			}
		})
	}
}

// expecting is a couple who expect twins, each with an account.
type expecting struct {
	house
	first, second  family.Person
	mother, father access.Actor
	due            civil.Date
}

func newExpecting(t *testing.T, db *store.DB) expecting {
	h := newHouse(t, db)
	due := accesstest.Today.AddDays(20)
	record := h.register(t, h.Here.Coordinator, family.Registration{
		Caregivers: []family.NewCaregiver{{Name: "Efua Asante", Relation: family.Mother}, {Name: "Kojo Asante", Relation: family.Father}},
		Infants:    []family.NewInfant{{Due: due}, {Due: due}},
	})
	e := expecting{house: h, first: record.Infants()[0], second: record.Infants()[1], due: due}
	e.mother = accesstest.CaregiverOf(t, db, h.Here.Service, record.Adults()[0].ID)
	e.father = accesstest.CaregiverOf(t, db, h.Here.Service, record.Adults()[1].ID)
	return e
}

func (e expecting) tell(t *testing.T, who access.Actor, in family.NewBirth) family.BirthTold {
	t.Helper()
	got, err := e.svc.RecordBirth(t.Context(), who, in)
	if err != nil {
		t.Fatalf("tell the birth: %v", err)
	}
	return got
}

func (e expecting) holds(t *testing.T, p family.PersonID, due, born civil.Date) {
	t.Helper()
	got, err := e.svc.Person(t.Context(), e.Here.Lead, p)
	if err != nil || got.Due != due || got.Born != born {
		t.Errorf("the baby holds due %s, born %s, %v; want %s and %s", got.Due, got.Born, err, due, born)
	}
}

func TestABirthIsToldOnceByWhoeverComesFirst(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		e := newExpecting(t, db)
		day := accesstest.Today.AddDays(-2)
		got := e.tell(t, e.mother, family.NewBirth{Infant: e.first.ID, Day: day, Name: "Ama"})
		if got.State != family.Recorded || len(got.Expected) != 1 || got.Expected[0].ID != e.second.ID {
			t.Fatalf("the first to tell: %+v; want it recorded, and her twin asked about", got)
		}
		if got := e.tell(t, e.father, family.NewBirth{Infant: e.first.ID, Day: day, Name: "Esi"}); got.State != family.There {
			t.Errorf("the same day from the other parent: %s, want it to be there", got.State)
		}
		differs := e.tell(t, e.father, family.NewBirth{Infant: e.first.ID, Day: day.AddDays(1)})
		if differs.State != family.Differs || differs.Stands.Born != day {
			t.Errorf("another day: %+v, want both days shown", differs)
		}
		e.holds(t, e.first.ID, e.due, day)
		e.holds(t, e.second.ID, e.due, civil.Date{})
		chosen := e.tell(t, e.father, family.NewBirth{Infant: e.first.ID, Day: day.AddDays(1), Instead: differs.Stands.ID})
		if chosen.State != family.Recorded || chosen.Stands.Kind != family.Correction {
			t.Errorf("chosen instead: %+v", chosen)
		}
		e.holds(t, e.first.ID, e.due, day.AddDays(1))
		if p, _ := e.svc.Person(t.Context(), e.Here.Lead, e.first.ID); p.Called != "Ama" {
			t.Errorf("the baby is called %q, want the name that came first", p.Called)
		}
	})
}

func TestWhoMayTellABirth(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		e := newExpecting(t, db)
		other := accesstest.CaregiverOf(t, db, e.Here.Service, e.house.mother.ID)
		e.letSee(t, e.Here.Practitioner, e.second.ID, accesstest.Today)
		for name, tt := range map[string]struct {
			who  access.Actor
			want fault.Kind
		}{
			"another family's mother":          {other, fault.NotFound},
			"the coordinator of another place": {e.There.Coordinator, fault.NotFound},
			"a worker who does not see them":   {e.Here.Colleague, fault.NotFound},
			"the administrator":                {e.Here.Administrator, fault.Forbidden},
			"a worker who sees the baby":       {e.Here.Practitioner, fault.Internal},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := e.svc.RecordBirth(t.Context(), tt.who, family.NewBirth{Infant: e.second.ID, Day: accesstest.Today})
				if fault.KindOf(err) != tt.want || (tt.want == fault.Internal) != (err == nil) {
					t.Errorf("told: %v, want %s", err, tt.want)
				}
			})
		}
	})
}

func TestWhatWasWrittenCanBeTakenBack(t *testing.T) {
	clock := storetest.NewClock(time.Date(2027, 2, 9, 10, 0, 0, 0, time.UTC))
	for _, engine := range storetest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			e := newExpecting(t, storetest.Open(t, engine, storetest.WithClock(clock)))
			scan := e.due.AddDays(7)
			if err := e.svc.SetDates(t.Context(), e.Here.Coordinator, family.Dates{Infant: e.first.ID, Due: scan}); err != nil {
				t.Fatal(err)
			}
			born := e.tell(t, e.mother, family.NewBirth{Infant: e.first.ID, Day: accesstest.Today})
			if err := e.svc.Undo(t.Context(), e.father, born.Stands.ID); !fault.Is(err, fault.Conflict) {
				t.Errorf("the other parent undoing it: %v, want conflict", err)
			}
			e.mother.Today = accesstest.Today.AddDays(family.UndoDays + 1)
			if err := e.svc.Undo(t.Context(), e.mother, born.Stands.ID); !fault.Is(err, fault.Conflict) {
				t.Errorf("after fourteen days: %v, want conflict", err)
			}
			e.mother.Today = accesstest.Today.AddDays(family.UndoDays)
			for range 2 {
				if err := e.svc.Undo(t.Context(), e.mother, born.Stands.ID); err != nil {
					t.Fatalf("undo, and again: %v", err)
				}
			}
			e.holds(t, e.first.ID, scan, civil.Date{})
			facts, err := e.svc.Facts(t.Context(), e.Here.Lead, e.first.ID)
			if err != nil || len(facts) != 3 || facts[1].ByName != "Mei Tan" || facts[2].Stands() {
				t.Fatalf("the lead reads %+v, %v", facts, err)
			}
			if err := e.svc.Undo(t.Context(), e.Here.Lead, facts[1].ID); err != nil {
				t.Fatal(err)
			}
			e.holds(t, e.first.ID, e.due, civil.Date{})
			if err := e.svc.Undo(t.Context(), e.Here.Lead, facts[0].ID); !fault.Is(err, fault.Conflict) {
				t.Errorf("undoing what the record began with: %v, want conflict", err)
			}
			theirs, err := e.svc.Facts(t.Context(), e.father, e.first.ID)
			if err != nil || theirs[2].ByName != "" || !theirs[2].By.IsZero() {
				t.Errorf("the father reads who wrote it: %+v, %v", theirs, err)
			}
		})
	}
}

func TestABirthEmptiedIsABabyExpected(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		e := newExpecting(t, db)
		e.tell(t, e.mother, family.NewBirth{Infant: e.first.ID, Day: accesstest.Today})
		later := e.due.AddDays(3)
		if err := e.svc.SetDates(t.Context(), e.Here.Coordinator, family.Dates{Infant: e.first.ID, Due: later}); err != nil {
			t.Fatal(err)
		}
		e.holds(t, e.first.ID, later, civil.Date{})
	})
}
