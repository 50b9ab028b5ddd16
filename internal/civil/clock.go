package civil

import (
	"fmt"
	"time"
)

// Clock is a time of day on the wall, to the minute. The zero Clock is midnight, a real time: where a time may be
// absent use sql.Null[Clock] or a pointer.
type Clock struct {
	Hour, Minute int
}

// ParseClock reads HH:MM, and HH:MM:SS with whole seconds dropped, since databases and browsers add them.
func ParseClock(s string) (Clock, error) {
	if len(s) == len("15:04:05") && s[5] == ':' {
		if second, ok := number(s[6:]); !ok || second > 59 {
			return Clock{}, ErrClock
		}
		s = s[:5]
	}
	if len(s) != len("15:04") || s[2] != ':' {
		return Clock{}, ErrClock
	}
	hour, okHour := number(s[:2])
	minute, okMinute := number(s[3:])
	c := Clock{hour, minute}
	if !okHour || !okMinute || !c.valid() {
		return Clock{}, ErrClock
	}
	return c, nil
}

// String is HH:MM.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute) }

// Minutes is the number of minutes since midnight.
func (c Clock) Minutes() int { return c.Hour*60 + c.Minute }

// Before reports whether c comes earlier in the day.
func (c Clock) Before(other Clock) bool { return c.Minutes() < other.Minutes() }

// Later is the clock so many minutes on; past midnight it begins again.
func (c Clock) Later(minutes int) Clock {
	all := (c.Minutes() + minutes) % (24 * 60)
	return Clock{Hour: all / 60, Minute: all % 60}
}

func (c Clock) valid() bool {
	return c.Hour >= 0 && c.Hour <= 23 && c.Minute >= 0 && c.Minute <= 59
}

// In is the instant at which a wall clock in loc shows c on day d, so a Tuesday group at ten stays at ten when the
// clocks change. Twice a year that needs a decision, and it is the one java.time and RFC 5545 make:
//
//   - a time that the clocks skip is moved on by what they skip (02:30 becomes 03:30): nobody is turned away early;
//   - a time that happens twice means the first: nobody is kept waiting for an hour.
func (d Date) In(loc *time.Location, c Clock) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	wall := time.Date(d.Year(), d.Month(), d.Day(), c.Hour, c.Minute, 0, 0, time.UTC)
	// Read as UTC, the wall time is less than a day away from the instant meant, so these two straddle any change.
	_, before := wall.AddDate(0, 0, -1).In(loc).Zone()
	_, after := wall.AddDate(0, 0, 1).In(loc).Zone()
	for _, offset := range []int{before, after} {
		t := wall.Add(-time.Duration(offset) * time.Second).In(loc)
		if Of(t) == d && t.Hour() == c.Hour && t.Minute() == c.Minute {
			return t
		}
	}
	return wall.Add(-time.Duration(before) * time.Second).In(loc)
}
