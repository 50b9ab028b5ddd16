// Package planning is the pages on which whoever fills groups sees a plan before
// anybody hears of it: who could have which place and why, who would have none and
// why, how far it is from the best there could be.
//
// A page here asks package proposal and puts keys into sentences that could be read
// out to the family they are about. What it says of one family names no other.
package planning

import (
	"strconv"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Deps are the rooms that these pages ask.
type Deps struct {
	Programmes *programme.Service
	Proposals  *proposal.Service
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get(plansAddress, access.PlaceFill, p.plans),
		page.Post(plansAddress, access.PlaceFill, p.makePlan),
		page.Get(weighingAddress, access.PlaceFill, p.weighing),
		page.Post(weighingAddress, access.PlanChoose, p.choose),
		page.Get("/desk/places/{place}/need", access.PlaceFill, p.need),
		page.Post("/desk/places/{place}/need", access.PlaceFill, p.setNeed),
		page.Get("/desk/plans/{plan}", access.PlaceFill, p.plan),
		page.Get("/desk/plans/{plan}/help", access.PlaceFill, p.help),
		page.Post("/desk/plans/{plan}/move", access.PlaceFill, p.move),
		page.Post("/desk/plans/{plan}/offer", access.PlaceFill, p.offer),
		page.Get(openingAddress, access.GroupPlan, p.opening),
		page.Get(roomsAddress, access.GroupPlan, p.rooms),
		page.Post(roomsAddress, access.GroupPlan, p.setRooms),
		page.Get(openingAddress+"/{leader}", access.GroupPlan, p.leader),
		page.Post(openingAddress+"/{leader}", access.GroupPlan, p.setLeader),
	}
}

const plansAddress = "/desk/plans"

func planAddress(id proposal.ID) string { return plansAddress + "/" + id.String() }

// planAt is the proposal that the address names.
func planAt(r *page.Request) (id proposal.ID, err error) {
	err = parse(r.PathValue("plan"), &id)
	return id, err
}

// parse reads an identifier. What is no identifier is not there, like what nobody may
// see.
func parse[K any](text string, id *ident.ID[K]) (err error) {
	*id, err = ident.Parse[K](text)
	return err
}

// askOf is which part of a proposal the address asks for.
func askOf(r *page.Request) (ask proposal.Ask, err error) {
	if ask.ID, err = planAt(r); err != nil {
		return ask, err
	}
	q := r.URL.Query()
	if group := q.Get("group"); group != "" {
		if err := parse(group, &ask.Group); err != nil {
			return ask, err
		}
	}
	for name, to := range map[string]*int{"groups": &ask.FromPart, "families": &ask.FromNone} {
		if text := q.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 {
				return ask, fault.NotFoundf("part of a plan")
			}
			*to = n
		}
	}
	return ask, nil
}

// frame is a staff page of this room.
func frame(r *page.Request, title string) ui.Frame {
	f := r.DeskFrame(title, page.Groups)
	f.Scripts = []string{"send.js"}
	return f
}
