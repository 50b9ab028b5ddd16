// Package record is the staff's pages about one person: what they agreed to, what
// is kept apart about them, who may see what. One file a page.
//
// A page here decodes a form, asks one room and lays out what it said, as package
// desk does. Whom a reader may see is the rooms' to decide; the titles and the
// addresses say nothing that somebody behind a shoulder could use.
package record

import (
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/enquiry"
	"holdfast/internal/exchange"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Deps are the rooms that these pages ask.
type Deps struct {
	Families *family.Service
	Safety   *safety.Service
	Consents *consent.Service
	Copies   *exchange.Service

	Programmes *programme.Service
	Enquiries  *enquiry.Service
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return append(slices.Concat(p.kinRoutes(), p.daysRoutes(), p.visitRoutes(), p.invitationRoutes()),
		page.Get("/desk/people/{person}/agreed", access.FamilyRead, p.agreed),
		page.Post("/desk/people/{person}/agreed", access.FamilyRead, p.writeAgreed),
		page.Get("/desk/people/{person}/alone", access.RestrictedWrite, p.alone),
		page.Post("/desk/people/{person}/alone", access.RestrictedWrite, p.postAlone),
		page.Get("/desk/people/{person}/apart", access.RestrictedRead, p.keptApart),
		page.Post("/desk/people/{person}/apart", access.RestrictedWrite, p.postKeptApart),
		page.Post("/desk/people/{person}/copy", access.FamilyRead, p.postCopy),
		page.Get(copiesAddress, access.CopyReview, p.copies),
		page.Get("/desk/copies/{copy}", access.CopyReview, p.copy),
		page.Post("/desk/copies/{copy}", access.CopyReview, p.decide),
		page.Post("/desk/copies/{copy}/give", access.CopyReview, p.give),
		page.Get("/desk/copies/{copy}/file", access.CopyReview, p.copyFile),
		page.Get(glassAddress, access.GlassBreak, p.glass),
		page.Post(glassAddress, access.GlassBreak, p.postGlass),
		page.Get("/desk/babies/{person}/happened", access.LossWrite, p.happened),
		page.Post("/desk/babies/{person}/happened", access.LossWrite, p.postHappened),
		page.Get("/desk/babies/{person}/happened/back", access.LossReverse, p.askBack),
		page.Post("/desk/babies/{person}/happened/back", access.LossReverse, p.postBack),
	)
}

// personAt is the person of the address.
func (p *Pages) personAt(r *page.Request) (family.Person, error) {
	var id access.PersonID
	if err := page.PathID(r, "person", &id); err != nil {
		return family.Person{}, err
	}
	return p.Families.Person(r.Context(), r.Who, id)
}

// nameOf is a person's name for a sentence.
func nameOf(p family.Person) string {
	if p.Name != "" {
		return ui.Isolate(p.Name)
	}
	return ui.Isolate(p.Called)
}

func personAddress(id access.PersonID, thing string) string {
	return "/desk/people/" + id.String() + "/" + thing
}

// frame is a page about one person, as narrow as a text.
func frame(r *page.Request, title string, in failing) ui.Frame {
	f := r.DeskFrame(r.Print.T(title), page.Families)
	f.Width, f.Failed = ui.WidthOne, in != nil && in.Failed()
	return f
}

// failing is a form that may have something to put right.
type failing interface{ Failed() bool }

// reply is a page: 422 when its form has something to put right.
func reply(f ui.Frame, v layout) page.Reply {
	if f.Failed {
		return page.Invalid(layoutPage(f, v))
	}
	return page.HTML(layoutPage(f, v))
}
