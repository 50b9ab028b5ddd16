// Package report is the pages that say what became of groups: who came, what was
// found before and after and how sure that is, and the studies that were brought in.
//
// A page here asks one room and lays out what it said. Nobody is named on it.
package report

import (
	"holdfast/internal/access"
	"holdfast/internal/outcome"
	"holdfast/internal/web/page"
)

// Deps are the rooms that these pages ask.
type Deps struct {
	Outcomes *outcome.Service
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get("/desk/outcomes", access.OutcomeRead, p.overview),
		page.Get("/desk/outcomes/groups/{group}", access.OutcomeRead, p.group),
		page.Get("/desk/outcomes/groups/{group}/print", access.OutcomeRead, p.printed),
		page.Get("/desk/outcomes/groups/{group}/csv", access.OutcomeRead, p.csv),
		page.Get("/desk/outcomes/studies/{study}", access.OutcomeRead, p.study),
	}
}
