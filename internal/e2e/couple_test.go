package e2e_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/e2e/browser"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// TestACoupleWhoseBabyComesEarly goes through Baby Steps with two parents side by
// side, each on their own phone: the place, the groups before the birth, a baby who
// comes before the fourth of them, what that moves, and the taking back of a day
// that was wrong. One of the two tells it; both see it; neither reads the other.
func TestACoupleWhoseBabyComesEarly(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			h := open(t, e)
			team := h.harbour()
			for _, name := range []string{"Ruth Okafor", "Tom Hale", "Mei Tan"} {
				h.enrol(team.staff[name])
			}
			h.clock.Set(time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC))
			h.expectsCouple(team)
			ines, tomas := h.visitor("the mother", phone), h.visitor("the father", phone)
			if e == store.Postgres {
				ines.looked, tomas.looked = nil, nil // looked over on the other engine
			}
			acceptAsTwo(h, ines, tomas)
			h.clock.Set(time.Date(2026, 4, 6, 9, 0, 0, 0, time.UTC))
			answersAlone(ines, tomas)
			tellsTheBirth(h, ines, tomas)
			letsItWait(ines, tomas)
			takesTheBirthBack(h, ines, tomas)
			seesWhatTheyTold(h, team)
		})
	}
}

// expectsCouple registers a couple in week 27, who wait for Baby Steps, and offers
// them a place in a group of Tuesdays from the seventeenth of March.
func (h *house) expectsCouple(s *team) {
	h.t.Helper()
	rooms, mei := h.app.Rooms, h.actor(s.staff["Mei Tan"])
	var place programme.PlaceID
	h.must(rooms.DB.Update(h.t.Context(), func(tx *store.Tx) error {
		in := family.Registration{Infants: []family.NewInfant{{Due: civil.New(2026, 6, 9)}}}
		for _, p := range []struct {
			name string
			as   family.Relation
		}{{"Ines Prado", family.Mother}, {"Tomas Prado", family.Father}} {
			called, _, _ := strings.Cut(p.name, " ")
			in.Caregivers = append(in.Caregivers, family.NewCaregiver{
				Name: p.name, Called: called, Relation: p.as, Details: []family.NewDetail{{Channel: family.Email, Value: strings.ToLower(called) + "@post.example"}},
			})
		}
		record, err := rooms.Families.RegisterIn(tx, mei, in)
		if err != nil {
			return err
		}
		for _, a := range record.Adults() {
			if err := rooms.Safety.SetContactIn(tx, mei, a.ID, []safety.SafeContact{{Channel: family.Email, Safe: true}}); err != nil {
				return err
			}
			for _, purpose := range []consent.Purpose{consent.Messages, consent.TakingPart, consent.Measures} {
				if err := rooms.Consents.GiveIn(tx, mei, a.ID, purpose, "test"); err != nil {
					return err
				}
			}
		}
		place, err = rooms.Programmes.WaitIn(tx, mei, programme.NewPlace{
			Programme: "baby-steps", Family: record.ID, AskedBy: record.Adults()[0].ID, Dyads: record.Dyads,
		})
		return err
	}))
	group, err := rooms.Programmes.CreateGroup(h.t.Context(), mei, programme.NewGroup{
		Programme: "baby-steps", Mode: programme.InPerson, Site: s.site, Room: "Blue room", Lang: "en", Capacity: 8,
		First: civil.New(2026, 3, 17), Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 12},
		Leaders: []access.AccountID{s.staff["Ruth Okafor"].id, s.staff["Tom Hale"].id},
	})
	h.must(err)
	h.must(rooms.Programmes.Offer(h.t.Context(), mei, programme.Offer{Place: place, Group: group}))
	h.work()
}

// lastLink is the newest link of a kind that was mailed to somebody.
func (h *house) lastLink(to, path string) string {
	h.t.Helper()
	link := ""
	for _, m := range h.post.Mails() {
		if _, after, ok := strings.Cut(m.Body, h.url+path); ok && m.To[0] == to {
			link = path + strings.Fields(after)[0]
		}
	}
	if link == "" {
		h.t.Fatalf("no mail to %s with a link %s", to, path)
	}
	return link
}

// acceptAsTwo lets one of them accept for both: each has a page of their own.
func acceptAsTwo(h *house, ines, tomas *person) {
	ines.Helper()
	ines.goes(h.lastLink("ines@post.example", "/o/"))
	ines.heads("There is a place for you")
	ines.follows("Yes, I’d like the place")
	ines.heads("Hello, Ines")
	h.work()
	tomas.goes(h.lastLink("tomas@post.example", "/in/"))
	tomas.follows("Open my page")
	tomas.heads("Hello, Tomas")
	for _, p := range []*person{ines, tomas} {
		p.goes("/home/dates")
		p.reads("Home visit: We come to see you", "Birth, and meeting your baby", "7 April", "This is the day if your baby comes on the due date")
	}
}

// answersAlone is one of them filling in their own questions.
func answersAlone(ines, tomas *person) {
	ines.Helper()
	ines.goes("/home/ring")
	ines.heads("Ask somebody to ring you")
	tomas.goes("/home")
	tomas.readsNot("Ines")
}

// tellsTheBirth is the mother telling that the baby came in week 30, on a day that
// is wrong at first.
func tellsTheBirth(h *house, ines, tomas *person) {
	ines.Helper()
	ines.goes("/home")
	ines.follows("My baby is here")
	ines.heads("Your baby is here")
	ines.date("5", "4", "2027")
	ines.follows("See what changes")
	ines.reads("Please check one thing")
	ines.date("4", "4", "2026")
	ines.fills("Your baby’s name", "Lua")
	ines.follows("See what changes")
	ines.heads("What changes for you")
	ines.reads("You wrote that Lua was born on", "4 April", "You do not have to come to these any more", "Birth, and meeting your baby", "Who is there for us", "Home visit: We come to see the three of you")

	// Nothing is written before she says so.
	tomas.goes("/home/dates")
	tomas.readsNot("Lua", "any more")
	mails := len(h.post.Mails())
	ines.follows("Write it down")
	ines.goes("/home/dates")
	ines.reads("You do not have to come to this any more. Your baby is here.")
	tomas.goes("/home/dates")
	tomas.reads("You do not have to come to this any more. Your baby is here.", "It goes by the day your baby came")
	h.work()
	for _, m := range h.post.Mails()[mails:] {
		if strings.Contains(strings.ToLower(m.Body), "cancel") {
			h.t.Errorf("somebody was told of something cancelled: %s", m.Body)
		}
	}
}

// letsItWait is the mother's say in what waits while the baby is in hospital: it is
// hers alone.
func letsItWait(ines, tomas *person) {
	ines.Helper()
	ines.goes("/home/dates")
	ines.follows("My baby is in hospital")
	ines.heads("Your baby is in hospital")
	ines.fills("Day", "4", "Since when?")
	ines.fills("Month", "4", "Since when?")
	ines.fills("Year", "2026", "Since when?")
	// She would rather come. He has not said anything yet, and nothing is asked of him.
	unticked, err := browser.Eval[bool](ines.tab, `(document.querySelector('input[value="sessions"]').click(), !document.querySelector('input[value="sessions"]').checked)`)
	ines.did(err)
	if !unticked {
		ines.Error("sessions do not wait unless somebody says so")
	}
	ines.follows("Let this wait")
	ines.goes("/home")
	ines.reads("While Lua is in hospital", "This waits: questionnaires", "Here you are")
	tomas.goes("/home")
	tomas.reads("While Lua is in hospital", "This waits: sessions and visits with your baby, questionnaires", "Your place is kept")
	tomas.readsNot("Thank you for coming")
}

// takesTheBirthBack puts every day back where it was, for both.
func takesTheBirthBack(h *house, ines, tomas *person) {
	ines.Helper()
	ines.goes("/home/dates")
	ines.follows("Take it back")
	for _, p := range []*person{ines, tomas} {
		p.goes("/home/dates")
		p.readsNot("You do not have to come to this any more")
	}
	ines.goes("/home/news")
	ines.date("3", "4", "2026")
	ines.fills("Your baby’s name", "Lua")
	ines.follows("See what changes")
	ines.follows("Write it down")
	tomas.goes("/home/dates")
	tomas.reads("You do not have to come to this any more. Your baby is here.")
	h.work()
}

// seesWhatTheyTold is the practitioner on the family's page: the birth, and who of
// the two wrote it.
func seesWhatTheyTold(h *house, s *team) {
	h.t.Helper()
	ruth := h.visitor("the practitioner", desktop)
	ruth.looked = nil
	j := &journey{house: h, team: s}
	j.signsIn(ruth, "Ruth Okafor")
	ruth.goes("/desk/families?q=Prado")
	ruth.follows("Ines Prado")
	ruth.reads("Lua", "3 April")
}
