package notify

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"holdfast/internal/i18n"
)

func texts(t *testing.T) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load(os.DirFS("../../content/text"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// telling are words by which somebody who reads over a shoulder would know what it
// is about.
var telling = regexp.MustCompile(`(?i)\b(bab(y|ies)|infant|child(ren)?|parents?|mothers?|mums?|fathers?|dads?|famil(y|ies)|pregnan\w*|birth\w*|group|session|programme|program|course|class|clinic|health|nurse|therap\w*|support|service|centre|holdfast|love|bond\w*|attach\w*|depress\w*|questionnaire|crisis|safe\w*|abuse)\b`)

// TestNoMessageTellsWhatItIsAbout reads every text that can leave the house.
func TestNoMessageTellsWhatItIsAbout(t *testing.T) {
	p := texts(t).Printer("en", time.UTC)
	seen := 0
	for _, key := range texts(t).Keys() {
		if !leaves(key) {
			continue
		}
		seen++
		text := p.T(key)
		if word := telling.FindString(text); word != "" {
			t.Errorf("%s says %q", key, word)
		}
		for _, sentence := range regexp.MustCompile(`[.!?:]\s|\n`).Split(text, -1) {
			if n := len(strings.Fields(sentence)); n > 20 {
				t.Errorf("%s has a sentence of %d words: %s", key, n, sentence)
			}
		}
		if strings.HasSuffix(key, ".subject") && len(text) > 50 {
			t.Errorf("%s is %d characters long: a phone shows fewer", key, len(text))
		}
		if len(text) > 400 {
			t.Errorf("%s is %d characters long", key, len(text))
		}
	}
	if seen < 20 {
		t.Fatalf("read %d texts: the catalogue has more", seen)
	}
}

// leaves reports whether a text is of those that are sent.
func leaves(key string) bool {
	return strings.HasPrefix(key, "message.") &&
		(strings.HasSuffix(key, ".subject") || strings.HasSuffix(key, ".body") || strings.Contains(key, ".body.no-") ||
			key == "message.hello" || key == "message.link-gone")
}

// TestEveryMessageIsWhole finds a text without its subject, or that staff would see
// without a name.
func TestEveryMessageIsWhole(t *testing.T) {
	c := texts(t)
	p := c.Printer("en", time.UTC)
	for _, key := range c.Keys() {
		text, ok := strings.CutSuffix(key, ".body")
		if !ok || !leaves(key) {
			continue
		}
		for _, need := range []string{text + ".subject", text + ".about"} {
			if !p.Has(need) {
				t.Errorf("%s is missing", need)
			}
		}
		// A variant names fewer arguments than the text it stands for, never more.
		all := c.Args(key)
		for _, variant := range all {
			for _, arg := range c.Args(key + ".no-" + variant) {
				if arg == variant || !strings.Contains(strings.Join(all, " "), arg) {
					t.Errorf("%s.no-%s asks for %s", key, variant, arg)
				}
			}
		}
	}
	for _, why := range []string{
		WhyHours, WhyAgain, WhyGone, WhyLost, WhyEnded, WhyConsent, WhyUnsafe, WhyByHand, WhyShared, WhyRestored, WhyRefused, WhyGaveUp, WhyIncomplete,
	} {
		if !p.Has(why) {
			t.Errorf("%s has no words", why)
		}
	}
	for _, state := range States() {
		if !p.Has("message.state." + string(state)) {
			t.Errorf("state %s has no words", state)
		}
	}
}

func TestWrite(t *testing.T) {
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{rooms: Rooms{Texts: texts(t)}, settings: Settings{Base: "https://meet.example"}}
	p := s.rooms.Texts.Printer("en", zone)
	for _, tt := range []struct {
		name, text string
		args       map[string]string
		subject    string
		has        []string
		hasNot     []string
	}{
		{
			"a day and a time are told as people say them", "session-moved",
			map[string]string{"was": "2027-03-02", "day": "2027-03-09", "clock": "10:00"},
			"A new day", []string{"Tuesday 9\u00a0March", "10:00", "Tuesday 2\u00a0March"}, []string{"2027-03"},
		},
		{
			"without the day it was, it says where it is now", "session-moved", map[string]string{"day": "2027-03-09", "clock": "10:00"},
			"A new day", []string{"is now on Tuesday 9\u00a0March"}, []string{"{was}", "do not meet on"},
		},
		{
			"an instant is told where the service is", "place-offer", map[string]string{"link": "/o/ABC", "until": "2027-03-02T15:00:00Z"},
			"We have an answer for you", []string{"https://meet.example/o/ABC", "Tuesday 2\u00a0March, 10:00"}, []string{"{until}"},
		},
		{
			"a postponement without a date promises none", "group-postponed", map[string]string{"by": ""},
			"We have to wait a little", []string{"as soon as we have a new day"}, []string{"by  ", "{by}"},
		},
		{
			"a link that is gone leaves its mark", "sign-in", nil,
			"Your link", []string{"[link]"}, []string{"{link}"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, err := s.write(p, "Julia\r\nBcc", "Mei", tt.text, tt.args)
			if err != nil {
				t.Fatal(err)
			}
			if w.subject != tt.subject {
				t.Errorf("subject %q, want %q", w.subject, tt.subject)
			}
			for _, s := range tt.has {
				if !strings.Contains(w.body, s) {
					t.Errorf("no %q in:\n%s", s, w.body)
				}
			}
			for _, s := range tt.hasNot {
				if strings.Contains(w.body, s) {
					t.Errorf("%q in:\n%s", s, w.body)
				}
			}
			if !strings.HasPrefix(w.body, "Hello Julia Bcc,\n\n") || !strings.HasSuffix(w.body, "\n\nMei\n") {
				t.Errorf("it begins and ends wrongly:\n%s", w.body)
			}
		})
	}
}

// What to call somebody is typed by whoever asks, and so is the address: without
// this anybody could send anybody a sentence of theirs from our mailbox.
func TestAGreetingHoldsANameAndNothingToOpen(t *testing.T) {
	s := &Service{rooms: Rooms{Texts: texts(t)}}
	p := s.rooms.Texts.Printer("en", time.UTC)
	for _, tt := range []struct{ name, called, want string }{
		{"a name is greeted", "Mary-Jane O'Neil", "Hello Mary-Jane O'Neil,\n\n"},
		{"an initial with its dot is a name", "J. Smith", "Hello J. Smith,\n\n"},
		{"a name in another script is a name", "فرح عزيز", "Hello \u2068فرح عزيز\u2069,\n\n"},
		{"an address of a page is none", "Win at https://prize.example", "Hello,\n\n"},
		{"nor is one without its scheme", "You won: prize.example", "Hello,\n\n"},
		{"nor a mailbox", "write to x@prize.example", "Hello,\n\n"},
		{"nor a sentence", strings.Repeat("you have won ", 10), "Hello,\n\n"},
		{"nor nothing", "", "Hello,\n\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, err := s.write(p, tt.called, "Mei", "group-cancelled", nil)
			if err != nil || !strings.HasPrefix(w.body, tt.want) {
				t.Errorf("begins %q, %v; want %q", w.body[:min(len(w.body), 60)], err, tt.want)
			}
		})
	}
}
