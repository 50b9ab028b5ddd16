package record

import (
	"github.com/a-h/templ"

	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// glassAddress is where a record is opened in need.
const glassAddress = "/desk/glass"

// glass asks whose record, and why. It says nothing about who is there.
func (p *Pages) glass(r *page.Request) (page.Reply, error) {
	return p.askGlass(r, form.New().Show(r.Print, nil))
}

func (p *Pages) askGlass(r *page.Request, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	ref, name, why := in.Field("ref", t("glass.ref")), in.Field("name", t("glass.name")), in.Field("why", t("glass.why"))
	ref.Hint, ref.Width, name.Width = t("glass.ref.hint"), 10, 30
	why.Hint, why.Rows = t("glass.why.hint"), 3
	v := layout{Summary: in.Summary(), Head: ui.PageHead{Title: ui.Say(t("glass.head")), Below: ui.Say(t("glass.lead"))}}
	v.Body = append(v.Body, sheet(glassAddress, nil, []templ.Component{ref, name, why}, ui.Button{Label: t("glass.open"), Busy: t("session.busy")}))
	return reply(frame(r, "glass.title", in), v), nil
}

func (p *Pages) postGlass(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	need := safety.InNeed{Ref: in.Text("ref", 20), Name: in.Text("name", 120), Why: in.Lines("why", 1000)}
	var open safety.Glass
	if err = in.Check(); err == nil {
		open, err = p.Safety.OpenInNeed(r.Context(), r.Who, need)
	}
	if form.Shows(err) {
		return p.askGlass(r, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Family(open.Family)).Tell("told.glass-open", open.Person.String()), nil
}
