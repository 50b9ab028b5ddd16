package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// sessionPart is every session with its day, the ones that moved with the day they
// had, and the register of each.
func sessionPart(r *page.Request, g programme.GroupDetail) templ.Component {
	t := r.Print.T
	line := ui.Timeline{}
	for _, s := range g.Sessions {
		e := ui.Event{When: r.NearDay(s.Day), Datetime: s.Day.String(), What: sessionLine(r, s)}
		if g.Status == programme.Postponed && s.ClosedAt == nil && !s.Day.Before(g.First) && s.Day.After(r.Today) {
			e.When = t("group.no-date.short")
		}
		switch {
		case s.Day == r.Today:
			e.State = ui.Now
		case s.Day.After(r.Today):
			e.State = ui.Next
		}
		if !s.Was.IsZero() {
			e.Moved, e.Why = r.NearDay(s.Was), whyMoved(g.DaysOff, s)
		}
		line.Events = append(line.Events, e)
	}
	return layout.Part(ui.Part{ID: "sessions", Title: t("group.sessions"), Count: r.Print.Number(float64(len(g.Sessions)), 0)}, line)
}

func sessionLine(r *page.Request, s programme.Session) templ.Component {
	title := r.Print.T("session.head.short", "number", s.Number, "title", s.Title)
	if !r.Who.May(access.RegisterRead) {
		return ui.Say(title)
	}
	state := ""
	if s.ClosedAt != nil {
		state = r.Print.T("group.session.finished")
	} else if s.Day.Before(r.Today) {
		state = r.Print.T("group.session.unfinished")
	}
	return ui.Join(ui.Link{Label: title, Href: address.Session(s.ID)}, ui.Say(" "), ui.Second(state))
}

func whyMoved(off []programme.DayOff, s programme.Session) string {
	for _, d := range off {
		if d.Day == s.Was {
			return d.Why
		}
	}
	return ""
}

// groupDue is how many questionnaires of the group are due, by the way they come
// in, for whoever enters them.
func (p *Pages) groupDue(r *page.Request, g programme.GroupDetail) (templ.Component, error) {
	if !r.Who.May(access.ResponseRead) {
		return nil, nil
	}
	found, err := p.Measures.DueForStaff(r.Context(), r.Who, measure.StaffQuery{Group: g.ID})
	if err != nil || len(found.Tasks) == 0 {
		return nil, err
	}
	t := r.Print.T
	var words []string
	for _, w := range []measure.Way{measure.PaperForm, measure.Rating, measure.OnPhone} {
		if n := found.Count(w); n > 0 {
			words = append(words, t("group.due."+string(w), "n", n))
		}
	}
	head := ui.Part{ID: "due", Title: t("group.due"), More: &ui.Link{Label: t("keyin.due"), Href: "/desk/keyin"}}
	return layout.Part(head, layout.Listed(words)), nil
}
