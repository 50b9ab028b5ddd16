package session

import (
	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// session is one meeting of a group: who is coming, each baby's age on the day,
// and the register.
func (p *Pages) session(r *page.Request) (page.Reply, error) {
	reg, err := p.registerAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	return p.showSession(r, reg, nil)
}

func (p *Pages) registerAt(r *page.Request) (programme.Register, error) {
	var id programme.SessionID
	if err := page.PathID(r, "session", &id); err != nil {
		return programme.Register{}, err
	}
	return p.Programmes.Session(r.Context(), r.Who, id)
}

// showSession lays a register out; in is what was typed when it comes back with
// something to put right, or nil.
func (p *Pages) showSession(r *page.Request, reg programme.Register, in *form.Shown) (page.Reply, error) {
	v := sessionView{Head: sessionHead(r, reg), Acts: sessionActs(r, reg), Notes: sessionNotes(r, reg), Told: sessionTold(r, reg)}
	f := r.DeskFrame(r.Print.T("session.title", "number", reg.Session.Number, "of", len(reg.Group.Programme.Sessions)), page.Groups)
	switch {
	case len(reg.Rows) == 0:
		v.Empty = &ui.Empty{Text: r.Print.T("session.nobody")}
	case writable(r, reg):
		hours, err := p.ringHours(r, reg)
		if err != nil {
			return page.Reply{}, err
		}
		f.Scripts = []string{"register.js"}
		v.Register = &ui.Register{}
		*v.Register = newRegister(r, reg, in, hours)
	default:
		v.Table = &ui.DataTable{}
		*v.Table = registerTable(r, reg)
	}
	if in != nil {
		v.Summary = in.Summary()
		f.Failed = true
		return page.Invalid(sessionPage(f, v)), nil
	}
	return page.HTML(sessionPage(f, v)), nil
}

type sessionView struct {
	Head     ui.PageHead
	Acts     []ui.Link
	Notes    []string
	Told     *ui.Done
	Summary  *ui.ErrorSummary
	Register *ui.Register
	Table    *ui.DataTable // for whom the register is not to write
	Empty    *ui.Empty
}

// writable reports whether there is something to mark: the reader keeps registers,
// and the session takes place.
func writable(r *page.Request, reg programme.Register) bool {
	stopped := reg.Group.State != programme.StateOpen && reg.Session.Day.After(r.Today)
	return r.Who.May(access.RegisterWrite) && !stopped
}

// toCome reports whether the session is yet to be held: until its day only "can't
// come" is known.
func toCome(r *page.Request, reg programme.Register) bool { return reg.Session.Day.After(r.Today) }

// held reports whether the session took place, as its register says.
func held(reg programme.Register) bool {
	n := reg.Marked()
	return reg.Session.ClosedAt != nil || n[programme.Present]+n[programme.Part]+n[programme.Absent] > 0
}

func sessionHead(r *page.Request, reg programme.Register) ui.PageHead {
	p, g, s := r.Print, reg.Group, reg.Session
	var leaders []string
	for _, l := range g.Leaders {
		leaders = append(leaders, l.Name)
	}
	return ui.PageHead{
		Above: &ui.Link{Label: naming.Group(p, g), Href: address.Group(g.ID)},
		Title: ui.Say(p.T("session.head", "number", s.Number, "of", len(g.Programme.Sessions), "title", s.Title)),
		Below: ui.Say(ui.Beside(p.DateLong(s.Day)+", "+p.ClockRange(s.Starts, s.Ends), naming.GroupWhere(p, g), p.List(leaders))),
	}
}

func sessionActs(r *page.Request, reg programme.Register) []ui.Link {
	t, at := r.Print.T, address.Session(reg.Session.ID)
	acts := []ui.Link{{Label: t("session.plan"), Href: at + "/plan", Tap: true}, {Label: t("session.print"), Href: at + "/print", Tap: true}}
	if r.Who.May(access.GroupPlan) && !held(reg) && reg.Group.State == programme.StateOpen {
		acts = append(acts, ui.Link{Label: t("session.move"), Href: at + "/move", Tap: true}, ui.Link{Label: t("session.cancel"), Href: at + "/cancel", Tap: true})
	}
	return acts
}

// sessionNotes is what one must know of this session before marking anybody.
func sessionNotes(r *page.Request, reg programme.Register) (notes []string) {
	t, s := r.Print.T, reg.Session
	if !s.Was.IsZero() && s.Was != s.Day {
		notes = append(notes, t("session.moved", "was", r.Print.DateLong(s.Was)))
	}
	switch {
	case reg.Group.State == programme.StatePostponed && toCome(r, reg):
		notes = append(notes, t("session.postponed", "why", reg.Group.Why))
	case reg.Group.State == programme.StateCancelled && toCome(r, reg):
		notes = append(notes, t("session.group-cancelled", "why", reg.Group.Why))
	case toCome(r, reg) && r.Who.May(access.RegisterWrite):
		notes = append(notes, t("session.to-come", "day", r.Print.DateLong(s.Day)))
	case s.ClosedAt != nil && r.Who.May(access.RegisterWrite):
		notes = append(notes, t("session.finished", "at", r.Print.AtIn(r.Now, *s.ClosedAt)))
	}
	return notes
}

// sessionTold says what the act before did. How many are still unmarked is read
// off the register, not carried along.
func sessionTold(r *page.Request, reg programme.Register) *ui.Done {
	told := r.Told()
	switch told.Key {
	case "":
		return nil
	case "told.register-saved":
		if open := reg.Marked()[programme.Unmarked]; open > 0 && !toCome(r, reg) {
			return &ui.Done{Text: r.Print.T("session.saved-open", "n", open)}
		}
	case "told.mark-undone":
		for _, row := range reg.Rows {
			if row.Caregiver.ID.String() == told.About {
				return &ui.Done{Text: r.Print.T("session.undone", "name", naming.Person(row.Caregiver).Text)}
			}
		}
		return nil
	}
	return &ui.Done{Text: r.Print.T(told.Key)}
}

// ringHours is when those may be rung whom somebody should ring.
func (p *Pages) ringHours(r *page.Request, reg programme.Register) (map[access.PersonID]string, error) {
	hours := map[access.PersonID]string{}
	for _, row := range reg.Rows {
		ways, err := p.Safety.Contacts(r.Context(), r.Who, row.Caregiver.ID)
		if err != nil {
			return nil, err
		}
		hours[row.Caregiver.ID] = reach.Ring(r.Print, ways)
	}
	return hours, nil
}
