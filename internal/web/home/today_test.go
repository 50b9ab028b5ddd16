package home_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"holdfast/internal/programme"
)

func TestHomeTellsWhatComesNextAndNothingToAnybodyElse(t *testing.T) {
	h := open(t)
	a := h.is("marta").Get("/home").Is(http.StatusOK)
	a.Has(`.next time[datetime="2027-02-09T10:00Z"]`).Has(`a[href="/exit/now"]`).Has(`.todo a[href^="/home/begin/"]`).Has(`a[href="/home/dates"]`)
	a.Has(`aside a[href^="tel:"]`).Has(`aside a[href="/help"]`).Has(`aside a[href="/home/ring"]`)
	says(t, a, "Hello, Marta", "Today, 10 in the morning", "Session 4 of 8 with Ruth and Tom", "will read your answers", "Nobody in your family can")
	silent(t, a, "Piotr", "Nowakowski", "Baby Love", "midwife")
	for _, tt := range []struct{ header, want string }{{"Cache-Control", "no-store"}, {"X-Robots-Tag", ""}} {
		if got := a.Header.Get(tt.header); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q", tt.header, got)
		}
	}
	if got := h.is("piotr").Get("/home"); got.Text("h1") != "Hello, Piotr" || got.Doc().Find(".todo").Length() > 0 {
		t.Errorf("his page has her questionnaire: %s", got.Text("main"))
	}
}

func TestTitlesAndAddressesOfAHistoryTellNothing(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	first := b.Get("/home")
	begin := link(first, "How was your week?")
	question := b.Post(begin, nil).To()
	session := h.group("marta").Next.Session.ID.String()
	for _, address := range []string{
		"/home", "/home/dates", "/home/dates/" + session, "/home/ring", "/home/reach", "/home/reach/text", "/home/now", "/home/next",
		question + "/1", question + "/check",
	} {
		a := b.Get(address).Is(http.StatusOK)
		title := a.Text("title")
		for _, telling := range []string{"Harbour", "Baby", "baby", "Love", "week", "feel", "Holdfast", "safe", "ring"} {
			if strings.Contains(title, telling) {
				t.Errorf("%s is called %q", address, title)
			}
		}
		a.Has(`meta[name="robots"][content*="noindex"]`).Has(`a[href="/exit/now"]`)
	}
	for _, telling := range []string{"checkin", "epds", "middle", "week"} {
		if strings.Contains(begin+question, telling) {
			t.Errorf("the addresses %s and %s say %q", begin, question, telling)
		}
	}
}

func TestTheWayIntoTheCallIsThereFromTenMinutesBeforeUntilTheEnd(t *testing.T) {
	h := open(t)
	next := h.group("hollie").Next
	for _, tt := range []struct {
		name  string
		at    time.Time
		open  bool
		again bool
	}{
		{"two hours before", next.Begins.Add(-2 * time.Hour), false, false},
		{"eleven minutes before", next.Begins.Add(-11 * time.Minute), false, true},
		{"ten minutes before", next.Begins.Add(-10 * time.Minute), true, false},
		{"in the last minute", next.Ends.Add(-time.Minute), true, false},
		{"at the end", next.Ends, false, false},
	} {
		h.Clock.Set(tt.at)
		a := h.is("hollie").Get("/home").Is(http.StatusOK)
		if got := a.Doc().Find(`.next a[href^="https://"]`).Length() == 1; got != tt.open {
			t.Errorf("%s: the way in is there: %v", tt.name, got)
		}
		if got := link(a, "Look again") == "/home"; got != tt.again {
			t.Errorf("%s: offers to look again: %v", tt.name, got)
		}
		if !tt.open && strings.Contains(a.Body, "https://") {
			t.Errorf("%s: the page holds an address of the call", tt.name)
		}
	}
}

func TestOneCannotCome(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	session := "/home/dates/" + h.group("marta").Next.Session.ID.String()

	a := b.Get(session).Is(http.StatusOK)
	a.Has("fieldset legend h1").Has(`input[type="radio"][value=""]`)
	says(t, a, "Why can’t you come today?", "I’d rather not say", "Ruth and Tom and the person who leads the team can read this")
	a = b.Post(session, url.Values{"reason": {"<script>"}}).Is(http.StatusUnprocessableEntity)
	a.Has(`.faults a[href="#reason"]`).Has("#reason")
	if !strings.HasPrefix(a.Text("title"), "Error:") {
		t.Errorf("title %q", a.Text("title"))
	}
	for range 2 { // pressed twice
		if to := b.Post(session, url.Values{"reason": {"baby-ill"}}).Is(http.StatusSeeOther).To(); to != "/home" {
			t.Errorf("leads to %s", to)
		}
	}
	a = b.Get("/home")
	a.Has(`form[action="` + session + `/can"]`)
	says(t, a, "The group leaders know that you can’t come")
	silent(t, h.is("piotr").Get("/home"), "You told us that you can’t come")
	silent(t, b.Get("/home"), "The group leaders know") // told once
	if n := h.count(`SELECT COUNT(*) FROM attendance WHERE session_id = $1 AND person_id = $2 AND mark = 'cant'`, h.group("marta").Next.Session.ID, h.actor("marta").Person); n != 1 {
		t.Errorf("%d marks", n)
	}
	b.Post(session+"/can", nil).Is(http.StatusSeeOther)
	b.Get("/home").Lacks(`form[action="` + session + `/can"]`)

	for _, stranger := range []string{"hollie"} {
		h.is(stranger).Get(session).Is(http.StatusNotFound)
		h.is(stranger).Post(session, url.Values{"reason": {""}}).Is(http.StatusNotFound)
	}
	b.Get("/home/dates/nonsense").Is(http.StatusNotFound)
}

func TestNewsIsTold(t *testing.T) {
	const flooded = "The room was flooded."
	for _, tt := range []struct {
		name   string
		happen func(*house, programme.HomeGroup)
		says   []string
		not    []string
	}{
		{"a session was cancelled and the rest moved", func(h *house, g programme.HomeGroup) {
			h.must(h.Rooms.Programmes.CancelSession(h.t.Context(), h.actor("mei"), g.Next.Session.ID, flooded))
		}, []string{"The session of 9 February was moved to 16 February", "Tuesday 16 February, 10 in the morning"}, []string{flooded}},
		{"the group was postponed", func(h *house, g programme.HomeGroup) {
			h.must(h.Rooms.Programmes.Postpone(h.t.Context(), h.actor("mei"), g.Group.ID, flooded, h.actor("mei").Today.AddDays(9)))
		}, []string{"Your group has to wait. " + flooded, "by 18 February"}, []string{"10 in the morning", "How was your week?"}},
		{"the group was cancelled", func(h *house, g programme.HomeGroup) {
			h.must(h.Rooms.Programmes.CancelGroup(h.t.Context(), h.actor("mei"), g.Group.ID, flooded))
		}, []string{"Your group could not go on. " + flooded, "You are on the waiting list"}, []string{"10 in the morning", "How was your week?"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t)
			before := h.is("hollie").Get("/home").Text(".notice")
			tt.happen(h, h.group("marta"))
			a := h.is("marta").Get("/home").Is(http.StatusOK)
			a.Has("main .notice")
			says(t, a, tt.says...)
			silent(t, a, tt.not...)
			if after := h.is("hollie").Get("/home").Text(".notice"); after != before {
				t.Errorf("another group's caregiver reads %q", after)
			}
			h.is("marta").Get("/home/dates").Is(http.StatusOK)
		})
	}
}

func TestWhoWaitsReadsThatTheyDo(t *testing.T) {
	h := openFor(t, 80)
	a := h.is("sian").Get("/home").Is(http.StatusOK)
	says(t, a, "You are on the waiting list", "Your baby can start a group until", "When there is a place that fits, we send you a link")
	a.Lacks(".next").Lacks(`a[href="/home/dates"]`).Lacks(".empty")
	says(t, h.is("sian").Get("/home/dates").Is(http.StatusOK), "All dates")
	// Too late to start says so, kindly, and never a date that is past.
	h.exec(`UPDATE place SET start_by = '2027-02-01' WHERE id IN (SELECT pd.place_id FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id WHERE d.caregiver_id = $1)`, h.actor("sian").Person)
	a = h.is("sian").Get("/home")
	says(t, a, "Your baby is too old now to start one of these groups", "Ask us to ring you")
	silent(t, a, "1 February")
}

func TestTheFirstTimeIsExplained(t *testing.T) {
	h := open(t)
	a := h.leah().Get("/home").Is(http.StatusOK)
	says(t, a, "The place is yours", "For your first time", "Bring what your baby needs", "Come late if you have to")
	a.Lacks(".try")
	silent(t, h.is("nadia").Get("/home"), "For your first time")
}

func TestAGroupThatIsOverEndsWithThanks(t *testing.T) {
	h := open(t)
	g := h.group("marta")
	h.Clock.Set(g.Later[len(g.Later)-1].Ends.Add(time.Minute))
	a := h.is("marta").Get("/home").Is(http.StatusOK)
	says(t, a, "Thank you for coming", "It was good to have you and your baby with us", "You can still ask us for anything")
	a.Lacks(".next").Lacks(".try").Lacks(`a[href="/home/dates"]`)
}

func TestAfterALossNothingIsExpected(t *testing.T) {
	h := open(t)
	h.is("nadia").Post("/home/happened", url.Values{"kind": {"death"}}).Is(http.StatusSeeOther)
	a := h.is("nadia").Get("/home").Is(http.StatusOK)
	says(t, a, "We are here for you", "Nobody expects you anywhere")
	a.Lacks(".next").Lacks(".todo").Lacks(".try").Lacks(".notice").Has(`aside a[href="/home/ring"]`)
	silent(t, a, "Zayn", "baby", "How was your week?")
	silent(t, h.is("nadia").Get("/home/dates"), "When feelings run high")
}

func TestTwinsAreSpokenOfAsTwo(t *testing.T) {
	h := open(t)
	g := h.group("hollie")
	h.Clock.Set(g.Later[len(g.Later)-1].Ends.Add(time.Minute))
	says(t, h.is("hollie").Get("/home"), "you and your babies")
}

func TestAVisitorIsLedToANewLink(t *testing.T) {
	h := open(t)
	b := h.Browser()
	for _, address := range []string{"/home", "/home/dates", "/home/reach", "/home/now"} {
		to := b.Get(address).Is(http.StatusSeeOther).To()
		if to = b.Get(to).Is(http.StatusSeeOther).To(); to != "/link?ended" {
			t.Errorf("%s leads to %s", address, to)
		}
	}
	says(t, b.Get("/link?ended"), "Ask for a new link", "You were signed out")
}
