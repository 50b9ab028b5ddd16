package e2e_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/e2e/browser"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// phone and desktop are the two windows the journey is made in.
var (
	phone   = browser.Look{Width: 390, Height: 844}
	desktop = browser.Look{Width: 1280, Height: 900}
)

// harbour is the service of the journeys.
func (h *house) harbour() *team {
	return h.team("harbour", "Harbour Lane", map[string]access.Role{
		"Ruth Okafor": access.Practitioner, "Tom Hale": access.Practitioner,
		"Mei Tan": access.Coordinator, "Dana Whitlock": access.Lead,
	})
}

// group opens a group of eight Tuesdays from the seventeenth of March, in person.
func (h *house) group(s *team, capacity int) programme.GroupID {
	h.t.Helper()
	id, err := h.app.Rooms.Programmes.CreateGroup(h.t.Context(), h.actor(s.staff["Mei Tan"]), programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: s.site, Room: "Blue room", Lang: "en", Capacity: capacity,
		First: civil.New(2026, 3, 17), Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
		Leaders: []access.AccountID{s.staff["Ruth Okafor"].id, s.staff["Tom Hale"].id},
	})
	h.must(err)
	return id
}

// asksForAPlace is a parent's enquiry from the service's page to its reference.
func asksForAPlace(p *person, s *team, name string) (reference string) {
	p.Helper()
	p.goes("/s/" + s.slug)
	p.heads("Baby Love")
	p.reads("Tuesdays, 17 March to 5 May", "10 to 11:30 in the morning", "Children’s Centre", "6 places left", "All times are UK time")
	p.follows("Find a group that fits")
	p.heads("Find a group that fits")

	p.follows("How to leave these pages quickly")
	p.heads("Leave quickly")
	p.reads("This page goes blank at once", "Press the Shift key three times")
	p.follows("Continue")
	p.follows("Start")

	p.heads("Is your baby born yet?")
	p.follows("Continue")
	p.reads("Choose whether your baby is born yet")
	p.chooses("Yes")
	p.follows("Continue")
	tellsTheDate(p)

	p.heads("How many babies?")
	p.chooses("One")
	p.follows("Continue")
	p.heads("Yes, one group fits")
	p.reads("Your baby is 9 weeks old today", "11 weeks old at the first session and 18 weeks at the last")
	p.follows("Ask for this place")
	tellsWhoTheyAre(p, name)
	tellsWhatIsSafe(p)
	return checksAndSends(p)
}

// tellsTheDate tries what cannot be a date of birth first: each time it is said in
// words, and what was typed stays.
func tellsTheDate(p *person) {
	p.Helper()
	for _, wrong := range []struct{ day, month, year, says string }{
		{"31", "2", "2025", "That month does not have this day"},
		{"29", "12", "25", "Write all four digits of the year"},
		{"29", "12", "2026", "The date of birth must be today or in the past"},
		{"", "12", "2025", "Add the day"},
	} {
		p.heads("When was your baby born?")
		p.date(wrong.day, wrong.month, wrong.year)
		p.follows("Continue")
		p.reads("Please check one thing", wrong.says)
		for label, typed := range map[string]string{"Day": wrong.day, "Month": wrong.month, "Year": wrong.year} {
			p.kept(label, typed)
		}
	}
	p.date("29", "12", "2025")
	p.follows("Continue")
}

// kept says that a field still holds what was typed.
func (p *person) kept(label, want string) {
	p.Helper()
	got, err := browser.Eval[string](p.tab, `[...document.querySelectorAll("label")].find((l) => l.textContent.replace(/[\s\u2066-\u2069]+/g, " ").trim() === "`+label+`").control.value`)
	p.did(err)
	if got != want {
		p.Errorf("%s: %s holds %q after the mistake, not %q", p.name, label, got, want)
	}
}

func tellsWhoTheyAre(p *person, name string) {
	p.Helper()
	p.heads("Who are you to the baby?")
	p.chooses("Mother")
	p.follows("Continue")
	p.heads("What is your name?")
	p.fills("What is your name?", name)
	first, _, _ := strings.Cut(name, " ")
	p.fills("What should we call you?", first)
	p.follows("Continue")
	p.heads("Which language do you speak best?")
	p.fills("Which language do you speak best?", "English")
	p.follows("Continue")
	p.heads("When could you come?")
	p.follows("Continue")
}

// tellsWhatIsSafe is the part on which a life can hang.
func tellsWhatIsSafe(p *person) {
	p.Helper()
	p.heads("How may we contact you?")
	p.chooses("Email")
	p.fills("Email address", "anna@post.example")
	p.follows("Continue")
	p.heads("When is it safe to send you an email?")
	p.chooses("Only at some hours")
	p.fills("Safe from", "08:00")
	p.fills("Safe until", "18:00")
	p.chooses("No, only me")
	p.follows("Continue")
	p.heads("May we contact you about a place?")
	p.chooses("Yes, contact me in these ways")
	p.follows("Continue")
}

// reference is what a parent can quote on the phone.
var reference = regexp.MustCompile(`Your reference is\s+([0-9A-Z]{4}-[0-9A-Z]{4})`)

func checksAndSends(p *person) string {
	p.Helper()
	p.heads("Check your answers")
	p.reads("Nothing has been sent yet", "29 December 2025", "anna@post.example", "08:00")
	p.follows("Change Language")
	p.heads("Which language do you speak best?")
	p.follows("Continue")
	p.heads("Check your answers")
	p.follows("Send my answers")
	p.heads("Your answers are with us")
	p.reads("What happens next", "Somebody reads your answers within two working days")
	m := reference.FindStringSubmatch(p.words())
	if m == nil {
		p.Fatalf("no reference in: %s", p.words())
	}
	return m[1]
}

// TestAParentAsksAndLeaves is the parent's own part, with and without scripts: no
// step of it may need one.
func TestAParentAsksAndLeaves(t *testing.T) {
	for name, look := range map[string]browser.Look{
		"on a phone": phone, "on a phone without scripts": {Width: phone.Width, Height: phone.Height, NoScripts: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, store.SQLite)
			s := h.harbour()
			group := h.group(s, 6)
			p := h.visitor("the parent", look)
			asksForAPlace(p, s, "Anna Lindqvist")
			h.accepts(s)
			h.offers(s, group)
			h.work()
			opensTheOffer(p, h)
			leavesAtOnce(p)
		})
	}
}

// opensTheOffer follows the link of the last mail and says yes.
func opensTheOffer(p *person, h *house) {
	p.Helper()
	link := h.linkInMail("anna@post.example", "/o/")
	p.goes(link)
	p.heads("There is a place for you")
	p.reads("Tuesdays, 17 March to 5 May", "Blue room", "11 weeks old at the first session")
	if title, err := p.tab.Title(); err != nil || strings.Contains(title, "place") || strings.Contains(title, "Harbour") {
		p.Errorf("the title stands in the phone's history: %q (%v)", title, err)
	}
	p.follows("Yes, I’d like the place")
	p.heads("Hello, Anna")
	p.reads("Session 1 of 8 with", "By email", "08:00 to 18:00")
}

// linkInMail finds the link of the newest mail to an address, and holds every mail
// to what it may say.
func (h *house) linkInMail(to, path string) string {
	h.t.Helper()
	mails := h.post.Mails()
	link := ""
	for _, m := range mails {
		if strings.Join(m.To, ",") != to {
			h.t.Errorf("a mail went to %v", m.To)
		}
		whole := strings.ToLower(m.Header.Get("Subject") + " " + m.Header.Get("From") + " " + m.Body)
		for _, secret := range []string{"harbour", "baby", "group", "ruth", "tom", "children", "parent", "session"} {
			if strings.Contains(strings.ReplaceAll(whole, h.url, ""), secret) {
				h.t.Errorf("a mail says %q: %s", secret, whole)
			}
		}
		if _, after, ok := strings.Cut(m.Body, h.url+path); ok {
			link = path + strings.Fields(after)[0]
		}
	}
	if link == "" {
		h.t.Fatalf("no mail with a link %s… among %d", path, len(mails))
	}
	return link
}

// leavesAtOnce is the way out: a neutral page, the login ended on the server, and
// nothing to go back to.
func leavesAtOnce(p *person) {
	p.Helper()
	before, err := p.tab.Cookies()
	p.did(err)
	if p.look.NoScripts {
		p.follows("Exit this page")
	} else {
		p.goes("/home")
		p.did(p.tab.KeysFollow(kb.Shift, kb.Shift, kb.Shift))
	}
	p.heads("Weather")
	after, err := p.tab.Cookies()
	p.did(err)
	if len(after) > 0 {
		p.Errorf("the browser still holds %v", after)
	}
	p.did(p.tab.Hold("login", before["login"]))
	p.goes("/home")
	p.heads("Ask for a new link")
}
