package demo

import (
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/demo/history"
	"holdfast/internal/safety"
)

func (in *rows) addMeasures(f *history.Family) {
	for _, r := range f.Responses {
		in.add(in.response, string(r.ID), string(f.Team), r.Instrument, r.Version, r.Lang, string(f.Adults[r.Adult].ID), string(f.Dyads[r.Dyad].ID),
			string(f.Place.ID), r.Timepoint, r.State, r.Source, id(r.By), r.Coder, r.TakenOn, r.StartedAt, when(r.DoneAt))
		for _, i := range r.Items {
			in.add(in.item, string(r.ID), i.Number, i.Value)
		}
		for _, s := range r.Scales {
			in.add(in.scale, string(r.ID), s.Scale, s.Value)
		}
	}
	for _, a := range f.Alerts {
		in.add(in.alert, string(a.ID), string(f.Team), string(f.Adults[a.Adult].ID), string(f.Dyads[a.Dyad].ID), a.Kind, a.Source, string(a.Response),
			a.OpenedAt, in.due(a), id(a.Owner), when(a.OwnedAt), when(a.ClosedAt))
		for _, s := range a.Steps {
			in.add(in.step, string(s.ID), string(a.ID), s.At, id(s.By), s.Kind, s.Note)
		}
	}
}

// due is when an alert has to be owned and then answered, by the rule of package
// safety: a risk within a quarter of an hour and then the same day, a wish to talk
// within a day and then by the end of the next.
func (in *rows) due(a history.Alert) time.Time {
	talk := a.Kind == string(safety.WantsToTalk)
	if a.Owner == "" {
		if talk {
			return a.OpenedAt.Add(24 * time.Hour)
		}
		return a.OpenedAt.Add(15 * time.Minute)
	}
	zone := in.letters[in.world.Harbour.ID].printer.Location()
	day := civil.Of(a.OwnedAt.In(zone))
	if talk {
		day = day.AddDays(1)
	}
	end := day.AddDays(1).In(zone, civil.Clock{}).UTC()
	if least := a.OwnedAt.Add(time.Hour); end.Before(least) {
		return least
	}
	return end
}
