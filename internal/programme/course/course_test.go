package course_test

import (
	"slices"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/programme/course"
)

func day(s string) civil.Date {
	d, err := civil.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// perinatal is a course across the birth: a visit in week 26 to 30, three weekly
// sessions, a visit three weeks after the birth, two sessions with babies from
// sixteen weeks after the start, a call two weeks after the last.
var perinatal = []course.Planned{
	{Key: "visit-before", Kind: course.Visit, Phase: course.Before, Anchor: course.AtDue, OffsetDays: -98, WindowDays: 29},
	{Key: "one", Kind: course.Session, Phase: course.Before, Number: 1, Anchor: course.AtStart, WindowDays: 1},
	{Key: "two", Kind: course.Session, Phase: course.Before, Number: 2, Anchor: course.AtSession, Session: 1, OffsetDays: 7, WindowDays: 1},
	{Key: "three", Kind: course.Session, Phase: course.Before, Number: 3, Anchor: course.AtSession, Session: 2, OffsetDays: 7, WindowDays: 1},
	{Key: "visit-after", Kind: course.Visit, Phase: course.After, Anchor: course.AtBirth, OffsetDays: 21, WindowDays: 14},
	{Key: "four", Kind: course.Session, Phase: course.After, Number: 4, Anchor: course.AtStart, OffsetDays: 112, WindowDays: 1},
	{Key: "five", Kind: course.Session, Phase: course.After, Number: 5, Anchor: course.AtSession, Session: 4, OffsetDays: 7, WindowDays: 1},
	{Key: "call", Kind: course.Call, Phase: course.After, Anchor: course.AtLast, OffsetDays: 14, WindowDays: 7},
}

// A baby due on 1 March is in week 26 on 23 November; the group began on 7 December.
func anchors(change func(*course.Anchors)) course.Anchors {
	a := course.Anchors{Due: day("2027-03-01"), GroupStart: day("2026-12-07")}
	if change != nil {
		change(&a)
	}
	return a
}

func TestTheDaysOfAFamily(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*course.Anchors)
		days   [8]string // "" for none
		undone map[string]course.Reason
	}{
		{
			"expecting, everything has a day and the visit after the birth is foreseen", nil,
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-03-22", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"a scan that moves the due date moves the visits and no session",
			func(a *course.Anchors) { a.Due = day("2027-03-08") },
			[8]string{"2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2027-03-29", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"a late baby moves the visit after the birth and nothing else",
			func(a *course.Anchors) { a.Born = day("2027-03-11") },
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-04-01", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"a baby on the day of the second session leaves it and the third undone",
			func(a *course.Anchors) { a.Born = day("2026-12-14") },
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-01-04", "2027-03-29", "2027-04-05", "2027-04-19"},
			map[string]course.Reason{"two": course.Birth, "three": course.Birth},
		},
		{
			"a family that comes all the same leaves nothing undone",
			func(a *course.Anchors) { a.Born, a.AllTheSame = day("2026-12-14"), true },
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-01-04", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"counted by corrected age, the visit after an early birth hangs on the due date",
			func(a *course.Anchors) { a.Born, a.Corrected = day("2027-01-20"), true },
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-03-22", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"a baby less than three weeks early is not corrected for",
			func(a *course.Anchors) { a.Born, a.Corrected = day("2027-02-10"), true },
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-03-03", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"a place accepted within the days of the visit puts it on that day",
			func(a *course.Anchors) { a.Accepted = day("2026-12-01") },
			[8]string{"2026-12-01", "2026-12-07", "2026-12-14", "2026-12-21", "2027-03-22", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"a place accepted after the days of the visit leaves it undone",
			func(a *course.Anchors) { a.Accepted = day("2026-12-22") },
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-03-22", "2027-03-29", "2027-04-05", "2027-04-19"},
			map[string]course.Reason{"visit-before": course.Joined, "one": course.Joined, "two": course.Joined, "three": course.Joined},
		},
		{
			"ten days in hospital from the birth put the visit off by ten days",
			func(a *course.Anchors) {
				a.Born, a.Pauses = day("2027-03-01"), []civil.Window{{From: day("2027-03-01"), To: day("2027-03-10")}}
			},
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-04-01", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"two pauses that overlap count each of their days once",
			func(a *course.Anchors) {
				a.Born = day("2027-03-01")
				a.Pauses = []civil.Window{{From: day("2027-03-05"), To: day("2027-03-10")}, {From: day("2027-03-01"), To: day("2027-03-07")}}
			},
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-04-01", "2027-03-29", "2027-04-05", "2027-04-19"}, nil,
		},
		{
			"a pause over a session leaves it undone, and the call at its end waits a day",
			func(a *course.Anchors) {
				a.Born, a.Pauses = day("2027-03-01"), []civil.Window{{From: day("2027-04-01"), To: day("2027-04-25")}}
			},
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "2027-03-22", "2027-03-29", "2027-04-05", "2027-04-26"},
			map[string]course.Reason{"five": course.Pause},
		},
		{
			"a pause without an end leaves what hangs on the birth without a day",
			func(a *course.Anchors) {
				a.Born, a.Pauses = day("2027-03-01"), []civil.Window{{From: day("2027-03-01")}}
			},
			[8]string{"2026-11-23", "2026-12-07", "2026-12-14", "2026-12-21", "", "2027-03-29", "2027-04-05", ""},
			map[string]course.Reason{"four": course.Pause, "five": course.Pause},
		},
		{
			"without a group only the visits have days",
			func(a *course.Anchors) { a.GroupStart = civil.Date{} },
			[8]string{"2026-11-23", "", "", "", "2027-03-22", "", "", ""}, nil,
		},
		{
			"a group that was moved is followed where it meets",
			func(a *course.Anchors) {
				a.Sessions = []civil.Date{day("2026-12-08"), day("2026-12-15"), day("2027-01-05"), day("2027-04-06"), day("2027-04-13")}
			},
			[8]string{"2026-11-23", "2026-12-08", "2026-12-15", "2027-01-05", "2027-03-22", "2027-04-06", "2027-04-13", "2027-04-27"}, nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i, c := range course.Of(perinatal, anchors(tt.change)) {
				if c.On.String() != tt.days[i] {
					t.Errorf("%s is on %q, want %q", c.Key, c.On, tt.days[i])
				}
				if c.Undone != tt.undone[c.Key] {
					t.Errorf("%s is left out because %q, want %q", c.Key, c.Undone, tt.undone[c.Key])
				}
				if !c.On.IsZero() && c.Undone == course.Held && (c.Window.From != c.On || c.Window.To.Before(c.On)) {
					t.Errorf("%s on %s has the days %v", c.Key, c.On, c.Window)
				}
			}
		})
	}
}

func find(t *testing.T, all []course.Contact, key string) course.Contact {
	t.Helper()
	i := slices.IndexFunc(all, func(c course.Contact) bool { return c.Key == key })
	if i < 0 {
		t.Fatalf("no contact %s", key)
	}
	return all[i]
}

func TestWhatIsSaidBesideADay(t *testing.T) {
	expecting := course.Of(perinatal, anchors(nil))
	if c := find(t, expecting, "visit-after"); !c.Foreseen || c.Window.To != day("2027-04-04") {
		t.Errorf("foreseen %v, until %s", c.Foreseen, c.Window.To)
	}
	born := course.Of(perinatal, anchors(func(a *course.Anchors) { a.Born = day("2026-12-05") }))
	if c := find(t, born, "visit-before"); c.Window.To != day("2026-12-04") {
		t.Errorf("a visit before the birth may be held until %s", c.Window.To)
	}
	if c := find(t, born, "visit-after"); c.Foreseen {
		t.Error("the birth has been, and is still foreseen")
	}
	late := course.Of(perinatal, anchors(func(a *course.Anchors) { a.Due = day("2027-04-02") }))
	if c := find(t, late, "four"); !c.Early || c.Undone != course.Held {
		t.Errorf("a session with babies before the birth: early %v, left out %q", c.Early, c.Undone)
	}
	if c := find(t, late, "five"); c.Early {
		t.Error("a session after the birth is called early")
	}
	paused := course.Of(perinatal, anchors(func(a *course.Anchors) {
		a.Born, a.Pauses = day("2027-03-01"), []civil.Window{{From: day("2027-03-01")}}
	}))
	if c := find(t, paused, "visit-after"); !c.Waits || c.Was != day("2027-03-22") || c.Due() {
		t.Errorf("waits %v, was %s, due %v", c.Waits, c.Was, c.Due())
	}
}

func TestBabiesWhoShareTheirContacts(t *testing.T) {
	for _, tt := range []struct {
		name      string
		babies    []course.Baby
		due, born string
		living    bool
	}{
		{"twins of whom one is entered count as born", []course.Baby{{Due: day("2027-03-01"), Born: day("2027-02-10")}, {Due: day("2027-03-01")}}, "2027-03-01", "2027-02-10", true},
		{"twins either side of midnight count from the first", []course.Baby{{Born: day("2027-02-11")}, {Born: day("2027-02-10")}}, "", "2027-02-10", true},
		{"the twin who lives counts alone", []course.Baby{{Due: day("2027-02-20"), Born: day("2027-02-10"), Lost: day("2027-02-11")}, {Due: day("2027-03-01")}}, "2027-03-01", "", true},
		{"where no baby lives there is no course", []course.Baby{{Due: day("2027-03-01"), Lost: day("2027-01-11")}}, "", "", false},
		{"nobody is no course", nil, "", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			due, born, living := course.Together(tt.babies)
			if due.String() != tt.due || born.String() != tt.born || living != tt.living {
				t.Errorf("due %q, born %q, living %v", due, born, living)
			}
		})
	}
}

func TestTheDaysOfAGroup(t *testing.T) {
	five := func(days ...string) (out []civil.Date) {
		for _, d := range days {
			out = append(out, day(d))
		}
		return out
	}
	plain := five("2026-12-07", "2026-12-14", "2026-12-21", "2027-03-29", "2027-04-05")
	for _, tt := range []struct {
		name string
		got  []civil.Date
		want []civil.Date
	}{
		{"the second part keeps its distance from the first day", course.Days(perinatal, day("2026-12-07"), nil), plain},
		{
			"a holiday moves the rest of its part by a week and not the other part",
			course.Days(perinatal, day("2026-12-07"), five("2026-12-14")), five("2026-12-07", "2026-12-21", "2026-12-28", "2027-03-29", "2027-04-05"),
		},
		{
			"a holiday in the second part moves what follows it",
			course.Days(perinatal, day("2026-12-07"), five("2027-03-29")), five("2026-12-07", "2026-12-14", "2026-12-21", "2027-04-05", "2027-04-12"),
		},
		{
			"a session moved in the first part leaves the second where it is",
			course.From(perinatal, plain, 2, day("2026-12-21"), nil), five("2026-12-07", "2026-12-21", "2026-12-28", "2027-03-29", "2027-04-05"),
		},
		{
			"another first day moves both parts",
			course.From(perinatal, plain, 1, day("2026-12-14"), nil), five("2026-12-14", "2026-12-21", "2026-12-28", "2027-04-05", "2027-04-12"),
		},
		{
			"the second part is moved alone",
			course.From(perinatal, plain, 4, day("2027-04-20"), nil), five("2026-12-07", "2026-12-14", "2026-12-21", "2027-04-20", "2027-04-27"),
		},
		{
			"a first part that runs into the second pushes it on by weeks",
			course.From(perinatal, plain, 2, day("2027-03-22"), nil), five("2026-12-07", "2027-03-22", "2027-03-29", "2027-04-05", "2027-04-12"),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !slices.Equal(tt.got, tt.want) {
				t.Errorf("%v, want %v", tt.got, tt.want)
			}
		})
	}
}
