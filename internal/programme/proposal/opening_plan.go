package proposal

import (
	"cmp"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
)

// What a new group is held to: a week between two groups of a leader, and a leader may
// miss one session, never the first.
const (
	gapWeeks = 1
	mayMiss  = 1
)

// ground is what a service has for new groups: who could lead, where, and when not.
type ground struct {
	leaders  []Leader
	busy     map[access.AccountID]map[programme.HalfDay]civil.Date // last day of the group that somebody leads then
	sites    []SiteRooms
	holidays []civil.Date
	meeting  []meeting // groups of every programme that have not ended, in person
}

// meeting is a group that takes a room.
type meeting struct {
	id    programme.GroupID
	site  programme.SiteID
	room  string
	time  programme.HalfDay
	first civil.Date
	last  civil.Date
}

// open asks the planner which groups to open, and closes again what a service can do
// without.
func (s *setting) open(ask OpenAsk, on ground) (*plan.Plan, error) {
	in := s.opening(ask, on)
	if len(in.Facilitators) == 0 {
		in.Opening = nil
		return plan.Solve(&in)
	}
	made, err := plan.Open(&in)
	if err != nil {
		return nil, err
	}
	return s.needed(in, made)
}

// opening lays out the instance.
func (s *setting) opening(ask OpenAsk, on ground) plan.Instance {
	in := s.in
	if ask.Video {
		in = s.byVideo()
	}
	// A group is opened for somebody who would have no place without it, and not so that
	// others begin a week earlier.
	in.Weights.KeepPerWeek = 1
	offer := s.board.Programme
	in.Opening = &plan.Opening{
		Programmes: []string{in.Name}, Modes: []plan.Mode{plan.InPerson, plan.Virtual}, Places: offer.Capacity, Minimum: min(ask.Minimum, offer.Capacity),
		LengthWeeks: max(1, len(offer.Sessions)), GapWeeks: gapWeeks, Leaders: max(1, offer.Facilitators), MayMiss: mayMiss,
	}
	in.Sites = []plan.Site{{ID: anywhere, Rooms: roomsOf(on.sites) + ask.Rooms}}
	if roomsOf(on.sites) == 0 {
		in.Sites[0].Rooms = 0
	}
	in.Groups = append(slices.Clone(in.Groups), s.taking(on, 7*in.Opening.LengthWeeks)...)
	languages, slots := map[string]bool{}, map[string]bool{}
	for _, l := range on.leaders {
		if l.Account == ask.Without {
			continue
		}
		for _, t := range l.Times {
			if len(l.Langs) == 0 {
				break
			}
			slots[string(t)] = true
			in.Facilitators = append(in.Facilitators, s.facilitator(l, t, on))
		}
		for _, lang := range l.Langs {
			languages[lang] = true
		}
	}
	keepLeadersApart(in.Facilitators, on.leaders)
	in.Opening.Languages, in.Opening.Slots = sorted(languages, "any"), sorted(slots, "none")
	s.begin(in.Opening, on.holidays)
	return in
}

// begin says on which days groups may begin: every second week, on the weekday of their
// half-day; a week later where that day is a holiday.
func (s *setting) begin(o *plan.Opening, holidays []civil.Date) {
	monday := s.today.AddDays(7*soonestWeeks - (int(s.today.Weekday())+6)%7)
	o.Begins = []plan.Begin{}
	for week := 0; week <= latestWeeks-soonestWeeks; week += 2 {
		for _, slot := range o.Slots {
			day, ok := dayOf(monday.AddDays(7*week), programme.HalfDay(slot))
			if slices.Contains(holidays, day) {
				day = day.AddDays(7)
			}
			if !ok || slices.Contains(holidays, day) {
				continue
			}
			o.Begins = append(o.Begins, plan.Begin{Starts: day, Slot: slot})
			if !slices.Contains(o.Starts, day) {
				o.Starts = append(o.Starts, day)
			}
		}
	}
}

// dayOf is the day of a half-day in the week that begins on a Monday.
func dayOf(monday civil.Date, h programme.HalfDay) (civil.Date, bool) {
	for n := range 7 {
		day := monday.AddDays(n)
		for _, hour := range []int{9, 13, 18} {
			if programme.HalfDayOf(day.Weekday(), civil.Clock{Hour: hour}) == h {
				return day, true
			}
		}
	}
	return monday, false
}

// taking is the groups that take a room beside those that a plan fills: they are laid
// into it without places, so that they end when they end.
func (s *setting) taking(on ground, length int) (out []plan.Group) {
	for _, m := range on.meeting {
		if _, planned := s.group[m.id.String()]; planned {
			continue
		}
		out = append(out, plan.Group{
			ID: m.id.String(), Programme: "-", Starts: m.last.AddDays(1 - length), Language: "-", Slot: string(m.time), Mode: plan.InPerson, Site: anywhere,
		})
	}
	return out
}

// roomsOf is how many groups can meet at one time, wherever; 0 where some site has no
// limit, or nobody wrote one down.
func roomsOf(sites []SiteRooms) (n int) {
	for _, s := range sites {
		if s.Rooms == 0 {
			return 0
		}
		n += s.Rooms
	}
	return n
}

// facilitator is somebody at one half-day: they can lead a group at each of theirs, and
// only one at a time at any of them.
func (s *setting) facilitator(l Leader, t programme.HalfDay, on ground) plan.Facilitator {
	out := plan.Facilitator{
		ID: facilitatorID(l.Account, string(t)), Programmes: []string{s.in.Name}, Languages: l.Langs, Slots: []string{string(t)}, Sites: []string{anywhere},
	}
	for _, m := range l.Modes {
		out.Modes = append(out.Modes, modeOf(m))
	}
	if !l.Away.From.IsZero() {
		out.Away = []civil.Window{l.Away}
	}
	if last, leads := on.busy[l.Account][t]; leads {
		out.FreeFrom = last.AddDays(7 * gapWeeks)
	}
	return out
}

// keepLeadersApart tells the planner who is not to lead with whom.
func keepLeadersApart(all []plan.Facilitator, leaders []Leader) {
	there := map[string]bool{}
	for _, f := range all {
		there[f.ID] = true
	}
	for i := range all {
		f := &all[i]
		for _, l := range leaders {
			if f.ID != facilitatorID(l.Account, f.Slots[0]) {
				continue
			}
			for _, other := range l.NotWith {
				if id := facilitatorID(other, f.Slots[0]); there[id] {
					f.NotWith = append(f.NotWith, id)
				}
			}
		}
	}
}

// facilitatorID is somebody at one half-day, as the planner calls them.
func facilitatorID(id access.AccountID, slot string) string { return id.String() + "/" + slot }

// worth is how many places would be left empty without a group, at least, for it to be
// worth two people's mornings: half of those that have to be taken.
func worth(minimum int) int { return max(1, (minimum+1)/2) }

// needed closes again, one after the other, whatever group the others could make up for:
// opening costs the planner nothing, and a service two people's mornings. Each time
// everybody is planned anew with the groups that are left.
func (s *setting) needed(in plan.Instance, made *plan.Plan) (*plan.Plan, error) {
	least := worth(in.Opening.Minimum)
	for len(made.Opened) > 0 {
		var next *plan.Plan
		fewest := 0
		for i := range made.Opened {
			p, err := only(in, slices.Delete(idsOfOpened(made), i, i+1))
			if err != nil {
				return nil, err
			}
			if lost := s.places(made) - s.places(p); next == nil || lost < fewest {
				next, fewest = p, lost
			}
		}
		if fewest >= least {
			break
		}
		made = next
	}
	return made, nil
}

// only plans with some kinds alone, of which fewer may be opened.
func only(in plan.Instance, kinds []string) (*plan.Plan, error) {
	opening := *in.Opening
	opening.Only = kinds
	in.Opening = &opening
	if len(kinds) == 0 {
		in.Opening = nil
		return plan.Solve(&in)
	}
	return plan.Open(&in)
}

func idsOfOpened(p *plan.Plan) []string {
	out := make([]string, len(p.Opened))
	for i, g := range p.Opened {
		out[i] = g.ID
	}
	return out
}

// places is how many places a plan fills.
func (s *setting) places(p *plan.Plan) (n int) {
	size := map[string]int{}
	for _, f := range s.in.Families {
		size[f.ID] = f.Size
	}
	for _, x := range p.Placements {
		n += size[x.Family]
	}
	return n
}

// gains is how many families would have no place without each group that a plan opens.
func (s *setting) gains(in plan.Instance, made *plan.Plan) (map[string]int, error) {
	out := map[string]int{}
	for i, g := range made.Opened {
		p, err := only(in, slices.Delete(idsOfOpened(made), i, i+1))
		if err != nil {
			return nil, err
		}
		out[g.ID] = len(made.Placements) - len(p.Placements)
	}
	return out, nil
}

// clockOf is when a session at a half-day usually begins.
func clockOf(h programme.HalfDay) civil.Clock {
	for _, hour := range []int{10, 13, 18} {
		for day := range 7 {
			if programme.HalfDayOf(time.Weekday(day), civil.Clock{Hour: hour}) == h {
				return civil.Clock{Hour: hour}
			}
		}
	}
	return civil.Clock{Hour: 10}
}

// rooming gives every new group in person a site with a room that is free as long as it
// goes on, by name, and the name of one where names are known.
func rooming(groups []NewGroup, on ground, weeks int) {
	taken := slices.Clone(on.meeting)
	slices.SortStableFunc(groups, func(a, b NewGroup) int { return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.Time, b.Time)) })
	for i := range groups {
		g := &groups[i]
		if g.Mode != programme.InPerson {
			continue
		}
		last := g.First.AddDays(7*weeks - 1)
		for _, site := range on.sites {
			var beside []meeting
			for _, m := range taken {
				if m.site == site.Site && m.time == g.Time && !m.first.After(last) && !m.last.Before(g.First) {
					beside = append(beside, m)
				}
			}
			if site.Rooms > 0 && len(beside) >= site.Rooms {
				continue
			}
			g.Site, g.SiteName = site.Site, site.Name
			for _, name := range site.Names {
				if !slices.ContainsFunc(beside, func(m meeting) bool { return m.room == name }) {
					g.Room = name
					break
				}
			}
			taken = append(taken, meeting{site: g.Site, room: g.Room, time: g.Time, first: g.First, last: last})
			break
		}
	}
}
