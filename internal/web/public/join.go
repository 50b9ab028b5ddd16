package public

import (
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

type joinView struct {
	Summary     *ui.ErrorSummary
	Title, Lead string
	Points      []string
	Action      string
	Form        map[string]string
	Fields      []ui.Field
	Tells       *ui.Check
	Acts        []ui.Button
	Notes       []string
	Links       []ui.Link
}

// join is what an invitation's link opens. It names nobody and nothing: who holds
// it may not be who was meant. Signed in as somebody on this browser, a page asks
// first whether the link is for them.
func (p *Pages) join(r *page.Request) (page.Reply, error) { return p.showJoin(r, form.New(), nil) }

func (p *Pages) showJoin(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	d, err := p.enquiries.Door(r.Context(), r.PathValue("secret"))
	if err != nil {
		return page.Reply{}, err
	}
	team, err := p.accounts.ServiceByID(r.Context(), d.Service)
	if err != nil {
		return page.Reply{}, err
	}
	r.SpeakFor(page.Service{
		ID: team.ID, Slug: team.Slug, Name: team.Name, Zone: team.Zone, Lang: team.Lang, Phone: team.Phone, Email: team.Email, ExitURL: team.ExitURL,
	})
	f := discreet(r, r.Print.T("door.page-title"))
	switch {
	case !d.Open:
		return page.HTML(joinPage(f, joinOver(r, d))), nil
	case r.Who.SignedIn() && r.Who.Person == d.By && !d.By.IsZero():
		return page.HTML(joinPage(f, joinOwn(r))), nil
	case r.Who.SignedIn() && !in.Ticked("mine") && !r.URL.Query().Has("mine"):
		return page.HTML(joinPage(f, joinWho(r))), nil
	}
	v := newJoin(r, in.Show(r.Print, problem))
	if f.Failed = v.Summary != nil; f.Failed {
		return page.Invalid(joinPage(f, v)), nil
	}
	return page.HTML(joinPage(f, v)), nil
}

// joinOver says of a link that was answered that it was, and of any other that it
// is over; not what became of it.
func joinOver(r *page.Request, d enquiry.Door) joinView {
	t := r.Print.T
	v := joinView{Title: t("join.over"), Lead: t("join.over.lead")}
	if d.Done {
		v.Title, v.Lead = t("join.done"), t("join.done.lead")
		v.Points = []string{t("join.done.reads"), t("join.done.link")}
	}
	if r.Service.Phone != "" {
		v.Notes = []string{t("offer.ring", "phone", reach.Number(r.Service.Phone))}
	}
	return v
}

// joinOwn is for whoever made the invitation and opened its link themselves.
func joinOwn(r *page.Request) joinView {
	t := r.Print.T
	return joinView{Title: t("join.own.title"), Lead: t("join.own"), Links: []ui.Link{{Label: t("now.home"), Href: page.HomePage, Tap: true}}}
}

// joinWho asks somebody signed in whether the link is for them.
func joinWho(r *page.Request) joinView {
	t := r.Print.T
	return joinView{
		Title: t("join.who"), Lead: t("join.who.lead"), Action: r.URL.Path,
		Links: []ui.Link{{Label: t("join.who.mine"), Href: r.URL.Path + "?mine", Tap: true}, {Label: t("join.who.not"), Href: page.HomePage, Tap: true}},
		Acts:  []ui.Button{{Label: t("join.not-me"), Kind: ui.Quiet, Name: "answer", Value: "not-me"}},
	}
}

func newJoin(r *page.Request, s *form.Shown) joinView {
	t := r.Print.T
	name, email, phone := s.Field("name", t("join.name")), s.Field("email", t("join.email")), s.Field("phone", t("join.phone"))
	name.Dir, name.Auto = "auto", "name"
	email.Kind, email.Hint = ui.EmailField, t("join.email.hint")
	phone.Kind, phone.Hint = ui.TelField, t("join.phone.hint")
	tells := s.Check("tells", t("join.tells"))
	tells.Note = t("join.tells.note")
	return joinView{
		Summary: s.Summary(), Title: t("join.title"), Lead: t("join.lead", "service", ui.Isolate(r.Service.Name)),
		Points: []string{t("join.own-page"), t("join.private"), t("join.staff")},
		Action: r.URL.Path, Form: map[string]string{"mine": "1"}, Fields: []ui.Field{name, email, phone}, Tells: &tells,
		Acts: []ui.Button{
			{Label: t("join.yes"), Name: "answer", Value: "yes", Busy: t("session.busy")},
			{Label: t("join.not-me"), Kind: ui.Quiet, Name: "answer", Value: "not-me", Free: true},
		},
		Notes: []string{t("join.agree.v1")},
	}
}

// postJoin answers. The page that follows is the same, whoever is known here.
func (p *Pages) postJoin(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	secret := r.PathValue("secret")
	if in.Text("answer", 20) == "not-me" {
		if err := p.enquiries.NotMe(r.Context(), r.Who, secret); err != nil {
			return page.Reply{}, err
		}
		return page.SeeOther(r.URL.Path), nil
	}
	if r.Who.SignedIn() && !in.Ticked("mine") {
		return page.SeeOther(r.URL.Path), nil
	}
	answer := enquiry.Join{
		Name: in.Text("name", family.NameLimit), Email: in.Text("email", 254), Phone: in.Text("phone", 60), Tells: in.Ticked("tells"),
	}
	if err = in.Check(); err == nil {
		err = p.enquiries.Join(r.Context(), r.Who, secret, answer)
	}
	if form.Shows(err) {
		return p.showJoin(r, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(r.URL.Path), nil
}
