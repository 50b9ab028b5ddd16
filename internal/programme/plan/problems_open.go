package plan

import "slices"

// opening looks at what may be opened and by whom.
func (i *inspector) opening() {
	if o := i.in.Opening; o != nil {
		out := func(broken bool, field string) {
			if broken {
				i.add(CodeRange, "opening", field, "field", field)
			}
		}
		out(o.Places < 0 || o.Places > mostPlaces, "places")
		out(o.Minimum < 0 || o.Minimum > o.Places, "minimum")
		out(o.LengthWeeks < 1 || o.LengthWeeks > farOff, "length_weeks")
		out(o.GapWeeks < 0 || o.GapWeeks > farOff, "gap_weeks")
		out(o.Leaders < 1 || o.Leaders > farOff, "leaders")
		out(o.MayMiss < 0, "may_miss")
		out(slices.ContainsFunc(o.Modes, func(m Mode) bool { return m != InPerson && m != Virtual }), "modes")
		for _, s := range o.Starts {
			if s.IsZero() {
				i.add(CodeFormat, "field", "starts", "of", "opening")
			}
		}
	}
	for n := range i.in.Facilitators {
		i.facilitator(&i.in.Facilitators[n])
	}
}

func (i *inspector) facilitator(a *Facilitator) {
	for _, s := range a.Sites {
		if !i.sites[s] {
			i.add(CodeUnknown, "facilitator", a.ID, "site", s)
		}
	}
	for _, other := range a.NotWith {
		if other == a.ID || !i.leaders[other] {
			i.add(CodeUnknown, "facilitator", a.ID, "not_with", other)
		}
	}
	if slices.ContainsFunc(a.Modes, func(m Mode) bool { return m != InPerson && m != Virtual }) {
		i.add(CodeRange, "facilitator", a.ID, "field", "modes")
	}
	for _, w := range a.Away {
		switch {
		case w.From.IsZero() || w.To.IsZero():
			i.add(CodeFormat, "field", "away", "facilitator", a.ID)
		case w.IsEmpty():
			i.add(CodeRange, "facilitator", a.ID, "field", "away")
		}
	}
}
