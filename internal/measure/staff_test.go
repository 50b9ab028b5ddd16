package measure

import (
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func TestKeyingInFromPaper(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for name, tt := range map[string]struct{ option, total int }{
			"the first option throughout": {1, 21}, "the last option throughout": {4, 9},
		} {
			in := h.paper(t, Extra, tt.option)
			out := h.keyIn(t, in)
			view, err := h.svc.Response(t.Context(), h.Here.Practitioner, out.ID)
			if err != nil {
				t.Fatal(err)
			}
			if *view.Scales[0].Value != float64(tt.total) || out.Risk != (tt.option == 1) || view.EnteredBy != "Ruth Okafor" || view.Source != OnPaper {
				t.Errorf("%s: %v, risk %v, by %s", name, *view.Scales[0].Value, out.Risk, view.EnteredBy)
			}
		}
		blank := h.paper(t, Extra, 2)
		delete(blank.Values, 4)
		blank.Values[5] = 0
		view, err := h.svc.Response(t.Context(), h.Here.Practitioner, h.keyIn(t, blank).ID)
		if err != nil || view.Scales[0].Value != nil || len(view.Missing) != 2 || view.Items[3].Score != nil || *view.Items[2].Score != 2 {
			t.Errorf("two blanks: %+v, missing %v, %v", view.Scales, view.Missing, err)
		}
	})
}

func TestTheSameFormIsEnteredOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		in := h.paper(t, Before, 1)
		first, again := h.keyIn(t, in), h.keyIn(t, in)
		if first != again || !first.Risk || h.alertCount(t) != 1 {
			t.Errorf("first %+v, again %+v, %d alerts", first, again, h.alertCount(t))
		}
		h.letSee(t, h.Here.Colleague, h.mother.Person)
		for _, infant := range h.record.Infants() {
			h.letSee(t, h.Here.Colleague, infant.ID)
		}
		_, err := h.svc.KeyIn(t.Context(), h.Here.Colleague, in)
		refused(t, "the same identifier from somebody else", err, fault.NotFound, "")
	})
}

func TestASecondEntryIsShownBesideTheFirst(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		first := h.keyIn(t, h.paper(t, Before, 4))
		second := h.paper(t, Before, 3)
		second.Dyad = h.dyad(t, h.mother, 1) // the other twin: it is still about the mother
		out, err := h.svc.KeyIn(t.Context(), h.Here.Practitioner, second)
		refused(t, "a second entry", err, fault.Conflict, "measure.refuse.twice")
		if out.Twice != first.ID || !out.ID.IsZero() {
			t.Errorf("in the way stands %+v, want %s", out, first.ID)
		}
		if !out.Risk || h.alertCount(t) != 1 {
			t.Errorf("the risk on it waits until it is settled: %+v, %d alerts", out, h.alertCount(t))
		}
		sheet, err := h.svc.Sheet(t.Context(), h.Here.Practitioner, NewSheet{"epds", h.dyad(t, h.mother, 0), Before})
		if err != nil || sheet.Twice != first.ID || len(sheet.Items) != 10 || sheet.Items[0].Boxes != 4 {
			t.Errorf("sheet %+v, %v", sheet, err)
		}
		second.Replaces = first.ID
		if out := h.keyIn(t, second); out.ID != second.ID || h.alertCount(t) != 1 {
			t.Errorf("replaced: %+v, %d alerts", out, h.alertCount(t))
		}
		old, err := h.svc.Response(t.Context(), h.Here.Practitioner, first.ID)
		if err != nil || old.State != Voided || old.VoidWhy != "" {
			t.Errorf("the first is %s, %v", old.State, err)
		}
		father := h.paper(t, Before, 3)
		father.Dyad = h.dyad(t, h.father, 0)
		h.keyIn(t, father) // his own is no second entry
	})
}

func TestPaperTakesThePlaceOfADraft(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "epds")
		h.answerAll(t, h.mother, id, 10, 4)
		h.keyIn(t, h.paper(t, Before, 4))
		_, err := h.svc.Submit(t.Context(), h.mother, id)
		refused(t, "sending the draft", err, fault.NotFound, "")
		_, err = h.svc.Response(t.Context(), h.Here.Lead, NewID())
		refused(t, "nothing there", err, fault.NotFound, "")
	})
}

func TestWhatIsWrongWithAForm(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for _, tt := range []struct {
			name   string
			change func(*KeyIn)
			field  string
			key    string
		}{
			{"no day", func(in *KeyIn) { in.TakenOn = accesstest.Today.AddDays(1) }, "taken-on", "measure.taken-on.future"},
			{"a day in another year", func(in *KeyIn) { in.TakenOn = accesstest.Today.AddMonths(-36) }, "taken-on", "measure.taken-on.old"},
			{"an option there is not", func(in *KeyIn) { in.Values[3] = 5 }, "item.3", "measure.answer.item"},
			{"an item there is not", func(in *KeyIn) { in.Values[11] = 1 }, "item.11", "measure.answer.item"},
			{"nothing answered", func(in *KeyIn) { in.Values = map[int]int{1: 0} }, "item.1", "measure.submit.empty"},
			{"no timepoint", func(in *KeyIn) { in.Timepoint = "" }, "timepoint", "measure.timepoint.missing"},
			{"a rating without a coder", func(in *KeyIn) { in.Instrument, in.Coder, in.Values = "sensitivity", " ", map[int]int{1: 5} }, "coder", "measure.coder.missing"},
			{"a coder's name without end", func(in *KeyIn) { in.Coder = strings.Repeat("é", 101) }, "coder", "measure.coder.long"},
		} {
			in := h.paper(t, Before, 1)
			tt.change(&in)
			_, err := h.svc.KeyIn(t.Context(), h.Here.Practitioner, in)
			refused(t, tt.name, err, fault.Invalid, tt.key)
			if problems := fault.ProblemsOf(err); len(problems) == 1 && problems[0].Field != tt.field {
				t.Errorf("%s: at %s, want %s", tt.name, problems[0].Field, tt.field)
			}
		}
		in := h.paper(t, Before, 9)
		_, err := h.svc.KeyIn(t.Context(), h.Here.Practitioner, in)
		if n := len(fault.ProblemsOf(err)); n != 10 {
			t.Errorf("ten wrong items: %d problems", n)
		}
		if h.alertCount(t) != 0 {
			t.Error("a refused form opened an alert")
		}
	})
}

func TestWhoReadsAnswers(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.keyIn(t, h.paper(t, Before, 4)).ID
		both := h.Here.Colleague
		both.Roles = []access.Role{access.Practitioner, access.Coordinator}
		for _, tt := range []struct {
			name string
			who  access.Actor
			want fault.Kind
		}{
			{"the practitioner who leads the group", h.Here.Practitioner, fault.Internal},
			{"the lead", h.Here.Lead, fault.Internal},
			{"a practitioner who does not see the family", h.Here.Colleague, fault.NotFound},
			{"one who fills groups as well, and so knows of every family", both, fault.NotFound},
			{"the coordinator", h.Here.Coordinator, fault.Forbidden},
			{"the administrator", h.Here.Administrator, fault.Forbidden},
			{"the lead of another service", h.There.Lead, fault.NotFound},
			{"the mother", h.mother, fault.Forbidden},
			{"nobody", access.Actor{}, fault.Forbidden},
		} {
			_, read := h.svc.Response(t.Context(), tt.who, id)
			_, history := h.svc.History(t.Context(), tt.who, h.dyad(t, h.mother, 0))
			in := h.paper(t, Extra, 4)
			_, write := h.svc.KeyIn(t.Context(), tt.who, in)
			for what, err := range map[string]error{"reads": read, "reads the history": history, "keys in": write} {
				if fault.KindOf(err) != tt.want {
					t.Errorf("%s %s: %v, want %v", tt.name, what, err, tt.want)
				}
			}
			if tt.want == fault.Internal {
				continue
			}
			if err := h.svc.Void(t.Context(), tt.who, id, "wrong baby"); fault.KindOf(err) != tt.want {
				t.Errorf("%s voids: %v, want %v", tt.name, err, tt.want)
			}
			_, err := h.svc.Sheet(t.Context(), tt.who, NewSheet{"epds", h.dyad(t, h.mother, 0), Before})
			if fault.KindOf(err) != tt.want {
				t.Errorf("%s opens a sheet: %v, want %v", tt.name, err, tt.want)
			}
		}
	})
}

func TestADraftIsTheCaregiversOwn(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "epds")
		h.answerAll(t, h.mother, id, 9, 1)
		_, err := h.svc.Response(t.Context(), h.Here.Lead, id)
		refused(t, "reading it", err, fault.NotFound, "")
		refused(t, "voiding it", h.svc.Void(t.Context(), h.Here.Lead, id, "why"), fault.NotFound, "")
		tracks, err := h.svc.History(t.Context(), h.Here.Lead, h.dyad(t, h.mother, 0))
		if err != nil || len(tracks) != 0 {
			t.Errorf("history %+v, %v", tracks, err)
		}
	})
}

func TestAVoidResponseCountsForNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.keyIn(t, h.paper(t, Before, 4)).ID
		refused(t, "without a reason", h.svc.Void(t.Context(), h.Here.Practitioner, id, " "), fault.Invalid, "measure.void.why.missing")
		if err := h.svc.Void(t.Context(), h.Here.Practitioner, id, "Her sister's form"); err != nil {
			t.Fatal(err)
		}
		refused(t, "twice", h.svc.Void(t.Context(), h.Here.Practitioner, id, "again"), fault.Conflict, "measure.refuse.void")
		view, err := h.svc.Response(t.Context(), h.Here.Practitioner, id)
		if err != nil || view.VoidWhy != "Her sister's form" || view.State != Voided {
			t.Errorf("kept as %+v, %v", view, err)
		}
		if task := h.task(t, h.mother, "epds"); !task.Draft.IsZero() {
			t.Errorf("due again as %+v", task)
		}
		if tracks, err := h.svc.History(t.Context(), h.Here.Lead, h.dyad(t, h.mother, 0)); err != nil || len(tracks) != 0 {
			t.Errorf("history %+v, %v", tracks, err)
		}
	})
}

func TestTrendAndReliableChange(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		var last ResponseID
		// Totals 15, 12, 11: items 1 to 5 score 3 each, then 0 on item 5, then 2 on item 4.
		for n, values := range []map[int]int{
			{1: 4, 2: 4, 3: 1, 4: 4, 5: 1}, {1: 4, 2: 4, 3: 1, 4: 4, 5: 4}, {1: 4, 2: 4, 3: 1, 4: 3, 5: 4},
		} {
			in := h.paper(t, Extra, 4)
			for item := range 10 {
				in.Values[item+1] = 4 // no score on a reversed item
			}
			in.Values[1], in.Values[2], in.Values[4] = 1, 1, 1
			for item, value := range values {
				in.Values[item] = value
			}
			in.TakenOn = accesstest.Today.AddDays(7*n - 20)
			last = h.keyIn(t, in).ID
		}
		view, err := h.svc.Response(t.Context(), h.Here.Practitioner, last)
		if err != nil {
			t.Fatal(err)
		}
		total := view.Scales[0]
		if *total.Value != 11 || total.First.Points != -4 || total.First.Verdict != score.Improved || !total.First.Recovered ||
			total.First.Threshold != 4 || !strings.HasPrefix(total.First.Source.Cite, "Matthey 2004") || total.First.Since != accesstest.Today.AddDays(-20) {
			t.Errorf("since the first: %v, %+v", *total.Value, total.First)
		}
		if total.Previous.Points != -1 || total.Previous.Verdict != score.Unchanged {
			t.Errorf("since the one before: %+v", total.Previous)
		}
		if anxiety := view.Scales[1]; anxiety.First.Verdict != score.Unclear || anxiety.First.Source.Cite != "" {
			t.Errorf("a scale without a published value: %+v", anxiety.First)
		}
		tracks, err := h.svc.History(t.Context(), h.Here.Practitioner, h.dyad(t, h.mother, 1))
		if err != nil || len(tracks) != 2 || len(tracks[0].Points) != 3 || tracks[0].Points[0].Value != 15 || tracks[0].First.Points != -4 {
			t.Errorf("the other twin's history lacks what is about the mother: %+v, %v", tracks, err)
		}
		if tracks, err := h.svc.History(t.Context(), h.Here.Practitioner, h.dyad(t, h.father, 0)); err != nil || len(tracks) != 0 {
			t.Errorf("the father's history has hers: %+v, %v", tracks, err)
		}
	})
}

func TestWhatIsDueInMyGroups(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		page, err := h.svc.DueForStaff(t.Context(), h.Here.Practitioner, StaffQuery{})
		if err != nil || page.Count(PaperForm) != 4 || page.Count(Rating) != 4 || page.Count(OnPhone) != 4 || !page.Next.IsZero() {
			t.Errorf("Ruth: %s, %v", asked(page.Tasks), err)
		}
		for name, who := range map[string]access.Actor{"a colleague": h.Here.Colleague, "the lead, who leads no group": h.Here.Lead} {
			page, err := h.svc.DueForStaff(t.Context(), who, StaffQuery{})
			if err != nil || len(page.Tasks) != 0 {
				t.Errorf("%s: %s, %v", name, asked(page.Tasks), err)
			}
		}
		if page, err := h.svc.DueForStaff(t.Context(), h.Here.Lead, StaffQuery{Group: h.group}); err != nil || len(page.Tasks) != 12 {
			t.Errorf("the lead for the group: %s, %v", asked(page.Tasks), err)
		}
		if page, err := h.svc.DueForStaff(t.Context(), h.There.Lead, StaffQuery{Group: h.group}); err != nil || len(page.Tasks) != 0 {
			t.Errorf("another service's lead: %s, %v", asked(page.Tasks), err)
		}
		h.exec(t, `UPDATE programme_group SET state = 'postponed' WHERE id = $1`, h.group)
		if page, err := h.svc.DueForStaff(t.Context(), h.Here.Practitioner, StaffQuery{}); err != nil || len(page.Tasks) != 2 {
			t.Errorf("postponed: %s, %v", asked(page.Tasks), err)
		}
		if page, err := h.svc.DueForStaff(t.Context(), h.Here.Practitioner, StaffQuery{After: ident.New[place]()}); err != nil || len(page.Tasks) != 0 {
			t.Errorf("after the last place: %s, %v", asked(page.Tasks), err)
		}
		h.exec(t, `UPDATE place SET state = 'withdrawn' WHERE id = $1`, h.place)
		if page, err := h.svc.DueForStaff(t.Context(), h.Here.Practitioner, StaffQuery{}); err != nil || len(page.Tasks) != 0 {
			t.Errorf("withdrawn: %s, %v", asked(page.Tasks), err)
		}
	})
}

func TestAPlaceThatWasNeverAcceptedHasNoBeforeAndAfter(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.exec(t, `UPDATE place SET state = 'withdrawn', answered_at = NULL WHERE id = $1`, h.place)
		_, err := h.svc.KeyIn(t.Context(), h.Here.Practitioner, h.paper(t, Before, 1))
		refused(t, "before a group they never joined", err, fault.Invalid, "measure.timepoint.no-place")
	})
}
