package companion_test

import (
	"holdfast/content/helplines"
	"testing"
	"testing/fstest"

	"holdfast/internal/civil"
	"holdfast/internal/companion"
)

func TestShippedHelplinesAnswerEveryNeed(t *testing.T) {
	h, err := companion.LoadHelplines(helplines.Files, "gb.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, need := range []companion.Need{companion.Danger, companion.Distress, companion.Home, companion.Week} {
		if _, ok := h.First(need); !ok {
			t.Errorf("nobody answers in need of %q", need)
		}
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
