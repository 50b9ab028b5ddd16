package history

import (
	"math/rand/v2"
	"slices"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
)

// shareDone is how often a questionnaire is filled in at all.
var shareDone = map[measure.Timepoint]float64{measure.Before: 0.94, measure.Middle: 0.82, measure.After: 0.88}

// wayAt is how far somebody has come at a timepoint, from 0 to 1.
var wayAt = map[measure.Timepoint]float64{measure.Before: 0, measure.Middle: 0.5, measure.After: 1}

// fillIn fills in what the programme plans and has been due, for each dyad, or once
// for whoever it is about. left is the day somebody stopped coming.
func (t *telling) fillIn(g *Group, left civil.Date) {
	days := make([]civil.Date, len(g.Sessions))
	for i, s := range g.Sessions {
		days[i] = s.Day
	}
	anchors := measure.Anchors{Accepted: civil.Of(t.Place.AnsweredAt.In(t.world.zone)), Due: t.Infants[0].Due, Born: t.Infants[0].Born, Sessions: days}
	for _, planned := range t.Programme.Measures {
		window, ok := planned.Window(anchors)
		key, known := t.world.src.Library.Key(planned.Instrument)
		if !ok || !known || window.From.After(t.world.Today) {
			continue
		}
		asked := map[int]bool{}
		for d, dyad := range t.Dyads {
			if key.Per == score.PerPerson && asked[dyad.Adult] {
				continue
			}
			asked[dyad.Adult] = true
			t.fillOne(g, planned, key, d, window, left)
		}
	}
}

func (t *telling) fillOne(g *Group, planned measure.Planned, key score.Key, dyad int, window civil.Window, left civil.Date) {
	adult := t.Dyads[dyad].Adult
	play := t.part.actOf(adult)
	name := key.ID + " " + string(planned.Timepoint)
	if slices.Contains(t.Adults[adult].Refused, "measures") || slices.Contains(play.todo, name) {
		return
	}
	urgent := play.worry != "" && name == worries[play.worry].name
	sure := urgent || play.course != nil
	if !sure && play.draft != name && t.rand.Float64() > t.chanceDone(planned, window, left) {
		return
	}
	r := Response{
		ID: t.mint.id(), Instrument: key.ID, Version: key.Version, Adult: adult, Dyad: dyad,
		Timepoint: string(planned.Timepoint), State: string(measure.Complete),
	}
	if !t.date(&r, key, g, planned, window) {
		return
	}
	if urgent {
		t.stamp(&r, t.world.src.Now.Add(-worries[play.worry].ago))
	}
	answers := t.answers(key, adult, wayAt[planned.Timepoint], urgent)
	if t.rand.IntN(28) == 0 && len(answers) > 5 && !sure {
		delete(answers, 1+t.rand.IntN(len(answers)))
	}
	if play.draft == name {
		t.leaveDraft(&r, answers)
		return
	}
	t.score(&r, g, key, answers, play.worry, urgent)
}

// chanceDone is how likely it is that this has been filled in by today.
func (t *telling) chanceDone(planned measure.Planned, window civil.Window, left civil.Date) float64 {
	p := shareDone[planned.Timepoint]
	ended := window.To.Before(t.world.Today)
	switch {
	case !left.IsZero() && window.From.After(left):
		return 0.08
	case planned.Timepoint == measure.After && ended && t.Place.State != completed:
		return 0.4
	case !ended:
		// Not everybody does it on the first day.
		elapsed := float64(window.From.DaysUntil(t.world.Today)+1) / (0.7 * float64(planned.WindowDays))
		return p * min(1, elapsed)
	}
	return p
}

// date sets how, by whom and when it was filled in; false when that would be after
// now.
func (t *telling) date(r *Response, key score.Key, g *Group, planned measure.Planned, window civil.Window) bool {
	// Nobody fills anything in before they have a place.
	if placed := civil.Of(t.Place.AnsweredAt.In(t.world.zone)).AddDays(1); window.From.Before(placed) {
		window.From = placed
	}
	last := window.To
	if !last.Before(t.world.Today) {
		last = t.world.Today
	}
	day := window.From.AddDays(t.rand.IntN(max(1, window.From.DaysUntil(last)+1)))
	leader := g.Leaders[t.rand.IntN(len(g.Leaders))].Staff
	_, worded := t.world.src.Library.Wording(key.ID, t.Adults[r.Adult].Lang)
	switch {
	case key.Respondent == score.Coder:
		r.Source, r.By, r.Coder = string(measure.ByCoder), leader, pick(t.rand, coders)
	case worded:
		r.Source, r.Lang = string(measure.ByCaregiver), t.Adults[r.Adult].Lang
		day := window.From.AddDays(t.rand.IntN(max(1, window.From.DaysUntil(last)+1)))
		return t.stamp(r, t.world.at(day, 6+t.rand.IntN(17), t.rand.IntN(60)))
	default:
		r.Source, r.By = string(measure.OnPaper), leader
		// On paper it is mostly filled in where the group meets.
		if at := planned.Session; at >= 1 && at <= len(g.Sessions) && t.rand.IntN(4) > 0 {
			if held := g.Sessions[at-1].Day; window.Contains(held) && !held.After(last) {
				day = held
			}
		}
	}
	return t.stamp(r, t.world.at(day, 15, t.rand.IntN(60)))
}

// stamp sets the day and the moments; false for a moment that has not come.
func (t *telling) stamp(r *Response, done time.Time) bool {
	if done.After(t.world.src.Now) {
		done = t.world.src.Now.Add(-time.Duration(8+t.rand.IntN(50)) * time.Minute)
	}
	r.TakenOn, r.DoneAt, r.StartedAt = civil.Of(done.In(t.world.zone)), done, done
	if r.Source == string(measure.ByCaregiver) {
		r.StartedAt = done.Add(-time.Duration(2+t.rand.IntN(4)) * time.Minute)
	}
	return done.After(t.Place.AnsweredAt)
}

// answers draws item by item what fits how the adult is: the position of the
// ticked option by item.
func (t *telling) answers(key score.Key, adult int, way float64, urgent bool) map[int]int {
	feel := t.feel[adult]
	out := make(map[int]int, len(key.Items))
	switch key.ID {
	case "checkin":
		for n := 1; n <= 5; n++ {
			out[n] = within(whole(3.2-0.5*feel.low+0.6*feel.better*way+0.8*t.rand.NormFloat64()), 1, 5)
		}
		out[6] = wantsToTalk(t.rand, urgent)
	case "epds":
		sum := within(whole(feel.total(t.rand, key.ID, way)), 0, 26)
		harm := harmItem(t.rand, sum, urgent)
		t.tick(out, key, []int{1, 2, 3, 4, 5, 6, 7, 8, 9}, sum-harm)
		out[10] = position(key.Items[9], float64(harm))
	default:
		for _, s := range key.Scales() {
			sum := feel.total(t.rand, scaleName(key, s), way)
			if s.Method == score.Mean {
				sum *= float64(len(s.Items))
			}
			t.tick(out, key, scaleItems(key, s), whole(sum))
		}
	}
	return out
}

// scaleName is what feel knows a scale by: the total by its instrument.
func scaleName(key score.Key, s score.Scale) string {
	if s.ID == score.TotalID {
		return key.ID
	}
	return s.ID
}

func scaleItems(key score.Key, s score.Scale) []int {
	if len(s.Items) > 0 {
		return s.Items
	}
	out := make([]int, len(key.Items))
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// tick spreads a sum over items and finds the options that score it.
func (t *telling) tick(out map[int]int, key score.Key, items []int, sum int) {
	lowest, highest := key.Items[items[0]-1].Range()
	low, high := whole(lowest), whole(highest)
	for i, value := range spread(t.rand, len(items), low, high, within(sum, len(items)*low, len(items)*high)) {
		out[items[i]] = position(key.Items[items[i]-1], float64(value))
	}
}

func position(item score.Item, value float64) int {
	p, _ := item.Position(value)
	return p
}

// wantsToTalk is the last question of the check-in: few ask to be rung at once.
func wantsToTalk(r *rand.Rand, urgent bool) int {
	switch n := r.IntN(100); {
	case urgent || n < 1:
		return 1
	case n < 4:
		return 2
	case n < 18:
		return 3
	case n < 40:
		return 4
	}
	return 5
}

// harmItem is rare, and rarest among those who feel well.
func harmItem(r *rand.Rand, sum int, urgent bool) int {
	if urgent || sum >= 12 && r.IntN(14) == 0 {
		return 1
	}
	return 0
}
