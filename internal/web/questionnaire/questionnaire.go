// Package questionnaire is the pages on which questionnaires and ratings are keyed in
// from paper, and what they say then: one filling-in, and all of one caregiver with one
// baby.
//
// A page here decodes a form, asks one room and lays out what it said. Who may see
// whom is the rooms' to decide.
package questionnaire

import (
	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/measure/packs"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
)

// Deps are the rooms that these pages ask.
type Deps struct {
	Families *family.Service
	Safety   *safety.Service
	Measures *measure.Service
	Library  *packs.Library
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get("/desk/keyin", access.ResponseWrite, p.list),
		page.Get("/desk/dyads/{dyad}/keyin", access.ResponseWrite, p.chooseSheet),
		page.Get("/desk/dyads/{dyad}/keyin/{instrument}", access.ResponseWrite, p.sheet),
		page.Post("/desk/dyads/{dyad}/keyin/{instrument}", access.ResponseWrite, p.keyIn),
		page.Get("/desk/dyads/{dyad}/measures", access.ResponseRead, p.history),
		page.Get("/desk/responses/{response}", access.ResponseRead, p.response),
		page.Post("/desk/responses/{response}/void", access.ResponseWrite, p.voidResponse),
	}
}
