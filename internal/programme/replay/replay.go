// Package replay tells what years of a service would have looked like under another way of opening groups and offering
// places.
//
// A [History] is who was referred when, who led what and when they were away. [Run] goes through it week by week and asks a
// [Policy] what to open and whom to offer a place; replies follow from luck that is part of the history and the same for
// every policy, so that two policies are compared on the same families, the same weeks and the same answers. A policy sees
// what people knew that week and nothing else: no family before its referral, no reply before it was given, no luck.
package replay

import (
	"slices"
	"strconv"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// History is what happens whatever is planned. The order of its lists but Families matters: it breaks ties.
type History struct {
	Name         string
	Begins       civil.Date
	Weeks        int
	Cohort       Cohort
	Rules        Rules
	Luck         Luck
	Programmes   []string
	Languages    []string
	Slots        []string
	Sites        []string
	Pairs        [][2]string // who leads together by habit
	Facilitators []plan.Facilitator
	Families     []Family
	Given        []Given // groups that are there whatever is decided
}

// Cohort is whose fate is counted: families whose window closes from one week on and before another.
type Cohort struct{ FromWeek, ToWeek int }

// Rules are the service's, in weeks and places.
type Rules struct {
	LeadWeeks    int // from opening to the start, at least
	OfferWeeks   int // places are offered so long before the start, at most
	NoticeWeeks  int // and at least
	PublishWeeks int // from opening to the start, at most
	Places       int
	Minimum      int
	LengthWeeks  int
	GapWeeks     int
	Leaders      int
}

// Luck is what families will answer.
type Luck struct {
	Seed    string
	Decline float64 // share of offers declined
	Stay    float64 // share of those who declined and stay on the list
	NoShow  float64 // share of accepted places nobody comes to
}

// Family is a family and the day on which it stops waiting.
type Family struct {
	plan.Family
	GivesUp civil.Date
}

// u draws a number from 0 up to 1 for a question about a family and a kind of group: FNV-1a (Fowler, Noll and Vo) and the
// finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func (l Luck) u(family, kind, question string) float64 {
	z := uint64(14695981039346656037)
	for _, part := range []string{l.Seed, "|", family, "|", kind, "|", question} {
		for i := range len(part) {
			z = (z ^ uint64(part[i])) * 1099511628211
		}
	}
	z ^= z >> 30
	z *= 0xbf58476d1ce4e5b9
	z ^= z >> 27
	z *= 0x94d049bb133111eb
	z ^= z >> 31
	return float64(z>>11) / (1 << 53)
}

// state of a family.
type state int

const (
	unknown state = iota // not referred yet
	waiting
	offered
	accepted
	served
	noShow
	withdrew
	agedOut
)

// member is a family of the list and what became of it.
type member struct {
	*Family
	state    state
	since    int // days since the epoch
	opens    int
	closes   int
	givesUp  int
	apart    int // whom it is kept apart from, by position in the list; −1: nobody
	group    *Group
	declined []*Group
	waited   float64 // weeks, once served
}

// Group is a group that was opened.
type Group struct {
	plan.Group
	kind      string // as luck knows it
	starts    int
	leaders   []int
	taken     int // places accepted
	held      int // places offered
	members   []int
	cancelled bool
	begun     bool
}

// Free is the places neither accepted nor offered.
func (g *Group) Free() int { return g.Places - g.taken - g.held }

// epoch is the day that days are counted from.
var epoch = civil.New(2000, 1, 1)

// World is what a policy sees and what it acts on.
type World struct {
	h      *History
	week   int
	today  int
	list   []member // by referral, then id
	people []plan.Facilitator
	groups []*Group
	ids    map[string]bool

	given     []Given // by the day they are announced
	announced int     // how many of them were

	decided Decisions
}

// Decisions are everything a policy decided, in order.
type Decisions struct {
	Opened []Opening
	Offers []Offer
}

// Opening is a group opened in a week.
type Opening struct {
	Week         int
	Group        string
	Facilitators []string
}

// Offer is a place offered in a week.
type Offer struct {
	Week          int
	Family, Group string
}

// Policy decides, once a week, which groups to open and then whom to offer places.
type Policy interface {
	Open(w *World)
	Offer(w *World)
}

func newWorld(h *History) *World {
	w := &World{h: h, people: h.Facilitators, ids: map[string]bool{}, given: inOrder(h.Given)}
	for i := range h.Families {
		f := &h.Families[i]
		w.list = append(w.list, member{
			Family: f, since: epoch.DaysUntil(f.WaitingSince), opens: epoch.DaysUntil(f.Opens), closes: epoch.DaysUntil(f.Closes),
			givesUp: epoch.DaysUntil(f.GivesUp), apart: -1,
		})
	}
	slices.SortFunc(w.list, func(a, b member) int {
		if a.since != b.since {
			return a.since - b.since
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	at := map[string]int{}
	for i := range w.list {
		at[w.list[i].ID] = i
	}
	for i := range w.list {
		for _, other := range w.list[i].ApartFrom {
			j := at[other]
			w.list[i].apart, w.list[j].apart = j, i
		}
	}
	return w
}

// known is those of the list who were referred by now.
func (w *World) known() []member {
	n := 0
	for n < len(w.list) && w.list[n].since <= w.today {
		n++
	}
	return w.list[:n]
}

// fits reports whether a family fits a kind of group, whoever else is in it.
func (m *member) fits(g *plan.Group, starts int) bool {
	return m.Programme == g.Programme && m.opens <= starts && starts <= m.closes && slices.Contains(m.Languages, g.Language) &&
		slices.Contains(m.Slots, g.Slot) && slices.Contains(m.Modes, g.Mode) && (g.Mode == plan.Virtual || slices.Contains(m.Sites, g.Site))
}

// mayOffer reports whether a place in a group may be offered to a family now.
func (w *World) mayOffer(i int, g *Group) bool {
	m := &w.list[i]
	if m.state != waiting || m.Size > g.Free() || !m.fits(&g.Group, g.starts) || slices.Contains(m.declined, g) {
		return false
	}
	return m.apart < 0 || w.list[m.apart].group != g
}

// offering is the groups in which places may be offered now, by start, then order of opening.
func (w *World) offering() (out []*Group) {
	for _, g := range w.groups {
		if ahead := (g.starts - w.today) / 7; !g.cancelled && ahead >= w.h.Rules.NoticeWeeks && ahead <= w.h.Rules.OfferWeeks {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b *Group) int { return a.starts - b.starts })
	return out
}

// coming is the groups that can still be joined, in the order of opening.
func (w *World) coming() (out []*Group) {
	for _, g := range w.groups {
		if ahead := (g.starts - w.today) / 7; !g.cancelled && ahead >= w.h.Rules.NoticeWeeks && ahead <= w.h.Rules.PublishWeeks {
			out = append(out, g)
		}
	}
	return out
}

// Offer offers a place, which must be allowed.
func (w *World) Offer(i int, g *Group) {
	m := &w.list[i]
	m.state, m.group = offered, g
	g.held += m.Size
	g.members = append(g.members, i)
	w.decided.Offers = append(w.decided.Offers, Offer{w.week, m.ID, g.ID})
}

// canStart reports whether a facilitator can lead a group that starts on a day.
func (w *World) canStart(a, day int) bool {
	on := epoch.AddDays(day)
	for _, leave := range w.people[a].Away {
		if leave.Contains(on) {
			return false
		}
	}
	stretch := 7 * (w.h.Rules.LengthWeeks + w.h.Rules.GapWeeks)
	for _, g := range w.groups {
		if apart := g.starts - day; !g.cancelled && max(apart, -apart) < stretch && slices.Contains(g.leaders, a) {
			return false
		}
	}
	return true
}

// canLead reports whether two can lead a kind of group.
func (w *World) canLead(a, b int, g *plan.Group) bool {
	for _, x := range []*plan.Facilitator{&w.people[a], &w.people[b]} {
		if !slices.Contains(x.Programmes, g.Programme) || !slices.Contains(x.Slots, g.Slot) || !slices.Contains(x.Modes, g.Mode) ||
			g.Mode == plan.InPerson && !slices.Contains(x.Sites, g.Site) {
			return false
		}
	}
	return slices.Contains(w.people[a].Languages, g.Language) || slices.Contains(w.people[b].Languages, g.Language)
}

// Open opens a group of a kind, which must be allowed.
func (w *World) Open(kind plan.Group, starts int, leaders []int) *Group {
	place := kind.Site
	if kind.Mode == plan.Virtual {
		place = string(plan.Virtual)
	}
	g := &Group{Group: kind, starts: starts, leaders: leaders}
	g.Starts, g.Places, g.Minimum = epoch.AddDays(starts), w.h.Rules.Places, w.h.Rules.Minimum
	g.kind = g.Starts.String() + "/" + kind.Programme + "/" + kind.Language + "/" + kind.Slot + "/" + place
	g.ID = g.kind
	for n := 2; w.ids[g.ID]; n++ {
		g.ID = g.kind + "#" + strconv.Itoa(n)
	}
	w.ids[g.ID] = true
	w.groups = append(w.groups, g)
	names := []string{w.people[leaders[0]].ID, w.people[leaders[1]].ID}
	slices.Sort(names)
	w.decided.Opened = append(w.decided.Opened, Opening{w.week, g.ID, names})
	return g
}

// lastStart is the day before which every group must start.
func (w *World) lastStart() int { return epoch.DaysUntil(w.h.Begins) + 7*w.h.Weeks }
