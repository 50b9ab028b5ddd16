package programme_test

import (
	"slices"
	"testing"
	"time"

	"holdfast/content/programmes"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
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

func babyLove(t *testing.T) *programme.Programme {
	t.Helper()
	c, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Programme(programme.BabyLove)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEligible(t *testing.T) {
	p := babyLove(t)
	for _, tt := range []struct {
		name               string
		born, due          string
		first, last        string
		ok                 bool
		why                string
		weeks, lastWeeks   int
		until              string
		spare              int
		expected, toRecall bool
	}{
		{name: "eleven weeks at the first session and eighteen at the last fits", born: "2026-12-15", first: "2027-03-02", last: "2027-04-20",
			ok: true, why: programme.FitYes, weeks: 11, lastWeeks: 18, until: "2027-06-15", spare: 105},
		{name: "on the day of one month fits", born: "2027-02-02", first: "2027-03-02", last: "2027-04-20",
			ok: true, why: programme.FitYes, weeks: 4, lastWeeks: 11, until: "2027-08-02", spare: 153},
		{name: "the day before one month is too young", born: "2027-02-03", first: "2027-03-02", last: "2027-04-20",
			why: programme.FitTooYoung, weeks: 3, lastWeeks: 10, until: "2027-08-03", spare: 154},
		{name: "on the day of six months still fits", born: "2026-09-02", first: "2027-03-02", last: "2027-04-20",
			ok: true, why: programme.FitYes, weeks: 25, lastWeeks: 32, until: "2027-03-02", spare: 0},
		{name: "the day after six months is too old", born: "2026-09-01", first: "2027-03-02", last: "2027-04-20",
			why: programme.FitTooOld, weeks: 26, lastWeeks: 33, until: "2027-03-01", spare: -1},
		{name: "born on 31 August is six months on the last day of February", born: "2026-08-31", first: "2027-02-28", last: "2027-04-18",
			ok: true, why: programme.FitYes, weeks: 25, lastWeeks: 32, until: "2027-02-28", spare: 0},
		{name: "born on 29 February of a leap year counts to 29 August", born: "2028-02-29", first: "2028-08-29", last: "2028-10-17",
			ok: true, why: programme.FitYes, weeks: 26, lastWeeks: 33, until: "2028-08-29", spare: 0},
		{name: "not born yet is judged by the due date", due: "2027-01-20", first: "2027-03-02", last: "2027-04-20",
			ok: true, why: programme.FitYes, weeks: 5, lastWeeks: 12, until: "2027-07-20", spare: 140, expected: true},
		{name: "due after the first session is too young", due: "2027-03-20", first: "2027-03-02", last: "2027-04-20",
			why: programme.FitTooYoung, weeks: 0, lastWeeks: 4, until: "2027-09-20", spare: 202, expected: true},
		{name: "born two months early is judged by birth and told the corrected age", born: "2026-09-10", due: "2026-11-12", first: "2027-03-02", last: "2027-04-20",
			ok: true, why: programme.FitYes, weeks: 24, lastWeeks: 31, until: "2027-03-10", spare: 8, toRecall: true},
		{name: "born a week early has no corrected age", born: "2026-12-15", due: "2026-12-22", first: "2027-03-02", last: "2027-04-20",
			ok: true, why: programme.FitYes, weeks: 11, lastWeeks: 18, until: "2027-06-15", spare: 105},
		{name: "without any date nothing can be said", first: "2027-03-02", last: "2027-04-20", why: programme.FitNoDate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fit := programme.Eligible(p, programme.Baby{Born: day(t, tt.born), Due: day(t, tt.due)}, day(t, tt.first), day(t, tt.last))
			if fit.OK != tt.ok || fit.Why != tt.why || fit.Expected != tt.expected || fit.IsCorrected != tt.toRecall {
				t.Errorf("%+v", fit)
			}
			if fit.AtFirst.Weeks() != tt.weeks || fit.AtLast.Weeks() != tt.lastWeeks {
				t.Errorf("%d weeks at the first, %d at the last session", fit.AtFirst.Weeks(), fit.AtLast.Weeks())
			}
			if fit.CanStartUntil != day(t, tt.until) || fit.DaysToSpare != tt.spare {
				t.Errorf("until %s, %d days to spare", fit.CanStartUntil, fit.DaysToSpare)
			}
		})
	}
}

func TestCorrectedAgeStandsBesideTheAge(t *testing.T) {
	fit := programme.Eligible(babyLove(t), programme.Baby{Born: civil.New(2026, 9, 10), Due: civil.New(2026, 11, 12)}, civil.New(2027, 3, 2), civil.New(2027, 4, 20))
	if fit.AtFirst.Weeks() != 24 || fit.Corrected.Weeks() != 15 {
		t.Errorf("%d weeks, corrected %d", fit.AtFirst.Weeks(), fit.Corrected.Weeks())
	}
}

func TestEligibleFamily(t *testing.T) {
	p, first, last := babyLove(t), civil.New(2027, 3, 2), civil.New(2027, 4, 20)
	older, younger := programme.Baby{Born: civil.New(2026, 9, 5)}, programme.Baby{Born: civil.New(2027, 2, 20)}
	middle := programme.Baby{Born: civil.New(2026, 12, 15)}
	for _, tt := range []struct {
		name        string
		babies      []programme.Baby
		ok          bool
		why         string
		from, until string
	}{
		{"twins fit together", []programme.Baby{middle, middle}, true, programme.FitYes, "2027-01-15", "2027-06-15"},
		{"a baby too young keeps the whole family out", []programme.Baby{middle, younger}, false, programme.FitTooYoung, "2027-03-20", "2027-06-15"},
		{"the oldest decides until when, the youngest from when", []programme.Baby{older, middle}, true, programme.FitYes, "2027-01-15", "2027-03-05"},
		{"siblings too far apart never fit together", []programme.Baby{{Born: civil.New(2026, 8, 1)}, younger}, false, programme.FitTooOld, "2027-03-20", "2027-02-01"},
		{"one baby without a date leaves it open", []programme.Baby{middle, {}}, false, programme.FitNoDate, "", ""},
		{"without a baby there is nothing to judge", nil, false, programme.FitNoDate, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fit := programme.EligibleFamily(p, tt.babies, first, last)
			if fit.OK != tt.ok || fit.Why != tt.why || len(fit.Babies) != len(tt.babies) {
				t.Errorf("%+v", fit)
			}
			if fit.CanStartFrom != day(t, tt.from) || fit.CanStartUntil != day(t, tt.until) {
				t.Errorf("from %s until %s", fit.CanStartFrom, fit.CanStartUntil)
			}
		})
	}
}

func dates(t *testing.T, list ...string) []civil.Date {
	t.Helper()
	var out []civil.Date
	for _, s := range list {
		out = append(out, day(t, s))
	}
	return out
}

// weekly is n sessions, each a week after the one before it.
func weekly(n int) []course.Planned {
	out := []course.Planned{{Kind: course.Session, Number: 1, Anchor: course.AtStart}}
	for i := 2; i <= n; i++ {
		out = append(out, course.Planned{Kind: course.Session, Number: i, Anchor: course.AtSession, Session: i - 1, OffsetDays: 7})
	}
	return out
}

func TestSessionDays(t *testing.T) {
	for _, tt := range []struct {
		name                string
		first               string
		n                   int
		holidays, cancelled []string
		want                []string
	}{
		{"week after week", "2027-03-02", 3, nil, nil, []string{"2027-03-02", "2027-03-09", "2027-03-16"}},
		{"a holiday moves that session and all later ones", "2027-03-02", 3, []string{"2027-03-09"}, nil, []string{"2027-03-02", "2027-03-16", "2027-03-23"}},
		{"a holiday on another weekday moves nothing", "2027-03-02", 2, []string{"2027-03-08"}, nil, []string{"2027-03-02", "2027-03-09"}},
		{"two holidays running are both left out", "2026-12-22", 2, []string{"2026-12-29", "2027-01-05"}, nil, []string{"2026-12-22", "2027-01-12"}},
		{"a first day that is a holiday begins a week later", "2027-03-02", 2, []string{"2027-03-02"}, nil, []string{"2027-03-09", "2027-03-16"}},
		{"a day on which the group was cancelled is left out", "2027-03-02", 2, nil, []string{"2027-03-02"}, []string{"2027-03-09", "2027-03-16"}},
		{"no first day, no sessions with a day", "", 3, nil, nil, []string{"", "", ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := course.Days(weekly(tt.n), day(t, tt.first), slices.Concat(dates(t, tt.holidays...), dates(t, tt.cancelled...)))
			if !slices.Equal(got, dates(t, tt.want...)) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestWeeklySessionsKeepTheirLocalTimeAcrossAClockChange(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range course.Days(weekly(2), civil.New(2027, 3, 23), nil) {
		s := programme.Session{Day: d, Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30}}
		if got := s.Begins(london).Format("15:04"); got != "10:00" {
			t.Errorf("on %s at %s", d, got)
		}
	}
}

func TestAfterCancelling(t *testing.T) {
	days := dates(t, "2027-03-02", "2027-03-09", "2027-03-16")
	for _, tt := range []struct {
		name     string
		number   int
		today    string
		holidays []string
		want     []programme.Moved
	}{
		{"it and all later ones move a week", 2, "2027-03-01", nil, []programme.Moved{
			{Number: 2, From: day(t, "2027-03-09"), To: day(t, "2027-03-16")}, {Number: 3, From: day(t, "2027-03-16"), To: day(t, "2027-03-23")}}},
		{"the last one alone moves a week", 3, "2027-03-01", nil, []programme.Moved{
			{Number: 3, From: day(t, "2027-03-16"), To: day(t, "2027-03-23")}}},
		{"over a holiday it moves two", 3, "2027-03-01", []string{"2027-03-23"}, []programme.Moved{
			{Number: 3, From: day(t, "2027-03-16"), To: day(t, "2027-03-30")}}},
		{"cancelled after its day it is not put into the past", 3, "2027-04-01", nil, []programme.Moved{
			{Number: 3, From: day(t, "2027-03-16"), To: day(t, "2027-04-06")}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			off := []civil.Date{days[tt.number-1]}
			got := programme.AfterCancelling(weekly(3), days, tt.number, day(t, tt.today), slices.Concat(dates(t, tt.holidays...), off))
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestAfterResuming(t *testing.T) {
	days := dates(t, "2027-03-02", "2027-03-09", "2027-03-16")
	got := programme.AfterResuming(weekly(3), days, 2, day(t, "2027-04-07"), nil)
	want := []programme.Moved{
		{Number: 2, From: day(t, "2027-03-09"), To: day(t, "2027-04-07")}, {Number: 3, From: day(t, "2027-03-16"), To: day(t, "2027-04-14")}}
	if !slices.Equal(got, want) {
		t.Errorf("the held session stays and the others follow: %v", got)
	}
	if got := programme.AfterResuming(weekly(3), days, 1, days[0], nil); len(got) != 0 {
		t.Errorf("resumed on its old day, nothing moves: %v", got)
	}
}

func TestMisses(t *testing.T) {
	const (
		p, a, c, h, n = programme.Present, programme.Absent, programme.Cant, programme.NotHeld, programme.Unmarked
	)
	for _, tt := range []struct {
		name  string
		marks []programme.Mark
		want  int
	}{
		{"nothing marked yet", nil, 0},
		{"one absence", []programme.Mark{p, a}, 1},
		{"two absences in a row", []programme.Mark{p, a, a}, 2},
		{"coming back ends the row", []programme.Mark{a, a, p}, 0},
		{"part counts as coming", []programme.Mark{a, a, programme.Part}, 0},
		{"saying that one cannot come is no miss", []programme.Mark{a, c}, 0},
		{"and ends the row, because somebody was in touch", []programme.Mark{a, c, a}, 1},
		{"a session that was not held says nothing", []programme.Mark{a, h, a}, 2},
		{"neither does one not marked", []programme.Mark{a, n, a, n}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := programme.Misses(tt.marks); got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
		})
	}
}

func TestHasCompleted(t *testing.T) {
	p := babyLove(t)
	marks := func(came, part, absent int) []programme.Mark {
		return slices.Concat(slices.Repeat([]programme.Mark{programme.Present}, came),
			slices.Repeat([]programme.Mark{programme.Part}, part), slices.Repeat([]programme.Mark{programme.Absent}, absent))
	}
	for _, tt := range []struct {
		name  string
		marks []programme.Mark
		want  bool
	}{
		{"six of eight", marks(6, 0, 2), true},
		{"five of eight", marks(5, 0, 3), false},
		{"part of a session is taking part", marks(3, 3, 2), true},
		{"nobody marked", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := programme.HasCompleted(p, tt.marks); got != tt.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestWishes(t *testing.T) {
	tuesdayMorning := programme.Group{First: civil.New(2027, 3, 2), Starts: civil.Clock{Hour: 10}, Mode: programme.InPerson, Lang: "en"}
	evening := tuesdayMorning
	evening.Starts, evening.Mode = civil.Clock{Hour: 17}, programme.Video
	for _, tt := range []struct {
		name   string
		wishes programme.Wishes
		group  programme.Group
		want   []programme.Wish
	}{
		{"no wish is never against a group", programme.Wishes{}, tuesdayMorning, nil},
		{"all wishes met", programme.Wishes{Lang: "en", Times: []programme.HalfDay{"mon-am", "tue-am"}, Modes: []programme.Mode{programme.InPerson}}, tuesdayMorning, nil},
		{"another half-day", programme.Wishes{Times: []programme.HalfDay{"tue-am"}}, evening, []programme.Wish{programme.WishTime}},
		{"everything against it", programme.Wishes{Lang: "ar", Times: []programme.HalfDay{"tue-pm"}, Modes: []programme.Mode{programme.InPerson}}, evening,
			[]programme.Wish{programme.WishLang, programme.WishTime, programme.WishMode}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.wishes.Misses(tt.group); !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
	if n := len(programme.HalfDays()); n != 21 || programme.HalfDays()[0] != "mon-am" {
		t.Errorf("%d half-days from %s", n, programme.HalfDays()[0])
	}
}
