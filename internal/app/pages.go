package app

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/i18n"
	"holdfast/internal/identity"
	"holdfast/internal/web"
	"holdfast/internal/web/alert"
	"holdfast/internal/web/call"
	"holdfast/internal/web/desk"
	"holdfast/internal/web/home"
	"holdfast/internal/web/page"
	"holdfast/internal/web/persona"
	"holdfast/internal/web/planning"
	"holdfast/internal/web/public"
	"holdfast/internal/web/questionnaire"
	"holdfast/internal/web/record"
	"holdfast/internal/web/report"
	"holdfast/internal/web/session"
	"holdfast/internal/web/ui"
)

// pages builds the handler of every page there is.
func (a *App) pages() (http.Handler, error) {
	assets, err := ui.LoadAssets()
	if err != nil {
		return nil, err
	}
	a.site = &page.Site{
		Catalogue: a.Rooms.Texts, Assets: assets, Demo: a.config.Demo, Secure: a.config.secure(),
		BaseURL: a.config.BaseURL, Proxied: a.config.Proxied, Counts: a.Rooms.counts,
	}
	a.routes = a.allRoutes()
	return web.New(web.Deps{
		Site: a.site, Identity: a.Rooms.Accounts, Services: services{a.Rooms.Accounts},
		Routes: a.routes, Companion: a.companionPages(assets), Ready: a.Rooms.DB.Ping, Log: a.config.Log, Now: a.config.Now,
	})
}

// allRoutes is the whole route table: the matrix of permissions walks it.
func (a *App) allRoutes() []page.Route {
	r := a.Rooms
	var trial []page.Route
	if a.config.Demo {
		trial = persona.New(r.Accounts).Routes()
	}
	return slices.Concat(trial,
		web.Exit(r.Accounts, r.Helplines),
		public.New(public.Deps{Accounts: r.Accounts, Programmes: r.Programmes, Enquiries: r.Enquiries, Messages: r.Messages, Helplines: r.Helplines}).Routes(),
		desk.New(desk.Deps{
			Accounts: r.Accounts, Families: r.Families, Safety: r.Safety, Notify: r.Messages,
			Programmes: r.Programmes, Catalogue: r.Catalogue, Enquiries: r.Enquiries, Measures: r.Measures,
			Proposals: r.Proposals,
		}).Routes(),
		record.New(record.Deps{Enquiries: r.Enquiries, Families: r.Families, Safety: r.Safety, Consents: r.Consents, Programmes: r.Programmes, Copies: r.Copies}).Routes(),
		home.New(home.Deps{Enquiries: r.Enquiries, Shares: r.Shares, Programmes: r.Programmes, Measures: r.Measures, Families: r.Families, Safety: r.Safety, Consents: r.Consents, Copies: r.Copies, Helplines: r.Helplines, Cards: r.Cards, Companion: r.Companion}).Routes(),
		alert.New(alert.Deps{Families: r.Families, Safety: r.Safety}).Routes(),
		questionnaire.New(questionnaire.Deps{Families: r.Families, Safety: r.Safety, Measures: r.Measures, Library: r.Library}).Routes(),
		session.New(session.Deps{Accounts: r.Accounts, Safety: r.Safety, Programmes: r.Programmes}).Routes(),
		call.New(call.Deps{Families: r.Families, Safety: r.Safety, Notify: r.Messages}).Routes(),
		report.New(report.Deps{Outcomes: r.Outcomes}).Routes(),
		planning.New(planning.Deps{Programmes: r.Programmes, Proposals: r.Proposals}).Routes(),
	)
}

// countUpTo is where the figures beside the navigation stop: more than that is
// "many" to a reader, and costs the database.
const countUpTo = 99

// counts is what waits behind the staff navigation, of what this person may see.
func (r *Rooms) counts(ctx context.Context, who access.Actor) (out page.Counts, err error) {
	if who.May(access.AlertRead) {
		alerts, err := r.Safety.Counts(ctx, who)
		if err != nil {
			return out, err
		}
		out.Alerts = alerts.Open
	}
	if who.May(access.EnquiryRead) {
		if out.Enquiries, err = r.Enquiries.Waiting(ctx, who, countUpTo); err != nil {
			return out, err
		}
	}
	return out, nil
}

// services tells pages about services in the words that pages need.
type services struct{ accounts *identity.Accounts }

func (s services) ServiceByID(ctx context.Context, id access.ServiceID) (page.Service, error) {
	team, err := s.accounts.ServiceByID(ctx, id)
	return shown(team), err
}

func (s services) ServiceBySlug(ctx context.Context, slug string) (page.Service, error) {
	team, err := s.accounts.ServiceBySlug(ctx, slug)
	return shown(team), err
}

func (s services) OnlyService(ctx context.Context) (page.Service, error) {
	all, err := s.accounts.Services(ctx)
	if err != nil {
		return page.Service{}, fmt.Errorf("the only service: %w", err)
	}
	if len(all) != 1 {
		return page.Service{}, fault.NotFoundf("one service among %d", len(all))
	}
	return shown(all[0]), nil
}

func shown(s identity.Service) page.Service {
	return page.Service{
		ID: s.ID, Slug: s.Slug, Name: s.Name, Zone: s.Zone, Lang: s.Lang, Phone: s.Phone, Email: s.Email, ExitURL: s.ExitURL,
	}
}

// EnrolPath is where the link that opens an account for its owner begins.
const EnrolPath = "/enrol/"

// Words speaks English in UTC, for commands that tell a person what is wrong.
func Words() (i18n.Printer, error) {
	catalogue, err := i18n.Load(text.Files())
	if err != nil {
		return i18n.Printer{}, err
	}
	return catalogue.Printer("en", nil), nil
}
