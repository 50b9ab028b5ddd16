package public

import (
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// linkPage is where a caregiver asks for a new way in.
const linkPage = "/link"

type doorView struct {
	Title, Lead string
	Told        string
	Summary     *ui.ErrorSummary
	Action      string
	Open        ui.Button
	Email       *ui.Field
	Service     *ui.Select
	Help        ui.Link
}

// door opens a caregiver's own pages by a link from a message. It is a button,
// because some mail programs open links by themselves to look at them. A link that
// was used leads on to where it leads: their pages, or a new link.
func (p *Pages) door(r *page.Request) (page.Reply, error) {
	link, err := p.accounts.Link(r.Context(), identity.ForSignIn, r.PathValue("secret"))
	if fault.Is(err, fault.NotFound) || err == nil && link.State != identity.LinkOpen {
		return p.usedLink(r), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	return page.HTML(doorPage(discreet(r, t("door.page-title")), doorView{
		Title: t("door.title"), Lead: t("door.lead"), Action: r.URL.Path, Open: ui.Button{Label: t("door.open")},
		Help: ui.Link{Label: t("door.ask"), Href: linkPage, Tap: true},
	})), nil
}

func (p *Pages) usedLink(r *page.Request) page.Reply {
	if r.Who.May(access.HomeUse) {
		return page.SeeOther(page.HomePage)
	}
	return page.SeeOther(linkPage + "?old")
}

func (p *Pages) postDoor(r *page.Request) (page.Reply, error) {
	token, err := p.accounts.SignInByLink(r.Context(), r.PathValue("secret"))
	if fault.Is(err, fault.NotFound) {
		return p.usedLink(r), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SignedIn(page.HomePage, token, caregiverLogin), nil
}

// link is where a caregiver asks for a new way in. The answer is the same whoever
// asks.
func (p *Pages) link(r *page.Request) (page.Reply, error) { return p.showLink(r, form.New(), nil) }

func (p *Pages) showLink(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	t, s := r.Print.T, in.Show(r.Print, problem)
	email := s.Field("email", t("link.email"))
	email.Kind, email.Auto = ui.EmailField, "email"
	v := doorView{
		Title: t("link.title"), Lead: t("link.lead"), Summary: s.Summary(), Action: linkPage, Email: &email, Open: ui.Button{Label: t("link.send")},
		Help: ui.Link{Label: t("public.nav.help"), Href: helpAddress(r), Tap: true},
	}
	asked := r.URL.Query()
	switch {
	case r.Told().Key != "":
		v.Told = t(r.Told().Key)
	case asked.Has("old"):
		v.Lead = t("link.old")
	case asked.Has("ended"):
		v.Lead = t("link.ended")
	}
	if r.Service.ID.IsZero() {
		services, err := p.accounts.Services(r.Context())
		if err != nil {
			return page.Reply{}, err
		}
		options := []ui.Option{{Label: t("link.choose")}}
		for _, team := range services {
			options = append(options, ui.Option{Value: team.Slug, Label: team.Name})
		}
		choice := s.Select("service", t("link.service"), options...)
		v.Service = &choice
	}
	f := discreet(r, t("door.page-title"))
	if !s.Failed() {
		return page.HTML(doorPage(f, v)), nil
	}
	f.Failed = true
	return page.Invalid(doorPage(f, v)), nil
}

func (p *Pages) postLink(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	address := in.Text("email", 254)
	if address == "" && in.Check() == nil { // one that is too long is told so already
		in.Problem("email", "family.email.wrong")
	}
	service, err := p.serviceOf(r, in)
	if err != nil {
		return page.Reply{}, err
	}
	if err := in.Check(); form.Shows(err) {
		return p.showLink(r, in, err)
	}
	if err := p.messages.RequestLink(r.Context(), service, address, r.From()); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(linkPage).Tell("told.link-sent", ""), nil
}

// serviceOf is the service of the page, or the one that was chosen where there are
// several.
func (p *Pages) serviceOf(r *page.Request, in *form.Values) (access.ServiceID, error) {
	if !r.Service.ID.IsZero() {
		return r.Service.ID, nil
	}
	services, err := p.accounts.Services(r.Context())
	if err != nil {
		return access.ServiceID{}, err
	}
	slug := in.Text("service", 200)
	i := slices.IndexFunc(services, func(s identity.Service) bool { return s.Slug == slug })
	if i < 0 {
		in.Problem("service", "link.service.choose")
		return access.ServiceID{}, nil
	}
	return services[i].ID, nil
}
