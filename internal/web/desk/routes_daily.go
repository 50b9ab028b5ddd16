package desk

import (
	"holdfast/internal/access"
	"holdfast/internal/web/page"
)

// dailyRoutes are Today and all that is due.
func (p *Pages) dailyRoutes() []page.Route {
	return []page.Route{
		page.Get("/desk", access.DeskUse, p.today),
		page.Get("/desk/due", access.DeskUse, p.due),
	}
}
