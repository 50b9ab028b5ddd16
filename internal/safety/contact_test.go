package safety

import (
	"testing"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/family"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func clock(t *testing.T, s string) civil.Clock {
	t.Helper()
	c, err := civil.ParseClock(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReachAt(t *testing.T) {
	const layout = "2006-01-02 15:04"
	tests := []struct {
		name        string
		unsafe      bool
		from, until string
		at          string // wall clock in London
		next        string // empty: may be reached
		why         string
	}{
		{"any time is any time, also at night", false, "00:00", "00:00", "2026-03-02 03:00", "", ""},
		{"within the hours", false, "09:00", "15:00", "2026-03-02 12:00", "", ""},
		{"the first minute is safe", false, "09:00", "15:00", "2026-03-02 09:00", "", ""},
		{"the last minute named is not", false, "09:00", "15:00", "2026-03-02 15:00", "2026-03-03 09:00", WhyLater},
		{"too early waits until it begins", false, "09:00", "15:00", "2026-03-02 08:59", "2026-03-02 09:00", WhyLater},
		{"too late waits until tomorrow", false, "09:00", "15:00", "2026-03-02 22:00", "2026-03-03 09:00", WhyLater},
		{"tomorrow may be next year", false, "09:00", "15:00", "2026-12-31 22:00", "2027-01-01 09:00", WhyLater},
		{"hours over midnight hold before it", false, "21:00", "06:30", "2026-03-02 23:59", "", ""},
		{"and after it", false, "21:00", "06:30", "2026-03-03 06:29", "", ""},
		{"and not by day", false, "21:00", "06:30", "2026-03-03 06:30", "2026-03-03 21:00", WhyLater},
		{"from midnight until morning is not any time", false, "00:00", "07:00", "2026-03-02 12:00", "2026-03-03 00:00", WhyLater},
		{"until midnight ends at midnight", false, "20:00", "00:00", "2026-03-02 23:59", "", ""},
		{"an unsafe way is unsafe at every hour", true, "09:00", "15:00", "2026-03-02 12:00", "", WhyUnsafe},
		{"hours are kept by the wall when the clocks go forward", false, "09:00", "15:00", "2026-03-28 22:00", "2026-03-29 09:00", WhyLater},
		{"and back", false, "09:00", "15:00", "2026-10-24 22:00", "2026-10-25 09:00", WhyLater},
		{"hours that the clocks skip are asked for again the day after", false, "01:15", "01:45", "2026-03-29 02:15", "2026-03-30 01:15", WhyLater},
	}
	zone := london(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, err := time.ParseInLocation(layout, tt.at, zone)
			if err != nil {
				t.Fatal(err)
			}
			c := SafeContact{Safe: !tt.unsafe, From: clock(t, tt.from), Until: clock(t, tt.until)}
			got := c.ReachAt(at.UTC(), zone)
			next := ""
			if !got.NotBefore.IsZero() {
				next = got.NotBefore.In(zone).Format(layout)
			}
			if got.OK != (tt.why == "") || got.Why != tt.why || next != tt.next {
				t.Errorf("OK %v, why %q, next %q; want why %q, next %q", got.OK, got.Why, next, tt.why, tt.next)
			}
		})
	}
}

// TestReachAtWaitsForASafeMinute holds the promise that a message put off is safe
// when its time comes, for every quarter of an hour of two days around a change
// of clocks.
func TestReachAtWaitsForASafeMinute(t *testing.T) {
	zone := london(t)
	for _, hours := range [][2]string{{"09:00", "15:00"}, {"21:00", "06:30"}, {"00:00", "07:00"}, {"02:30", "03:30"}} {
		c := SafeContact{Safe: true, From: clock(t, hours[0]), Until: clock(t, hours[1])}
		start := time.Date(2026, 3, 28, 0, 0, 0, 0, zone)
		for at := start; at.Before(start.Add(48 * time.Hour)); at = at.Add(15 * time.Minute) {
			got := c.ReachAt(at, zone)
			if got.OK {
				continue
			}
			if !got.NotBefore.After(at) || got.NotBefore.After(at.Add(25*time.Hour)) || !c.ReachAt(got.NotBefore, zone).OK {
				t.Fatalf("%v at %s: put off until %s", hours, at, got.NotBefore)
			}
		}
	}
}

func TestReachByChannel(t *testing.T) {
	at, zone := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC), london(t)
	all := []SafeContact{{Channel: family.Email, Safe: true, Shared: true}, {Channel: family.Text}}
	for _, tt := range []struct {
		name    string
		channel family.Channel
		want    Reach
	}{
		{"a safe way says who else sees it", family.Email, Reach{OK: true, Shared: true}},
		{"a way that is not safe", family.Text, Reach{Why: WhyUnsafe}},
		{"a way nobody asked about is no way", family.Call, Reach{Why: WhyNotAsked}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := ReachBy(all, tt.channel, at, zone); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestAlertClock(t *testing.T) {
	const layout = "2006-01-02 15:04"
	zone := london(t)
	tests := []struct {
		name        string
		kind        Kind
		at          string
		own, answer string // if owned at once
	}{
		{"a risk is owned in a quarter of an hour and answered that day", SelfHarm, "2026-03-02 10:00", "2026-03-02 10:15", "2026-03-03 00:00"},
		{"harm to a baby likewise", HarmToInfant, "2026-03-02 10:00", "2026-03-02 10:15", "2026-03-03 00:00"},
		{"late in the evening there is still an hour", SelfHarm, "2026-03-02 23:40", "2026-03-02 23:55", "2026-03-03 00:40"},
		{"what staff heard counts as a risk", Said, "2026-03-02 10:00", "2026-03-02 10:15", "2026-03-03 00:00"},
		{"a wish to talk is owned in a day and answered by the next", WantsToTalk, "2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 00:00"},
		{"the day ends by the wall where the clocks change", SelfHarm, "2026-03-29 12:00", "2026-03-29 12:15", "2026-03-30 00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, err := time.ParseInLocation(layout, tt.at, zone)
			if err != nil {
				t.Fatal(err)
			}
			if got := dueToOwn(tt.kind, at.UTC()).In(zone).Format(layout); got != tt.own {
				t.Errorf("to own by %s, want %s", got, tt.own)
			}
			if got := dueToAnswer(tt.kind, at.UTC(), zone).In(zone).Format(layout); got != tt.answer {
				t.Errorf("to answer by %s, want %s", got, tt.answer)
			}
		})
	}
}
