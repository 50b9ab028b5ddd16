package history

import (
	"maps"
	"slices"
	"time"

	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
)

// worries are the two alerts of the play that are still open: what opened each,
// and how long ago.
var worries = map[string]struct {
	name string
	ago  time.Duration
}{
	"open":  {"checkin middle", 42 * time.Minute},
	"owned": {"epds before", 95 * time.Minute},
}

// score stores the answers with their scores, and opens an alert for each risk.
func (t *telling) score(r *Response, g *Group, key score.Key, answers map[int]int, worry string, urgent bool) {
	given := make(map[int]score.Answer, len(answers))
	for item, position := range answers {
		given[item] = score.Option(position)
	}
	result, err := score.Score(key, given)
	if err != nil {
		// Every position came from the key itself, so this is a fault of this
		// package and its tests show it.
		panic(err)
	}
	r.Items = items(answers)
	for _, s := range key.Scales() {
		if v := result.Value(s.ID); v != nil {
			r.Scales = append(r.Scales, ScaleValue{s.ID, *v})
		}
	}
	t.Responses = append(t.Responses, *r)
	for _, flag := range result.Flags {
		if !urgent {
			worry = ""
		}
		t.alert(*r, g, string(flag.Alert), worry)
	}
}

func items(answers map[int]int) []Item {
	out := make([]Item, 0, len(answers))
	for _, n := range slices.Sorted(maps.Keys(answers)) {
		out = append(out, Item{n, answers[n]})
	}
	return out
}

// leaveDraft keeps the first answers of a questionnaire that was put aside.
func (t *telling) leaveDraft(r *Response, answers map[int]int) {
	r.State, r.DoneAt = string(measure.Begun), time.Time{}
	r.Items = items(answers)[:2]
	t.Responses = append(t.Responses, *r)
}

// alert opens an alert when the answer came in. In the end somebody took it, and
// wrote down what they did; of the newest that is still to come.
func (t *telling) alert(r Response, g *Group, kind, worry string) {
	a := Alert{ID: t.mint.id(), Adult: r.Adult, Dyad: r.Dyad, Kind: kind, Source: r.Source, Response: r.ID, OpenedAt: r.DoneAt}
	owner := g.Leaders[0].Staff
	a.step(t, r.DoneAt, r.By, "opened", "")
	age := t.world.src.Now.Sub(r.DoneAt)
	if worry == "open" {
		t.Alerts = append(t.Alerts, a)
		return
	}
	took := r.DoneAt.Add(time.Duration(3+t.rand.IntN(10)) * time.Minute)
	a.Owner, a.OwnedAt = owner, took
	a.step(t, took, owner, "took", "")
	if worry == "owned" || t.rand.IntN(3) == 0 {
		a.step(t, took.Add(25*time.Minute), owner, "tried", pick(t.rand, alertTried))
	}
	if worry == "" && age > 3*time.Hour {
		a.ClosedAt = took.Add(time.Duration(60+t.rand.IntN(90)) * time.Minute)
		a.step(t, a.ClosedAt, owner, "closed", pick(t.rand, alertClosed[kind]))
	}
	t.Alerts = append(t.Alerts, a)
}

func (a *Alert) step(t *telling, at time.Time, by ID, kind, note string) {
	if at.After(t.world.src.Now) {
		return
	}
	a.Steps = append(a.Steps, Step{ID: t.mint.id(), At: at, By: by, Kind: kind, Note: note})
}
