// Command proof shows that the canaries would notice. It takes a copy of the source
// in which the filter of one query at a time can be switched off, walks the sample
// of the canaries with each of them off, and prints the first leak that gave it away.
//
// Nothing in the tree is changed: the copies are laid over it while the test is
// built. What a query is filtered by is found by reading the code, so that a new
// query is tried without a line here.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
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
	places = slices.DeleteFunc(places, func(p place) bool { return !want.MatchString(p.name) })
	test := filepath.Join(dir, "canary.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-overlay", overlay, "-o", test, "./internal/canary")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build with switches: %w\n%s", err, out)
	}
	noticed, silent, err := walk(ctx, test, places)
	if err != nil {
		return err
	}
	fmt.Printf("\n%d of %d filters were noticed when they were off, %d by nobody.\n", noticed, len(places), silent)
	switch {
	case silent > 0:
		return errors.New("a filter can go without the canaries noticing: give them the page or the person that shows it, or say in fence.go what else stands there")
	case noticed < least && only == "":
		return fmt.Errorf("fewer than %d were noticed", least)
	}
	return nil
}

// walk walks once for each place and prints the table as it goes.
func walk(ctx context.Context, test string, places []place) (noticed, silent int, err error) {
	at := map[string]string{}
	var names []string
	for _, p := range places {
		at[p.name] = p.at
		names = append(names, p.name)
	}
	cmd := exec.CommandContext(ctx, test, "-test.run", "TestSwitchedOff", "-test.timeout", "4h")
	cmd.Dir = filepath.Join("internal", "canary")
	cmd.Env = append(os.Environ(), switchesVariable+"="+strings.Join(names, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	fmt.Println("| filter switched off | in | noticed by |\n| --- | --- | --- |")
	var rest strings.Builder
	tried := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line, ours := strings.CutPrefix(lines.Text(), "SWITCHED\t")
		if !ours {
			rest.WriteString(lines.Text() + "\n")
			continue
		}
		name, words, _ := strings.Cut(line, "\t")
		tried++
		switch {
		case words != "":
			noticed++
		case fences[name] != "":
			words = "a second fence: " + fences[name]
		default:
			silent++
			words = "**nobody**"
		}
		fmt.Printf("| `%s` | %s | %s |\n", name, at[name], strings.ReplaceAll(words, "|", "\\|"))
	}
	if err := cmd.Wait(); err != nil || tried < len(places) {
		return 0, 0, fmt.Errorf("the walk broke off after %d of %d: %w\n%s", tried, len(places), err, rest.String())
	}
	return noticed, silent, nil
}
