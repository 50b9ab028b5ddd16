package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// removeClosure takes a closure back. Where sessions had moved for it, it asks first
// whether they come back to their day.
func (p *Pages) removeClosure(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	c, ok := namedClosure(in)
	if !ok {
		return page.SeeOther(serviceAddress), nil
	}
	back := in.One("back", "", "yes", "no")
	if back == "" {
		preview, err := p.Programmes.PreviewOpening(r.Context(), r.Who, c)
		if err != nil {
			return page.Reply{}, err
		}
		if moves := shifting(preview.Groups); len(moves) > 0 {
			asked := in.Ticked("asked")
			if asked {
				in.Problem("back", "holiday.back.missing")
			}
			shown := p.sureToOpen(r, in.Show(r.Print, in.Check()), c, moves)
			if asked {
				return page.Invalid(shown), nil
			}
			return page.HTML(shown), nil
		}
	}
	if err := p.Programmes.OpenDays(r.Context(), r.Who, c, programme.Return(back == "yes")); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(serviceAddress).Tell("told.holiday-removed", r.Who.Service.String()), nil
}

func namedClosure(in *form.Values) (c programme.Closure, ok bool) {
	from, err := civil.Parse(in.Text("from", 10))
	to, failed := civil.Parse(in.Text("to", 10))
	return programme.Closure{From: from, To: to, Name: in.Text("name", programme.WhyLimit)}, err == nil && failed == nil
}

// shifting is the groups of which something moves.
func shifting(groups []programme.Shift) (out []programme.Shift) {
	for _, g := range groups {
		if len(g.Moves) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (p *Pages) sureToOpen(r *page.Request, in *form.Shown, c programme.Closure, groups []programme.Shift) templ.Component {
	t := r.Print.T
	f, confirm := closureFrame(r, in)
	confirm.Title, confirm.Action = t("holiday.open", "days", closureDays(r, c)), openingAddress
	confirm.Lead = t("holiday.open.lead", "n", len(groups))
	confirm.Consequences = shiftConsequences(r, groups)
	confirm.Hidden = closureFields(c)
	confirm.Hidden["asked"] = "1"
	confirm.Act = ui.Button{Label: t("holiday.open.act"), Busy: t("session.busy")}
	return layout.Confirm(f, confirm, in.Choices(ui.Radios, "back", t("holiday.back"),
		ui.Choice{Value: "yes", Label: t("holiday.back.yes"), Note: t("holiday.back.yes.hint")},
		ui.Choice{Value: "no", Label: t("holiday.back.no"), Note: t("holiday.back.no.hint")}))
}
