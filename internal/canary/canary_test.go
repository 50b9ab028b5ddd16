package canary_test

import (
	"fmt"
	"os"
	"testing"

	"holdfast/internal/canary"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// What the environment may say: first ends a walk at the first leak, as make
// canary-proof wants; whole is make canary; shard is such as 2/4.
const (
	first = "HOLDFAST_CANARY_FIRST"
	whole = "HOLDFAST_CANARY_WHOLE"
	shard = "HOLDFAST_CANARY_SHARD"
)

func walk(t *testing.T, e store.Engine, copies int, reach canary.Reach) {
	w := canary.Walk{Town: canary.Build(t, e, copies), Reach: reach}
	if s := os.Getenv(shard); s != "" {
		if _, err := fmt.Sscanf(s, "%d/%d", &w.Shard, &w.Shards); err != nil || w.Shard < 1 || w.Shard > w.Shards {
			t.Fatalf("%s is %q: write 1/4 for the first of four", shard, s)
		}
		w.Shard--
	}
	told := map[string]bool{}
	w.Told = func(l canary.Leak) {
		if told[l.String()] {
			return
		}
		told[l.String()] = true
		t.Error(l)
		if os.Getenv(first) != "" {
			t.FailNow()
		}
	}
	w.Go()
	for _, gap := range w.Town.Gaps() {
		t.Error(gap)
	}
}

// TestSample is what every run of the tests does: every viewer, every route, a few
// addresses of each pattern.
func TestSample(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) { walk(t, e, 1, canary.Sample) })
	}
}

// TestWhole leaves nothing out that it can think of.
func TestWhole(t *testing.T) {
	if os.Getenv(whole) == "" {
		t.Skip("make canary runs it")
	}
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) { walk(t, e, 2, canary.Whole) })
	}
}
