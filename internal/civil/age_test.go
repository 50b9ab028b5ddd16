package civil_test

import (
	"testing"

	"holdfast/internal/civil"
)

func TestAgeAt(t *testing.T) {
	for _, tt := range []struct {
		name     string
		born, on string
		want     civil.Age
	}{
		{"on the day of birth", "2026-09-06", "2026-09-06", civil.Age{}},
		{"eleven weeks", "2026-09-06", "2026-11-22", civil.Age{Days: 77, Months: 2, MonthDays: 16}},
		{"the day before a month is up", "2026-09-15", "2026-10-14", civil.Age{Days: 29, Months: 0, MonthDays: 29}},
		{"the day a month is up", "2026-09-15", "2026-10-15", civil.Age{Days: 30, Months: 1}},
		{"born on the 31st, at the end of a short month", "2026-08-31", "2026-09-30", civil.Age{Days: 30, Months: 1}},
		{"born on the 31st, the day before", "2026-08-31", "2026-09-29", civil.Age{Days: 29, Months: 0, MonthDays: 29}},
		{"born on 29 February, on 28 February a year on", "2028-02-29", "2029-02-28", civil.Age{Days: 365, Months: 12}},
		{"born on 29 February, on their fourth birthday", "2028-02-29", "2032-02-29", civil.Age{Days: 1461, Months: 48}},
		{"across a leap day", "2028-02-28", "2028-03-01", civil.Age{Days: 2, Months: 0, MonthDays: 2}},
		{"five days before birth", "2026-11-27", "2026-11-22", civil.Age{Days: -5}},
		{"no date of birth", "", "2026-11-22", civil.Age{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := civil.AgeAt(day(t, tt.born), day(t, tt.on)); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestAgeInWords(t *testing.T) {
	age := civil.AgeAt(day(t, "2026-07-01"), day(t, "2026-11-22"))
	if weeks, days := age.WeeksAndDays(); weeks != 20 || days != 4 {
		t.Errorf("%d weeks and %d days", weeks, days)
	}
	if months, weeks := age.MonthsAndWeeks(); months != 4 || weeks != 3 {
		t.Errorf("%d months and %d weeks", months, weeks)
	}
	if years := civil.AgeAt(day(t, "1996-11-23"), day(t, "2026-11-22")).Years(); years != 29 {
		t.Errorf("the day before a thirtieth birthday is %d years", years)
	}
	unborn := civil.AgeAt(day(t, "2026-12-22"), day(t, "2026-11-22"))
	if weeks, days := unborn.WeeksAndDays(); !unborn.BeforeBirth() || weeks != 0 || days != 0 {
		t.Errorf("before birth: %d weeks and %d days", weeks, days)
	}
}

// An age in months and a date so many months on must never disagree, whatever day a baby was born.
func TestMonthsOfAgeAgreeWithAddMonths(t *testing.T) {
	for born := civil.New(2027, 1, 1); born.Before(civil.New(2028, 4, 1)); born = born.AddDays(1) {
		for days := 0; days < 500; days++ {
			on := born.AddDays(days)
			age := civil.AgeAt(born, on)
			reached, next := born.AddMonths(age.Months), born.AddMonths(age.Months+1)
			if reached.After(on) || !on.Before(next) || reached.AddDays(age.MonthDays) != on {
				t.Fatalf("born %s, on %s: %+v", born, on, age)
			}
		}
	}
}

func TestGestation(t *testing.T) {
	due := "2027-02-10"
	for _, tt := range []struct {
		name        string
		on          string
		weeks, days int
	}{
		{"on the due date", due, 40, 0},
		{"on the first day of the last period", "2026-05-06", 0, 0},
		{"in the third trimester", "2026-11-22", 28, 4},
		{"four days overdue", "2027-02-14", 40, 4},
		{"before the pregnancy", "2026-01-01", 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := civil.GestationAt(day(t, due), day(t, tt.on))
			if weeks, days := g.WeeksAndDays(); weeks != tt.weeks || days != tt.days || g.Weeks() != weeks {
				t.Errorf("%d+%d, want %d+%d", weeks, days, tt.weeks, tt.days)
			}
		})
	}
	if got := civil.DayAtGestation(day(t, due), 26); got != day(t, "2026-11-04") {
		t.Errorf("26 weeks on %s", got)
	}
	if g := civil.GestationAt(civil.Date{}, day(t, due)); g != (civil.Gestation{}) {
		t.Errorf("without a due date: %+v", g)
	}
}

func TestCorrectedBirth(t *testing.T) {
	for _, tt := range []struct {
		name, born, due, want string
	}{
		{"nine weeks early counts from the due date", "2026-09-06", "2026-11-08", "2026-11-08"},
		{"exactly three weeks early counts from the due date", "2026-09-06", "2026-09-27", "2026-09-27"},
		{"a day less than three weeks early counts from birth", "2026-09-06", "2026-09-26", "2026-09-06"},
		{"born late counts from birth", "2026-09-06", "2026-08-28", "2026-09-06"},
		{"an unknown due date corrects nothing", "2026-09-06", "", "2026-09-06"},
		{"an unknown birth stays unknown", "", "2026-09-27", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := civil.CorrectedBirth(day(t, tt.born), day(t, tt.due)); got != day(t, tt.want) {
				t.Errorf("counts from %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWindow(t *testing.T) {
	w := civil.AgeWindow(day(t, "2026-08-31"), 1, 6)
	for _, tt := range []struct {
		name string
		on   string
		want bool
	}{
		{"the day before one month is outside", "2026-09-29", false},
		{"the day of one month is inside", "2026-09-30", true},
		{"the day of six months is inside", "2027-02-28", true},
		{"the day after six months is outside", "2027-03-01", false},
		{"no date is outside", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := w.Contains(day(t, tt.on)); got != tt.want {
				t.Errorf("%v contains %q: %v", w, tt.on, got)
			}
		})
	}
	if !(civil.Window{From: day(t, "2026-01-01")}).Contains(day(t, "2099-01-01")) {
		t.Error("a missing end does not leave the window open")
	}
	if w.IsEmpty() || !(civil.Window{From: day(t, "2026-01-02"), To: day(t, "2026-01-01")}).IsEmpty() {
		t.Error("emptiness is told wrongly")
	}
}

func TestAWindowIsPutOffByPauses(t *testing.T) {
	window := func(from, to string) civil.Window { return civil.Window{From: day(t, from), To: day(t, to)} }
	for _, tt := range []struct {
		name   string
		pauses []civil.Window
		want   civil.Window
		waits  bool
	}{
		{"without a pause nothing moves", nil, window("2027-03-10", "2027-03-16"), false},
		{"a pause that is over leaves it", []civil.Window{window("2027-03-01", "2027-03-09")}, window("2027-03-10", "2027-03-16"), false},
		{"a pause over its beginning moves it whole", []civil.Window{window("2027-03-01", "2027-03-12")}, window("2027-03-13", "2027-03-19"), false},
		{"a pause within it adds its days", []civil.Window{window("2027-03-12", "2027-03-13")}, window("2027-03-10", "2027-03-18"), false},
		{"put off into another pause it goes on", []civil.Window{window("2027-03-08", "2027-03-12"), window("2027-03-18", "2027-03-20")}, window("2027-03-13", "2027-03-22"), false},
		{"two that overlap count once", []civil.Window{window("2027-03-12", "2027-03-13"), window("2027-03-13", "2027-03-14")}, window("2027-03-10", "2027-03-19"), false},
		{"one without an end before it leaves no day", []civil.Window{window("2027-03-01", "")}, civil.Window{}, true},
		{"one without an end within it leaves the days before", []civil.Window{window("2027-03-12", "")}, window("2027-03-10", "2027-03-11"), true},
		{"one that was a mistake is none", []civil.Window{window("2027-03-12", "2027-03-11")}, window("2027-03-10", "2027-03-16"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, waits := window("2027-03-10", "2027-03-16").PutOff(tt.pauses)
			if got != tt.want || waits != tt.waits {
				t.Errorf("%v, waits %v; want %v, %v", got, waits, tt.want, tt.waits)
			}
		})
	}
}
