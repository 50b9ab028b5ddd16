package plantest

import (
	"fmt"
	"math"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/replay"
)

// Service says how large a history to draw.
type Service struct {
	Referrals    int // a year
	Facilitators int // an even number: they have habitual partners
}

// Small services and larger ones, and one with far too few facilitators.
var (
	Smaller  = Service{300, 12}
	Larger   = Service{1000, 40}
	Overload = Service{700, 12}
)

// History draws two and a half years of a service, of which two are counted. Referrals are Poisson with 15 in a hundred
// more or fewer by season; seven families in a thousand give up each week; one offer in five is declined, three in four of
// those who decline stay, one accepted place in ten stays empty. Facilitators work at their pair's site, and at each other
// with 0.4, at 0.6 of all half-days and their pair's usual one; 0.35 speak a second language, a quarter are not trained
// for baby-steps; leave of two to four weeks begins in three weeks of a hundred.
func History(size Service, seed uint64) *replay.History {
	d := newDice(seed)
	h := &replay.History{
		Name: fmt.Sprintf("drawn-%d-%d", size.Referrals, seed), Begins: civil.New(2026, 1, 5), Weeks: 130, Cohort: replay.Cohort{FromWeek: 26, ToWeek: 130},
		Rules: replay.Rules{
			LeadWeeks: 5, OfferWeeks: 6, NoticeWeeks: 1, PublishWeeks: 20, Places: 8, Minimum: 4, LengthWeeks: 8, GapWeeks: 1, Leaders: 2,
		},
		Luck:       replay.Luck{Seed: fmt.Sprintf("drawn-%d", seed), Decline: 0.2, Stay: 0.75, NoShow: 0.1},
		Programmes: Programmes, Languages: Languages, Slots: Slots, Sites: []string{"harbour", "mill", "north"},
	}
	for i := range size.Facilitators / 2 {
		pair(h, d, i)
	}
	n := 0
	for day := range 7 * h.Weeks {
		season := 1 + 0.15*math.Sin(2*math.Pi*float64(day)/365.25)
		for range d.poisson(season * float64(size.Referrals) / 365.25) {
			referred := h.Begins.AddDays(day)
			f, waits := d.family(referred, h.Sites)
			if !waits {
				continue
			}
			n++
			f.ID = fmt.Sprintf("f%05d", n)
			weeks := int(math.Log(1-d.Float64()) / math.Log(1-0.007))
			h.Families = append(h.Families, replay.Family{Family: f, GivesUp: referred.AddDays(7*weeks + d.IntN(7))})
			if last := len(h.Families) - 1; last > 0 && d.chance(0.01) && len(h.Families[last-1].ApartFrom) == 0 {
				h.Families[last].ApartFrom = []string{h.Families[last-1].ID}
			}
		}
	}
	return h
}

func (d dice) poisson(mean float64) int {
	n, product, least := 0, d.Float64(), math.Exp(-mean)
	for product > least {
		n++
		product *= d.Float64()
	}
	return n
}

// pair draws two facilitators who usually work together.
func pair(h *replay.History, d dice, i int) {
	home, usual := h.Sites[d.weighted(3, 2, 1)], h.Slots[d.IntN(len(h.Slots))]
	var names [2]string
	for k := range names {
		a := plan.Facilitator{
			ID: fmt.Sprintf("a%02d", 2*i+k+1), Programmes: h.Programmes, Languages: h.Languages[:1], Modes: []plan.Mode{plan.InPerson, plan.Virtual},
		}
		for _, s := range h.Sites {
			if s == home || d.chance(0.4) {
				a.Sites = append(a.Sites, s)
			}
		}
		for _, s := range h.Slots {
			if s == usual || d.chance(0.6) {
				a.Slots = append(a.Slots, s)
			}
		}
		if d.chance(0.35) {
			a.Languages = []string{h.Languages[0], h.Languages[1+d.weighted(55, 30, 15)]}
		}
		if d.chance(0.25) {
			a.Programmes = h.Programmes[:1]
		}
		for week := 0; week < h.Weeks+20; week++ {
			if d.chance(0.03) {
				length := 2 + d.IntN(3)
				from := h.Begins.AddDays(7 * week)
				a.Away = append(a.Away, civil.Window{From: from, To: from.AddDays(7*length - 1)})
				week += length
			}
		}
		names[k] = a.ID
		h.Facilitators = append(h.Facilitators, a)
	}
	h.Pairs = append(h.Pairs, names)
}
