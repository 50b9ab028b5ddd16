package desk

import (
	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// sessionRow is one session of today.
func sessionRow(r *page.Request, s programme.SessionRow) ui.Row {
	t := r.Print.T
	where := naming.GroupWhere(r.Print, s.Group)
	whose := t("today.session.coming", "n", s.Coming, "all", s.Places)
	button := ui.Button{Kind: ui.Outline, Label: t("today.session.open"), Hidden: naming.Group(r.Print, s.Group), Href: address.Session(s.Session.ID)}
	switch {
	case s.Session.ClosedAt != nil:
		whose = t("today.session.finished", "clock", r.Print.ClockOf(*s.Session.ClosedAt))
	case s.Marked > s.Places-s.Coming: // somebody beside those who can't come
		whose = t("today.session.marked", "n", s.Marked, "all", s.Places)
	}
	if s.Session.ClosedAt != nil || !r.Who.May(access.RegisterWrite) {
		button.Label = t("today.session.read")
	}
	return ui.Row{
		When: r.Print.Clock(s.Session.Starts), Datetime: r.Print.Clock(s.Session.Starts),
		What: ui.Join(ui.Strong(naming.Group(r.Print, s.Group)),
			ui.Say(t("today.session.number", "number", s.Session.Number, "of", len(s.Group.Programme.Sessions)))),
		Whose: ui.Beside(where, whose),
		Act:   button,
	}
}
