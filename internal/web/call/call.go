// Package call is the pages on which staff write down that they rang somebody, or said
// by voice what no message may say.
//
// A page here decodes a form, asks one room and lays out what it said. Who may see
// whom is the rooms' to decide.
package call

import (
	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
)

// Deps are the rooms that these pages ask.
type Deps struct {
	Families *family.Service
	Safety   *safety.Service
	Notify   *notify.Service
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get("/desk/people/{person}/call", access.RegisterWrite, p.ask),
		page.Post("/desk/people/{person}/call", access.RegisterWrite, p.log),
		page.Post("/desk/messages/{message}/said", access.OutboxRead, p.said),
	}
}
