package questionnaire_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"holdfast/internal/app/officetest"
	"holdfast/internal/family"
	"holdfast/internal/measure"
)

// fill opens a sheet and ticks one box after the other; 0 leaves an item blank.
func fill(h *officetest.House, record family.Record, instrument string, boxes ...int) (string, url.Values) {
	h.T.Helper()
	at := "/desk/dyads/" + record.Dyads[0].ID.String() + "/keyin/" + instrument
	form := h.Get(h.Here.Practitioner, at+"?at=before").Form("form[data-keyin]")
	for i, box := range boxes {
		if box > 0 {
			form.Set("item."+strconv.Itoa(i+1), strconv.Itoa(box))
		}
	}
	return at, form
}

func TestAPaperQuestionnaireIsKeyedIn(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	due := h.Get(ruth, "/desk/keyin")
	due.Says("main", "EPDS, Tove with Elin", "Key in")
	due.Hides("Zofia")
	sheet := h.Get(ruth, "/desk/dyads/"+h.Tove.Dyads[0].ID.String()+"/keyin/epds?at=before")
	sheet.Says("h1", "EPDS: Tove Lindqvist with Elin")
	sheet.Has("fieldset.mark", 10)
	sheet.Has("fieldset.mark input[checked]", 0)
	sheet.Has("input[name=timepoint][value=before][checked]", 1)
	sheet.Says(".keyin", "Being able to laugh")

	at, form := fill(h, h.Tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	p := h.Submit(ruth, at, form)
	p.Says("[role=status]", "Saved")
	p.Says("h1", "EPDS: Before")
	p.Says("main", "Score 9, on a range of 0 to 30.", "Below the published lines", "Every item answered", "Entered from paper · by Ruth Okafor")
	p.Has("svg.strip", 2)
	p.Has(".alerts", 0)
	again := h.Ask(ruth, at, form).Is(http.StatusSeeOther)
	if again.Location != p.Location {
		t.Error("the same form twice is two responses")
	}
	h.Get(ruth, "/desk/keyin").Hides("EPDS, Tove with Elin")
}

func TestAnAnswerThatMeansRiskOpensAnAlertAndHidesTheScore(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	at, form := fill(h, h.Tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 2)
	p := h.Submit(ruth, at, form)
	p.Says("main > section:first-of-type", "Tove Lindqvist", "speak with them today", "I have this")
	p.Has("svg.strip", 0)
	p.Hides("Score 1", "range of 0", "Below the published", "Points", "Depression")
	p.Has("a[href$='/measures']", 1)
	scores := h.Get(ruth, "/desk/dyads/"+h.Tove.Dyads[0].ID.String()+"/measures")
	scores.Says("main", "Score 11, on a range of 0 to 30")
	scores.Hides("speak with them", "I have this")
	h.Get(ruth, "/desk").Has(".alerts li", 1)
}

func TestBlanksStayBlank(t *testing.T) {
	h := officetest.NewHouse(t)
	at, form := fill(h, h.Tove, "epds", 1, 0, 4, 4, 4, 4, 4, 4, 4, 4)
	p := h.Submit(h.Here.Practitioner, at, form)
	p.Says("main", "No score, because items were left blank", "1 item left blank", "left blank")
	p.Says("section[aria-labelledby=scale-anxiety]", "Score 3, on a range of 0 to 9") // its items were answered
}

func TestWhatIsWrongOnASheetKeepsTheRest(t *testing.T) {
	h := officetest.NewHouse(t)
	at, form := fill(h, h.Tove, "epds", 1, 2)
	form.Set("item.3", "9")
	form.Set("taken-on", "2027-03-30")
	form.Del("timepoint")
	p := h.Ask(h.Here.Practitioner, at, form).Is(http.StatusUnprocessableEntity)
	p.FaultsLead(3)
	if got := p.Form("form[data-keyin]"); got.Get("item.1") != "1" || got.Get("item.2") != "2" || got.Get("taken-on") != "2027-03-30" {
		t.Errorf("kept %v", got)
	}
	p.Has("input[name='item.1'][checked]", 1)
	_, empty := fill(h, h.Tove, "epds")
	h.Ask(h.Here.Practitioner, at, empty).Is(http.StatusUnprocessableEntity).FaultsLead(1)
}

func TestASecondEntryShowsBoth(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	at, form := fill(h, h.Tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	first := h.Submit(ruth, at, form)
	_, other := fill(h, h.Tove, "epds", 1, 1, 3, 3, 3, 3, 3, 3, 3, 4)
	p := h.Ask(ruth, at, other).Is(http.StatusConflict)
	p.Says("h1", "Entered twice")
	p.Has("table .tag", 1)
	p.Hides("range of 0")
	p.Hides("means a risk")
	_, grave := fill(h, h.Tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 3)
	h.Ask(ruth, at, grave).Is(http.StatusConflict).Says(".notice", "means a risk")
	next := h.Submit(ruth, at, p.Form("main form[method=post]"))
	next.Says("main", "Score 8, on a range of 0 to 30.")
	old := h.Get(ruth, first.Location)
	old.Says("main", "Another entry took its place")
	old.Has("svg.strip", 0)
}

func TestARatingByATrainedCoder(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	at, form := fill(h, h.Tove, "sensitivity", 6)
	p := h.Ask(ruth, at, form).Is(http.StatusUnprocessableEntity)
	p.FaultsLead(1)
	p.Says("main", "never pooled")
	p.Has("fieldset.mark input", 9)
	form.Set("coder", "Amara Obi")
	saved := h.Submit(ruth, at, form)
	saved.Says("main", "Score 6, on a range of 1 to 9.", "coder Amara Obi", "No bands are published")
}

func TestChangeIsToldWithWhetherItIsReliable(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	at, form := fill(h, h.Tove, "epds", 4, 4, 1, 1, 3, 3, 3, 3, 3, 4)
	h.Submit(ruth, at, form)
	h.Clock.Set(officetest.SessionDay.AddDate(0, 0, 28))
	at, form = fill(h, h.Tove, "epds", 1, 1, 3, 3, 3, 3, 3, 3, 3, 4)
	form.Set("timepoint", string(measure.Extra))
	p := h.Submit(ruth, at, form)
	p.Says("main", "Down by 6 since the first time, 16 February. Reliably better. A change of 4 counts.")
	history := h.Get(ruth, "/desk/dyads/"+h.Tove.Dyads[0].ID.String()+"/measures")
	history.Has("section[aria-labelledby=epds-total] tbody tr", 2)
	history.Says("section[aria-labelledby=epds-total]", "16 February 2027", "14", "8", "Lower is better")
}

func TestAnEntryIsTakenBack(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	at, form := fill(h, h.Tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	saved := h.Submit(ruth, at, form)
	void := saved.Form("form[action$='/void']")
	p := h.Ask(ruth, saved.Location+"/void", void).Is(http.StatusUnprocessableEntity)
	p.FaultsLead(1)
	p.Has("details[open] #why", 1)
	void.Set("why", "The other Tove")
	h.Submit(ruth, saved.Location+"/void", void).Says("main", "It counts for nothing", "Taken back: The other Tove")
	h.Submit(ruth, saved.Location+"/void", void)
	h.Get(ruth, "/desk/keyin").Says("main", "EPDS, Tove with Elin")
}

func TestWhoMayKeyInAndRead(t *testing.T) {
	h := officetest.NewHouse(t)
	at, form := fill(h, h.Tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	saved := h.Submit(h.Here.Practitioner, at, form)
	h.Ask(h.Here.Colleague, saved.Location, nil).Is(http.StatusNotFound)
	h.Ask(h.Here.Colleague, at, form).Is(http.StatusNotFound)
	h.Ask(h.Here.Coordinator, saved.Location, nil).Is(http.StatusForbidden)
	h.Ask(h.There.Lead, saved.Location, nil).Is(http.StatusNotFound)
	h.Get(h.Here.Lead, saved.Location).Says("h1", "EPDS: Before")
	choose := h.Get(h.Here.Practitioner, "/desk/dyads/"+h.Tove.Dyads[0].ID.String()+"/keyin")
	choose.Says("main", "EPDS: Edinburgh Postnatal Depression Scale", "A trained coder’s rating")
	h.Ask(h.Here.Practitioner, "/desk/dyads/"+h.Tove.Dyads[0].ID.String()+"/keyin/nothing", nil).Is(http.StatusNotFound)
}
