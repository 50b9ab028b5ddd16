package safety

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
)

// SafeContact is what one adult said about one way to reach them.
type SafeContact struct {
	Channel   family.Channel
	Safe      bool
	From      civil.Clock // in the service's zone; equal to Until means any time
	Until     civil.Clock // the first minute that is no longer safe
	Voicemail bool        // a message may be left
	Shared    bool        // somebody else sees this phone or mailbox
	SeenBy    SeenBy      // who that is, where Shared
	Wording   Wording     // empty for Neutral
	AskedAt   time.Time
	AskedBy   access.AccountID // zero when the person said so themselves
}

// SeenBy is who else sees a phone or a mailbox.
type SeenBy string

// Who it may be.
const (
	SeenByPartner SeenBy = "partner"
	SeenByFamily  SeenBy = "family"
	SeenByOther   SeenBy = "other"
	SeenByUnsure  SeenBy = "unsure"
)

// SeenBys lists them in the order they are offered.
func SeenBys() []SeenBy { return []SeenBy{SeenByPartner, SeenByFamily, SeenByOther, SeenByUnsure} }

// Wording is whether a message may say whom it is from.
type Wording string

// The wordings. Sender, subject and calendar stay neutral in both.
const (
	Neutral Wording = "neutral"
	Named   Wording = "named" // the service's name may stand under a message, and be said on the phone
)

func (c SafeContact) words() Wording {
	if c.Wording == Named {
		return Named
	}
	return Neutral
}

// AnyTime reports whether the hours do not matter.
func (c SafeContact) AnyTime() bool { return c.From == c.Until }

// holds reports whether a time of day lies in the safe hours. Hours that end
// before they begin go over midnight.
func (c SafeContact) holds(at civil.Clock) bool {
	switch {
	case c.AnyTime():
		return true
	case c.From.Before(c.Until):
		return !at.Before(c.From) && at.Before(c.Until)
	}
	return !at.Before(c.From) || at.Before(c.Until)
}

// Reach is whether somebody may be reached one way at one moment, and if not, why.
type Reach struct {
	OK        bool
	Why       string    // message key when not OK
	NotBefore time.Time // when it is only too early: the next safe minute
	Voicemail bool
	Shared    bool
	From      civil.Clock // the safe hours; equal for any time
	Until     civil.Clock
}

// Why somebody may not be reached.
const (
	WhyNotAsked = "safety.reach.not-asked"
	WhyUnsafe   = "safety.reach.unsafe"
	WhyLater    = "safety.reach.later"
)

// ReachAt says whether the person may be reached this way at an instant, where the
// service is.
func (c SafeContact) ReachAt(at time.Time, zone *time.Location) Reach {
	if !c.Safe {
		return Reach{Why: WhyUnsafe}
	}
	r := Reach{OK: true, Voicemail: c.Voicemail, Shared: c.Shared, From: c.From, Until: c.Until}
	local := at.In(zone)
	if c.holds(civil.Clock{Hour: local.Hour(), Minute: local.Minute()}) {
		return r
	}
	r.OK, r.Why, r.NotBefore = false, WhyLater, c.nextAfter(local, zone)
	return r
}

// nextAfter is when the safe hours begin next. On the night when the clocks skip
// an hour they may begin an hour late by the wall, which is asked again then.
func (c SafeContact) nextAfter(local time.Time, zone *time.Location) time.Time {
	day := civil.Of(local)
	if next := day.In(zone, c.From); next.After(local) {
		return next
	}
	return day.AddDays(1).In(zone, c.From)
}

func (c SafeContact) check() []fault.Problem {
	switch c.Channel {
	case family.Email, family.Text, family.Call:
	default:
		return []fault.Problem{fault.At("channel", "safety.channel")}
	}
	for _, clock := range []civil.Clock{c.From, c.Until} {
		if _, err := clock.Value(); err != nil {
			return []fault.Problem{fault.At(fmt.Sprintf("%s.hours", c.Channel), "safety.hours")}
		}
	}
	return nil
}
