package e2e_test

import (
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/e2e/browser"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// TestTwoCarersSideBySide is a mother and a father, each in front of their own phone.
// She asks him to take part, staff say who he is, she shows him one thing and takes
// it back. Then he may not know of the baby any more: for him it is as if there were
// none, and on her page nothing tells of that.
func TestTwoCarersSideBySide(t *testing.T) {
	t.Parallel()
	c := &carers{house: open(t, store.SQLite)}
	c.team = c.harbour()
	login := c.enrol(c.staff["Dana Whitlock"])
	c.joins(login)
	c.asks()
	c.answers()
	c.saysWhoItIs()
	c.seesTheBabyAndNothingOfHers()
	c.ines.looked = map[string]bool{} // but not these
	shown := c.shows("Nights are hard. It helps when you take the first feed.")
	c.ines.looked = nil
	c.takesBack(shown)
	c.isShutOut(c.shows("Thank you for Saturday."))
}

type carers struct {
	*house
	*team
	ines, tomas, dana *person
	him, baby         family.PersonID
	session           string // address of the next one
}

// joins registers the two with Lua, and has the mother accept a place for both. The
// lead is signed in already.
func (c *carers) joins(login string) {
	c.t.Helper()
	ctx, rooms, mei := c.t.Context(), c.app.Rooms, c.actor(c.staff["Mei Tan"])
	var place programme.PlaceID
	c.must(rooms.DB.Update(ctx, func(tx *store.Tx) error {
		record, err := rooms.Families.RegisterIn(tx, mei, family.Registration{
			Caregivers: []family.NewCaregiver{
				{Name: "Ines Prado", Called: "Ines", Relation: family.Mother, Details: []family.NewDetail{{Channel: family.Email, Value: "ines@post.example"}}},
				{Name: "Tomas Prado", Called: "Tomas", Relation: family.Father, Details: []family.NewDetail{{Channel: family.Email, Value: "tomas@post.example"}}},
			},
			Infants: []family.NewInfant{{Name: "Lua Prado", Called: "Lua", Born: civil.New(2025, 12, 29)}},
		})
		if err != nil {
			return err
		}
		c.him, c.baby = record.Adults()[1].ID, record.Infants()[0].ID
		for _, a := range record.Adults() {
			if err := rooms.Safety.SetContactIn(tx, mei, a.ID, []safety.SafeContact{{Channel: family.Email, Safe: true}}); err != nil {
				return err
			}
			for _, p := range []consent.Purpose{consent.Messages, consent.TakingPart, consent.Measures} {
				if err := rooms.Consents.GiveIn(tx, mei, a.ID, p, "test"); err != nil {
					return err
				}
			}
		}
		place, err = rooms.Programmes.WaitIn(tx, mei, programme.NewPlace{
			Programme: programme.BabyLove, Family: record.ID, AskedBy: record.Adults()[0].ID, Dyads: record.Dyads,
		})
		return err
	}))
	_, err := rooms.Families.AddStanding(ctx, c.actor(c.staff["Dana Whitlock"]), family.NewStanding{
		Adult: c.him, Infant: c.baby, What: family.Responsibility, Value: family.Yes, Basis: family.OnCertificate, From: civil.New(2026, 1, 2), Evidence: "Seen",
	})
	c.must(err)
	c.must(rooms.Programmes.Offer(ctx, mei, programme.Offer{Place: place, Group: c.group(c.team, 6)}))
	c.work()
	c.ines, c.tomas, c.dana = c.visitor("the mother", phone), c.visitor("the father", phone), c.visitor("the lead", desktop)
	for _, p := range []*person{c.ines, c.tomas, c.dana} {
		p.looked = nil // other journeys look these pages over
	}
	c.dana.did(c.dana.tab.Hold("login", login))
	c.ines.goes(c.lastLink("ines@post.example", "/o/"))
	c.ines.follows("Yes, I’d like the place")
	c.ines.heads("Hello, Ines")
	c.work()
}

func (c *carers) asks() {
	p := c.ines
	p.Helper()
	p.follows("Others who care for your baby")
	p.reads("You show nobody anything")
	p.follows("Ask somebody to take part")
	p.reads("What they would not see", "Your answers, your messages and what you tell us")
	p.fills("What is their name?", "Tomek")
	p.chooses("Father")
	p.fills("What is their email address?", "ines@post.example")
	p.follows("Send the link")
	p.reads("This address is one that a carer of the baby gave as their own")
	p.fills("What is their email address?", "tomas@post.example")
	p.follows("Send the link")
	p.reads("The link is on its way", "A link was sent on")
	c.work()
}

func (c *carers) answers() {
	p := c.tomas
	p.Helper()
	link := c.lastLink("tomas@post.example", "/join/")
	p.goes(link)
	p.heads("Would you like to take part?")
	p.readsNot("Ines", "Lua", "Tomek", "Prado")
	p.fills("Your name", "Tomas Prado")
	p.fills("Your email address", "tomas@post.example")
	p.chooses("Whoever asked may know that I take part")
	p.follows("Yes, I would like to")
	p.heads("Thank you")
	p.goes(link) // once is enough
	p.heads("Thank you")
	c.ines.goes("/home/with")
	c.ines.reads("A link was sent on")
	c.ines.readsNot("Takes part")
}

func (c *carers) saysWhoItIs() {
	p := c.dana
	p.Helper()
	p.goes("/desk")
	p.follows("Somebody answered an invitation. Say who it is")
	p.follows("Look at it")
	p.reads("Meant for", "Father, tomas@post.example", "Same address or number.")
	p.chooses("Tomas Prado Same address or number. Cares for this baby here already.")
	p.follows("Confirm")
	p.reads("They take part now")
	c.work()
}

func (c *carers) seesTheBabyAndNothingOfHers() {
	p := c.tomas
	p.Helper()
	p.goes(c.lastLink("tomas@post.example", "/in/"))
	p.follows("Open my page")
	p.heads("Hello, Tomas")
	p.reads("Session 1 of 8")
	p.readsNot("Ines", "ines@")
	p.goes("/home/agreed")
	p.reads("Lua")
	p.readsNot("Ines")
	p.goes("/home/with")
	p.reads("They may know that you take part")
	p.readsNot("Ines", "Shared with you")
	p.goes("/home")
	session, err := browser.Eval[string](p.tab, `document.querySelector('a[href^="/home/dates/"]').getAttribute("href")`)
	p.did(err)
	c.session = session
}

// shows lets her write something and show it; it is what he opens.
func (c *carers) shows(words string) (address string) {
	p := c.ines
	p.Helper()
	p.goes("/home/with")
	p.reads("Takes part")
	p.follows("Write something to show")
	p.fills("What would you like to say?", words)
	p.follows("Continue")
	p.heads("Who may read it?")
	c.tomas.goes("/home")
	c.tomas.readsNot(words, "Shared with you") // written is not shown
	p.chooses("Tomek")
	p.follows("See what they will read")
	p.heads("What Tomek will read")
	p.reads("Ines shows you this", words)
	p.follows("Show it to Tomek")
	p.reads("They may read it now", "Tomek may read it since")

	c.tomas.goes("/home")
	c.tomas.reads("Shared with you")
	c.tomas.follows("Read it Ines")
	c.tomas.heads("Ines shows you this")
	c.tomas.reads(words)
	return c.tomas.address()
}

func (c *carers) takesBack(shown string) {
	c.ines.Helper()
	c.ines.follows("Take it back Tomek")
	c.ines.reads("You took it back", "Only you can read it")
	c.absent(shown)
	c.tomas.goes("/home")
	c.tomas.readsNot("Shared with you", "Ines")
}

// absent says that an address answers the father like one that never was.
func (c *carers) absent(address string) {
	c.tomas.Helper()
	var words []string
	for _, a := range []string{address, address[:strings.LastIndex(address, "/")+1] + access.NewPersonID().String()} {
		c.tomas.goes(a)
		c.tomas.heads("This page is not here")
		if status := c.tomas.tab.Load().Status; status != 404 {
			c.t.Errorf("%s answers %d", a, status)
		}
		words = append(words, c.tomas.words())
	}
	if words[0] != words[1] {
		c.t.Errorf("%s is not answered like what never was: %q and %q", address, words[0], words[1])
	}
}

// isShutOut keeps him from the baby: of it, its days and what she shows nothing is
// left for him, and her own page is the same as before.
func (c *carers) isShutOut(shown string) {
	c.ines.goes("/home/with")
	before := c.ines.words()
	_, err := c.app.Rooms.Families.Restrict(c.t.Context(), c.actor(c.staff["Dana Whitlock"]), family.NewRestriction{
		Adult: c.him, About: c.baby, From: c.today(), Why: family.CourtOrder, Evidence: "Order seen",
	})
	c.must(err)
	c.work()
	for _, address := range []string{shown, c.session} {
		c.absent(address)
	}
	for _, address := range []string{"/home", "/home/dates", "/home/agreed", "/home/with", "/home/copy"} {
		c.tomas.goes(address)
		c.tomas.readsNot("Lua", "Ines", "Session 1", "Shared with you", "your baby")
	}
	c.ines.goes("/home/with")
	if after := c.ines.words(); after != before {
		c.t.Errorf("her page tells of it: %q, and was %q", after, before)
	}
}
