package proposal

import (
	"fmt"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

// leads is somebody who can lead in English and in person at some half-days.
func leads(n int, times ...programme.HalfDay) Leader {
	l := Leader{Known: true, Langs: []string{"en"}, Times: times, Modes: []programme.Mode{programme.InPerson}}
	must(l.Account.UnmarshalText(fmt.Appendf(nil, "01900000-0000-7000-8000-0000000001%02d", n)))
	return l
}

// wednesdays is so many families who can come on Wednesday mornings only.
func wednesdays(n int) *setting {
	var families []programme.Seeker
	for i := range n {
		families = append(families, seeker(i+1, 90, programme.Wishes{Times: []programme.HalfDay{"wed-am"}}))
	}
	b := board(families...)
	b.Programme.Facilitators, b.Programme.Sessions, b.Programme.Capacity = 1, make([]programme.Plan, 8), 8
	return set(b)
}

// firsts is the first days of what would be opened.
func firsts(t *testing.T, s *setting, on ground) (days []civil.Date) {
	t.Helper()
	got, err := s.open(OpenAsk{Minimum: 4}, on)
	must(err)
	for _, g := range got.Opened {
		days = append(days, g.Starts)
	}
	return days
}

func TestGroupsBeginOnTheirWeekdayAndNeverOnAHoliday(t *testing.T) {
	s, one := wednesdays(6), ground{leaders: []Leader{leads(1, "wed-am")}}
	days := firsts(t, s, one)
	if len(days) != 1 || days[0].Weekday().String() != "Wednesday" {
		t.Fatalf("begins on %v", days)
	}
	one.holidays = days
	if later := firsts(t, s, one); len(later) != 1 || later[0] == days[0] || later[0].Weekday().String() != "Wednesday" {
		t.Errorf("with a holiday on %v it begins on %v", days, later)
	}
}

func TestNobodyLeadsBesideAGroupOfTheirs(t *testing.T) {
	s, one := wednesdays(6), ground{leaders: []Leader{leads(1, "wed-am")}}
	until := firsts(t, s, one)[0].AddDays(14)
	one.busy = map[access.AccountID]map[programme.HalfDay]civil.Date{one.leaders[0].Account: {"wed-am": until}}
	if days := firsts(t, s, one); len(days) != 1 || !days[0].After(until) {
		t.Errorf("leads until %s and again from %v", until, days)
	}
}

func TestWhoIsNotToLeadTogetherDoesNot(t *testing.T) {
	s := wednesdays(6)
	s.board.Programme.Facilitators = 2
	one, two := leads(1, "wed-am"), leads(2, "wed-am", "tue-am")
	if days := firsts(t, s, ground{leaders: []Leader{one, two}}); len(days) != 1 {
		t.Fatalf("two who can lead open %d groups", len(days))
	}
	one.NotWith = []access.AccountID{two.Account, leads(9).Account} // who leads nothing is no hindrance
	if days := firsts(t, s, ground{leaders: []Leader{one, two}}); len(days) != 0 {
		t.Errorf("they lead together on %v", days)
	}
	if days := firsts(t, s, ground{leaders: []Leader{one, two, leads(3, "wed-am")}}); len(days) != 1 {
		t.Errorf("with a third, %d groups", len(days))
	}
}

func TestThereAreNoMoreGroupsThanRooms(t *testing.T) {
	s := wednesdays(16)
	on := ground{leaders: []Leader{leads(1, "wed-am"), leads(2, "wed-am")}, sites: []SiteRooms{{Rooms: 2}}}
	days := firsts(t, s, on)
	if len(days) != 2 {
		t.Fatalf("two rooms, and groups on %v", days)
	}
	on.sites[0].Rooms = 1
	taken := meeting{time: "wed-am", first: s.today, last: days[1].AddDays(7)}
	must(taken.id.UnmarshalText([]byte("01900000-0000-7000-8000-0000000000bb")))
	on.meeting = []meeting{taken}
	for _, day := range firsts(t, s, on) {
		if !day.After(on.meeting[0].last) {
			t.Errorf("a group on %s, though the only room is taken until %s", day, on.meeting[0].last)
		}
	}
}

func TestANewGroupGetsASiteWithARoomThatIsFree(t *testing.T) {
	var mill, quay programme.SiteID
	must(mill.UnmarshalText([]byte("01900000-0000-7000-8000-0000000000c1")))
	must(quay.UnmarshalText([]byte("01900000-0000-7000-8000-0000000000c2")))
	day := civil.New(2027, 3, 3)
	on := ground{
		sites:   []SiteRooms{{Site: mill, Name: "Mill", Rooms: 1}, {Site: quay, Name: "Quay", Rooms: 2, Names: []string{"Blue room", "Red room"}}},
		meeting: []meeting{{site: mill, time: "wed-am", first: day.AddDays(-21), last: day.AddDays(28)}, {site: quay, room: "Blue room", time: "wed-am", first: day, last: day.AddDays(28)}},
	}
	group := NewGroup{First: day, Time: "wed-am", Mode: programme.InPerson}
	call := NewGroup{First: day, Time: "wed-am", Mode: programme.Video}
	groups := []NewGroup{group, call, group}
	rooming(groups, on, 8)
	if g := groups[0]; g.Site != quay || g.Room != "Red room" {
		t.Errorf("meets at %q in %q", g.SiteName, g.Room)
	}
	if g := groups[1]; !g.Site.IsZero() {
		t.Errorf("a group by video meets at %q", g.SiteName)
	}
	if g := groups[2]; !g.Site.IsZero() {
		t.Errorf("a group without a room meets at %q", g.SiteName)
	}
}

func TestAGroupThatOthersCouldMakeUpForIsNotOpened(t *testing.T) {
	// Two of the five have a place already; closing it would leave out three, and then one.
	for taken, want := range map[int]int{2: 1, 4: 0} {
		s := wednesdays(5)
		s.in.Groups[0].Slot, s.in.Groups[0].Places = "wed-am", taken
		on := ground{leaders: []Leader{leads(1, "wed-am")}}
		got, err := s.open(OpenAsk{Minimum: 4}, on)
		must(err)
		if len(got.Opened) != want {
			t.Errorf("%d groups beside %d free places for five", len(got.Opened), taken)
		}
		gains, err := s.gains(s.opening(OpenAsk{Minimum: 4}, on), got)
		must(err)
		for id, n := range gains {
			if n != 5-taken {
				t.Errorf("without %s %d families would have no place", id, n)
			}
		}
	}
}

func TestWhatBecomesOfWhomAddsUp(t *testing.T) {
	s := settingOf(board(
		seeker(1, 20, programme.Wishes{Lang: "ar"}), seeker(2, 200, programme.Wishes{Lang: "ar"}), seeker(3, 60, programme.Wishes{}),
	), access.System(access.ServiceID{}, today), Count)
	got, err := s.open(OpenAsk{Minimum: 4}, ground{})
	must(err)
	want := "[{all   1 1 1} {need   1 1 1} {lang ar  0 1 1} {lang   1 0 0}]"
	if said := fmt.Sprint(s.tallies(got)); said != want {
		t.Errorf("%s, want %s", said, want)
	}
}
