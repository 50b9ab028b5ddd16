package home

import (
	"slices"

	"holdfast/internal/civil"
	"holdfast/internal/companion"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// cardsPage is where a caregiver says that they want no cards today, none at all, or
// some again.
const cardsPage = "/home/cards"

// tryView is what somebody may try until next week: the line of the session they
// were at last, and the card of the companion that goes with it.
type tryView struct {
	Title  string
	Line   string
	Card   *cardView
	Said   string // instead of both
	Action string
	Acts   []ui.Button
	More   ui.Link // to the companion
}

type cardView struct {
	companion.Card
	Voice, Out string // what stands above
	About      ui.Link
}

// toTry is nil for who was at no session yet, while every baby's cards wait, and
// after a loss, also for a baby who lives: nobody who grieves is set a task.
func (p *Pages) toTry(r *page.Request, groups []programme.HomeGroup, dyads []family.Dyad, pauses family.Pauses) (*tryView, error) {
	groups = slices.DeleteFunc(soonest(groups), func(g programme.HomeGroup) bool { return g.Next == nil || g.Had == 0 })
	if len(groups) == 0 || cardsWait(pauses, babiesOf(dyads), r.Today) {
		return nil, nil
	}
	lost, err := p.lostLately(r)
	if err != nil || len(lost) > 0 {
		return nil, err
	}
	rest, err := p.Cards.Resting(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	content, err := p.Companion()
	if err != nil {
		return nil, err
	}
	book := &content.Books[0]
	if own, ok := content.Book(r.Print.Lang()); ok {
		book = own
	}
	v := &tryView{
		Title: r.Print.T("home.try"), Action: cardsPage,
		More: ui.Link{Label: r.Print.T("home.companion"), Href: page.CompanionPath + book.Lang + "/", Tap: true},
	}
	switch act := func(value companion.Rest, label string) ui.Button {
		return ui.Button{Label: label, Kind: ui.Outline, Name: "rest", Value: string(value)}
	}; rest {
	case companion.NotToday:
		v.Said = book.Words["today.rest"]
	case companion.Paused:
		v.Said, v.Acts = r.Print.T("home.try.paused"), []ui.Button{act(companion.Awake, book.Words["today.start"])}
	default:
		g := groups[0]
		plan := g.Group.Programme.Plan(g.Had)
		v.Line, v.Card = plan.Home, cardOf(book, plan.Cards, awake(g, dyads, pauses, r.Today), r.Today)
		v.Acts = []ui.Button{act(companion.NotToday, book.Words["today.not"]), act(companion.Paused, r.Print.T("home.try.pause"))}
	}
	return v, nil
}

// awake are the caregiver's own of a group's babies whose cards do not wait.
func awake(g programme.HomeGroup, dyads []family.Dyad, pauses family.Pauses, today civil.Date) []family.Dyad {
	return slices.DeleteFunc(slices.Clone(dyads), func(d family.Dyad) bool {
		here := slices.ContainsFunc(g.Infants, func(b family.Person) bool { return b.ID == d.Infant.ID })
		return !here || cardsWait(pauses, []family.Person{d.Infant}, today)
	})
}

// cardOf is the card of a session for the babies of one caregiver; nil where the
// companion has none for their age.
func cardOf(book *companion.Book, themes []string, dyads []family.Dyad, today civil.Date) *cardView {
	for _, d := range dyads {
		stage := companion.StageAt(d.Infant.Due, d.Infant.Born, today)
		if c, ok := book.CardFor(themes, stage, readersOf(d, len(dyads))); ok {
			return &cardView{
				Card: c, Voice: book.Words["today.voice"], Out: book.Words["today.out"],
				About: ui.Link{Label: book.Words["rests"], Href: page.CompanionPath + book.Lang + "/age-" + stage + ".html#" + c.Key, Tap: true},
			}
		}
	}
	return nil
}

// readersOf is whom a card may be written for so that it fits this caregiver. What
// the service does not know of them (how they see, hear and move) fits nobody here.
func readersOf(d family.Dyad, babies int) (out []string) {
	switch d.Relation {
	case family.Father, family.Partner:
		out = append(out, "father")
	case family.Grandparent, family.Foster, family.Adoptive:
		out = append(out, string(d.Relation))
	}
	if babies > 1 {
		out = append(out, "twins")
	}
	if b := d.Infant; !b.Born.IsZero() && civil.CorrectedBirth(b.Born, b.Due) != b.Born {
		out = append(out, "premature")
	}
	return out
}

// postCards is one tap, and says nothing back but the page as it is now.
func (p *Pages) postCards(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	want := in.One("rest", string(companion.NotToday), string(companion.Paused), string(companion.Awake))
	if err := in.Check(); err != nil {
		return page.Reply{}, err
	}
	if err := p.Cards.Rest(r.Context(), r.Who, companion.Rest(want)); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.HomePage), nil
}
