package desk_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"holdfast/internal/family"
	"holdfast/internal/measure"
)

// fill opens a sheet and ticks one box after the other; 0 leaves an item blank.
func (h *house) fill(record family.Record, instrument string, boxes ...int) (string, url.Values) {
	h.t.Helper()
	at := "/desk/dyads/" + record.Dyads[0].ID.String() + "/keyin/" + instrument
	form := h.get(h.Here.Practitioner, at+"?at=before").form("form[data-keyin]")
	for i, box := range boxes {
		if box > 0 {
			form.Set("item."+strconv.Itoa(i+1), strconv.Itoa(box))
		}
	}
	return at, form
}

func TestAPaperQuestionnaireIsKeyedIn(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	due := h.get(ruth, "/desk/keyin")
	due.says("main", "EPDS, Tove with Elin", "Key in")
	due.hides("Zofia")
	sheet := h.get(ruth, "/desk/dyads/"+h.tove.Dyads[0].ID.String()+"/keyin/epds?at=before")
	sheet.says("h1", "EPDS: Tove Lindqvist with Elin")
	sheet.has("fieldset.mark", 10)
	sheet.has("fieldset.mark input[checked]", 0)
	sheet.has("input[name=timepoint][value=before][checked]", 1)
	sheet.says(".keyin", "Being able to laugh")

	at, form := h.fill(h.tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	p := h.post(ruth, at, form)
	p.says("[role=status]", "Saved")
	p.says("h1", "EPDS: Before")
	p.says("main", "Score 9, on a range of 0 to 30.", "Below the published lines", "Every item answered", "Entered from paper · by Ruth Okafor")
	p.has("svg.strip", 2)
	p.has(".alerts", 0)
	again := h.ask(ruth, at, form).is(http.StatusSeeOther)
	if again.location != p.location {
		t.Error("the same form twice is two responses")
	}
	h.get(ruth, "/desk/keyin").hides("EPDS, Tove with Elin")
}

func TestAnAnswerThatMeansRiskOpensAnAlertAndHidesTheScore(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	at, form := h.fill(h.tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 2)
	p := h.post(ruth, at, form)
	p.says("main > section:first-of-type", "Tove Lindqvist", "speak with them today", "I have this")
	p.has("svg.strip", 0)
	p.hides("Score 1", "range of 0", "Below the published", "Points", "Depression")
	p.has("a[href$='/measures']", 1)
	scores := h.get(ruth, "/desk/dyads/"+h.tove.Dyads[0].ID.String()+"/measures")
	scores.says("main", "Score 11, on a range of 0 to 30")
	scores.hides("speak with them", "I have this")
	h.get(ruth, "/desk").has(".alerts li", 1)
}

func TestBlanksStayBlank(t *testing.T) {
	h := newHouse(t)
	at, form := h.fill(h.tove, "epds", 1, 0, 4, 4, 4, 4, 4, 4, 4, 4)
	p := h.post(h.Here.Practitioner, at, form)
	p.says("main", "No score, because items were left blank", "1 item left blank", "left blank")
	p.says("section[aria-labelledby=scale-anxiety]", "Score 3, on a range of 0 to 9") // its items were answered
}

func TestWhatIsWrongOnASheetKeepsTheRest(t *testing.T) {
	h := newHouse(t)
	at, form := h.fill(h.tove, "epds", 1, 2)
	form.Set("item.3", "9")
	form.Set("taken-on", "2027-03-30")
	form.Del("timepoint")
	p := h.ask(h.Here.Practitioner, at, form).is(http.StatusUnprocessableEntity)
	p.faultsLead(3)
	if got := p.form("form[data-keyin]"); got.Get("item.1") != "1" || got.Get("item.2") != "2" || got.Get("taken-on") != "2027-03-30" {
		t.Errorf("kept %v", got)
	}
	p.has("input[name='item.1'][checked]", 1)
	_, empty := h.fill(h.tove, "epds")
	h.ask(h.Here.Practitioner, at, empty).is(http.StatusUnprocessableEntity).faultsLead(1)
}

func TestASecondEntryShowsBoth(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	at, form := h.fill(h.tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	first := h.post(ruth, at, form)
	_, other := h.fill(h.tove, "epds", 1, 1, 3, 3, 3, 3, 3, 3, 3, 4)
	p := h.ask(ruth, at, other).is(http.StatusConflict)
	p.says("h1", "Entered twice")
	p.has("table .tag", 1)
	p.hides("range of 0")
	p.hides("means a risk")
	_, grave := h.fill(h.tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 3)
	h.ask(ruth, at, grave).is(http.StatusConflict).says(".notice", "means a risk")
	next := h.post(ruth, at, p.form("main form[method=post]"))
	next.says("main", "Score 8, on a range of 0 to 30.")
	old := h.get(ruth, first.location)
	old.says("main", "Another entry took its place")
	old.has("svg.strip", 0)
}

func TestARatingByATrainedCoder(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	at, form := h.fill(h.tove, "sensitivity", 6)
	p := h.ask(ruth, at, form).is(http.StatusUnprocessableEntity)
	p.faultsLead(1)
	p.says("main", "never pooled")
	p.has("fieldset.mark input", 9)
	form.Set("coder", "Amara Obi")
	saved := h.post(ruth, at, form)
	saved.says("main", "Score 6, on a range of 1 to 9.", "coder Amara Obi", "No bands are published")
}

func TestChangeIsToldWithWhetherItIsReliable(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	at, form := h.fill(h.tove, "epds", 4, 4, 1, 1, 3, 3, 3, 3, 3, 4)
	h.post(ruth, at, form)
	h.clock.Set(sessionDay.AddDate(0, 0, 28))
	at, form = h.fill(h.tove, "epds", 1, 1, 3, 3, 3, 3, 3, 3, 3, 4)
	form.Set("timepoint", string(measure.Extra))
	p := h.post(ruth, at, form)
	p.says("main", "Down by 6 since the first time, 16 February. Reliably better. A change of 4 counts.")
	history := h.get(ruth, "/desk/dyads/"+h.tove.Dyads[0].ID.String()+"/measures")
	history.has("section[aria-labelledby=epds-total] tbody tr", 2)
	history.says("section[aria-labelledby=epds-total]", "16 February 2027", "14", "8", "Lower is better")
}

func TestAnEntryIsTakenBack(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	at, form := h.fill(h.tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	saved := h.post(ruth, at, form)
	void := saved.form("form[action$='/void']")
	p := h.ask(ruth, saved.location+"/void", void).is(http.StatusUnprocessableEntity)
	p.faultsLead(1)
	p.has("details[open] #why", 1)
	void.Set("why", "The other Tove")
	h.post(ruth, saved.location+"/void", void).says("main", "It counts for nothing", "Taken back: The other Tove")
	h.post(ruth, saved.location+"/void", void)
	h.get(ruth, "/desk/keyin").says("main", "EPDS, Tove with Elin")
}

func TestWhoMayKeyInAndRead(t *testing.T) {
	h := newHouse(t)
	at, form := h.fill(h.tove, "epds", 1, 2, 3, 3, 3, 3, 3, 3, 3, 4)
	saved := h.post(h.Here.Practitioner, at, form)
	h.ask(h.Here.Colleague, saved.location, nil).is(http.StatusNotFound)
	h.ask(h.Here.Colleague, at, form).is(http.StatusNotFound)
	h.ask(h.Here.Coordinator, saved.location, nil).is(http.StatusForbidden)
	h.ask(h.There.Lead, saved.location, nil).is(http.StatusNotFound)
	h.get(h.Here.Lead, saved.location).says("h1", "EPDS: Before")
	choose := h.get(h.Here.Practitioner, "/desk/dyads/"+h.tove.Dyads[0].ID.String()+"/keyin")
	choose.says("main", "EPDS: Edinburgh Postnatal Depression Scale", "A trained coder’s rating")
	h.ask(h.Here.Practitioner, "/desk/dyads/"+h.tove.Dyads[0].ID.String()+"/keyin/nothing", nil).is(http.StatusNotFound)
}
