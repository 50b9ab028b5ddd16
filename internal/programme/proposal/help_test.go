package proposal

import (
	"fmt"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
)

var today = civil.New(2027, 2, 9)

// board is a group of two places on a Tuesday morning in English, and families who wait.
func board(families ...programme.Seeker) programme.Board {
	offer := &programme.Programme{Key: "baby-love", Capacity: 8}
	b := programme.Board{Programme: offer, WarnDays: 28, Lang: "en", Waiting: families}
	g := programme.Group{Programme: offer, Mode: programme.InPerson, Lang: "en", First: civil.New(2027, 3, 2), Starts: civil.Clock{Hour: 10}, Left: 2, Capacity: 8}
	for i := range families {
		families[i].Since = time.Date(2027, 1, 4+i, 9, 0, 0, 0, time.UTC)
		if families[i].Takes == 0 {
			families[i].Takes = 1
		}
	}
	must(g.ID.UnmarshalText([]byte("01900000-0000-7000-8000-0000000000aa")))
	b.Groups = []programme.Group{g}
	return b
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// seeker can start for so many days from today.
func seeker(n, days int, w programme.Wishes) (s programme.Seeker) {
	must(s.ID.UnmarshalText(fmt.Appendf(nil, "01900000-0000-7000-8000-0000000000%02d", n)))
	s.Start, s.Wishes = civil.Window{From: today.AddDays(-100), To: today.AddDays(days)}, w
	return s
}

func set(b programme.Board) *setting {
	return settingOf(b, access.System(access.ServiceID{}, today), Count)
}

func TestWhyIsToldForEveryFamily(t *testing.T) {
	never := seeker(9, 90, programme.Wishes{})
	b := board(
		seeker(1, 0, programme.Wishes{}),
		seeker(2, 10, programme.Wishes{}),
		seeker(3, 90, programme.Wishes{Lang: "ar"}),
		seeker(4, 90, programme.Wishes{Modes: []programme.Mode{programme.Video}}),
		seeker(5, 90, programme.Wishes{Times: []programme.HalfDay{"wed-pm"}}),
		seeker(6, 90, programme.Wishes{}), seeker(7, 60, programme.Wishes{}), seeker(8, 30, programme.Wishes{}), never,
	)
	b.Never = map[programme.PlaceID]bool{never.ID: true}
	got, err := set(b).solve(nil)
	must(err)
	want := map[int]Why{1: Closed, 2: Age, 3: Lang, 4: Mode, 5: Time, 6: Full, 7: Only, 8: Only, 9: Other}
	for n, why := range want {
		for _, l := range got.sheet.Lines {
			if l.Place == seeker(n, 0, programme.Wishes{}).ID && l.Why != why {
				t.Errorf("family %d: %s, want %s", n, l.Why, why)
			}
		}
	}
	if got.most != 2 || len(got.sheet.Lines) != 9 {
		t.Errorf("at most %d, %d lines", got.most, len(got.sheet.Lines))
	}
	if s := got.sheet.Shares; s[len(s)-1] != (Share{Who: NoWish, Waiting: 8, Placed: 2}) {
		t.Errorf("who wishes for no language: %+v", s)
	}
	for _, s := range got.sheet.Shares {
		if s.Who == Wishing && !s.Gap() {
			t.Errorf("nobody serves those who wish for %s, and it is no gap", s.Lang)
		}
	}
}

func TestWhatWouldHelpIsAWholeNewPlan(t *testing.T) {
	var families []programme.Seeker
	for n := range 5 {
		families = append(families, seeker(n+1, 90, programme.Wishes{Times: []programme.HalfDay{"tue-am"}}))
	}
	families = append(families, seeker(6, 90, programme.Wishes{Lang: "ar", Times: []programme.HalfDay{"wed-am"}}))
	found, err := set(board(families...)).wouldHelp(8)
	must(err)
	if len(found) == 0 || found[0].Key != plan.HelpGroup || found[0].Time != "tue-am" || found[0].Lang != "en" || found[0].Families != 3 {
		t.Fatalf("%+v", found)
	}
	if found[0].Week.Weekday() != time.Monday || found[0].Week.Before(today.AddDays(14)) {
		t.Errorf("from the week of %s", found[0].Week)
	}
	for _, h := range found {
		if h.Key == plan.HelpGroup && h.Lang == "ar" && h.Families != 1 {
			t.Errorf("%+v", h)
		}
	}
}

func TestWhoIsMovedOutLeavesRoom(t *testing.T) {
	b := board(seeker(1, 90, programme.Wishes{}), seeker(2, 80, programme.Wishes{}), seeker(3, 30, programme.Wishes{}))
	s := set(b)
	first, err := s.solve(nil)
	must(err)
	out := moves{}
	for _, l := range first.sheet.Lines {
		if l.Placed() {
			out[l.Place] = programme.GroupID{}
			break
		}
	}
	moved, err := s.solve(out)
	must(err)
	if got := moved.sheet.Reach().Placed; got != 2 || moved.sheet.Best.Placed != 2 {
		t.Errorf("%d placed", got)
	}
	for _, l := range moved.sheet.Lines {
		if l.Hand && l.Why != LeftOut || !l.Placed() && !l.Hand {
			t.Errorf("%+v", l)
		}
	}
}

func TestNoMoreGroupsAreOpenedThanAreNeeded(t *testing.T) {
	var families []programme.Seeker
	for n := range 8 {
		families = append(families, seeker(n+1, 90, programme.Wishes{}))
	}
	b := board(families...)
	b.Programme.Facilitators, b.Programme.Sessions = 1, make([]programme.Plan, 8)
	l := Leader{Known: true, Langs: []string{"en"}, Times: []programme.HalfDay{"mon-am", "tue-am", "wed-am", "thu-am"}, Modes: []programme.Mode{programme.InPerson}}
	must(l.Account.UnmarshalText([]byte("01900000-0000-7000-8000-000000000101")))
	got, err := set(b).open(OpenAsk{Minimum: 2}, ground{leaders: []Leader{l}})
	must(err)
	if len(got.Opened) != 1 || len(got.Placements) != 8 {
		t.Errorf("%d groups for %d families", len(got.Opened), len(got.Placements))
	}
}

func TestGroupsAreOpenedByThoseWhoCanLead(t *testing.T) {
	var families []programme.Seeker
	for n := range 7 {
		families = append(families, seeker(n+1, 90, programme.Wishes{Times: []programme.HalfDay{"wed-am"}}))
	}
	b := board(families...)
	b.Programme.Facilitators = 2
	b.Programme.Sessions = make([]programme.Plan, 8)
	s := set(b)
	lead := func(n int, times ...programme.HalfDay) Leader {
		l := Leader{Known: true, Langs: []string{"en"}, Times: times, Modes: []programme.Mode{programme.InPerson}}
		must(l.Account.UnmarshalText(fmt.Appendf(nil, "01900000-0000-7000-8000-0000000001%02d", n)))
		return l
	}
	one, two, three := lead(1, "wed-am"), lead(2, "wed-am", "tue-am"), lead(3, "tue-am")
	for name, tt := range map[string]struct {
		leaders []Leader
		ask     OpenAsk
		groups  int
	}{
		"two who can lead on Wednesdays":   {[]Leader{one, two, three}, OpenAsk{Minimum: 4}, 1},
		"one of them is away":              {[]Leader{one, two, three}, OpenAsk{Minimum: 4, Without: two.Account}, 0},
		"nobody who could be the second":   {[]Leader{one, three}, OpenAsk{Minimum: 4}, 0},
		"more have to come than there are": {[]Leader{one, two}, OpenAsk{Minimum: 8}, 0},
		"nothing is written down":          {nil, OpenAsk{Minimum: 4}, 0},
	} {
		got, err := s.open(tt.ask, ground{leaders: tt.leaders})
		must(err)
		if len(got.Opened) != tt.groups {
			t.Errorf("%s: %d groups are opened, want %d", name, len(got.Opened), tt.groups)
		}
		for _, g := range got.Opened {
			if g.Slot != "wed-am" || len(g.Facilitators) != 2 {
				t.Errorf("%s: %+v", name, g)
			}
		}
	}
}
