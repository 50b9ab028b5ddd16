package civil_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
	_ "time/tzdata" // the zones under test are there on every machine

	"holdfast/internal/civil"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestIn(t *testing.T) {
	for _, tt := range []struct {
		name  string
		zone  string
		day   string
		clock string
		want  string
	}{
		{"an ordinary morning", "Europe/London", "2026-11-22", "10:00", "2026-11-22T10:00:00Z"},
		{"ten o'clock the Tuesday before the clocks go back", "Europe/London", "2026-10-20", "10:00", "2026-10-20T10:00:00+01:00"},
		{"and ten o'clock the Tuesday after", "Europe/London", "2026-10-27", "10:00", "2026-10-27T10:00:00Z"},
		{"a London time that is skipped moves on by the hour", "Europe/London", "2026-03-29", "01:30", "2026-03-29T02:30:00+01:00"},
		{"the first minute after the gap is itself", "Europe/London", "2026-03-29", "02:00", "2026-03-29T02:00:00+01:00"},
		{"the last minute before the gap is itself", "Europe/London", "2026-03-29", "00:59", "2026-03-29T00:59:00Z"},
		{"a London time that comes twice is the first", "Europe/London", "2026-10-25", "01:30", "2026-10-25T01:30:00+01:00"},
		{"the minute after the overlap is itself", "Europe/London", "2026-10-25", "02:00", "2026-10-25T02:00:00Z"},
		{"a Toronto time that is skipped moves on by the hour", "America/Toronto", "2026-03-08", "02:30", "2026-03-08T03:30:00-04:00"},
		{"a Toronto time that comes twice is the first", "America/Toronto", "2026-11-01", "01:15", "2026-11-01T01:15:00-04:00"},
		{"the evening of a change day has the new offset", "America/Toronto", "2026-11-01", "18:00", "2026-11-01T18:00:00-05:00"},
		{"the evening before has the old one", "America/Toronto", "2026-10-31", "18:00", "2026-10-31T18:00:00-04:00"},
		{"a half-hour change skips half an hour", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45:00+11:00"},
		{"a midnight that is skipped is one in the morning", "Africa/Cairo", "2026-04-24", "00:00", "2026-04-24T01:00:00+03:00"},
		{"far east of Greenwich", "Pacific/Kiritimati", "2026-06-01", "09:00", "2026-06-01T09:00:00+14:00"},
		{"far west of Greenwich", "Pacific/Pago_Pago", "2026-06-01", "09:00", "2026-06-01T09:00:00-11:00"},
		{"a day an island never had is the next one", "Pacific/Apia", "2011-12-30", "12:00", "2011-12-31T12:00:00+14:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			clock, err := civil.ParseClock(tt.clock)
			if err != nil {
				t.Fatal(err)
			}
			if got := day(t, tt.day).In(zone(t, tt.zone), clock).Format(time.RFC3339); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	if !(civil.Date{}).In(time.UTC, civil.Clock{Hour: 9}).IsZero() {
		t.Error("no date became an instant")
	}
}

func TestParseClock(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
		bad            bool
	}{
		{"a morning", "09:05", "09:05", false},
		{"midnight", "00:00", "00:00", false},
		{"the last minute", "23:59", "23:59", false},
		{"seconds are dropped", "18:30:00", "18:30", false},
		{"24:00 is refused", "24:00", "", true},
		{"minute 60 is refused", "10:60", "", true},
		{"a missing zero is refused", "9:05", "", true},
		{"99:99 is refused", "99:99", "", true},
		{"second 61 is refused", "10:00:61", "", true},
		{"nothing is refused", "", "", true},
		{"am and pm are refused", "9:05am", "", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := civil.ParseClock(tt.in)
			if tt.bad != errors.Is(err, civil.ErrClock) || (!tt.bad && c.String() != tt.want) {
				t.Errorf("got %s, %v", c, err)
			}
		})
	}
}

func TestClocksTravel(t *testing.T) {
	half := civil.Clock{Hour: 18, Minute: 30}
	text, err := json.Marshal(half)
	if err != nil || string(text) != `"18:30"` {
		t.Fatalf("as JSON: %s, %v", text, err)
	}
	for _, src := range []any{"18:30", "18:30:00", []byte("18:30"), time.Date(2000, 1, 1, 18, 30, 0, 0, time.UTC)} {
		var c civil.Clock
		if err := c.Scan(src); err != nil || c != half {
			t.Errorf("scanned %T as %s, %v", src, c, err)
		}
	}
	var c civil.Clock
	if c.Scan(nil) == nil {
		t.Error("NULL was taken for midnight")
	}
	if _, err := (civil.Clock{Hour: 25}).Value(); err == nil {
		t.Error("25 o'clock was stored")
	}
	if !(civil.Clock{Hour: 9, Minute: 59}).Before(civil.Clock{Hour: 10}) {
		t.Error("09:59 is not before 10:00")
	}
}
