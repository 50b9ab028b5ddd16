package alert

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// alerts lists every open alert the reader may see: where Today shows the first.
func (p *Pages) alerts(r *page.Request) (page.Reply, error) {
	all, err := p.Safety.Alerts(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: ui.PageHead{Above: &ui.Link{Label: t("today.title"), Href: page.TodayPage}, Title: ui.Say(t("today.alerts"))}}
	if len(all) == 0 {
		v.Body = []templ.Component{ui.Empty{Text: t("alert.none")}}
	} else {
		list, err := p.List(r, all)
		if err != nil {
			return page.Reply{}, err
		}
		v.Body = []templ.Component{layout.Part(ui.Part{ID: "risk", Title: t("today.alerts"), Unseen: true}, list)}
	}
	return page.HTML(layout.Show(r.DeskFrame(t("today.alerts"), page.Today), v)), nil
}

// alert is one risk: what to do, how the person may be reached, what was done.
func (p *Pages) alert(r *page.Request) (page.Reply, error) {
	a, err := p.alertAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	v, err := p.newAlert(r, a, form.New().Show(r.Print, nil))
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(alertPage(r.DeskFrame(a.Name, page.Today), v)), nil
}

func (p *Pages) alertAt(r *page.Request) (safety.Alert, error) {
	var id safety.AlertID
	if err := page.PathID(r, "alert", &id); err != nil {
		return safety.Alert{}, err
	}
	return p.Safety.Alert(r.Context(), r.Who, id)
}

// take makes the reader the one who has it.
func (p *Pages) take(r *page.Request) (page.Reply, error) {
	var id safety.AlertID
	if err := page.PathID(r, "alert", &id); err != nil {
		return page.Reply{}, err
	}
	if err := p.Safety.Take(r.Context(), r.Who, id); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Alert(id)).Tell("told.alert-taken", id.String()), nil
}

// note writes down what was tried; the alert stays open.
func (p *Pages) note(r *page.Request) (page.Reply, error) {
	return p.writeAlert(r, func(id safety.AlertID, in *form.Values) (page.Reply, error) {
		err := p.Safety.Note(r.Context(), r.Who, id, in.Lines("note", alertNoteLimit))
		return page.SeeOther(address.Alert(id)).Tell("told.alert-noted", id.String()), err
	})
}

// closeIt ends it with what was done about it.
func (p *Pages) closeIt(r *page.Request) (page.Reply, error) {
	return p.writeAlert(r, func(id safety.AlertID, in *form.Values) (page.Reply, error) {
		note := in.Lines("note", alertNoteLimit)
		err := p.Safety.Close(r.Context(), r.Who, id, note)
		if fault.Is(err, fault.Conflict) && p.closedSo(r, id, note) {
			err = nil
		}
		return page.SeeOther(page.TodayPage).Tell("told.alert-closed", id.String()), err
	})
}

// hand gives it to a colleague who may see the person.
func (p *Pages) hand(r *page.Request) (page.Reply, error) {
	return p.writeAlert(r, func(id safety.AlertID, in *form.Values) (page.Reply, error) {
		var to access.AccountID
		if err := to.UnmarshalText([]byte(in.Text("to", 36))); err != nil || to.IsZero() {
			return page.Reply{}, fault.Check(fault.At("to", "alert.hand.missing"))
		}
		err := p.Safety.Hand(r.Context(), r.Who, id, to)
		if fault.Is(err, fault.Forbidden) && p.ownedBy(r, id, to) {
			err = nil // sent twice: it is theirs already
		}
		return page.SeeOther(address.Alert(id)).Tell("told.alert-handed", id.String()), err
	})
}

// closedSo reports whether the reader closed it with these very words: the form was
// sent twice.
func (p *Pages) closedSo(r *page.Request, id safety.AlertID, note string) bool {
	a, err := p.Safety.Alert(r.Context(), r.Who, id)
	if err != nil || a.Open() || len(a.Steps) == 0 {
		return false
	}
	last := a.Steps[len(a.Steps)-1]
	return last.Act == safety.Closed && last.By == r.Who.Account && last.Note == note
}

func (p *Pages) ownedBy(r *page.Request, id safety.AlertID, who access.AccountID) bool {
	a, err := p.Safety.Alert(r.Context(), r.Who, id)
	return err == nil && a.Owner == who
}

// alertNoteLimit is the most characters of a note: about a page.
const alertNoteLimit = 4000

// writeAlert reads the form, does one act, and shows the page again with what was
// typed when it could not be done. A colleague who was quicker is told the same
// way: what was typed here is still worth keeping.
func (p *Pages) writeAlert(r *page.Request, do func(safety.AlertID, *form.Values) (page.Reply, error)) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	var id safety.AlertID
	if err := page.PathID(r, "alert", &id); err != nil {
		return page.Reply{}, err
	}
	reply, err := do(id, in)
	if limit := in.Check(); limit != nil {
		err = limit // a note over the limit was read as none
	}
	if !form.Shows(err) && !fault.Is(err, fault.Conflict) {
		return reply, err
	}
	a, seen := p.Safety.Alert(r.Context(), r.Who, id)
	if seen != nil {
		return page.Reply{}, seen
	}
	shown := in.Show(r.Print, err)
	v, failed := p.newAlert(r, a, shown)
	if failed != nil {
		return page.Reply{}, failed
	}
	f := r.DeskFrame(a.Name, page.Today)
	f.Failed = true
	if fault.Is(err, fault.Conflict) {
		return page.Status(409, alertPage(f, v)), nil
	}
	return page.Invalid(alertPage(f, v)), nil
}
