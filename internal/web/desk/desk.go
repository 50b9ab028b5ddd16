// Package desk is the staff's pages: Today and all that is due; enquiries, families,
// groups and the waiting list; the outbox, staff and the service itself.
//
// A page here decodes a form, asks one room and lays out what it said. Who may see
// whom is the rooms' to decide: what they do not give out leaves no trace here, no
// heading over nothing, no count, no title.
package desk

import (
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/measure"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
)

// Deps is the rooms that these pages ask.
type Deps struct {
	Accounts   *identity.Accounts
	Families   *family.Service
	Safety     *safety.Service
	Notify     *notify.Service
	Programmes *programme.Service
	Catalogue  *programme.Catalogue
	Enquiries  *enquiry.Service
	Measures   *measure.Service
	Proposals  *proposal.Service
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	var all []page.Route
	for _, some := range [][]page.Route{p.dailyRoutes(), p.coordinatorRoutes()} {
		all = append(all, some...)
	}
	return all
}
