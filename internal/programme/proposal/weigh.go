package proposal

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/replay"
	"holdfast/internal/store"
)

// How much of a service's own past is gone through, and how much there has to be of it
// before a figure is worth showing.
const (
	countedWeeks = 104 // the families whose time ran out in the last two years,
	runUpWeeks   = 26  // and so long before, so that the list is not empty at first
	fewestPast   = 40  // families counted
	fewestHeld   = 4   // groups
	announced    = 35  // days before its start, a group that was written down later is taken to be known
)

// What of families' answers the service's own offers do not tell.
const (
	usualDecline = 0.2
	usualStay    = 0.75
)

// Weighed is what each choice would have done in a service's own last two years: its
// families, in the groups that it held, asked again as often as answers are drawn.
type Weighed struct {
	Offer    *programme.Programme
	Families int     // whose last day to start lies in these years
	High     int     // of them, in greater need as somebody wrote down
	Groups   int     // that were held
	Decline  float64 // share of offers not taken up
	Own      bool    // the share is the service's own
	Draws    int     // how often answers were drawn; 0 when there is too little to go by
	Orders   []WeighedOrder
}

// WeighedOrder is what one way of giving places would have done, as means over the draws.
type WeighedOrder struct {
	Weighting  Weighting // empty: who asked first
	Served     float64
	AgedOut    float64
	Low, High  int // the fewest and the most who grew out in any draw
	NeedServed float64
	Wait       float64 // weeks
}

// Same reports whether the choices come out the same, to half a family.
func (w Weighed) Same() bool {
	var all []WeighedOrder
	for _, o := range w.Orders {
		if o.Weighting != "" {
			all = append(all, o)
		}
	}
	return len(all) == 2 && math.Abs(all[0].Served-all[1].Served) < 0.5 && math.Abs(all[0].NeedServed-all[1].NeedServed) < 0.5
}

// Weigh goes through the service's own last two years under each choice.
//
// Faults: Forbidden without PlaceFill; NotFound for a programme that is not there.
func (s *Service) Weigh(ctx context.Context, who access.Actor, key programme.Key) (out Weighed, err error) {
	if err := may(who); err != nil {
		return out, err
	}
	var h *replay.History
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, h, err = s.ownPast(tx, who, key)
		return err
	})
	if err != nil {
		return Weighed{}, fmt.Errorf("weigh %s by its own past: %w", key, err)
	}
	out.run(h)
	return out, nil
}

// ownPast lays out the service's last years as a history.
func (s *Service) ownPast(tx *store.Tx, who access.Actor, key programme.Key) (out Weighed, h *replay.History, err error) {
	board, err := s.programmes.BoardIn(tx, who, key)
	if err != nil {
		return out, nil, err
	}
	begins := who.Today.AddDays(-7 * (countedWeeks + runUpWeeks))
	families, err := pasts(tx, who, key, begins)
	if err != nil {
		return out, nil, err
	}
	groups, err := held(tx, who, key, civil.Window{From: begins, To: who.Today})
	if err != nil {
		return out, nil, err
	}
	out.Offer, out.Decline, out.Own = board.Programme, usualDecline, false
	if rate := programme.AcceptanceRate(board.Answers); rate > 0 {
		out.Decline, out.Own = 1-rate, true
	}
	h = &replay.History{
		Name: string(key), Begins: begins, Weeks: countedWeeks + runUpWeeks, Cohort: replay.Cohort{FromWeek: runUpWeeks, ToWeek: countedWeeks + runUpWeeks},
		Rules: replay.Rules{OfferWeeks: 6, NoticeWeeks: 1, PublishWeeks: countedWeeks, LengthWeeks: 1, Leaders: 2},
		Luck:  replay.Luck{Decline: out.Decline, Stay: usualStay}, Programmes: []string{string(key)}, Sites: []string{anywhere},
	}
	set := &setting{board: board, today: who.Today, in: plan.Instance{Name: string(key)}, barred: map[programme.PlaceID]bool{}}
	languages := map[string]bool{board.Lang: true}
	for _, g := range groups {
		languages[g.Language] = true
		if latest := g.Starts.AddDays(-announced); g.Announced.After(latest) {
			g.Announced = latest
		}
		h.Given = append(h.Given, g)
	}
	h.Languages = sorted(languages, "any")
	anything := anything(h.Languages)
	counted := civil.Window{From: begins.AddDays(7 * runUpWeeks), To: who.Today.AddDays(-1)}
	for _, f := range families {
		if f.Start.To.Before(f.Start.From) {
			continue
		}
		if counted.Contains(f.Start.To) {
			out.Families++
			if f.Need != programme.Usual {
				out.High++
			}
		}
		one := replay.Family{Family: set.family(f.Seeker, anything), GivesUp: f.left}
		one.Extra, one.Declined = 0, nil
		if one.GivesUp.IsZero() {
			one.GivesUp = f.Start.To.AddDays(365)
		}
		h.Families = append(h.Families, one)
	}
	for _, g := range groups {
		if counted.Contains(g.Starts) {
			out.Groups++
		}
	}
	return out, h, nil
}

// draws is how often answers are drawn: a larger service needs fewer for the same mean,
// and takes longer.
func draws(families int) int { return min(20, max(4, 4000/max(1, families))) }

// run goes through the history under each order, with the same answers for all.
func (w *Weighed) run(h *replay.History) {
	if w.Families < fewestPast || w.Groups < fewestHeld {
		return
	}
	w.Draws = draws(len(h.Families))
	of := func(by Weighting) replay.Policy {
		if by == "" {
			return replay.Seated(replay.FirstCome())
		}
		t := replay.Standard
		t.Weights = weightsOf(by)
		return replay.Seated(replay.Planned(t))
	}
	for _, by := range append([]Weighting{""}, Weightings()...) {
		o := WeighedOrder{Weighting: by, Low: math.MaxInt}
		n := float64(w.Draws)
		for i := range w.Draws {
			h.Luck.Seed = "own " + strconv.Itoa(i)
			r, _ := replay.Run(h, of(by))
			o.Served += float64(r.Served) / n
			o.AgedOut += float64(r.AgedOut) / n
			o.NeedServed += float64(r.HighNeedServed) / n
			o.Wait += r.MeanWaitWeeks / n
			o.Low, o.High = min(o.Low, r.AgedOut), max(o.High, r.AgedOut)
		}
		w.Orders = append(w.Orders, o)
	}
}

// anything is what a family can use that wishes for nothing in particular.
func anything(languages []string) plan.Family {
	out := plan.Family{Modes: []plan.Mode{plan.InPerson, plan.Virtual}, Sites: []string{anywhere}, Languages: slices.Clone(languages)}
	for _, t := range programme.HalfDays() {
		out.Slots = append(out.Slots, string(t))
	}
	return out
}
