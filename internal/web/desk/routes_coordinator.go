package desk

import "holdfast/internal/web/page"

// coordinatorRoutes are the pages of filling groups: enquiries, families, groups,
// the waiting list, places, outcomes, the outbox and staff.
func (p *Pages) coordinatorRoutes() []page.Route { return nil }
