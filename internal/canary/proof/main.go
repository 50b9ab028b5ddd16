// Command proof shows that the canaries would notice. It takes a copy of the source
// in which the filter of one query at a time can be switched off, runs the sample of
// the canaries once with each of them off, and prints which leak gave it away.
//
// Nothing in the tree is changed: the copies are laid over it while the test is
// built. What a query is filtered by is found by reading the code, so that a new
// query is tried without a line here.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// least is how many switched off filters have to be noticed.
const least = 10

func main() {
	only := flag.String("only", "", "only the places whose name matches this expression")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *only); err != nil {
		fmt.Fprintln(os.Stderr, "proof:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only string) error {
	want, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "holdfast-proof-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	places, overlay, err := switched(dir)
	if err != nil {
		return err
	}
	test := filepath.Join(dir, "canary.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-overlay", overlay, "-o", test, "./internal/canary")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build with switches: %w\n%s", err, out)
	}
	fmt.Println("| filter switched off | place | noticed by |\n| --- | --- | --- |")
	noticed, tried, silent := 0, 0, 0
	for _, p := range places {
		if !want.MatchString(p.name) {
			continue
		}
		tried++
		words, err := try(ctx, test, p.name)
		if err != nil {
			return err
		}
		switch {
		case words != "":
			noticed++
		case fences[p.name] != "":
			words = "second fence: " + fences[p.name]
		default:
			silent++
			words = "**nobody**"
		}
		fmt.Printf("| `%s` | %s | %s |\n", p.name, p.at, strings.ReplaceAll(words, "|", "\\|"))
	}
	fmt.Printf("\n%d of %d filters were noticed when they were off, %d by nobody.\n", noticed, tried, silent)
	switch {
	case silent > 0:
		return errors.New("a filter can go without the canaries noticing: give them the page or the person that shows it, or say in fences what else stands there")
	case noticed < least && only == "":
		return fmt.Errorf("fewer than %d were noticed", least)
	}
	return nil
}

var leak = regexp.MustCompile(`(?m)^\s+canary_test\.go:\d+: (.*)$`)

// patience bounds one walk.
const patience = 5 * time.Minute

// try walks with one filter off, and says what was noticed first; nothing when all
// seemed well.
func try(ctx context.Context, test, name string) (string, error) {
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	cmd := exec.CommandContext(ctx, test, "-test.run", "TestSample/sqlite", "-test.failfast")
	cmd.Dir = filepath.Join("internal", "canary")
	cmd.Env = append(os.Environ(), "HOLDFAST_CANARY_FIRST=1", switchVariable+"="+name)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if err == nil {
		return "", nil
	}
	if found := leak.FindSubmatch(out.Bytes()); found != nil {
		return string(found[1]), nil
	}
	return "", fmt.Errorf("with %s off the walk broke: %w\n%s", name, err, out.Bytes())
}
