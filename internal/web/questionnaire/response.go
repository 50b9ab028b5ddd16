package questionnaire

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/alert"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// response is one filling-in: what it means, or, when an answer means risk, who
// has it. Never both on one page.
func (p *Pages) response(r *page.Request) (page.Reply, error) {
	view, err := p.responseAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	v, err := p.newResponse(r, view, form.New().Show(r.Print, nil))
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(responsePage(responseFrame(r, view), v)), nil
}

func responseFrame(r *page.Request, view measure.View) ui.Frame {
	return r.DeskFrame(r.Print.T("response.title", "form", view.Key.Short), page.Families)
}

func (p *Pages) responseAt(r *page.Request) (measure.View, error) {
	var id measure.ResponseID
	if err := page.PathID(r, "response", &id); err != nil {
		return measure.View{}, err
	}
	return p.Measures.Response(r.Context(), r.Who, id)
}

// voidResponse takes back what should not be there. It says why, and is kept.
func (p *Pages) voidResponse(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	view, err := p.responseAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if view.State == measure.Voided { // sent twice
		return page.SeeOther(address.Response(view.ID)), nil
	}
	why := in.Text("why", measure.WhyLimit)
	if err = in.Check(); err == nil {
		err = p.Measures.Void(r.Context(), r.Who, view.ID, why)
	}
	if form.Shows(err) {
		v, failed := p.newResponse(r, view, in.Show(r.Print, err))
		if failed != nil {
			return page.Reply{}, failed
		}
		f := responseFrame(r, view)
		f.Failed = true
		return page.Invalid(responsePage(f, v)), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Response(view.ID)).Tell("told.voided", view.ID.String()), nil
}

type responseView struct {
	Head    ui.PageHead
	Summary *ui.ErrorSummary
	Told    *ui.Done
	Next    *ui.Link // the next one to key in
	Notes   []string
	Risk    templ.Component
	Apart   *ui.Link // where the score stands, when it may not stand here
	Scales  []scaleView
	Items   templ.Component
	Sources []string
	Source  string
	Void    *voidView
}

type voidView struct {
	Label  string
	Open   bool
	Action string
	Hidden map[string]string
	Lead   string
	Why    ui.Field
	Act    ui.Button
}

func (p *Pages) newResponse(r *page.Request, view measure.View, in *form.Shown) (responseView, error) {
	t := r.Print.T
	v := responseView{Head: responseHead(r, view), Summary: in.Summary(), Items: responseItems(r, view), Source: t("response.sources")}
	if view.State == measure.Voided {
		v.Notes = append(v.Notes, voidWords(r, view))
	}
	if !view.Key.Validated {
		v.Notes = append(v.Notes, t("measure.not-validated"))
	}
	if told := r.Told(); told.About == view.ID.String() {
		v.Told = &ui.Done{Text: t(told.Key)}
		if told.Key == "told.keyed" {
			if err := p.addNext(r, &v); err != nil {
				return v, err
			}
		}
	}
	if view.Risk && view.State != measure.Voided {
		if err := p.addRisk(r, view, &v); err != nil {
			return v, err
		}
	} else if view.State != measure.Voided {
		v.Scales, v.Sources = scaleViews(r, view)
	}
	if r.Who.May(access.ResponseWrite) && view.State == measure.Complete {
		why := in.Field("why", t("response.void.why"))
		why.Width = 30
		v.Void = &voidView{
			Label: t("response.void"), Open: in.Failed(), Action: address.Response(view.ID) + "/void", Hidden: in.Hidden(),
			Lead: t("response.void.lead"), Why: why, Act: ui.Button{Kind: ui.Danger, Label: t("response.void.act")},
		}
	}
	return v, nil
}

// addRisk says who has it, and leaves every number out: they stand on the page of
// scores, where nothing tells of the risk.
func (p *Pages) addRisk(r *page.Request, view measure.View, v *responseView) error {
	v.Apart = &ui.Link{Label: r.Print.T("response.scores-apart"), Href: address.Measures(view.Dyad.ID), Tap: true}
	if !r.Who.May(access.AlertRead) {
		return nil
	}
	all, err := p.Safety.ForPerson(r.Context(), r.Who, view.Dyad.Caregiver.ID)
	if err != nil {
		return err
	}
	mine := slices.DeleteFunc(all, func(a safety.Alert) bool { return a.Response != view.ID.String() })
	var list ui.Alerts
	for _, a := range mine {
		if !a.Open() {
			v.Notes = append(v.Notes, r.Print.T("response.alert-closed", "name", a.Steps[len(a.Steps)-1].ByName, "at", r.Print.AtIn(r.Now, *a.ClosedAt)))
			continue
		}
		list.Alerts = append(list.Alerts, alert.Row(r, a, alert.About{Name: naming.Person(view.Dyad.Caregiver).Text, Babies: naming.BabiesWithAges(r.Print, []family.Person{view.Dyad.Infant}, r.Today, r.Print.AgeWords)}))
	}
	if len(list.Alerts) > 0 {
		v.Risk = layout.Part(ui.Part{ID: "risk", Title: r.Print.T("today.alerts"), Unseen: true}, list)
		v.Next = nil // first things first
	}
	return nil
}

// addNext leads on to the next form of the pile.
func (p *Pages) addNext(r *page.Request, v *responseView) error {
	found, err := p.Measures.DueForStaff(r.Context(), r.Who, measure.StaffQuery{})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(found.Tasks, func(t measure.Task) bool { return t.Way != measure.OnPhone })
	if i < 0 {
		return nil
	}
	next := found.Tasks[i]
	who := r.Print.T("session.pair", "caregiver", next.Called, "baby", naming.BabiesCalled(r.Print, next.Infants))
	v.Next = &ui.Link{
		Label: r.Print.T("response.next", "form", next.Name, "who", who),
		Href:  address.Sheet(next.Dyad, next.Instrument, next.Timepoint), Tap: true,
	}
	return nil
}
