package replay

import (
	"math"
	"testing"
)

// The published draws for the seed demo-1.
func TestLuck(t *testing.T) {
	for _, tt := range []struct {
		family, kind, question string
		want                   float64
	}{
		{"f00001", "2026-03-02/baby-love/en/tue-am/mill", "accept", 0.543500836155881},
		{"f00001", "2026-03-02/baby-love/en/tue-am/mill", "stay", 0.510156168246589},
		{"f00002", "2026-03-02/baby-love/en/tue-am/mill", "accept", 0.909862623153567},
		{"f00001", "2026-03-02/baby-love/en/tue-am/virtual", "show", 0.044300756804654},
	} {
		if got := (Luck{Seed: "demo-1"}).u(tt.family, tt.kind, tt.question); math.Abs(got-tt.want) > 1e-15 {
			t.Errorf("%s %s: %.15f, want %.15f", tt.family, tt.question, got, tt.want)
		}
	}
}
