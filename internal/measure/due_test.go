package measure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"holdfast/content/instruments"
	wordings "holdfast/content/packs"
	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/ident"
	"holdfast/internal/measure/packs"
)

func TestAMeasureIsDueFromItsAnchor(t *testing.T) {
	sessions := []civil.Date{civil.New(2027, 2, 2), civil.New(2027, 2, 9), civil.New(2027, 2, 16)}
	anchors := Anchors{Accepted: civil.New(2027, 1, 20), Sessions: sessions}
	for _, tt := range []struct {
		name     string
		planned  Planned
		anchors  Anchors
		from, to civil.Date
	}{
		{"from the day the place was accepted", Planned{Anchor: AtAccepted, WindowDays: 14}, anchors, civil.New(2027, 1, 20), civil.New(2027, 2, 2)},
		{"a fortnight before the first session and a fortnight after", Planned{Anchor: AtSession, Session: 1, OffsetDays: -14, WindowDays: 28}, anchors, civil.New(2027, 1, 19), civil.New(2027, 2, 15)},
		{"on one day only", Planned{Anchor: AtSession, Session: 2, WindowDays: 1}, anchors, civil.New(2027, 2, 9), civil.New(2027, 2, 9)},
		{"from the last session, however many there are", Planned{Anchor: AtLast, WindowDays: 7}, anchors, civil.New(2027, 2, 16), civil.New(2027, 2, 22)},
		{"never while the group is postponed", Planned{Anchor: AtSession, Session: 1, WindowDays: 7}, Anchors{Accepted: anchors.Accepted}, civil.Date{}, civil.Date{}},
		{"never from a session that there is not", Planned{Anchor: AtSession, Session: 4, WindowDays: 7}, anchors, civil.Date{}, civil.Date{}},
		{"never from an acceptance that has no day", Planned{Anchor: AtAccepted, WindowDays: 7}, Anchors{Sessions: sessions}, civil.Date{}, civil.Date{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := tt.planned.Window(tt.anchors)
			if got != (civil.Window{From: tt.from, To: tt.to}) || ok == tt.from.IsZero() {
				t.Errorf("due %v to %v (%v), want %v to %v", got.From, got.To, ok, tt.from, tt.to)
			}
		})
	}
}

// asked is what a list of tasks asks, in few words.
func asked(tasks []Task) string {
	var out []string
	for _, t := range tasks {
		out = append(out, fmt.Sprintf("%s %s %s %s %s", t.Called, t.Instrument, t.Timepoint, t.Way, strings.Join(t.Infants, "+")))
	}
	return strings.Join(out, "; ")
}

func TestWhatIsDueToday(t *testing.T) {
	today := civil.New(2027, 2, 9)
	place, mother, father := ident.New[place](), access.NewPersonID(), access.NewPersonID()
	var dyads []family.DyadID
	for i := range 4 {
		var d family.DyadID
		if err := d.UnmarshalText(fmt.Appendf(nil, "00000000-0000-7000-8000-00000000000%d", i+1)); err != nil {
			t.Fatal(err)
		}
		dyads = append(dyads, d)
	}
	anchors := Anchors{Accepted: today.AddDays(-20), Sessions: []civil.Date{today, today.AddDays(7)}}
	one := func(n int, person access.PersonID, called, infant string) seat {
		return seat{place: place, programme: "p", dyad: dyads[n], caregiver: person, called: called, lang: "en", infant: infant, anchors: anchors}
	}
	with := func(s seat, change func(*seat)) seat { change(&s); return s }
	twins := []seat{one(0, mother, "Ana", "Bo"), one(1, mother, "Ana", "Cy")}
	plan := Plan(func(programme string) []Planned {
		if programme == "" {
			return nil
		}
		return []Planned{
			{Instrument: "epds", Timepoint: Before, Anchor: AtSession, Session: 1, OffsetDays: -7, WindowDays: 14},
			{Instrument: "prfq", Timepoint: Before, Anchor: AtSession, Session: 1, OffsetDays: -7, WindowDays: 10},
			{Instrument: "sensitivity", Timepoint: Before, Anchor: AtSession, Session: 1, OffsetDays: -7, WindowDays: 14},
			{Instrument: "epds", Timepoint: After, Anchor: AtLast, WindowDays: 14},
		}
	})
	for _, tt := range []struct {
		name   string
		seats  []seat
		stored map[slot]entry
		want   string
	}{
		{
			"a mother of twins is asked about herself once and about each baby, the soonest to close first", twins, nil,
			"Ana prfq before paper Bo; Ana prfq before paper Cy; Ana epds before phone Bo+Cy; Ana sensitivity before rating Bo; Ana sensitivity before rating Cy",
		},
		{
			"each parent is asked", []seat{one(0, mother, "Ana", "Bo"), one(2, father, "Dan", "Bo")}, nil,
			"Ana prfq before paper Bo; Dan prfq before paper Bo; Ana epds before phone Bo; Ana sensitivity before rating Bo; Dan epds before phone Bo; Dan sensitivity before rating Bo",
		},
		{
			"nothing is asked about a baby who was lost, and the other twin stays", []seat{with(twins[0], func(s *seat) { s.infantLost = true }), twins[1]}, nil,
			"Ana prfq before paper Cy; Ana epds before phone Cy; Ana sensitivity before rating Cy",
		},
		{"who has lost the only baby is asked nothing", []seat{with(twins[0], func(s *seat) { s.infantLost = true })}, nil, ""},
		{"who does not want to be measured is asked nothing", []seat{with(twins[0], func(s *seat) { s.refused = true })}, nil, ""},
		{
			"where there is no wording in their language it comes on paper", []seat{with(twins[0], func(s *seat) { s.lang = "fr" })}, nil,
			"Ana prfq before paper Bo; Ana epds before paper Bo; Ana sensitivity before rating Bo",
		},
		{
			"a variant of a language reads the wording of the language", []seat{with(twins[0], func(s *seat) { s.lang = "en-GB" })}, nil,
			"Ana prfq before paper Bo; Ana epds before phone Bo; Ana sensitivity before rating Bo",
		},
		{
			"what is complete is not asked again, also for the second twin",
			twins, map[slot]entry{
				{place, "epds", Before, "person " + mother.String()}:        {complete: true},
				{place, "sensitivity", Before, "dyad " + dyads[0].String()}: {complete: true},
				{place, "prfq", Before, "dyad " + dyads[1].String()}:        {complete: true},
			},
			"Ana prfq before paper Bo; Ana sensitivity before rating Cy",
		},
		{"a programme without measures asks nothing", []seat{with(twins[0], func(s *seat) { s.programme = "" })}, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := asked(tasks(tt.seats, plan, wordedLibrary(t), tt.stored, today)); got != tt.want {
				t.Errorf("asked\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestADraftIsFoundAgain(t *testing.T) {
	today := civil.New(2027, 2, 9)
	s := seat{place: ident.New[place](), caregiver: access.NewPersonID(), lang: "en", anchors: Anchors{Accepted: today}}
	draft := entry{id: NewID(), answered: 4}
	stored := map[slot]entry{{s.place, "epds", Before, "person " + s.caregiver.String()}: draft}
	plan := func(string) []Planned {
		return []Planned{{Instrument: "epds", Timepoint: Before, Anchor: AtAccepted, WindowDays: 1}}
	}
	got := tasks([]seat{s}, plan, wordedLibrary(t), stored, today)
	if len(got) != 1 || got[0].Draft != draft.id || got[0].Answered != 4 || got[0].Items != 10 || got[0].Minutes != 3 {
		t.Errorf("found %+v", got)
	}
}

func TestAFullPageEndsBeforeThePlaceThatMayGoOn(t *testing.T) {
	var seats []seat
	for range seatLimit / 4 {
		p := ident.New[place]()
		for range 4 {
			seats = append(seats, seat{place: p})
		}
	}
	whole, next := wholePlaces(seats)
	if len(whole) != seatLimit-4 || next != whole[len(whole)-1].place {
		t.Errorf("%d seats, next %v", len(whole), next)
	}
	whole, next = wholePlaces(seats[:seatLimit-1])
	if len(whole) != seatLimit-1 || !next.IsZero() {
		t.Errorf("the last page has %d seats, next %v", len(whole), next)
	}
}

// wordedLibrary is the keys with a wording for the EPDS that is none: numbers.
func wordedLibrary(t *testing.T) *packs.Library {
	t.Helper()
	text := `
instrument: epds
version: "1"
language: en
title: Ten questions
licence: none
attribution: none
permission: for tests
readers: Those who lead the group.
instructions: Tick one.
closing: Thank you.
options: [first, second, third, fourth]
items:
`
	for i := range 10 {
		text += fmt.Sprintf("  - {number: %d, text: Question %d}\n", i+1, i+1)
	}
	lib, err := packs.Load(instruments.Files, wordings.Files, fstest.MapFS{"epds.en.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(lib.Languages("epds"), []string{"en"}) {
		t.Fatal("no wording")
	}
	return lib
}
