package outcome

import (
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/sheet"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

const answersFile = "../../../shared/data/maternal-infant-sleep/answers.csv"

var epdsStudy = Import{Name: "A study", Source: "Us 2026, Numbers made up for a test", Instrument: "epds", Columns: "E1..E10", Scored: true}

const epdsHeader = "E1,E2,E3,E4,E5,E6,E7,E8,E9,E10\n"

func TestAStudyIsBroughtInOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		// Totals 13, 11, 0, and a blank with a risk that is nobody's.
		file := epdsHeader + "3,3,3,3,1,0,0,0,0,0\n3,3,3,2,0,0,0,0,0,0\n0,0,0,0,0,0,0,0,0,0\n1,,0,0,0,0,0,0,0,3\n"
		got, err := h.svc.ImportAnswers(t.Context(), h.Here.Lead, epdsStudy, strings.NewReader(file))
		if err != nil || got.People != 4 || got.Complete != 3 {
			t.Fatalf("imported %+v, %v", got, err)
		}
		_, err = h.svc.ImportAnswers(t.Context(), h.Here.System, epdsStudy, strings.NewReader(file))
		if !fault.Is(err, fault.Conflict) || fault.ProblemsOf(err)[0].Key != "outcome.import.twice" {
			t.Errorf("the same name again: %v", err)
		}
		r, err := h.svc.StudyReport(t.Context(), h.Here.Lead, got.Study)
		if err != nil {
			t.Fatal(err)
		}
		total := r.Scales[0]
		if r.Name != epdsStudy.Name || r.People != 4 || r.Complete != 3 || total.Scores.N != 3 || *total.Scores.Mean != 8 || *total.Scores.SD != 7 || *total.Median != 11 {
			t.Errorf("study %+v, total %+v", r.Study, total.Scores)
		}
		if total.Bins[13].Count != 1 || total.Bins[11].Count != 1 || total.Bins[0].Count != 1 || len(total.Bins) != 31 {
			t.Errorf("bins %+v", total.Bins)
		}
		// The lines at 11 and 13: two of three and one of three (R's prop.test).
		if s := total.Shares; len(s) != 2 || s[0].Share.Count != 2 || s[1].Share.Count != 1 || math.Abs(s[1].Share.CI95.Low()-0.06149194472039629) > 1e-12 {
			t.Errorf("shares %+v", s)
		}
		overview, err := h.svc.Overview(t.Context(), h.Here.Lead, Cursor{})
		if err != nil || len(overview.Studies) != 1 || overview.Studies[0].ID != got.Study || overview.Studies[0].Instrument.ID != "epds" {
			t.Errorf("listed %+v, %v", overview.Studies, err)
		}
		var alerts int
		if err := db.View(t.Context(), func(tx *store.Tx) error { return tx.QueryRow(`SELECT COUNT(*) FROM alert`).Scan(&alerts) }); err != nil || alerts != 0 {
			t.Errorf("%d alerts, %v", alerts, err)
		}
		_, err = h.svc.StudyReport(t.Context(), h.There.Lead, got.Study)
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("another service reads it: %v", err)
		}
	})
}

func TestABadFileLeavesNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		good := epdsHeader + "1,1,1,1,1,1,1,1,1,1\n"
		_, err := h.svc.ImportAnswers(t.Context(), h.Here.Lead, epdsStudy, strings.NewReader(good+"1,1,1,4,1,1,1,1,1,1\n"))
		var cell *sheet.CellError
		if !errors.As(err, &cell) || cell.Line != 3 || cell.Column != "E4" {
			t.Errorf("a bad cell: %v", err)
		}
		for name, tt := range map[string]struct {
			change func(*Import)
			file   string
			key    string
		}{
			"no name":       {func(in *Import) { in.Name = " " }, good, "outcome.import.name.missing"},
			"a long name":   {func(in *Import) { in.Name = strings.Repeat("é", 121) }, good, "outcome.import.name.long"},
			"no source":     {func(in *Import) { in.Source = "" }, good, "outcome.import.source.missing"},
			"a long source": {func(in *Import) { in.Source = strings.Repeat("s", 501) }, good, "outcome.import.source.long"},
			"no instrument": {func(in *Import) { in.Instrument = "horoscope" }, good, "outcome.import.instrument"},
			"no answers":    {func(*Import) {}, epdsHeader, "outcome.import.empty"},
		} {
			in := epdsStudy
			tt.change(&in)
			_, err := h.svc.ImportAnswers(t.Context(), h.Here.Lead, in, strings.NewReader(tt.file))
			if !fault.Is(err, fault.Invalid) || fault.ProblemsOf(err)[0].Key != tt.key {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name, who := range map[string]access.Actor{"a practitioner": h.Here.Practitioner, "the administrator": h.Here.Administrator} {
			if _, err := h.svc.ImportAnswers(t.Context(), who, epdsStudy, strings.NewReader(good)); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		overview, err := h.svc.Overview(t.Context(), h.Here.Lead, Cursor{})
		if err != nil || len(overview.Studies) != 0 {
			t.Errorf("left behind %+v, %v", overview.Studies, err)
		}
	})
}

// Sum, spread and shares were worked out with awk from the study's own file
// (Sandoz and others 2022): 205 mothers, sum 1503, 51 at 11 or more, 37 at 13.
func TestTheRealAnswersComeInWhole(t *testing.T) {
	text, err := os.ReadFile(answersFile)
	if os.IsNotExist(err) {
		t.Skipf("SKIPPED %s: the real answers are not beside this checkout (%s)", t.Name(), answersFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		in := epdsStudy
		in.Columns = "EPDS_1..EPDS_10"
		got, err := h.svc.ImportAnswers(t.Context(), h.Here.System, in, strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := h.svc.StudyReport(t.Context(), h.Here.Lead, got.Study)
		if err != nil {
			t.Fatal(err)
		}
		total := r.Scales[0]
		if r.Complete != 205 || math.Abs(*total.Scores.Mean-1503.0/205) > 1e-9 || total.Shares[0].Share.Count != 51 || total.Shares[1].Share.Count != 37 {
			t.Errorf("%d complete, mean %g, shares %+v", r.Complete, *total.Scores.Mean, total.Shares)
		}
	})
}
