// Package session is the pages of one meeting of a group: who is coming, the register
// of who came, the plan of what is done, and a session that is called off.
//
// A page here decodes a form, asks one room and lays out what it said. Who may see
// whom is the rooms' to decide.
package session

import (
	"holdfast/internal/access"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
)

// Deps are the rooms that these pages ask.
type Deps struct {
	Accounts   *identity.Accounts
	Safety     *safety.Service
	Programmes *programme.Service
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get("/desk/sessions", access.RegisterRead, p.list),
		page.Get("/desk/sessions/{session}", access.RegisterRead, p.session),
		page.Post("/desk/sessions/{session}", access.RegisterWrite, p.save),
		page.Post("/desk/sessions/{session}/row", access.RegisterWrite, p.saveRow),
		page.Post("/desk/sessions/{session}/undo", access.RegisterWrite, p.undoMark),
		page.Get("/desk/sessions/{session}/plan", access.RegisterRead, p.plan),
		page.Get("/desk/sessions/{session}/print", access.RegisterRead, p.print),
		page.Get("/desk/sessions/{session}/move", access.GroupPlan, p.move),
		page.Post("/desk/sessions/{session}/move", access.GroupPlan, p.postMove),
		page.Get("/desk/sessions/{session}/cancel", access.GroupPlan, p.cancel),
		page.Post("/desk/sessions/{session}/cancel", access.GroupPlan, p.postCancel),
	}
}
