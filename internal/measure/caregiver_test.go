package measure

import (
	"slices"
	"testing"

	"holdfast/internal/access/accesstest"
	"holdfast/internal/consent"
	"holdfast/internal/fault"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func TestACaregiverFillsInAQuestionnaireOnTwoPhones(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		task := h.task(t, h.mother, "epds")
		if task.Title != "Ten questions" || task.Minutes != 3 || !slices.Equal(task.Readers, []string{"Ruth Okafor"}) || len(task.Infants) != 2 {
			t.Errorf("due: %+v", task)
		}
		id := h.begin(t, h.mother, "epds")
		if again := h.begin(t, h.mother, "epds"); again != id {
			t.Error("beginning twice made two drafts")
		}
		for item, value := range map[int]int{1: 2, 2: 3} {
			if _, err := h.svc.Answer(t.Context(), h.mother, id, item, value); err != nil {
				t.Fatal(err)
			}
		}
		// The other phone signs in anew and finds what was answered.
		if task := h.task(t, h.mother, "epds"); task.Draft != id || task.Answered != 2 {
			t.Errorf("resumed: %+v", task)
		}
		form, err := h.svc.Form(t.Context(), h.mother, id)
		if err != nil {
			t.Fatal(err)
		}
		if form.Values[1] != 2 || form.Values[2] != 3 || form.Next() != 3 || form.Infant != "" || form.State != Begun {
			t.Errorf("form: %+v", form)
		}
		// Another answer takes the place of the first, and one can be taken away.
		h.answerAll(t, h.mother, id, 10, 4)
		if _, err := h.svc.Answer(t.Context(), h.mother, id, 7, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := h.svc.Submit(t.Context(), h.mother, id); err != nil {
			t.Fatal(err)
		}
		view, err := h.svc.Response(t.Context(), h.Here.Practitioner, id)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(view.Missing, []int{7}) || view.Scales[0].Value != nil || *view.Scales[1].Value != 3 || view.Source != ByCaregiver {
			t.Errorf("one blank: %+v", view.Scales)
		}
		form, err = h.svc.Form(t.Context(), h.mother, id)
		if err != nil {
			t.Fatal(err)
		}
		if form.State != Complete || form.Values != nil || form.Sent != accesstest.Today {
			t.Errorf("what was sent is still shown on the phone: %+v", form)
		}
		due, err := h.svc.Due(t.Context(), h.mother)
		if err != nil || asked(due) != "Julia checkin before phone Antoni+Ewa" {
			t.Errorf("due after sending: %s, %v", asked(due), err)
		}
	})
}

func TestSendingTwiceIsSendingOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "epds")
		_, err := h.svc.Submit(t.Context(), h.mother, id)
		refused(t, "nothing answered", err, fault.Invalid, "measure.submit.empty")
		h.answerAll(t, h.mother, id, 10, 1)
		first, err := h.svc.Submit(t.Context(), h.mother, id)
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.svc.Submit(t.Context(), h.mother, id)
		if err != nil || again != first || !first.Risk || h.alertCount(t) != 1 {
			t.Errorf("first %+v, again %+v, %v, %d alerts", first, again, err, h.alertCount(t))
		}
		view, err := h.svc.Response(t.Context(), h.Here.Lead, id)
		if err != nil || *view.Scales[0].Value != 21 || view.Scales[0].Band.From != 13 || !view.Risk || !view.Items[9].Risk {
			t.Errorf("scored %+v, %v", view.Scales, err)
		}
		_, err = h.svc.Answer(t.Context(), h.mother, id, 1, 2)
		refused(t, "changing what was sent", err, fault.Conflict, "measure.refuse.sent")
		_, err = h.svc.Draft(t.Context(), h.mother, Start{"epds", h.dyad(t, h.mother, 0), Before})
		refused(t, "beginning again", err, fault.Conflict, "measure.refuse.not-due")
	})
}

func TestADangerIsRaisedWhenItIsTicked(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "epds")
		if out, err := h.svc.Answer(t.Context(), h.mother, id, 10, 4); err != nil || out.Risk {
			t.Errorf("never: %+v, %v", out, err)
		}
		first, err := h.svc.Answer(t.Context(), h.mother, id, 10, 3)
		if err != nil || !first.Risk || first.Alert.IsZero() || h.alertCount(t) != 1 {
			t.Fatalf("hardly ever: %+v, %v, %d alerts", first, err, h.alertCount(t))
		}
		// Changing the answer does not take the alert back, and sending makes no second.
		if _, err := h.svc.Answer(t.Context(), h.mother, id, 10, 2); err != nil {
			t.Fatal(err)
		}
		sent, err := h.svc.Submit(t.Context(), h.mother, id)
		if err != nil || sent != first || h.alertCount(t) != 1 {
			t.Errorf("sent %+v, %v, %d alerts", sent, err, h.alertCount(t))
		}
		alert, err := h.alerts.Alert(t.Context(), h.Here.Practitioner, first.Alert)
		if err != nil || alert.Person != h.mother.Person || alert.Kind != "self-harm" || alert.Source != "caregiver" || alert.Response != id.String() {
			t.Errorf("alert %+v, %v", alert, err)
		}
	})
}

func TestAWishToTalkIsSentWithTheRest(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "checkin")
		if out, err := h.svc.Answer(t.Context(), h.mother, id, 6, 1); err != nil || out.Risk || h.alertCount(t) != 0 {
			t.Errorf("ticked: %+v, %v, %d alerts", out, err, h.alertCount(t))
		}
		sent, err := h.svc.Submit(t.Context(), h.mother, id)
		if err != nil || !sent.Risk || h.alertCount(t) != 1 {
			t.Errorf("sent: %+v, %v, %d alerts", sent, err, h.alertCount(t))
		}
	})
}

func TestAnAnswerIsCheckedBeforeItIsStored(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "epds")
		for name, value := range map[string]int{"after the last option": 5, "before the first": -1, "far off": 1 << 40} {
			_, err := h.svc.Answer(t.Context(), h.mother, id, 1, value)
			refused(t, name, err, fault.Invalid, "measure.answer.option")
		}
		_, err := h.svc.Answer(t.Context(), h.mother, id, 11, 1)
		refused(t, "an item there is not", err, fault.NotFound, "")
		_, err = h.svc.Answer(t.Context(), h.mother, NewID(), 1, 1)
		refused(t, "a questionnaire there is not", err, fault.NotFound, "")
		form, err := h.svc.Form(t.Context(), h.mother, id)
		if err != nil || len(form.Values) != 0 {
			t.Errorf("stored %v, %v", form.Values, err)
		}
	})
}

func TestTheOtherParentMeetsNoneOfIt(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "epds")
		h.answerAll(t, h.mother, id, 10, 1)
		_, err := h.svc.Form(t.Context(), h.father, id)
		refused(t, "reading", err, fault.NotFound, "")
		_, err = h.svc.Answer(t.Context(), h.father, id, 1, 1)
		refused(t, "answering", err, fault.NotFound, "")
		_, err = h.svc.Submit(t.Context(), h.father, id)
		refused(t, "sending", err, fault.NotFound, "")
		_, err = h.svc.Draft(t.Context(), h.father, Start{"epds", h.dyad(t, h.mother, 0), Before})
		refused(t, "beginning hers", err, fault.Conflict, "measure.refuse.not-due")
		if task := h.task(t, h.father, "epds"); !task.Draft.IsZero() || task.Caregiver != h.father.Person {
			t.Errorf("the father's own is %+v", task)
		}
		rating := h.keyIn(t, KeyIn{
			ID: NewID(), Instrument: "sensitivity", Dyad: h.dyad(t, h.mother, 0), Timepoint: Before,
			TakenOn: accesstest.Today, Coder: "A. Coder", Values: map[int]int{1: 4},
		})
		_, err = h.svc.Form(t.Context(), h.mother, rating.ID)
		refused(t, "a coder's rating of herself", err, fault.NotFound, "")
		paper := h.keyIn(t, h.paper(t, Extra, 4))
		for what, id := range map[string]ResponseID{"the rating": rating.ID, "what was keyed in for her": paper.ID} {
			_, err = h.svc.Answer(t.Context(), h.mother, id, 1, 1)
			refused(t, "answering "+what, err, fault.NotFound, "")
		}
		_, err = h.svc.Response(t.Context(), h.mother, id)
		refused(t, "scores", err, fault.Forbidden, "")
		_, err = h.svc.History(t.Context(), h.mother, h.dyad(t, h.mother, 0))
		refused(t, "history", err, fault.Forbidden, "")
	})
}

func TestBeginningAgreesAndRefusingEndsIt(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.begin(t, h.mother, "epds")
		agreed, err := h.agreed.Current(t.Context(), h.mother, h.mother.Person)
		if err != nil || !agreed[consent.Measures].Given || agreed[consent.Measures].Wording != "measure.readers" {
			t.Errorf("agreed to %+v, %v", agreed, err)
		}
		if err := h.agreed.Withdraw(t.Context(), h.mother, h.mother.Person, consent.Measures); err != nil {
			t.Fatal(err)
		}
		due, err := h.svc.Due(t.Context(), h.mother)
		if err != nil || len(due) != 0 {
			t.Errorf("still due: %s, %v", asked(due), err)
		}
		_, err = h.svc.KeyIn(t.Context(), h.Here.Practitioner, h.paper(t, Before, 1))
		refused(t, "keying in hers", err, fault.Conflict, "measure.refuse.consent")
		if due, err := h.svc.Due(t.Context(), h.father); err != nil || len(due) == 0 {
			t.Errorf("the father is due nothing any more, %v", err)
		}
	})
}

func TestALossEndsEveryQuestionAboutTheBaby(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for _, infant := range h.record.Infants() {
			h.exec(t, `UPDATE person SET lost_on = $1 WHERE id = $2`, accesstest.Today, infant.ID)
		}
		due, err := h.svc.Due(t.Context(), h.mother)
		if err != nil || len(due) != 0 {
			t.Errorf("still due: %s, %v", asked(due), err)
		}
	})
}
