package replay

import (
	"slices"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// far is more weeks than anybody replays.
const far = 10_000

// Problems are all that keep a history from being replayed; none means that it can be.
func (h *History) Problems() []plan.Problem {
	out := h.people().Problems()
	add := func(broken bool, code plan.Code, names ...plan.Name) {
		if broken {
			out = append(out, plan.Problem{Code: code, Names: names})
		}
	}
	of := func(name, value string) plan.Name { return plan.Name{Of: name, Value: value} }
	add(h.Begins.IsZero(), plan.CodeFormat, of("field", "begins"))
	r := h.Rules
	for _, x := range []struct {
		field       string
		value, from int
	}{
		{"weeks", h.Weeks, 0}, {"from_week", h.Cohort.FromWeek, 0}, {"to_week", h.Cohort.ToWeek, 0}, {"lead_weeks", r.LeadWeeks, 0},
		{"offer_weeks", r.OfferWeeks, 0}, {"notice_weeks", r.NoticeWeeks, 1}, {"publish_weeks", r.PublishWeeks, 0}, {"places", r.Places, 0},
		{"minimum", r.Minimum, 0}, {"length_weeks", r.LengthWeeks, 1}, {"gap_weeks", r.GapWeeks, 0},
	} {
		add(x.value < x.from || x.value > far, plan.CodeRange, of("field", x.field))
	}
	add(r.Minimum > r.Places, plan.CodeRange, of("rules", "minimum"))
	add(r.Leaders != 2, plan.CodeRange, of("field", "leaders")) // pairs are what a history has
	for _, x := range []struct {
		field string
		value float64
	}{{"decline", h.Luck.Decline}, {"stay", h.Luck.Stay}, {"no_show", h.Luck.NoShow}} {
		add(!(x.value >= 0 && x.value <= 1), plan.CodeRange, of("luck", x.field))
	}
	add(len(h.Languages) == 0, plan.CodeRange, of("field", "languages"))
	for _, pair := range h.Pairs {
		for i, id := range pair {
			there := slices.ContainsFunc(h.Facilitators, func(a plan.Facilitator) bool { return a.ID == id })
			add(!there || id == pair[1-i], plan.CodeUnknown, of("pair", pair[0]), of("facilitator", id))
		}
	}
	for i := range h.Families {
		add(h.Families[i].GivesUp.IsZero(), plan.CodeFormat, of("field", "gives_up"), of("family", h.Families[i].ID))
		add(len(h.Families[i].ApartFrom) > 1, plan.CodeRange, of("family", h.Families[i].ID), of("field", "apart_from"))
	}
	return out
}

// people is the history as an instance, for what both have in common to be looked at once.
func (h *History) people() *plan.Instance {
	in := &plan.Instance{Today: civil.New(1, 1, 1), Weights: plan.Weights{KeepPerWeek: 1}, Facilitators: h.Facilitators}
	for _, s := range h.Sites {
		in.Sites = append(in.Sites, plan.Site{ID: s})
	}
	for i := range h.Families {
		in.Families = append(in.Families, h.Families[i].Family)
	}
	return in
}
