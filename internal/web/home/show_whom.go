package home

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/share"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

type showView struct {
	Back        ui.Back
	Summary     *ui.ErrorSummary
	Title, Lead string
	Seen        *seenWords // exactly what the other reads
	Points      []string
	Action      string
	Form        map[string]string
	Fields      []templ.Component
	Send        ui.Button
	Leave       *ui.Link
	Saved       string
	Help        *ui.Link
}

// seenWords is what somebody shows, as it stands before whoever they show it to.
type seenWords struct {
	Title string
	Words string
}

func seenView(r *page.Request, from, words string) *seenWords {
	return &seenWords{Title: r.Print.T("share.seen.from", "name", ui.Isolate(from)), Words: words}
}

// whom asks who may read it and, once that is answered, shows what they will read.
func (p *Pages) whom(r *page.Request) (page.Reply, error) {
	w, err := p.wordsAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	known, err := p.Shares.Readers(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	known = unshown(w, known)
	if to := r.URL.Query().Get("to"); to != "" {
		for _, k := range known {
			if k.Person.String() == to {
				return p.preview(r, w, k)
			}
		}
		return page.Reply{}, fault.NotFoundf("reader of the address")
	}
	return p.askWhom(r, w, known, form.New(), nil)
}

func (p *Pages) askWhom(r *page.Request, w share.Words, known []share.Reader, in *form.Values, problem error) (page.Reply, error) {
	if len(known) == 0 {
		return page.SeeOther(withPage), nil
	}
	t, s := r.Print.T, in.Show(r.Print, problem)
	var choices []ui.Choice
	for _, k := range known {
		choices = append(choices, ui.Choice{Value: k.Person.String(), Label: k.Name})
	}
	v := showView{
		Back: ui.Back{Label: t("with.back"), Href: withPage}, Summary: s.Summary(),
		Action: wordsAddress(w.ID), Form: s.Hidden(), Send: ui.Button{Label: t("share.whom.look")},
		Leave: &ui.Link{Label: t("share.whom.nobody"), Href: withPage, Tap: true},
	}
	ask := s.Choices(ui.Radios, "to", t("share.whom"), choices...)
	ask.Heading, ask.Hint = true, t("share.whom.lead")
	v.Fields = append(v.Fields, ask)
	f := narrow(r, t("home.page-title"))
	if f.Failed = s.Failed(); f.Failed {
		return page.Invalid(showPageView(f, v)), nil
	}
	return page.HTML(showPageView(f, v)), nil
}

// preview shows what the other will read, in the form in which they will read it.
func (p *Pages) preview(r *page.Request, w share.Words, to share.Reader) (page.Reply, error) {
	t, name, s := r.Print.T, ui.Isolate(to.Name), form.New().Show(r.Print, nil)
	v := showView{
		Back: ui.Back{Label: t("with.back"), Href: wordsAddress(w.ID)}, Title: t("share.preview.title", "name", name), Lead: t("share.preview.lead"),
		Seen:   seenView(r, r.Who.Name, w.Text),
		Points: []string{t("share.preview.only", "name", name), t("share.preview.back"), t("share.preview.read")},
		Action: wordsAddress(w.ID), Form: s.Hidden(), Send: ui.Button{Label: t("share.preview.show", "name", name), Busy: t("session.busy")},
		Leave: &ui.Link{Label: t("share.whom.nobody"), Href: withPage, Tap: true},
	}
	v.Form["to"], v.Form["looked"] = to.Person.String(), "1"
	return page.HTML(showPageView(narrow(r, t("home.page-title")), v)), nil
}

// postWhom leads from the choice to the preview, and from the preview to the act:
// nothing is shown that was not looked at.
func (p *Pages) postWhom(r *page.Request) (page.Reply, error) {
	w, err := p.wordsAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	var to access.PersonID
	switch chosen := in.Text("to", 40); {
	case chosen == "":
		in.Problem("to", "share.whom.missing")
	case to.UnmarshalText([]byte(chosen)) != nil:
		in.Problem("to", "form.not-offered")
	}
	want := share.Show{Words: w.ID, To: to}
	in.SubmissionInto(&want.ID)
	if err := in.Check(); err != nil {
		known, missing := p.Shares.Readers(r.Context(), r.Who)
		if missing != nil {
			return page.Reply{}, missing
		}
		return p.askWhom(r, w, unshown(w, known), in, err)
	}
	if !in.Ticked("looked") {
		return page.SeeOther(wordsAddress(w.ID) + "?to=" + to.String()), nil
	}
	if err := p.Shares.Show(r.Context(), r.Who, want); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(withPage).Tell("told.shown", ""), nil
}
