package desk

import (
	"holdfast/internal/access"
	"holdfast/internal/web/page"
)

// dailyRoutes are the pages of a practitioner's day: Today, alerts, sessions,
// calls, and questionnaires keyed in.
func (p *Pages) dailyRoutes() []page.Route {
	return []page.Route{
		page.Get("/desk", access.DeskUse, p.today),
		page.Get("/desk/due", access.DeskUse, p.due),

		page.Get("/desk/sessions", access.RegisterRead, p.sessions),
		page.Get("/desk/sessions/{session}", access.RegisterRead, p.session),
		page.Post("/desk/sessions/{session}", access.RegisterWrite, p.saveSession),
		page.Post("/desk/sessions/{session}/row", access.RegisterWrite, p.saveRow),
		page.Post("/desk/sessions/{session}/undo", access.RegisterWrite, p.undoMark),
		page.Get("/desk/sessions/{session}/plan", access.RegisterRead, p.sessionPlan),
		page.Get("/desk/sessions/{session}/print", access.RegisterRead, p.printSession),
		page.Get("/desk/sessions/{session}/move", access.GroupPlan, p.moveSession),
		page.Post("/desk/sessions/{session}/move", access.GroupPlan, p.postMoveSession),
		page.Get("/desk/sessions/{session}/cancel", access.GroupPlan, p.cancelSession),
		page.Post("/desk/sessions/{session}/cancel", access.GroupPlan, p.postCancelSession),

		page.Get("/desk/people/{person}/call", access.RegisterWrite, p.call),
		page.Post("/desk/people/{person}/call", access.RegisterWrite, p.logCall),
		page.Post("/desk/messages/{message}/said", access.OutboxRead, p.markSaid),
	}
}
