package score_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"holdfast/internal/measure/score"
)

// answersFile holds 205 real mothers' item scores (Sandoz and others 2022, "Maternal mental health symptom profiles and
// infant sleep", Diagnostics 12(7):1625). It stands beside the checkout and is no part of the program.
const answersFile = "../../../../shared/data/maternal-infant-sleep/answers.csv"

// The figures were worked out from the same file with Python's csv and statistics modules, and again with awk.
func TestRealAnswers(t *testing.T) {
	file, err := os.Open(answersFile)
	if os.IsNotExist(err) {
		t.Skipf("SKIPPED %s: the real answers are not beside this checkout (%s)", t.Name(), answersFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	k := key(t, "epds")
	var n, sum, squares, from11, from13, selfHarm, anxious float64
	for line, row := range rows[1:] {
		filled := map[int]score.Answer{}
		for _, item := range k.Items {
			column := slices.Index(rows[0], fmt.Sprintf("EPDS_%d", item.Number))
			value, err := strconv.ParseFloat(row[column], 64)
			if err != nil {
				t.Fatalf("line %d: %v", line+2, err)
			}
			filled[item.Number] = score.Scored(value)
		}
		r, err := score.Score(k, filled)
		if err != nil || !r.Complete {
			t.Fatalf("line %d: complete %v, %v", line+2, r.Complete, err)
		}
		n, sum, squares = n+1, sum+*r.Total, squares+*r.Total**r.Total
		from11 += count(*r.Total >= 11)
		from13 += count(*r.Total >= 13)
		selfHarm += count(len(r.Flags) > 0)
		anxious += count(*r.Value("anxiety") >= 5)
	}
	for _, tt := range []struct {
		name      string
		got, want float64
	}{
		{"mothers", n, 205},
		{"sum of totals (mean 7.3317)", sum, 1503},
		{"sum of squares (standard deviation 6.1578)", squares, 18755},
		{"11 or more (24.9 %)", from11, 51},
		{"13 or more (18.0 %)", from13, 37},
		{"self-harm answers", selfHarm, 14},
		{"anxiety items 5 or more", anxious, 56},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %g, want %g", tt.name, tt.got, tt.want)
		}
	}
}

func count(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
