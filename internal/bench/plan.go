package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/plan/plantest"
	"holdfast/internal/programme/planfile"
)

// draws is how many instances of one size are drawn; the median time counts, and the worst share of the bound is told.
const draws = 11

// plans measures the planner: filling given groups in memory and as a process, and opening groups.
func (b *bench) plans(ctx context.Context) error {
	for _, size := range []plantest.Size{{Families: 1000, Groups: 50, Regions: 1}, {Families: 100_000, Groups: 5000, Regions: 20}} {
		if err := b.filling(size); err != nil {
			return err
		}
	}
	return errors.Join(b.planProcess(ctx), b.openings())
}

func (b *bench) filling(size plantest.Size) error {
	var took []float64
	sum, worst, most := 0.0, 1.0, uint64(0)
	n := draws
	if size.Families > 10_000 {
		n = 3
	}
	for seed := range uint64(n) {
		in := plantest.Solve(size, seed)
		before := allocated()
		began := time.Now()
		p, err := plan.Solve(in)
		if err != nil {
			return err
		}
		took = append(took, 1000*time.Since(began).Seconds())
		most = max(most, allocated()-before)
		share := float64(p.Value) / float64(p.Bound)
		sum, worst = sum+share, min(worst, share)
	}
	name := fmt.Sprintf("plan.solve.%d", size.Families)
	return errors.Join(
		b.say(name, median(took), "ms", 0), b.say(name+".allocated", float64(most)/1e6, "MB", 0),
		b.say(name+".bound.mean", 100*sum/float64(n), "%", 0), b.say(name+".bound.worst", 100*worst, "%", 0),
	)
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// planProcess is the whole command, from its start to the plan on disk.
func (b *bench) planProcess(ctx context.Context) error {
	binary, err := filepath.Abs(filepath.Join(b.dir, "holdfast"))
	if err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "./cmd/holdfast").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	from, to := filepath.Join(b.dir, "instance.json"), filepath.Join(b.dir, "plan.json")
	if err := os.WriteFile(from, planfile.WriteInstance(plantest.Solve(plantest.Size{Families: 1000, Groups: 50, Regions: 1}, 1), plan.KindSolve), 0o600); err != nil {
		return err
	}
	var took []float64
	for range draws {
		began := time.Now()
		if out, err := exec.CommandContext(ctx, binary, "plan", "solve", "--in", from, "--out", to).CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, bytes.TrimSpace(out))
		}
		took = append(took, 1000*time.Since(began).Seconds())
	}
	return b.say("plan.process.1000", median(took), "ms", 0)
}

// openings plans a term of a service with 160 families and 12 facilitators.
func (b *bench) openings() error {
	var took []float64
	sum, worst := 0.0, 1.0
	for seed := range uint64(draws) {
		in := plantest.Open(160, 12, 6, seed)
		began := time.Now()
		p, err := plan.Open(in)
		if err != nil {
			return err
		}
		took = append(took, time.Since(began).Seconds())
		share := float64(p.Value) / float64(p.Bound)
		sum, worst = sum+share, min(worst, share)
	}
	return errors.Join(
		b.say("plan.open.160", median(took), "s", 0), b.say("plan.open.160.bound.mean", 100*sum/draws, "%", 0), b.say("plan.open.160.bound.worst", 100*worst, "%", 0),
	)
}
