package companion_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"holdfast/content/programmes"
	"holdfast/internal/civil"
	"holdfast/internal/companion"
	"holdfast/internal/programme"
)

func TestTheStageOfABaby(t *testing.T) {
	today := civil.New(2027, time.January, 15)
	for _, tt := range []struct {
		name      string
		born, due int // days before today; none below -1000
		want      string
	}{
		{"before 26 weeks", -9999, -99, ""}, {"at 26 weeks", -9999, -98, "g26"}, {"a week to go", -9999, -7, "g32"},
		{"ten days over the date", -9999, 10, "g32"}, {"born today", 0, -9999, "w0"}, {"born tomorrow", -1, -9999, ""},
		{"fourteen days old", 14, -9999, "w2"}, {"born nine weeks early and due next month", 33, -30, "w0"},
		{"born three weeks early", 62, 41, "w2"}, {"born 20 days early", 62, 42, "m2"}, {"thirteen months", 400, -9999, "m9"},
		{"past what the cards are for", 428, -9999, ""}, {"nobody knows", -9999, -9999, ""},
	} {
		day := func(n int) (d civil.Date) {
			if n > -1000 {
				d = today.AddDays(-n)
			}
			return d
		}
		if got := companion.StageAt(day(tt.due), day(tt.born), today); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestACardIsForTheAgeAndForThisReader(t *testing.T) {
	book := &load(t).Books[0]
	for _, tt := range []struct {
		themes  []string
		stage   string
		readers []string
		want    string
	}{
		{[]string{"talking"}, "m2", nil, "chat-coo"},
		{[]string{"fathers"}, "m2", []string{"father"}, "chat-father"},
		{[]string{"fathers"}, "m2", nil, ""}, // of nobody's who is none
		{[]string{"hospital", "gaze"}, "w2", nil, "first-feed"},
		{[]string{"massage"}, "g26", nil, ""},
		{[]string{"talking"}, "", nil, ""},
	} {
		if got, _ := book.CardFor(tt.themes, tt.stage, tt.readers); got.Key != tt.want {
			t.Errorf("%v at %q for %v: %q, want %q", tt.themes, tt.stage, tt.readers, got.Key, tt.want)
		}
	}
}

// TestEverySessionOfAProgrammeHasItsCard holds the two kinds of content together: a
// theme that a plan names is one of the companion's, and whoever was there is shown a
// card at every age that they can have.
func TestEverySessionOfAProgrammeHasItsCard(t *testing.T) {
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	book := &load(t).Books[0]
	themes := map[string]bool{}
	for _, c := range book.Cards {
		themes[c.Theme] = true
	}
	before, after := []string{"g26", "g32"}, []string{"w2", "w6", "m2", "m3", "m4", "m6", "m9"}
	for _, p := range catalogue.All() {
		for _, s := range p.Sessions {
			name := fmt.Sprintf("%s, session %d", p.Key, s.Number)
			for _, theme := range s.Cards {
				if !themes[theme] {
					t.Errorf("%s names %q: there is no such theme", name, theme)
				}
			}
			stages := after
			if slices.ContainsFunc(p.Contacts, func(c programme.Contact) bool { return c.Title == s.Title && c.Phase == "before" }) {
				stages = before
			}
			shown := 0
			for _, stage := range stages {
				if _, ok := book.CardFor(s.Cards, stage, nil); ok {
					shown++
				}
			}
			if shown == 0 {
				t.Errorf("%s shows no card at any age", name)
			}
		}
	}
}
