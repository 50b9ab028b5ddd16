// Command bench measures the whole house and prints one JSON object a line:
// name, value, unit, and a ratio where one is asked for. docs/benchmarks.md says
// how each figure is come by.
//
// The demonstrations it measures on are made once, into the directory -dir, and
// used again until the schema changes.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"time"
)

// options are what the command line says.
type options struct {
	dir      string
	only     *regexp.Regexp
	families int // of the large demonstration
	profile  string
}

// figure is one line of the output.
type figure struct {
	Name  string   `json:"name"`
	Value float64  `json:"value"`
	Unit  string   `json:"unit"`
	Ratio *float64 `json:"ratio,omitempty"`
}

// bench measures and says.
type bench struct {
	options
	out io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	o := options{}
	flag.StringVar(&o.dir, "dir", ".bench", "where the demonstrations to measure on are kept")
	only := flag.String("only", "", "measure only what this regular expression finds in make, submit, bytes, process, schedule, due, closure, plan, proposal, replay and the names of pages: page.today, page.waiting, …")
	flag.IntVar(&o.families, "families", 100_000, "how many families the large demonstration has")
	flag.StringVar(&o.profile, "profile", "", "a file for a CPU profile of submit.64 or, where that is not measured, of the pages")
	flag.Parse()
	var err error
	if o.only, err = regexp.Compile(*only); err == nil {
		err = (&bench{o, os.Stdout}).all(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// all measures one thing after the other.
func (b *bench) all(ctx context.Context) error {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	for _, part := range []struct {
		name    string
		measure func(context.Context) error
	}{{"make", b.make}, {"submit", b.submissions}, {"page", b.pages}, {"bytes", b.bytes}, {"process", b.process}, {"schedule", b.schedules}, {"due", b.dueToday}, {"closure", b.closures}, {"plan", b.plans}, {"proposal", b.proposals}, {"replay", b.replays}} {
		if !b.wants(part.name) {
			continue
		}
		began := time.Now()
		if err := part.measure(ctx); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		b.note("%s took %s", part.name, time.Since(began).Round(time.Second))
	}
	return nil
}

// wants reports whether a part is to be measured: pages when any of them is.
func (b *bench) wants(part string) bool {
	if part != "page" {
		return b.only.MatchString(part)
	}
	return slices.ContainsFunc(kinds, func(k kind) bool { return b.only.MatchString(k.name) })
}

// say prints a figure; ratio 0 is none.
func (b *bench) say(name string, value float64, unit string, ratio float64) error {
	f := figure{Name: name, Value: rounded(value), Unit: unit}
	if ratio != 0 {
		ratio = rounded(ratio)
		f.Ratio = &ratio
	}
	line, err := json.Marshal(f)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(b.out, "%s\n", line)
	return err
}

// note tells whoever waits what goes on.
func (b *bench) note(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// rounded keeps four digits, and every digit before the point: more would be noise.
func rounded(v float64) float64 {
	if v == 0 || math.Abs(v) >= 1000 {
		return math.Round(v)
	}
	unit := math.Pow(10, 3-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*unit) / unit
}
