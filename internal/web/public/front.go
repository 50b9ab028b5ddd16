package public

import (
	"holdfast/internal/identity"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// front leads to the only service there is, or lets somebody choose.
func (p *Pages) front(r *page.Request) (page.Reply, error) {
	services, err := p.accounts.Services(r.Context())
	if err != nil {
		return page.Reply{}, err
	}
	if len(services) == 1 {
		return page.SeeOther(serviceAddress(services[0].Slug)), nil
	}
	return page.HTML(frontPage(open(r, r.Print.T("front.title")), newFront(r, services))), nil
}

// serviceAddress is the public address of a service.
func serviceAddress(slug string) string { return "/s/" + slug }

type frontView struct {
	Title, Lead string
	Services    ui.TileLinks
	Empty       ui.Empty
	Staff       ui.Link
}

func newFront(r *page.Request, services []identity.Service) frontView {
	v := frontView{
		Title: r.Print.T("front.title"), Lead: r.Print.T("front.lead"),
		Empty: ui.Empty{Text: r.Print.T("front.empty"), Drawing: ui.DrawNothing},
		Staff: ui.Link{Label: r.Print.T("front.staff"), Href: page.SignInPage, Tap: true},
	}
	for _, s := range services {
		v.Services.Links = append(v.Services.Links, ui.TileLink{Label: s.Name, Href: serviceAddress(s.Slug)})
	}
	return v
}
