// Package public is the pages that anyone may open: a service's groups, the
// questions of an enquiry, an offer behind its link, signing in, and where to
// turn for help.
package public

import (
	"holdfast/internal/access"
	"holdfast/internal/companion"
	"holdfast/internal/enquiry"
	"holdfast/internal/identity"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Pages are the handlers of this room.
type Pages struct {
	accounts   *identity.Accounts
	programmes *programme.Service
	catalogue  *programme.Catalogue
	enquiries  *enquiry.Service
	messages   *notify.Service
	helplines  companion.Helplines
}

// Deps are the use cases behind the pages.
type Deps struct {
	Accounts   *identity.Accounts
	Programmes *programme.Service
	Enquiries  *enquiry.Service
	Messages   *notify.Service
	Helplines  companion.Helplines
}

// New makes the pages.
func New(d Deps) *Pages {
	return &Pages{d.Accounts, d.Programmes, d.Programmes.Catalogue(), d.Enquiries, d.Messages, d.Helplines}
}

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get("/{$}", access.Anyone, p.front),
		page.Get("/s/{service}", access.Anyone, p.groups),
		page.Get("/s/{service}/ask", access.Anyone, p.askStart),
		page.Post("/s/{service}/ask", access.Anyone, p.postAskStart),
		page.Get("/s/{service}/ask/{question}", access.Anyone, p.ask),
		page.Post("/s/{service}/ask/{question}", access.Anyone, p.postAsk),
		page.Get("/o/{secret}", access.Anyone, p.offer),
		page.Post("/o/{secret}", access.Anyone, p.postOffer),
		page.Get("/join/{secret}", access.Anyone, p.join),
		page.Post("/join/{secret}", access.Anyone, p.postJoin),
		page.Get("/in/{secret}", access.Anyone, p.door),
		page.Post("/in/{secret}", access.Anyone, p.postDoor),
		page.Get("/link", access.Anyone, p.link),
		page.Post("/link", access.Anyone, p.postLink),
		page.Get("/help", access.Anyone, p.help),
		page.Get("/s/{service}/help", access.Anyone, p.help),
		page.Get("/privacy", access.Anyone, p.privacy),
		page.Get("/accessibility", access.Anyone, p.accessibility),
		page.Get("/sign-in", access.Anyone, p.signIn),
		page.Post("/sign-in", access.Anyone, p.postSignIn),
		page.Post("/sign-out", access.Anyone, p.postSignOut),
		page.Get("/enrol/{secret}", access.Anyone, p.enrol),
		page.Post("/enrol/{secret}", access.Anyone, p.postEnrol),
	}
}

// open is the frame of a page that says what it is.
func open(r *page.Request, title string) ui.Frame { return helping(r, r.PublicFrame(title)) }

// narrow is open for one thing to read or fill in.
func narrow(r *page.Request, title string) ui.Frame {
	f := open(r, title)
	f.Width = ui.WidthOne
	return f
}

// discreet is the frame of a page that could give somebody away: its title is
// neutral, and it has the way out.
func discreet(r *page.Request, title string) ui.Frame {
	f := helping(r, r.HomeFrame(title))
	f.Width = ui.WidthOne
	if !r.Who.SignedIn() {
		f.Home = "/"
		if r.Service.Slug != "" {
			f.Home = serviceAddress(r.Service.Slug)
		}
	}
	return f
}

// helping lets the frame's way to help keep the service in sight, so that its
// number is among those to ring.
func helping(r *page.Request, f ui.Frame) ui.Frame {
	for i, l := range f.Foot.Links {
		if l.Href == page.HelpPage {
			f.Foot.Links[i].Href = helpAddress(r)
		}
	}
	return f
}

func helpAddress(r *page.Request) string {
	if r.Service.Slug == "" || r.Who.SignedIn() {
		return page.HelpPage
	}
	return serviceAddress(r.Service.Slug) + page.HelpPage
}
