package e2e_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"holdfast/internal/e2e/browser"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// TestTheWholeJourney runs a Baby Love group as its people do, each in front of
// their own browser: from a parent's enquiry to the outcome report, on both
// databases, on a phone and on a desk.
func TestTheWholeJourney(t *testing.T) {
	for _, e := range storetest.Engines() {
		for name, look := range map[string]browser.Look{"phone": phone, "desktop": desktop} {
			t.Run(fmt.Sprintf("%s on a %s", e, name), func(t *testing.T) {
				t.Parallel()
				h := open(t, e)
				j := &journey{house: h, team: h.harbour(), look: look, overlook: e == store.Postgres}
				j.run()
			})
		}
	}
}

// journey is the people of one run.
type journey struct {
	*house
	*team
	look     browser.Look
	overlook bool // the pages are looked over on the other engine: they are the same

	anna, mei, ruth, dana *person
}

// someone opens a browser of the journey's size.
func (j *journey) someone(name string) *person {
	p := j.visitor(name, j.look)
	if j.overlook {
		p.looked = nil
	}
	return p
}

func (j *journey) run() {
	j.anna = j.someone("the parent")
	j.mei = j.someone("the coordinator")
	j.enrols(j.mei, "Mei Tan")
	for _, name := range []string{"Ruth Okafor", "Dana Whitlock"} {
		j.enrol(j.staff[name])
	}
	group := j.opensAGroup()
	ref := asksForAPlace(j.anna, j.team, "Anna Lindqvist")
	j.acceptsAndOffers(ref, group)
	opensTheOffer(j.anna, j.house)

	j.clock.Set(time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC))
	j.fillsInTheCheckIn()
	j.answersThatTheyMayHarmThemselves()
	j.ruth = j.someone("the practitioner")
	j.takesTheAlert()
	j.keysInFromPaper()
	j.cancelsASession(group)

	j.clock.Set(time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC))
	j.marksTheRegister()
	j.dana = j.someone("the lead")
	j.opensTheOutcome(group)
}

// enrols opens the link that somebody new was handed: a password, a code.
func (j *journey) enrols(p *person, name string) {
	p.Helper()
	c := j.staff[name]
	p.goes(c.enrol)
	p.heads("Choose a password")
	key, err := browser.Eval[string](p.tab, `[...document.querySelectorAll("dt")].find((t) => t.textContent.trim() === "Key").nextElementSibling.textContent`)
	p.did(err)
	c.codeKey, c.password = strings.ReplaceAll(strings.TrimSpace(key), " ", ""), "three words and more"
	p.fills("Password", "short")
	p.fills("Code", c.code(j.t, j.clock.Now()))
	p.follows("Save and sign in")
	p.reads("The password must be 12 characters or more")
	p.fills("Password", c.password)
	p.fills("Code", c.code(j.t, j.clock.Now()))
	p.follows("Save and sign in")
	p.heads("Monday 2 March")
	p.follows("Sign out")
	j.signsIn(p, name)
}

// signsIn uses password and code. The clock goes on, since a code works once.
func (j *journey) signsIn(p *person, name string) {
	p.Helper()
	j.clock.Advance(time.Minute)
	c := j.staff[name]
	p.goes("/desk")
	p.heads("Staff sign in")
	p.fills("Email address", c.email)
	p.fills("Password", c.password)
	p.fills("Code", "000000")
	p.follows("Sign in")
	p.reads("That email, password or code did not work")
	p.fills("Email address", c.email)
	p.fills("Password", c.password)
	p.fills("Code", c.code(j.t, j.clock.Now()))
	p.follows("Sign in")
	p.reads(name)
}

// opensAGroup makes a group that the public page shows, and returns its address.
func (j *journey) opensAGroup() (address string) {
	p := j.mei
	p.Helper()
	p.goes("/desk/groups")
	p.heads("Groups")
	p.follows("New group")
	p.heads("New Baby Love group")
	p.date("17", "3", "2026")
	p.fills("Where", "Children’s Centre")
	p.fills("Room (optional)", "Blue room")
	p.fills("Leader 1", "Ruth Okafor")
	p.fills("Leader 2", "Tom Hale")
	p.fills("Places", "6")
	p.follows("See the dates")
	p.reads("17 March", "5 May")
	p.follows("Open this group")
	p.heads("Baby Love, Tuesdays")
	p.reads("The group is open. The public page shows it from now on")
	return p.address()
}

// acceptsAndOffers finds the enquiry by its reference, makes a record of it, and
// offers the family a place.
func (j *journey) acceptsAndOffers(reference, group string) {
	p := j.mei
	p.Helper()
	p.goes("/desk")
	p.goes("/desk/enquiries")
	p.follows("Open", "Anna Lindqvist")
	p.heads("Anna Lindqvist")
	p.reads(reference, "29 December 2025", "08:00", "11 weeks at the first session, 18 weeks at the last")
	p.follows("Accept")
	p.reads("They have a record now, and wait for a place")
	p.goes("/desk/waiting")
	p.heads("Waiting list")
	p.reads("Anna Lindqvist")
	p.goes(group)
	p.follows("Offer place", "Anna Lindqvist")
	p.follows("Offer this place")
	p.reads("a place is offered")
	if n := len(j.post.Mails()); n != 0 {
		p.Errorf("%d mails had left before anything sent them", n)
	}
	j.work()
}

// fillsInTheCheckIn answers, stops, resumes, and asks to be rung.
func (j *journey) fillsInTheCheckIn() {
	p := j.anna
	p.Helper()
	p.goes("/home")
	p.follows("How was your week?")
	p.reads("will read your answers", "Ruth Okafor")
	p.follows("Start")
	p.heads("My baby and I had a moment that felt good.")
	p.follows("Continue")
	p.reads("Choose an answer, or skip this one")
	p.chooses("Most days")
	p.follows("Continue")
	p.heads("I could find out what my baby needed, even if it took a few tries.")

	p.goes("/home") // she puts the phone down
	p.reads("1 of 6 answered")
	p.follows("How was your week?")
	p.heads("I could find out what my baby needed, even if it took a few tries.")
	for range 4 {
		p.chooses("Some days")
		p.follows("Continue")
	}
	p.heads("Would you like to talk to somebody from the team?")
	p.chooses("Yes, as soon as you can")
	p.follows("Continue")
	p.heads("Check your answers")
	p.follows("Send my answers")
	p.heads("Somebody will ring you")
	p.reads("If you cannot wait that long")
}

// answersThatTheyMayHarmThemselves leaves a questionnaire lying after the answer
// that means danger: the page about help comes at once, and so does the alert.
func (j *journey) answersThatTheyMayHarmThemselves() {
	p := j.anna
	p.Helper()
	p.goes("/home")
	p.follows("How have you felt?")
	p.follows("Start")
	for range 9 {
		p.follows("Skip this one")
	}
	p.heads("Stand-in for question 10.")
	p.chooses("First answer")
	p.follows("Continue")
	p.heads("Thank you for telling us")
	p.reads("Talk to somebody now", "What happens next", "Ring 111", "Ring 999")
	p.readsNot("question 10", "First answer", "harming themselves")
}

// takesTheAlert opens Today: what was answered a minute ago stands first. One
// person owns it until they have written what they did.
func (j *journey) takesTheAlert() {
	p := j.ruth
	p.Helper()
	j.signsIn(p, "Ruth Okafor")
	p.heads("Tuesday 10 March")
	p.reads("Something Anna told us means: speak with them today", "Nobody has it yet")
	p.follows("I have this", "speak with them today")
	p.reads("You have this. It stays with you until you write what you did")
	p.follows("Close with this")
	p.reads("Please check one thing")
	p.fills("What did you do?", "Rang at ten. She is with her sister and safe, and sees her doctor at noon.")
	p.follows("Close with this")
	p.reads("Closed, with what you did. It is kept")
	p.goes("/desk")
	p.readsNot("speak with them today")
	p.reads("Anna would like to talk to somebody from the team")
}

// keysInFromPaper types ten answers without touching the mouse.
func (j *journey) keysInFromPaper() {
	p := j.ruth
	p.Helper()
	p.goes("/desk/keyin")
	p.heads("Key in questionnaires")
	p.follows("Key in EPDS, Anna with baby")
	p.reads("Press the number of the ticked box")
	p.holds(`document.activeElement?.name === "item.1"`)
	p.strikes("14", kb.Backspace, kb.Backspace, "1333333334")
	p.holds(`document.activeElement?.type === "submit"`)
	p.did(p.tab.KeysFollow(kb.Enter))
	p.looksOver()
	p.reads("Saved", "Score 10, on a range of 0 to 30", "A screen, not a diagnosis")
}

// marksTheRegister is three taps: the session, the mark, done; a note, and a mark
// that is taken back.
func (j *journey) marksTheRegister() {
	p := j.ruth
	p.Helper()
	j.signsIn(p, "Ruth Okafor") // a login does not last a week
	p.heads("Tuesday 17 March")
	p.reads("session 1 of 8")
	p.follows("Open register Baby Love, Tuesdays")
	p.heads("Session 1 of 8: Welcome, both of you")
	p.reads("Anna Lindqvist", "11 w 1 d today")
	p.chooses("Not here", "Anna Lindqvist")
	p.reads("Anna Lindqvist marked not here")
	p.follows("Undo", "Anna Lindqvist")
	p.reads("Taken back: the last mark of Anna Lindqvist")
	p.chooses("Present", "Anna Lindqvist")
	p.reads("Anna Lindqvist marked present")
	p.fills("What went well for Anna Lindqvist with baby", "Sang to him when he woke.")
	p.strikes(kb.Tab)
	p.follows("Done", map[bool]string{true: "1 of 1 marked", false: "1 present"}[p.look.Width < 640])
	p.reads("The register is finished")
	p.kept("What went well for Anna Lindqvist with baby", "Sang to him when he woke.")
}

// cancelsASession tells everybody once: the public page, the family's page, and a
// mail that names nothing.
func (j *journey) cancelsASession(group string) {
	p := j.mei
	p.Helper()
	j.signsIn(p, "Mei Tan")
	p.goes(group)
	p.follows("Session 2: Getting through the day")
	p.follows("Whole session cancelled")
	p.heads("Cancel session 2 on Tuesday 24 March")
	p.reads("Session 2: from 24 March to 31 March", "Session 8: from 5 May to 12 May", "One family")
	p.follows("Cancel this session")
	p.reads("Please check one thing")
	p.fills("Why is it cancelled?", "The heating has failed.")
	p.follows("Cancel this session")
	p.reads("The session is cancelled and has moved")
	j.work()
	told := 0
	for _, m := range j.post.Mails() {
		body := strings.ReplaceAll(m.Body, "\u00a0", " ")
		if strings.Contains(body, "31 March") && strings.Contains(body, "24 March") {
			told++
		}
	}
	if told != 1 {
		p.Errorf("%d mails tell of the session that moved", told)
	}
	j.linkInMail("anna@post.example", "/o/") // and none of them says too much

	j.anna.goes("/home")
	j.anna.follows("All dates")
	j.anna.reads("Tuesday 17 March", "Tuesday 31 March", "24 March")
	j.anna.readsNot("Tuesday 24 March")
	j.anna.goes("/s/" + j.slug)
	j.anna.reads("17 March to 12 May")
}

// opensTheOutcome is the lead's page of figures, its table and its print.
func (j *journey) opensTheOutcome(group string) {
	p := j.dana
	p.Helper()
	j.signsIn(p, "Dana Whitlock")
	p.goes("/desk/outcomes")
	p.heads("Outcomes")
	p.follows("Baby Love, Tuesdays")
	p.heads("Baby Love, Tuesdays")
	p.reads("Offered a place", "Came at least once", "have EPDS before and after", "0 of 1", "These figures are not final")
	p.readsNot("Anna", "Lindqvist")
	csv, err := browser.Eval[string](p.tab, `fetch([...document.links].find((a) => a.textContent.trim() === "CSV").href).then((r) => r.text())`)
	p.did(err)
	if !strings.Contains(csv, "epds") || strings.Contains(csv, "Anna") {
		p.Errorf("the CSV says: %s", csv)
	}
	p.follows("Print")
	p.did(p.tab.Paper())
	p.reads("Printed by Dana Whitlock")
	_ = group
}
