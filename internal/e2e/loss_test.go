package e2e_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app/backup"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/e2e/browser"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/pledge"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// TestALossInWeekThirty is Jo and Sam in Baby Steps, each in front of their own phone.
// They have been to three sessions when their son is stillborn, and Jo tells it. From
// then on nothing speaks of him, and nothing does after the database was put back to
// the morning of that day.
func TestALossInWeekThirty(t *testing.T) {
	t.Parallel()
	l := &loss{house: open(t, store.SQLite)}
	l.team = l.harbour()
	l.enrol(l.staff["Ruth Okafor"])
	l.joins()
	l.clock.Set(time.Date(2026, 3, 25, 9, 0, 0, 0, time.UTC)) // 30 weeks and a day
	l.work()
	l.reads()
	copied := filepath.Join(t.TempDir(), "morning.backup")
	_, err := backup.Make(t.Context(), l.config, copied) // while it is served
	l.must(err)
	mails := len(l.post.Mails())

	l.clock.Advance(time.Hour)
	l.tells()
	l.work()
	l.stops("told")
	l.standsFirst()

	l.clock.Advance(time.Hour)
	r := l.restores(copied)
	if len(r.Carried) != 1 || r.Carried[0].Kind != pledge.Loss || r.Carried[0].Applied != 1 {
		t.Errorf("the restore carried over %+v", r)
	}
	l.work()
	l.stops("restored")
	l.standsFirst()

	l.cancelsASession()
	for range 65 { // what is left of the group: the day on which he was due, the sessions and questions after it
		l.clock.Advance(2 * 24 * time.Hour)
		l.work()
	}
	// Without the loss six mails go: a new day and two rounds of questions, to each.
	for _, m := range l.post.Mails()[mails:] {
		t.Errorf("after the loss a mail went to %v: %s", m.To, m.Header.Get("Subject"))
	}
}

// loss is the people of this journey.
type loss struct {
	*house
	*team
	jo, sam, ruth *person
}

const (
	joMail  = "jo@post.example"
	samMail = "sam@post.example"
	baby    = "Kester" // a word that stands in no text
)

// joins has the two on the waiting list of Baby Steps, offers them a place, and lets
// each of them open their own mail.
func (l *loss) joins() {
	l.t.Helper()
	ctx, rooms, mei := l.t.Context(), l.app.Rooms, l.actor(l.staff["Mei Tan"])
	group, err := rooms.Programmes.CreateGroup(ctx, mei, programme.NewGroup{
		Programme: "baby-steps", Mode: programme.InPerson, Site: l.site, Room: "Blue room", Lang: "en", Capacity: 8,
		First: civil.New(2026, 3, 10), Starts: civil.Clock{Hour: 17}, Ends: civil.Clock{Hour: 19},
		Leaders: []access.AccountID{l.staff["Ruth Okafor"].id, l.staff["Tom Hale"].id},
	})
	l.must(err)
	var place programme.PlaceID
	l.must(rooms.DB.Update(ctx, func(tx *store.Tx) error {
		record, err := rooms.Families.RegisterIn(tx, mei, family.Registration{
			Caregivers: []family.NewCaregiver{
				{Name: "Jo Marsh", Called: "Jo", Relation: family.Mother, Details: []family.NewDetail{{Channel: family.Email, Value: joMail}}},
				{Name: "Sam Reed", Called: "Sam", Relation: family.Father, Details: []family.NewDetail{{Channel: family.Email, Value: samMail}}},
			},
			Infants: []family.NewInfant{{Name: baby + " Marsh-Reed", Called: baby, Due: civil.New(2026, 6, 2)}},
		})
		if err != nil {
			return err
		}
		for _, a := range record.Adults() {
			for _, p := range []consent.Purpose{consent.TakingPart, consent.Messages, consent.Measures} {
				if err := rooms.Consents.GiveIn(tx, mei, a.ID, p, "enquiry.agree.v1"); err != nil {
					return err
				}
			}
			if err := rooms.Safety.SetContactIn(tx, mei, a.ID, []safety.SafeContact{{Channel: family.Email, Safe: true}}); err != nil {
				return err
			}
		}
		place, err = rooms.Programmes.WaitIn(tx, mei, programme.NewPlace{
			Programme: "baby-steps", Family: record.ID, AskedBy: record.Adults()[0].ID, Dyads: record.Dyads,
		})
		return err
	}))
	l.must(rooms.Programmes.Offer(ctx, mei, programme.Offer{Place: place, Group: group}))
	l.work()
	l.jo, l.sam, l.ruth = l.visitor("Jo", phone), l.visitor("Sam", phone), l.visitor("Ruth", desktop)
	for _, p := range []*person{l.jo, l.sam, l.ruth} {
		p.looked = nil // other journeys look these pages over
	}
	l.jo.goes(l.link(joMail, "/o/"))
	l.jo.follows("Yes, I’d like the place")
	l.jo.heads("Hello, Jo")
	l.work()
	l.sam.goes(l.link(samMail, "/in/"))
	l.sam.follows("Open my page")
	l.sam.heads("Hello, Sam")
}

// link is that of the newest mail to somebody.
func (l *loss) link(to, path string) (link string) {
	l.t.Helper()
	for _, m := range l.post.Mails() {
		if _, after, ok := strings.Cut(m.Body, l.url+path); ok && strings.Join(m.To, ",") == to {
			link = path + strings.Fields(after)[0]
		}
	}
	if link == "" {
		l.t.Fatalf("no mail to %s has a link %s…", to, path)
	}
	return link
}

// speaks is what their own pages say of a baby who is on the way.
const speaks = "/baby|birth|session|home visit|questions|" + baby + "/i"

// reads opens what speaks of the baby on the morning of that day.
func (l *loss) reads() {
	l.t.Helper()
	for _, p := range []*person{l.jo, l.sam} {
		p.goes("/home")
		p.reads("Session 4 of 9", "My baby is here")
		if found := p.finds(speaks); !slices.Contains(found, "/home/dates") {
			p.Errorf("before the loss %s reads of the baby on %v alone: what follows shows nothing", p.name, found)
		}
	}
}

// finds walks through every page of somebody's own that links lead to, and returns
// those whose words match.
func (p *person) finds(words string) []string {
	p.Helper()
	found, err := browser.Eval[[]string](p.tab, `(async () => {
		const seen = new Set(["/home"]), next = ["/home"], found = []
		while (next.length) {
			const at = next.shift()
			const page = new DOMParser().parseFromString(await (await fetch(at)).text(), "text/html")
			if (`+words+`.test(page.title + page.querySelector("main").textContent)) found.push(at)
			for (const a of page.querySelectorAll("a[href^='/home']")) {
				const to = a.getAttribute("href").split("#")[0]
				if (!seen.has(to)) { seen.add(to); next.push(to) }
			}
		}
		return found
	})()`)
	p.did(err)
	return found
}

// tells is the one quiet act.
func (l *loss) tells() {
	p := l.jo
	p.Helper()
	p.looked = map[string]bool{}
	p.goes("/home/dates")
	p.follows("Something has happened")
	p.heads("Something has happened")
	p.reads("No message is sent to anybody about it")
	p.chooses("The baby was stillborn")
	p.follows("Tell the team")
	p.heads("We are so sorry that " + baby + " was stillborn.")
	p.reads("There is nothing you have to do", "Ruth Okafor from the team will ring you by the end of Thursday 26 March")
}

// stops looks at what both see: nothing speaks of him but what they open for it (what
// is kept; the wordings of what they agreed to, which stay as they were), and Sam is
// not told by a program.
func (l *loss) stops(when string) {
	l.t.Helper()
	for _, p := range []*person{l.jo, l.sam} {
		p.goes("/home")
		p.readsNot(baby, "Session 4", "My baby is here", "cancelled")
		for _, at := range p.finds(speaks) {
			if at != "/home/kept" && !strings.HasPrefix(at, "/home/agreed/") && (p != l.jo || at != "/home/after") {
				p.Errorf("%s: %s reads of a baby on %s", when, p.name, at)
			}
		}
	}
	l.sam.goes("/home/after")
	l.sam.heads("We are here for you.")
	l.sam.readsNot(baby, "stillborn", "sorry")
	for _, m := range l.post.Mails() {
		if strings.Contains(m.Body+m.Header.Get("Subject"), "cancelled") {
			l.t.Errorf("%s: a mail to %v says that something is cancelled", when, m.To)
		}
	}
}

// cancelsASession moves the next session, of which everybody is told who has a place.
func (l *loss) cancelsASession() {
	l.t.Helper()
	var next programme.SessionID
	l.must(l.app.Rooms.DB.View(l.t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT id FROM group_session WHERE on_day = $1`, civil.New(2026, 3, 31)).Scan(&next)
	}))
	l.must(l.app.Rooms.Programmes.CancelSession(l.t.Context(), l.actor(l.staff["Mei Tan"]), next, "The heating has failed."))
	l.work()
}

// standsFirst is Today for Ruth: whom to call, before everything else.
func (l *loss) standsFirst() {
	l.t.Helper()
	l.clock.Advance(time.Minute) // a code works once
	ruth := l.staff["Ruth Okafor"]
	token, err := l.app.Rooms.Accounts.SignIn(l.t.Context(), identity.SignIn{
		Email: ruth.email, Password: ruth.password, Code: ruth.code(l.t, l.clock.Now()), From: "127.0.0.1",
	})
	l.must(err)
	l.ruth.did(l.ruth.tab.Hold("login", token))
	l.ruth.goes("/desk")
	l.ruth.heads("Wednesday 25 March")
	l.ruth.reads("There was a loss.")
	l.ruth.readsNot(baby)
	first, err := browser.Eval[string](l.ruth.tab, `document.querySelector("main section").innerText`)
	l.ruth.did(err)
	if !strings.Contains(first, "There was a loss.") || !strings.Contains(first, "Jo") {
		l.ruth.Errorf("first on Today stands: %s", first)
	}
}
