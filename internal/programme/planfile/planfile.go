// Package planfile reads and writes planning as JSON, as docs/adr/planning.md describes it: instances and histories in,
// plans and reports out. It is strict: a field that the format does not have is a problem, not a spelling.
package planfile

import (
	"cmp"
	"slices"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// Format is what an instance and a plan call themselves.
const Format = "holdfast-plan/1"

// ReadInstance reads an instance for the question that will be asked of it.
//
// It returns [*plan.Refused] with every problem of the file and of what it says.
func ReadInstance(data []byte, kind plan.Kind) (*plan.Instance, error) {
	r := newReader(data)
	in := &plan.Instance{}
	r.instance(in, kind)
	r.end()
	if r.broken == nil {
		for _, p := range in.Problems() {
			if !about(r.problems, p) {
				r.problems = append(r.problems, p)
			}
		}
	}
	return in, r.refused()
}

func (r *reader) refused() error {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b plan.Problem) int { return cmp.Compare(a.String(), b.String()) })
	r.problems = slices.CompactFunc(r.problems, func(a, b plan.Problem) bool { return a.String() == b.String() })
	return &plan.Refused{Problems: r.problems}
}

func (r *reader) instance(in *plan.Instance, kind plan.Kind) {
	var format, asked string
	r.object("instance", func(name string) bool {
		switch name {
		case "format":
			return r.text(name, &format)
		case "kind":
			return r.text(name, &asked)
		case "name":
			return r.text(name, &in.Name)
		case "today":
			return r.date(name, &in.Today)
		case "notice_days":
			return r.whole(name, &in.NoticeDays)
		case "weights":
			r.weights(&in.Weights)
		case "sites":
			r.list(name, func() { in.Sites = append(in.Sites, r.site()) })
		case "groups":
			r.list(name, func() { in.Groups = append(in.Groups, r.group()) })
		case "families":
			r.list(name, func() { in.Families = append(in.Families, r.family(nil)) })
		case "fixed":
			r.list(name, func() { in.Fixed = append(in.Fixed, r.fixed()) })
		case "opening":
			in.Opening = &plan.Opening{}
			r.opening(in.Opening)
		case "facilitators":
			r.list(name, func() { in.Facilitators = append(in.Facilitators, r.facilitator()) })
		default:
			return false
		}
		return true
	})
	if r.broken != nil {
		return
	}
	if format != Format {
		r.problem(plan.CodeFormat, "format", format)
	}
	if asked != string(kind) {
		r.problem(plan.CodeFormat, "kind", asked)
	}
	if kind == plan.KindOpen && in.Opening == nil {
		r.wrong("opening")
	}
}

func (r *reader) weights(w *plan.Weights) {
	r.object("weights", func(name string) bool {
		switch name {
		case "need":
			return r.number(name, &w.Need)
		case "safeguarding":
			return r.number(name, &w.Safeguarding)
		case "keep_per_week":
			return r.number(name, &w.KeepPerWeek)
		case "per_week_waited":
			return r.number(name, &w.PerWeekWaited)
		}
		return false
	})
}

func (r *reader) site() (s plan.Site) {
	r.thing("site", &s.ID, func(name string) bool {
		switch name {
		case "id":
			return r.text(name, &s.ID)
		case "rooms":
			return r.whole(name, &s.Rooms)
		}
		return false
	})
	return s
}

func (r *reader) group() (g plan.Group) {
	r.thing("group", &g.ID, func(name string) bool {
		switch name {
		case "id":
			return r.text(name, &g.ID)
		case "programme":
			return r.text(name, &g.Programme)
		case "starts":
			return r.date(name, &g.Starts)
		case "language":
			return r.text(name, &g.Language)
		case "slot":
			return r.text(name, &g.Slot)
		case "mode":
			return r.text(name, (*string)(&g.Mode))
		case "site":
			return r.text(name, &g.Site)
		case "places":
			return r.whole(name, &g.Places)
		case "minimum":
			return r.whole(name, &g.Minimum)
		}
		return false
	})
	return g
}

// family reads a family; more knows fields that only some files have.
func (r *reader) family(more func(name string) bool) (f plan.Family) {
	r.thing("family", &f.ID, func(name string) bool {
		switch name {
		case "id":
			return r.text(name, &f.ID)
		case "programme":
			return r.text(name, &f.Programme)
		case "size":
			return r.whole(name, &f.Size)
		case "opens":
			return r.date(name, &f.Opens)
		case "closes":
			return r.date(name, &f.Closes)
		case "languages":
			return r.texts(name, &f.Languages)
		case "slots":
			return r.texts(name, &f.Slots)
		case "modes":
			return r.modes(name, &f.Modes)
		case "sites":
			return r.texts(name, &f.Sites)
		case "need":
			return r.whole(name, &f.Need)
		case "safeguarding":
			return r.truth(name, &f.Safeguarding)
		case "waiting_since":
			return r.date(name, &f.WaitingSince)
		case "apart_from":
			return r.texts(name, &f.ApartFrom)
		}
		if more != nil {
			return more(name)
		}
		return name == "declined" && r.texts(name, &f.Declined)
	})
	return f
}

func (r *reader) fixed() (x plan.Fixed) {
	r.thing("fixed", &x.Family, func(name string) bool {
		switch name {
		case "family":
			return r.text(name, &x.Family)
		case "group":
			return r.text(name, &x.Group)
		}
		return false
	})
	return x
}

func (r *reader) opening(o *plan.Opening) {
	r.object("opening", func(name string) bool {
		switch name {
		case "programmes":
			return r.texts(name, &o.Programmes)
		case "starts":
			return r.dates(name, &o.Starts)
		case "languages":
			return r.texts(name, &o.Languages)
		case "slots":
			return r.texts(name, &o.Slots)
		case "modes":
			return r.modes(name, &o.Modes)
		case "places":
			return r.whole(name, &o.Places)
		case "minimum":
			return r.whole(name, &o.Minimum)
		case "length_weeks":
			return r.whole(name, &o.LengthWeeks)
		case "gap_weeks":
			return r.whole(name, &o.GapWeeks)
		case "leaders":
			return r.whole(name, &o.Leaders)
		case "may_miss":
			return r.whole(name, &o.MayMiss)
		}
		return false
	})
}

func (r *reader) facilitator() (a plan.Facilitator) {
	r.thing("facilitator", &a.ID, func(name string) bool {
		switch name {
		case "id":
			return r.text(name, &a.ID)
		case "programmes":
			return r.texts(name, &a.Programmes)
		case "languages":
			return r.texts(name, &a.Languages)
		case "slots":
			return r.texts(name, &a.Slots)
		case "modes":
			return r.modes(name, &a.Modes)
		case "sites":
			return r.texts(name, &a.Sites)
		case "free_from":
			return r.date(name, &a.FreeFrom)
		case "away":
			r.list(name, func() { a.Away = append(a.Away, r.away()) })
			return true
		case "not_with":
			return r.texts(name, &a.NotWith)
		}
		return false
	})
	return a
}

func (r *reader) away() (w civil.Window) {
	r.object("away", func(name string) bool {
		switch name {
		case "from":
			return r.date("away", &w.From)
		case "to":
			return r.date("away", &w.To)
		}
		return false
	})
	return w
}
