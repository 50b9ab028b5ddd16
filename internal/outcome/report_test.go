package outcome

import (
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func (h *house) report(t *testing.T) Report {
	t.Helper()
	report, err := h.svc.GroupReport(t.Context(), h.Here.Lead, h.group)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func find(t *testing.T, r Report, instrument, scale string) Measure {
	t.Helper()
	i := slices.IndexFunc(r.Measures, func(m Measure) bool { return m.Key.ID == instrument && m.Scale.ID == scale })
	if i < 0 {
		t.Fatalf("no %s %s among %d measures", instrument, scale, len(r.Measures))
	}
	return r.Measures[i]
}

// Everything here is counted by hand from what stands in house_test.go.
func TestTheReportOfAGroup(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for n := range 7 {
			h.epds(t, n, measure.Before, int(before[n]))
			h.epds(t, n, measure.After, int(after[n]))
		}
		h.epds(t, 7, measure.Before, 20) // she left
		h.epds(t, 8, measure.Before, 20) // she never came, so she is not expected
		r := h.report(t)

		// Reached: ten mothers and the father. Completed six or more: families 1 to 7.
		if want := (Flow{Reached: 11, Accepted: 10, Started: 9, Completed: 7, Withdrawn: 1, Needed: 6, Sessions: 8}); r.Flow != want {
			t.Errorf("flow %+v, want %+v", r.Flow, want)
		}
		two := r.Sessions[1] // p p p p p p p a a, and the father can't
		if two.Present != 7 || two.Absent != 2 || two.Cant != 1 || two.Unmarked != 0 || two.Came.Count != 7 || two.Came.Of != 10 {
			t.Errorf("session 2: %+v", two)
		}
		m := find(t, r, "epds", "total")
		if m.Expected != 9 || m.Change.NPairs != 7 || m.MissingBefore != 1 || m.MissingAfter != 2 || !m.AfterDue || !m.PerPerson() {
			t.Errorf("epds: expected %d, %+v, missing %d and %d", m.Expected, m.Change, m.MissingBefore, m.MissingAfter)
		}
		if math.Abs(*m.Change.MeanChange - -2.714285714285714) > 1e-9 || m.Reliable.Better != 4 || m.Reliable.Unchanged != 3 {
			t.Errorf("epds: %g, %+v", *m.Change.MeanChange, m.Reliable)
		}
		// Dyads that started: seven mothers', one twin more, two of the father's, one of who left.
		if m := find(t, r, "sensitivity", "total"); m.Expected != 11 || m.PerPerson() || m.Finding.Key != "outcome.finding.none" {
			t.Errorf("sensitivity is expected of %d, %+v", m.Expected, m.Finding)
		}
		if slices.ContainsFunc(r.Measures, func(m Measure) bool { return m.Key.ID == "checkin" }) {
			t.Error("questions of our own are reported as a measure")
		}
		if !r.Group.Ended || r.Group.Programme == "" || r.Group.Ref != "K7QF-3MXA" {
			t.Errorf("head %+v", r.Group)
		}
	})
}

// An offer taken back and a wish withdrawn from the waiting list name a group too;
// nobody left it who never had a place in it.
func TestNobodyLeftWhoNeverAccepted(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.exec(t, `UPDATE place SET state = 'withdrawn', answered_at = NULL WHERE family_id = $1`, h.families[8].ID)
		if f := h.report(t).Flow; f.Reached != 11 || f.Accepted != 9 || f.Withdrawn != 1 {
			t.Errorf("flow %+v, want nine who accepted and one who left", f)
		}
	})
}

func TestTwinsCountByWhatAMeasureIsAbout(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for _, d := range h.families[6].Dyads {
			h.keyIn(t, "sensitivity", d.ID, measure.Before, map[int]int{1: 4})
			h.keyIn(t, "sensitivity", d.ID, measure.After, map[int]int{1: 6})
		}
		h.keyIn(t, "sensitivity", h.families[0].Dyads[0].ID, measure.Before, map[int]int{1: 5})
		h.keyIn(t, "sensitivity", h.families[0].Dyads[0].ID, measure.After, map[int]int{1: 5})
		h.epds(t, 6, measure.Before, 9)
		h.epds(t, 6, measure.After, 5)
		r := h.report(t)
		// Four dyads from +4 to +6, one unchanged: mean +1.6.
		if m := find(t, r, "sensitivity", "total"); m.Change.NPairs != 5 || math.Abs(*m.Change.MeanChange-1.6) > 1e-9 || m.Reliable != nil {
			t.Errorf("sensitivity: %+v", m.Change)
		}
		if m := find(t, r, "epds", "total"); m.Change.NPairs != 1 || !m.Few() || m.Change.MeanChange != nil {
			t.Errorf("epds of one mother of twins: %+v", m.Change)
		}
	})
}

func TestWhoDoesNotWantToBeMeasuredIsNotInTheFigures(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for n := range 6 {
			h.epds(t, n, measure.Before, 9)
			h.epds(t, n, measure.After, n)
		}
		if m := find(t, h.report(t), "epds", "total"); m.Change.NPairs != 6 {
			t.Fatalf("%d pairs", m.Change.NPairs)
		}
		if err := h.agreed.Withdraw(t.Context(), h.Here.Lead, h.families[0].Adults()[0].ID, consent.Measures); err != nil {
			t.Fatal(err)
		}
		if m := find(t, h.report(t), "epds", "total"); m.Change.NPairs != 5 || m.Change.NBefore != 5 || m.Expected != 9 {
			t.Errorf("after withdrawing: %+v of %d", m.Change, m.Expected)
		}
	})
}

func TestWhoReadsReports(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for name, tt := range map[string]struct {
			who  access.Actor
			want fault.Kind
		}{
			"the lead": {h.Here.Lead, fault.Internal}, "another service's lead": {h.There.Lead, fault.NotFound},
			"a practitioner": {h.Here.Practitioner, fault.Forbidden}, "the coordinator": {h.Here.Coordinator, fault.Forbidden},
			"the administrator": {h.Here.Administrator, fault.Forbidden}, "nobody": {access.Actor{}, fault.Forbidden},
		} {
			_, err := h.svc.GroupReport(t.Context(), tt.who, h.group)
			var out strings.Builder
			export := h.svc.WriteCSV(t.Context(), tt.who, h.group, &out)
			if fault.KindOf(err) != tt.want || fault.KindOf(export) != tt.want {
				t.Errorf("%s: %v; as a file %v; want %v", name, err, export, tt.want)
			}
			if export != nil && out.Len() > 0 {
				t.Errorf("%s was refused and got %d bytes", name, out.Len())
			}
		}
	})
}

func TestTheFileNamesNobody(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.epds(t, 6, measure.Before, 9)
		h.epds(t, 6, measure.After, 5)
		var out strings.Builder
		if err := h.svc.WriteCSV(t.Context(), h.Here.Lead, h.group, &out); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(records) != 1+12 { // nine mothers' dyads, one twin more, two of the father's
			t.Errorf("%d lines", len(records))
		}
		for _, secret := range []string{"Mother", "Father", "K7QF", "2026", "2027", h.families[6].Ref, h.families[6].Adults()[0].ID.String(), "mother", "father"} {
			if strings.Contains(out.String(), secret) {
				t.Errorf("the file holds %q", secret)
			}
		}
		column := func(name string) int { return slices.Index(records[0], name) }
		var hers [][]string
		for _, r := range records[1:] {
			if r[column("epds_total_before")] != "" {
				hers = append(hers, r)
			}
		}
		if len(hers) != 2 || hers[0][0] != hers[1][0] || hers[0][1] == hers[1][1] {
			t.Fatalf("the mother of twins stands on %d lines", len(hers))
		}
		for name, want := range map[string]string{
			"baby_weeks_at_session_1": "10", "place": "completed", "sessions_held": "8", "sessions_attended": "8", "completed": "true",
			"epds_total_before": "9", "epds_total_before_week": "0", "epds_total_after": "5", "epds_total_after_week": "7", "sensitivity_total_after": "",
		} {
			if got := hers[0][column(name)]; got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
	})
}

func TestTheOverviewListsGroupsAPageAtATime(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.first = h.first.AddDays(-200)
		for range overviewPage {
			h.exec(t, `UPDATE programme_group SET ref = ref || '-' || id WHERE ref = 'K7QF-3MXA'`)
			h.addGroup(t)
		}
		first, err := h.svc.Overview(t.Context(), h.Here.Lead, Cursor{})
		if err != nil {
			t.Fatal(err)
		}
		if len(first.Groups) != overviewPage || first.Next.IsZero() || first.Groups[0].ID != h.group || first.Groups[0].Flow.Completed != 7 || first.Groups[0].Flow.Reached != 11 {
			t.Errorf("first page: %d groups, %+v", len(first.Groups), first.Groups[0])
		}
		second, err := h.svc.Overview(t.Context(), h.Here.Lead, first.Next)
		if err != nil || len(second.Groups) != 1 || !second.Next.IsZero() || second.Groups[0].Flow.Started != 0 {
			t.Errorf("second page: %+v, %v", second, err)
		}
		_, err = h.svc.Overview(t.Context(), h.Here.Coordinator, Cursor{})
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("the coordinator: %v", err)
		}
		if other, err := h.svc.Overview(t.Context(), h.There.Lead, Cursor{}); err != nil || len(other.Groups) != 0 {
			t.Errorf("another service: %+v, %v", other, err)
		}
	})
}
