// Package alert is the pages of a risk until somebody wrote down what they did: the
// list, the alert itself, who has it.
//
// A page here decodes a form, asks one room and lays out what it said. Who may see
// whom is the rooms' to decide.
package alert

import (
	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
)

// Deps are the rooms that these pages ask.
type Deps struct {
	Families *family.Service
	Safety   *safety.Service
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get("/desk/alerts", access.AlertRead, p.alerts),
		page.Get("/desk/alerts/{alert}", access.AlertRead, p.alert),
		page.Post("/desk/alerts/{alert}/take", access.AlertOwn, p.take),
		page.Post("/desk/alerts/{alert}/note", access.AlertOwn, p.note),
		page.Post("/desk/alerts/{alert}/hand", access.AlertOwn, p.hand),
		page.Post("/desk/alerts/{alert}/close", access.AlertOwn, p.closeIt),
	}
}
