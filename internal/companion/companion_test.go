package companion_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"holdfast/content/helplines"
	"holdfast/internal/civil"
	"holdfast/internal/companion"
)

func TestShippedHelplinesAnswerEveryNeed(t *testing.T) {
	for file, needs := range map[string][]companion.Need{
		"gb.yaml": {companion.Danger, companion.Distress, companion.Home, companion.Week, companion.Loss},
		"us.yaml": {companion.Danger, companion.Distress, companion.Home, companion.Week},
		"ca.yaml": {companion.Danger, companion.Distress, companion.Home, companion.Money},
	} {
		h, err := companion.LoadHelplines(helplines.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, need := range needs {
			if _, ok := h.First(need); !ok {
				t.Errorf("%s: nobody answers in need of %q", file, need)
			}
		}
		for _, line := range h.Lines {
			if digits := strings.Map(onlyDigits, line.Number); line.Dial != "" && digits != line.Dial {
				t.Errorf("%s: %s reads %s and dials %s", file, line.Key, line.Number, line.Dial)
			}
		}
	}
}

func onlyDigits(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

func TestACountryThatIsNotKnownSaysWhichAre(t *testing.T) {
	_, err := companion.LoadHelplines(helplines.Files, "xx.yaml")
	if err == nil || !strings.Contains(err.Error(), "no numbers are known for xx") || !strings.Contains(err.Error(), "ca, gb, us") {
		t.Errorf("it says %v", err)
	}
}

func TestHelplineThatCannotBeRungIsRefused(t *testing.T) {
	files := fstest.MapFS{"h.yaml": {Data: []byte("country: GB\nlines:\n  - {key: a, need: danger, number: '1'}\n")}}
	if _, err := companion.LoadHelplines(files, "h.yaml"); err == nil {
		t.Error("a helpline with neither dial nor text was accepted")
	}
}

func TestStale(t *testing.T) {
	today := civil.New(2027, 2, 9)
	tests := map[string]struct {
		line companion.Helpline
		want bool
	}{
		"a number nobody confirmed is doubtful":         {companion.Helpline{Checked: today}, true},
		"a number checked ninety days ago still counts": {companion.Helpline{Confirmed: true, Checked: today.AddDays(-90)}, false},
		"a day later it does not":                       {companion.Helpline{Confirmed: true, Checked: today.AddDays(-91)}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.line.Stale(today); got != tt.want {
				t.Errorf("Stale = %v, want %v", got, tt.want)
			}
		})
	}
}
