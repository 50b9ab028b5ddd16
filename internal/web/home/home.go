// Package home is a caregiver's own pages: what happens next, the questionnaire
// that is due, "can't come", and asking for help. Everything on them is theirs
// alone; titles and addresses say nothing, since somebody may look over their
// shoulder, and every page has the way out.
package home

import (
	"holdfast/internal/access"
	"holdfast/internal/companion"
	"holdfast/internal/consent"
	"holdfast/internal/enquiry"
	"holdfast/internal/exchange"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/share"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Deps are the use cases behind the pages.
type Deps struct {
	Programmes *programme.Service
	Measures   *measure.Service
	Families   *family.Service
	Safety     *safety.Service
	Consents   *consent.Service
	Copies     *exchange.Service
	Enquiries  *enquiry.Service
	Shares     *share.Service
	Helplines  companion.Helplines
	Cards      *companion.Service
	Companion  func() (*companion.Content, error) // read when it is first asked for
}

// Pages are the handlers of this room.
type Pages struct{ Deps }

// New makes the pages.
func New(d Deps) *Pages { return &Pages{d} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get(page.HomePage, access.HomeUse, p.home),
		page.Get("/home/dates", access.HomeUse, p.dates),
		page.Get("/home/dates/{session}", access.HomeUse, p.cant),
		page.Post("/home/dates/{session}", access.HomeUse, p.postCant),
		page.Post("/home/dates/{session}/can", access.HomeUse, p.postCan),
		page.Post("/home/dates/{place}/come", access.HomeUse, p.postComes),
		page.Get(birthPage, access.HomeUse, p.birth),
		page.Post(birthPage, access.HomeUse, p.postBirth),
		page.Post("/home/news/{fact}/undo", access.HomeUse, p.postUndoBirth),
		page.Get(pausePage, access.HomeUse, p.pause),
		page.Post(pausePage, access.HomeUse, p.postPause),
		page.Get("/home/pause/{stay}", access.HomeUse, p.changePause),
		page.Post("/home/pause/{stay}", access.HomeUse, p.postChangePause),
		page.Post("/home/pause/{stay}/home", access.HomeUse, p.postPauseHome),
		page.Get("/home/begin/{task}", access.HomeUse, p.begin),
		page.Post("/home/begin/{task}", access.HomeUse, p.postBegin),
		page.Get("/home/q/{response}", access.HomeUse, p.resume),
		page.Get("/home/q/{response}/{item}", access.HomeUse, p.item),
		page.Post("/home/q/{response}/{item}", access.HomeUse, p.postItem),
		page.Get("/home/q/{response}/check", access.HomeUse, p.check),
		page.Post("/home/q/{response}/check", access.HomeUse, p.postSend),
		page.Get("/home/q/{response}/sent", access.HomeUse, p.sent),
		page.Get(happenedPage, access.HomeUse, p.happened),
		page.Post(happenedPage, access.HomeUse, p.postHappened),
		page.Get(afterPage, access.HomeUse, p.after),
		page.Get(keptPage, access.HomeUse, p.kept),
		page.Post(cardsPage, access.HomeUse, p.postCards),
		page.Get("/home/now", access.HomeUse, p.now),
		page.Get("/home/next", access.HomeUse, p.next),
		page.Get(RingPage, access.HomeUse, p.ring),
		page.Post(RingPage, access.HomeUse, p.postRing),
		page.Get("/home/reach", access.HomeUse, p.reach),
		page.Post("/home/reach", access.HomeUse, p.postReach),
		page.Get("/home/reach/{way}", access.HomeUse, p.way),
		page.Post("/home/reach/{way}", access.HomeUse, p.postWay),
		page.Get(safePage, access.HomeUse, p.safe),
		page.Post(safePage, access.HomeUse, p.postSafe),
		page.Get(copyPage, access.HomeUse, p.copy),
		page.Post(copyPage, access.HomeUse, p.askCopy),
		page.Get("/home/copy/{copy}", access.HomeUse, p.takeCopy),
		page.Get(withPage, access.HomeUse, p.with),
		page.Get(invitePage, access.HomeUse, p.invite),
		page.Post(invitePage, access.HomeUse, p.postInvite),
		page.Get(writePage, access.HomeUse, p.write),
		page.Post(writePage, access.HomeUse, p.postWrite),
		page.Get("/home/with/words/{words}", access.HomeUse, p.whom),
		page.Post("/home/with/words/{words}", access.HomeUse, p.postWhom),
		page.Post("/home/with/words/{words}/away", access.HomeUse, p.throwAway),
		page.Post("/home/with/shown/{share}", access.HomeUse, p.unshow),
		page.Get("/home/shown/{seen}", access.HomeUse, p.seen),
		page.Post(tellPage, access.HomeUse, p.postTell),
		page.Post("/home/with/asked/{invitation}", access.HomeUse, p.takeBackAsked),
		page.Get(agreedPage, access.HomeUse, p.agreed),
		page.Get("/home/agreed/{purpose}", access.HomeUse, p.agree),
		page.Post("/home/agreed/{purpose}", access.HomeUse, p.postAgree),
		page.Get("/home/agreed/{purpose}/{infant}", access.HomeUse, p.agree),
		page.Post("/home/agreed/{purpose}/{infant}", access.HomeUse, p.postAgree),
	}
}

// narrow is the frame of a page that asks or says one thing.
func narrow(r *page.Request, title string) ui.Frame {
	f := r.HomeFrame(title)
	f.Width = ui.WidthOne
	return f
}
