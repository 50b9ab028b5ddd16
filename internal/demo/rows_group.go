package demo

import (
	"holdfast/internal/civil"
	"holdfast/internal/demo/history"
)

// midday is when somebody who left was last here.
var midday = civil.Clock{Hour: 12}

func (in *rows) addGroup(g *history.Group) {
	in.add(in.group, string(g.ID), string(g.Team), string(g.Programme.Key), g.Ref, id(g.Site), g.Mode, g.Room, g.VideoLink, "en", g.Capacity, g.First, g.Last,
		g.Starts, g.Ends, g.State, g.Why, g.BackBy, string(g.By), g.At, g.ChangedAt)
	for _, l := range g.Leaders {
		in.add(in.leader, string(g.ID), string(l.Staff), l.From, l.Until)
	}
	for _, s := range g.Sessions {
		in.add(in.session, string(s.ID), string(g.Team), string(g.ID), s.Number, s.Day, s.Was, g.Starts, g.Ends, when(s.ClosedAt), id(s.ClosedBy))
	}
	for _, d := range g.DaysOff {
		in.add(in.dayOff, string(g.ID), d.Number, d.Day, d.Why, d.At, string(d.By))
	}
	in.event(g.Team, "group", g.ID)
}
