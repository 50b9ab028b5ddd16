package public_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

func TestAnEnquiryFromTheFirstQuestionToItsReference(t *testing.T) {
	h := open(t)
	b := h.begins()
	h.goes(b, born(today.AddDays(-75), "1")[:3]...)
	fits := b.Get(harbour + "/ask/fits").Is(http.StatusOK)
	says(t, fits, "Your baby is 10 weeks old today and can start a group until", "Your baby will be 12 weeks old at the first session and")
	fits.Has(".fits .age").Has(`button[name="group"]`)
	group, _ := fits.Doc().Find(`button[name="group"]`).First().Attr("value")
	if to := b.Post(harbour+"/ask/fits", url.Values{"group": {group}}).Is(http.StatusSeeOther).To(); to != harbour+"/ask/4" {
		t.Fatalf("goes on at %s", to)
	}
	h.goes(b, rest()...)
	check := b.Get(harbour + "/ask/check").Is(http.StatusOK)
	says(t, check, "Check your answers", "Nothing has been sent yet", "Farah Aziz", "Tuesday morning, In person", "Email: farah@example.com", "At any time")
	check.Has(`.change a[href="/s/harbour-lane/ask/fits"]`).Has(`.change a[href="/s/harbour-lane/ask/5"]`)
	before := h.count(`SELECT COUNT(*) FROM enquiry WHERE state = 'new'`)
	for range 2 { // pressed twice
		if to := b.Post(harbour+"/ask/check", nil).Is(http.StatusSeeOther).To(); to != harbour+"/ask/sent" {
			t.Fatalf("sending leads to %s", to)
		}
	}
	if n := h.count(`SELECT COUNT(*) FROM enquiry WHERE state = 'new'`) - before; n != 1 {
		t.Errorf("%d enquiries arrived", n)
	}
	sent := b.Get(harbour + "/ask/sent").Is(http.StatusOK)
	says(t, sent, "Your answers are with us", "Your reference is", "within two working days")
	silent(t, sent, "Farah", "farah@example.com")
}

func TestWhatIsTypedWronglyIsSaidWhereItIs(t *testing.T) {
	h, long := open(t), strings.Repeat("é", 201)
	for _, tt := range []struct {
		name  string
		after []step
		at    string
		typed url.Values
		says  string
		link  string
	}{
		{"nothing chosen", nil, "1", url.Values{}, "Choose whether your baby is born yet", "#birth"},
		{"an answer that was not offered", nil, "1", url.Values{"birth": {"<script>"}}, "Choose whether your baby is born yet", "#birth"},
		{"no date", steps(1), "2", url.Values{"date-day": {""}, "date-month": {""}, "date-year": {""}}, "Write the date", "#date-day"},
		{"a day that is in no calendar", steps(1), "2", url.Values{"date-day": {"31"}, "date-month": {"2"}, "date-year": {"2027"}}, "That month does not have this day", "#date-day"},
		{"a year that could be two", steps(1), "2", url.Values{"date-day": {"1"}, "date-month": {"2"}, "date-year": {"27"}}, "Write all four digits of the year", "#date-year"},
		{"a month that is none", steps(1), "2", url.Values{"date-day": {"12"}, "date-month": {"15"}, "date-year": {"2026"}}, "The month must be a number from 1 to 12", "#date-month"},
		{"a baby born tomorrow", steps(1), "2", date(today.AddDays(1)), "The date of birth must be today or in the past", "#date-day"},
		{"a due date long past", []step{{"1", url.Values{"birth": {"expected"}}}}, "2", date(today.AddDays(-60)), "This due date has passed", "#date-day"},
		{"a due date in two years", []step{{"1", url.Values{"birth": {"expected"}}}}, "2", date(today.AddDays(700)), "Check the due date", "#date-day"},
		{"four babies", steps(2), "3", url.Values{"babies": {"4"}}, "Choose how many babies", "#babies"},
		{"nobody", steps(3), "4", url.Values{}, "Choose who you are", "#relation"},
		{"no name", steps(4), "5", url.Values{"name": {"   "}}, "Enter a name", "#name"},
		{"a name of 201 letters", steps(4), "5", url.Values{"name": {long}}, "The name must be 200 characters or fewer", "#name"},
		{"no language", steps(5), "6", url.Values{}, "Choose a language", "#lang"},
		{"no way", steps(7), "8", url.Values{}, "Choose at least one way", "#ways"},
		{"a number that is none", steps(7), "8", url.Values{"ways": {"text", "call"}, "phone": {"12"}}, "Enter a phone number", "#phone"},
		{"an address that is none", steps(7), "8", url.Values{"ways": {"email"}, "email": {"farah@"}}, "Enter an email address", "#email"},
		{"nothing about the mailbox", steps(8), "11", url.Values{}, "Choose when this is safe", "#email.when"},
		{"hours without a beginning", steps(8), "11", url.Values{"email.when": {"between"}, "email.until": {"10:00"}, "email.shared": {"no"}}, "Enter when it becomes safe", "#email.from"},
		{"no agreement", steps(9), "12", url.Values{}, "Tick the box", "#agree"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := h.begins()
			h.goes(b, tt.after...)
			a := b.Post(harbour+"/ask/"+tt.at, tt.typed).Is(http.StatusUnprocessableEntity)
			says(t, a, tt.says)
			a.Has(`.faults a[href="` + tt.link + `"]`).Has(`[id="` + tt.link[1:] + `"]`)
			if !strings.HasPrefix(a.Text("title"), "Error: Step ") {
				t.Errorf("title %q", a.Text("title"))
			}
			for name, typed := range tt.typed { // nothing typed is lost
				if got, _ := a.Doc().Find(`input[type="text"][name="` + name + `"]`).Attr("value"); strings.HasPrefix(name, "date-") && got != typed[0] {
					t.Errorf("%s holds %q, not %q", name, got, typed[0])
				}
			}
			silent(t, a, "<script>")
		})
	}
}

// steps are the first pages of an ordinary enquiry.
func steps(n int) []step { return born(today.AddDays(-75), "1")[:n] }

func TestNamesOfEveryKindAreKept(t *testing.T) {
	h := open(t)
	b := h.begins()
	h.goes(b, steps(4)...)
	for _, name := range []string{
		"هدى المصري 🌿", "<script>alert(1)</script>", strings.Repeat("é", 200), "O’Neill-Österreicher & Söhne", "Ян",
	} {
		h.goes(b, step{"5", url.Values{"name": {name}, "called": {""}}})
		a := b.Get(harbour + "/ask/5").Is(http.StatusOK)
		if got, _ := a.Doc().Find("#name").Attr("value"); got != name {
			t.Errorf("kept %q of %q", got, name)
		}
		silent(t, a, "<script>alert")
	}
	h.goes(b, rest()[2:]...)
	h.goes(b, step{"5", url.Values{"name": {"هدى المصري"}, "called": {"هدى"}}})
	check := b.Get(harbour + "/ask/check").Is(http.StatusOK)
	says(t, check, "هدى المصري")
}

func TestWhatFitsIsSaidKindlyWhicheverWayItGoes(t *testing.T) {
	h := open(t)
	for _, tt := range []struct {
		name   string
		birth  string
		date   civil.Date
		babies string
		says   []string
		rows   bool
	}{
		{"a baby of ten weeks", "born", today.AddDays(-75), "1", []string{"groups fit", "Baby today", "Any group that fits"}, true},
		{"twins", "born", today.AddDays(-75), "2", []string{"Your babies are 10 weeks old today", "Your babies will be 12 weeks old", "Babies today"}, true},
		{"a baby to come", "expected", today.AddDays(60), "1", []string{"You are in good time", "can start a group from about", "Put me on the waiting list"}, false},
		{"a baby of a year", "born", today.AddDays(-365), "1", []string{"Your baby is too old for these groups now", "There is more that we can do", "What else there is", "Ask us what else there is", "Or ring us: 020 7946 0112"}, false},
		{"triplets of a year", "born", today.AddDays(-365), "3", []string{"Your babies are too old for these groups now"}, false},
		{"a baby born today", "born", today, "1", []string{"can start a group until"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := h.begins()
			h.goes(b, step{"1", url.Values{"birth": {tt.birth}}}, step{"2", date(tt.date)})
			if to := b.Post(harbour+"/ask/3", url.Values{"babies": {tt.babies}}).Is(http.StatusSeeOther).To(); to != harbour+"/ask/fits" {
				t.Fatalf("leads to %s", to)
			}
			a := b.Get(harbour + "/ask/fits").Is(http.StatusOK)
			says(t, a, tt.says...)
			if got := a.Doc().Find(".fits li").Length() > 0; got != tt.rows {
				t.Errorf("groups are shown: %v", got)
			}
			a.Has(`button[name="group"][value=""]`)
			h.goes(b, step{"fits", url.Values{"group": {""}}})
		})
	}
}

func TestOneSeatIsNoneForTwins(t *testing.T) {
	h := open(t)
	all, err := h.Rooms.Programmes.PublicGroups(t.Context(), h.actor("mei").Service, programme.BabyLove)
	h.must(err)
	for _, g := range all { // every group with a seat has one alone
		h.must(h.Rooms.DB.Update(t.Context(), capacity(g.ID, g.Taken+1)))
	}
	for babies, want := range map[string]string{"1": "Ask for this place", "2": "Join the waiting list"} {
		b := h.begins()
		h.goes(b, born(today.AddDays(-75), babies)[:3]...)
		a := b.Get(harbour + "/ask/fits").Is(http.StatusOK)
		if got := a.Text(".fits li:first-child button"); !strings.HasPrefix(got, want) {
			t.Errorf("%s: the act is %q, want %q", babies, got, want)
		}
		if babies == "2" {
			says(t, a, "1 place left", "you need 2")
		}
	}
}

func TestAChangedAnswerChangesWhatHangsOnIt(t *testing.T) {
	h := open(t)
	b := h.begins()
	h.goes(b, born(today.AddDays(-75), "1")...)
	for _, tt := range []struct {
		name string
		step step
		to   string
	}{
		{"another name leads back to checking", step{"5", url.Values{"name": {"Farah"}}}, "check"},
		{"another date leads to the groups that fit", step{"2", date(today.AddDays(-90))}, "fits"},
		{"not born yet asks for the due date", step{"1", url.Values{"birth": {"expected"}}}, "2"},
		{"a way more asks whether it is safe", step{"8", url.Values{"ways": {"email", "call"}, "email": {"farah@example.com"}, "phone": {"07700 900982"}}}, "10"},
	} {
		if to := b.Post(harbour+"/ask/"+tt.step.at, tt.step.typed).Is(http.StatusSeeOther).To(); to != harbour+"/ask/"+tt.to {
			t.Errorf("%s, and not %s", tt.name, to)
		}
	}
	// What does not hold together is not sent, and the way to put it right is shown.
	h.goes(b, step{"10", url.Values{"call.when": {"any"}, "call.voicemail": {"no"}, "call.shared": {"no"}}})
	a := b.Post(harbour+"/ask/check", nil).Is(http.StatusUnprocessableEntity)
	a.Has(`.faults a[href="/s/harbour-lane/ask/2"]`)
	says(t, a, "This due date has passed")
}

func TestTabsPhonesAndStrangers(t *testing.T) {
	h := open(t)
	b := h.begins()
	h.goes(b, steps(5)...)

	again := b.Get(harbour + "/ask").Is(http.StatusOK)
	if to := link(again, "Go on where you stopped"); to != harbour+"/ask/6" {
		t.Errorf("takes up at %q", to)
	}
	for _, at := range []string{"5", "check", "fits", "sent"} {
		if to := h.Browser().Get(harbour + "/ask/" + at).Is(http.StatusSeeOther).To(); to != harbour+"/ask" {
			t.Errorf("another phone opens %s at %s", at, to)
		}
		if to := h.Browser().Post(harbour+"/ask/"+at, nil).Is(http.StatusSeeOther).To(); to != harbour+"/ask" {
			t.Errorf("another phone sends %s to %s", at, to)
		}
	}
	if to := b.Get("/s/hill-road/ask/5").Is(http.StatusSeeOther).To(); to != "/s/hill-road/ask" {
		t.Errorf("the other service opens it at %s", to)
	}
	for _, at := range []string{"13", "0", "birth", "-1"} {
		if to := b.Get(harbour + "/ask/" + at).Is(http.StatusSeeOther).To(); to != harbour+"/ask/6" {
			t.Errorf("%s leads to %s", at, to)
		}
	}
	if to := b.Get(harbour + "/ask/check").Is(http.StatusSeeOther).To(); to != harbour+"/ask/6" {
		t.Errorf("checking too early leads to %s", to)
	}
	h.goes(b, rest()[2:]...)
	h.goes(b, step{"check", nil})
	// A tab that was left open before it was sent.
	for _, at := range []string{"5", "fits", "check"} {
		if to := b.Post(harbour+"/ask/"+at, url.Values{"name": {"Other"}}).Is(http.StatusSeeOther).To(); to != harbour+"/ask/sent" {
			t.Errorf("after sending, %s leads to %s", at, to)
		}
	}
	// Leaving forgets the enquiry on this phone.
	b.Get("/exit/now")
	if to := b.Get(harbour + "/ask/sent").Is(http.StatusSeeOther).To(); to != harbour+"/ask" {
		t.Errorf("after leaving it opens at %s", to)
	}
}

func TestAHistoryOfAnEnquiryTellsNothing(t *testing.T) {
	h := open(t)
	b := h.begins()
	all := born(today.AddDays(-75), "1")
	titles := map[string]bool{}
	for _, s := range all {
		a := b.Get(harbour + "/ask/" + s.at).Is(http.StatusOK)
		a.Has(`meta[name="robots"][content*="noindex"]`).Has(`a[href="/exit/now"]`).Has(".back")
		if got := a.Header.Get("Cache-Control"); !strings.Contains(got, "no-store") {
			t.Errorf("%s may be kept: %q", s.at, got)
		}
		titles[a.Text("title")] = true
		h.goes(b, s)
	}
	for _, at := range []string{"", "/fits", "/check"} {
		titles[b.Get(harbour+"/ask"+at).Is(http.StatusOK).Text("title")] = true
	}
	for title := range titles {
		for _, telling := range []string{"aby", "Harbour", "Love", "born", "safe", "name"} {
			if strings.Contains(title, telling) {
				t.Errorf("a page is called %q", title)
			}
		}
	}
}

func TestTheEnquiryOfAChosenGroupSaysWhich(t *testing.T) {
	h := open(t)
	a := h.Browser().Get(harbour).Is(http.StatusOK)
	full, _ := a.Doc().Find(".groups li:has(.full) a.btn").First().Attr("href")
	ask := h.Browser().Get(full).Is(http.StatusOK)
	says(t, ask, "Ask for a place", "This group is full, so you would go on its waiting list")
	ask.Has(`input[type="hidden"][name="group"][value="` + full[len(harbour+"/ask?group="):] + `"]`)
	says(t, h.Browser().Get(harbour+"/ask?group=nonsense").Is(http.StatusOK), "Find a group that fits")
	h.Browser().Post(harbour+"/ask", url.Values{"group": {"nonsense"}}).Is(http.StatusSeeOther)
}
