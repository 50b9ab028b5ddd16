package civil_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"holdfast/internal/civil"
)

func day(t *testing.T, s string) civil.Date {
	t.Helper()
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatalf("the test's own date %q: %v", s, err)
	}
	return d
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   string
		err  error
	}{
		{"a plain day is read", "2026-11-22", nil},
		{"29 February is read in a leap year", "2028-02-29", nil},
		{"29 February is read in a leap century", "2000-02-29", nil},
		{"29 February is refused in a common year", "2026-02-29", civil.ErrNoSuchDay},
		{"29 February is refused in a common century", "2100-02-29", civil.ErrNoSuchDay},
		{"31 April is refused rather than made 1 May", "2026-04-31", civil.ErrNoSuchDay},
		{"month 13 is refused", "2026-13-01", civil.ErrNoSuchDay},
		{"month 0 is refused", "2026-00-10", civil.ErrNoSuchDay},
		{"day 0 is refused", "2026-01-00", civil.ErrNoSuchDay},
		{"year 0 is refused", "0000-01-01", civil.ErrNoSuchDay},
		{"an empty text is refused", "", civil.ErrFormat},
		{"missing zeros are refused", "2026-1-2", civil.ErrFormat},
		{"slashes are refused", "2026/11/22", civil.ErrFormat},
		{"day first is refused", "22-11-2026", civil.ErrFormat},
		{"a sign is refused", "2026-+1-22", civil.ErrFormat},
		{"a time behind the day is refused", "2026-11-22T00:00:00Z", civil.ErrFormat},
		{"digits of another script are refused", "٢٠٢٦-11-22", civil.ErrFormat},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := civil.Parse(tt.in)
			if !errors.Is(err, tt.err) {
				t.Fatalf("error = %v, want %v", err, tt.err)
			}
			if err == nil && d.String() != tt.in {
				t.Errorf("reads as %s, want %s", d, tt.in)
			}
			if err != nil && !d.IsZero() {
				t.Errorf("a refused date came back as %s", d)
			}
		})
	}
}

func TestNewPanicsOnADayThatDoesNotExist(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("30 February was accepted")
		}
	}()
	civil.New(2026, time.February, 30)
}

func TestNoDate(t *testing.T) {
	var none civil.Date
	some := civil.New(2026, 11, 22)
	if !none.IsZero() || none.String() != "" || none != civil.Of(time.Time{}) {
		t.Error("the zero Date is not plainly no date")
	}
	if none.Before(some) || none.After(some) || some.Before(none) || some.After(none) {
		t.Error("no date is before or after something")
	}
	if !none.AddDays(3).IsZero() || !none.AddMonths(3).IsZero() || none.DaysUntil(some) != 0 {
		t.Error("arithmetic made a date out of no date")
	}
	if none.Compare(some) != -1 || some.Compare(none) != 1 || none.Compare(none) != 0 {
		t.Error("no date does not sort first")
	}
}

func TestOfTakesTheDayWhereTheTimeIs(t *testing.T) {
	toronto := zone(t, "America/Toronto")
	late := time.Date(2026, 11, 22, 23, 30, 0, 0, toronto)
	if got := civil.Of(late).String(); got != "2026-11-22" {
		t.Errorf("in Toronto it was %s", got)
	}
	if got := civil.Of(late.UTC()).String(); got != "2026-11-23" {
		t.Errorf("in UTC it was %s", got)
	}
}

func TestMoving(t *testing.T) {
	for _, tt := range []struct {
		name         string
		from         string
		months, days int
		want         string
	}{
		{"a month keeps its day", "2026-03-15", 1, 0, "2026-04-15"},
		{"31 January and a month is the end of February", "2026-01-31", 1, 0, "2026-02-28"},
		{"31 January and a month is 29 February in a leap year", "2028-01-31", 1, 0, "2028-02-29"},
		{"29 February and a year is 28 February", "2028-02-29", 12, 0, "2029-02-28"},
		{"a month back from 31 March is the end of February", "2026-03-31", -1, 0, "2026-02-28"},
		{"six months cross the year", "2026-09-30", 6, 0, "2027-03-30"},
		{"fourteen months back cross two years", "2026-01-15", -14, 0, "2024-11-15"},
		{"a day crosses 29 February", "2028-02-28", 0, 1, "2028-02-29"},
		{"a day skips 29 February in a common year", "2026-02-28", 0, 1, "2026-03-01"},
		{"a day back crosses the year", "2027-01-01", 0, -1, "2026-12-31"},
		{"fifty-six days are eight weeks", "2026-01-06", 0, 56, "2026-03-03"},
		{"there is nothing after the year 9999", "9999-12-31", 0, 1, ""},
		{"there is nothing before the year 1", "0001-01-01", -1, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := day(t, tt.from).AddMonths(tt.months).AddDays(tt.days); got != day(t, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDaysUntilUndoesAddDays(t *testing.T) {
	start := civil.New(1999, 12, 31)
	for n := -800; n <= 12_000; n += 7 {
		if got := start.DaysUntil(start.AddDays(n)); got != n {
			t.Fatalf("%d days on, DaysUntil says %d", n, got)
		}
	}
	if got := civil.New(1, 1, 1).DaysUntil(civil.New(9999, 12, 31)); got != 3_652_058 {
		t.Errorf("the whole calendar is %d days long", got)
	}
}

func TestOrder(t *testing.T) {
	days := []string{"", "1999-12-31", "2026-01-31", "2026-02-01", "2026-02-02", "2027-01-01"}
	for i := range days {
		for j := range days {
			a, b := day(t, days[i]), day(t, days[j])
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%q compares to %q as %d, want %d", a, b, got, want)
			}
		}
	}
	if got := civil.New(2026, 11, 22).Weekday(); got != time.Sunday {
		t.Errorf("22 November 2026 is a %s", got)
	}
}

func TestDatesTravel(t *testing.T) {
	type form struct{ Born, Due civil.Date }
	in := form{Born: civil.New(2026, 2, 3)}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"Born":"2026-02-03","Due":""}` {
		t.Fatalf("as JSON: %s, %v", text, err)
	}
	var out form
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("back from JSON: %+v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"Born":"2026-02-30"}`), &out); !errors.Is(err, civil.ErrNoSuchDay) {
		t.Errorf("30 February from JSON: %v", err)
	}
}

func TestScanDate(t *testing.T) {
	want := civil.New(2026, 11, 22)
	for _, tt := range []struct {
		name string
		src  any
		want civil.Date
		bad  bool
	}{
		{"text from SQLite", "2026-11-22", want, false},
		{"bytes", []byte("2026-11-22"), want, false},
		{"midnight from PostgreSQL", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), want, false},
		{"NULL is no date", nil, civil.Date{}, false},
		{"a number is refused", int64(20261122), civil.Date{}, true},
		{"an empty text is refused", "", civil.Date{}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var d civil.Date
			if err := d.Scan(tt.src); (err != nil) != tt.bad || d != tt.want {
				t.Errorf("got %q, %v", d, err)
			}
		})
	}
	if v, err := want.Value(); v != "2026-11-22" || err != nil {
		t.Errorf("stored as %v, %v", v, err)
	}
	if v, err := (civil.Date{}).Value(); v != nil || err != nil {
		t.Errorf("no date is stored as %v, %v", v, err)
	}
}
