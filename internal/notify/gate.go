package notify

import (
	"time"

	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/safety"
)

// facts is all that the gate looks at.
type facts struct {
	stands    bool
	lost      bool // the adult or the baby it concerns
	ended     bool // the family left, or this adult no longer cares for this baby
	agrees    bool
	asked     bool // the person asked for this message just now
	signsIn   bool // whoever opens its link is signed in
	ways      []safety.SafeContact
	addresses map[family.Channel]string
	shared    bool // somebody else gave the same mailbox
	now       time.Time
	zone      *time.Location
}

// decision is what the gate says.
type decision struct {
	send      bool
	state     State // when not sent
	why       string
	channel   family.Channel
	address   string
	notBefore time.Time // when it only has to wait
}

// decide is the gate. The order of its questions is the order of what would hurt
// most.
func decide(f facts) decision {
	switch {
	case !f.stands:
		return held(WhyGone)
	case f.lost:
		return held(WhyLost)
	case f.ended:
		return held(WhyEnded)
	case !f.agrees && !f.asked:
		return held(WhyConsent)
	}
	voice := f.voice()
	address := f.addresses[family.Email]
	mail := safety.ReachBy(f.ways, family.Email, f.now, f.zone)
	mayMail := address != "" && (mail.OK || mail.Why == safety.WhyLater)
	switch {
	case mayMail && f.signsIn && (mail.Shared || f.shared || f.way(family.Email).Shared):
		return decision{state: Held, why: WhyShared, channel: voice}
	case mayMail && mail.OK:
		return decision{send: true, channel: family.Email, address: address}
	case mayMail:
		return decision{state: Waiting, why: WhyHours, channel: family.Email, notBefore: mail.NotBefore}
	case voice != "":
		return decision{state: Held, why: WhyByHand, channel: voice}
	}
	return held(WhyUnsafe)
}

func held(why string) decision { return decision{state: Held, why: why} }

// voice is the way staff may use themselves, at some hour: a call before a text,
// because a text stays on the screen.
func (f facts) voice() family.Channel {
	for _, c := range []family.Channel{family.Call, family.Text} {
		if f.way(c).Safe && f.addresses[c] != "" {
			return c
		}
	}
	return ""
}

// signature is what stands under a message: the service's name for who said that
// it may, and a name that says nothing for everybody else.
func (f facts) signature(c family.Channel, team identity.Service) string {
	if w := f.way(c); w.Wording == safety.Named && !w.Shared {
		return team.Name
	}
	return team.Sender
}

func (f facts) way(c family.Channel) safety.SafeContact {
	for _, w := range f.ways {
		if w.Channel == c {
			return w
		}
	}
	return safety.SafeContact{}
}

// Retries: after a temporary refusal the next try comes after a minute, then two,
// then four, up to four hours: twelve tries in about sixteen hours, which outlasts
// greylisting and a mail server's bad night.
const (
	firstPause = time.Minute
	mostPause  = 4 * time.Hour
	mostTries  = 12
)

// pause is how long to wait after so many tries.
func pause(tries int) time.Duration {
	d := firstPause
	for range tries - 1 {
		if d *= 2; d >= mostPause {
			return mostPause
		}
	}
	return d
}
