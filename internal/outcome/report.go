package outcome

import (
	"context"
	"fmt"
	"strconv"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// GroupReport works out what became of one group of the reader's service. While
// the group runs it says how far things are.
//
// Faults: Forbidden; NotFound.
func (s *Service) GroupReport(ctx context.Context, who access.Actor, id programme.GroupID) (Report, error) {
	if err := who.Require(access.OutcomeRead); err != nil {
		return Report{}, err
	}
	facts, err := s.facts(ctx, who, id)
	if err != nil {
		return Report{}, err
	}
	report, err := s.report(facts, who.Today)
	if err != nil {
		return Report{}, fmt.Errorf("report of group %s: %w", id, err)
	}
	return report, nil
}

// facts is everything a report is made of, as it was at one moment.
type facts struct {
	head      GroupHead
	programme *programme.Programme
	sessions  []SessionCount
	reached   int
	members   []member
	scores    []measure.Score
}

func (s *Service) facts(ctx context.Context, who access.Actor, id programme.GroupID) (f facts, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		var key programme.Key
		if f.head, key, err = groupOf(tx, who, id); err != nil {
			return err
		}
		if f.programme, err = s.catalogue.Programme(key); err != nil {
			return fmt.Errorf("group %s: %w", id, unfiled(err))
		}
		f.head.Programme = f.programme.Name
		if f.sessions, err = sessionsOf(tx, id); err != nil {
			return err
		}
		reached, err := reachedBy(tx, who, []any{id})
		if err != nil {
			return err
		}
		f.reached = reached[id]
		members, err := membersOf(tx, who, []GroupHead{f.head}, func(programme.GroupID) int { return len(f.sessions) })
		if err != nil {
			return err
		}
		f.members = members[id]
		f.scores, err = s.measures.ScoresIn(tx, who, placesOf(f.members))
		return err
	})
	return f, err
}

// unfiled turns the NotFound of a programme without a file into a fault of ours:
// the group is there, and whoever asked may see it.
func unfiled(err error) error {
	if fault.Is(err, fault.NotFound) {
		return fmt.Errorf("its programme has no file in this deployment: put it back under content/programmes (%v)", err)
	}
	return err
}

func placesOf(members []member) []measure.PlaceID {
	var out []measure.PlaceID
	seen := map[measure.PlaceID]bool{}
	for _, m := range members {
		if !seen[m.place] {
			seen[m.place] = true
			out = append(out, m.place)
		}
	}
	return out
}

func (s *Service) report(f facts, today civil.Date) (Report, error) {
	sessions, err := attendance(f.sessions, f.members)
	if err != nil {
		return Report{}, err
	}
	out := Report{Group: f.head, On: today, Flow: flow(f.programme, f.reached, f.members), Sessions: sessions}
	for _, planned := range beforeAndAfter(f.programme) {
		key, ok := s.measures.Library().Key(planned.Instrument)
		if !ok || !key.Validated {
			continue // questions of our own prove nothing, and a report would say they do
		}
		expected := subjects(f.members, key.Per == score.PerPerson)
		for _, scale := range key.Scales() {
			m, err := measured(key, scale, expected, f.scores)
			if err != nil {
				return Report{}, err
			}
			m.AfterDue = afterDue(f, key.ID, today)
			out.Measures = append(out.Measures, m)
		}
	}
	return out, nil
}

// afterDue reports whether the days for filling in the instrument afterwards have
// begun.
func afterDue(f facts, instrument string, today civil.Date) bool {
	days := make([]civil.Date, len(f.sessions))
	for i, s := range f.sessions {
		days[i] = s.On
	}
	for _, d := range f.programme.Measures {
		if d.Instrument == instrument && d.Timepoint == measure.After {
			window, dated := d.Window(measure.Anchors{Sessions: days})
			return dated && !today.Before(window.From)
		}
	}
	return false
}

// round keeps what a reader can use, one place more than the scale's scores have,
// and rounds as numbers are printed: a sentence that says 3.3 above a table that
// says 3.2 is believed in neither. It never makes a nought of what is none.
func round(scale score.Scale, x float64) float64 {
	places := 1
	if scale.Method == score.Mean {
		places = 2
	}
	for ; places < 17; places++ {
		// What was formatted can be parsed.
		if r, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', places, 64), 64); r != 0 {
			return r
		}
	}
	return 0
}
