package notify

import (
	"errors"
	"testing"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/safety"
)

// fine is somebody who may be mailed at any time.
func fine() facts {
	return facts{
		stands: true, agrees: true, now: time.Date(2027, 2, 9, 10, 0, 0, 0, time.UTC), zone: time.UTC,
		ways:      []safety.SafeContact{{Channel: family.Email, Safe: true}},
		addresses: map[family.Channel]string{family.Email: "a@post.example", family.Call: "07700 900982", family.Text: "07700 900982"},
	}
}

func TestGate(t *testing.T) {
	tests := []struct {
		name    string
		change  func(*facts)
		state   State // empty: sent
		why     string
		channel family.Channel
	}{
		{"somebody who agrees and whose mailbox is safe is mailed", func(f *facts) {}, "", "", family.Email},
		{"what no longer stands is not sent", func(f *facts) { f.stands = false }, Held, WhyGone, ""},
		{"after a loss nothing is sent", func(f *facts) { f.lost = true }, Held, WhyLost, ""},
		{"who left is left alone", func(f *facts) { f.ended = true }, Held, WhyEnded, ""},
		{"who does not agree is not written to", func(f *facts) { f.agrees = false }, Held, WhyConsent, ""},
		{"who asks for a link gets it without agreeing to more", func(f *facts) { f.agrees, f.asked = false, true }, "", "", family.Email},
		{"a loss is asked before consent", func(f *facts) { f.lost, f.agrees = true, false }, Held, WhyLost, ""},
		{"whether it stands is asked before a loss", func(f *facts) { f.stands, f.lost = false, true }, Held, WhyGone, ""},
		{"no consent is asked before the way", func(f *facts) { f.agrees, f.ways = false, nil }, Held, WhyConsent, ""},
		{"where nobody asked nothing is safe", func(f *facts) { f.ways = nil }, Held, WhyUnsafe, ""},
		{"a mailbox that is not safe is not used", func(f *facts) { f.ways[0].Safe = false }, Held, WhyUnsafe, ""},
		{"a safe way without an address is no way", func(f *facts) { f.addresses = nil }, Held, WhyUnsafe, ""},
		{"where only the phone is safe somebody rings", func(f *facts) { f.ways = []safety.SafeContact{{Channel: family.Call, Safe: true}} }, Held, WhyByHand, family.Call},
		{"where only texts are safe somebody writes one", func(f *facts) { f.ways = []safety.SafeContact{{Channel: family.Text, Safe: true}} }, Held, WhyByHand, family.Text},
		{"a safe phone without a number is no way", func(f *facts) {
			f.ways, f.addresses = []safety.SafeContact{{Channel: family.Call, Safe: true}}, map[family.Channel]string{family.Email: "a@post.example"}
		}, Held, WhyUnsafe, ""},
		{"out of hours it waits, though the phone is safe now", func(f *facts) {
			f.ways = []safety.SafeContact{{Channel: family.Email, Safe: true, From: civil.Clock{Hour: 18}, Until: civil.Clock{Hour: 20}}, {Channel: family.Call, Safe: true}}
		}, Waiting, WhyHours, family.Email},
		{"a mailbox others read gets news", func(f *facts) { f.ways[0].Shared = true }, "", "", family.Email},
		{"but no link that signs in", func(f *facts) { f.ways[0].Shared, f.signsIn = true, true }, Held, WhyShared, ""},
		{"nor does one that another adult gave as theirs", func(f *facts) { f.shared, f.signsIn = true, true }, Held, WhyShared, ""},
		{"also when it is out of hours", func(f *facts) {
			f.shared, f.signsIn = true, true
			f.ways[0].From, f.ways[0].Until = civil.Clock{Hour: 18}, civil.Clock{Hour: 20}
		}, Held, WhyShared, ""},
		{"a safe phone is rung about it", func(f *facts) {
			f.shared, f.signsIn = true, true
			f.ways = append(f.ways, safety.SafeContact{Channel: family.Call, Safe: true})
		}, Held, WhyShared, family.Call},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := fine()
			tt.change(&f)
			got := decide(f)
			if got.send != (tt.state == "") || got.state != tt.state || got.why != tt.why || got.channel != tt.channel {
				t.Errorf("got %+v, want %s %s %s", got, tt.state, tt.why, tt.channel)
			}
			if got.send != (got.address != "") {
				t.Errorf("address %q goes with send %v", got.address, got.send)
			}
			if (got.state == Waiting) != got.notBefore.After(f.now) {
				t.Errorf("%s until %s", got.state, got.notBefore)
			}
		})
	}
}

func TestPause(t *testing.T) {
	for _, tt := range []struct {
		name  string
		tries int
		want  time.Duration
	}{
		{"the first pause is a minute", 1, time.Minute},
		{"then two", 2, 2 * time.Minute},
		{"it doubles", 8, 128 * time.Minute},
		{"up to four hours", 9, 4 * time.Hour},
		{"and no further", 40, 4 * time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := pause(tt.tries); got != tt.want {
				t.Errorf("pause after %d tries is %s, want %s", tt.tries, got, tt.want)
			}
		})
	}
	total := time.Duration(0)
	for tries := 1; tries < mostTries; tries++ {
		total += pause(tries)
	}
	if total < 12*time.Hour || total > 24*time.Hour {
		t.Errorf("tried for %s, want the better part of a day", total)
	}
}

func TestArgumentsByShape(t *testing.T) {
	s := &Service{settings: Settings{Base: "https://meet.example"}}
	for _, tt := range []struct {
		name, arg string
		ok        bool
	}{
		{"a day", "2027-03-02", true},
		{"a time of day", "10:00", true},
		{"an instant", "2027-03-02T10:00:00Z", true},
		{"a number", "8", true},
		{"a reference", "K7QF-3MXA", true},
		{"a path", "/o/ABCDEFGH234567", true},
		{"nothing", "", true},
		{"a name", "Antoni", false},
		{"a sentence", "Sorry, staff are ill", false},
		{"another site", "https://elsewhere.example/", false},
		{"another site without a scheme", "//elsewhere.example", false},
		{"a header", "8\r\nBcc: x@post.example", false},
		{"a path with a query", "/o/x?y", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, err := s.value(tt.arg)
			if (err == nil) != tt.ok || err != nil && !errors.Is(err, errArg) {
				t.Errorf("value %v, %v; want accepted: %v", v, err, tt.ok)
			}
		})
	}
}

func TestAMessageSaysWhomItIsFromOnlyToWhoSaidItMay(t *testing.T) {
	team := identity.Service{Name: "Harbour Lane", Sender: "Dana"}
	for _, tt := range []struct {
		name string
		way  safety.SafeContact
		want string
	}{
		{"nobody asked", safety.SafeContact{Channel: family.Email, Safe: true}, "Dana"},
		{"asked, and it may", safety.SafeContact{Channel: family.Email, Safe: true, Wording: safety.Named}, "Harbour Lane"},
		{"it may, to a mailbox somebody else reads", safety.SafeContact{Channel: family.Email, Safe: true, Wording: safety.Named, Shared: true}, "Dana"},
		{"it may on the phone", safety.SafeContact{Channel: family.Call, Safe: true, Wording: safety.Named}, "Dana"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (facts{ways: []safety.SafeContact{tt.way}}).signature(family.Email, team); got != tt.want {
				t.Errorf("signed %s, want %s", got, tt.want)
			}
		})
	}
}
