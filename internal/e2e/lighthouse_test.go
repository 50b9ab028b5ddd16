package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holdfast/internal/e2e/browser"
)

// TestLighthouseFindsNothingToMend asks Lighthouse, as on a slow phone, about the main
// pages of the companion. Speed is worked out from how long this machine took, and a
// machine that runs all tests at once is slower than itself: like the benchmarks it
// has a run of its own (make lighthouse), in which it must be 100 as well. What makes
// a page fast and can be counted is held here at any time: by the test below, by the
// sizes in web/pocket, and by how little a page moves.
func TestLighthouseFindsNothingToMend(t *testing.T) {
	asked := []string{"accessibility", "best-practices", "seo"}
	if os.Getenv("HOLDFAST_LIGHTHOUSE") == "speed" {
		asked = append(asked, "performance")
	}
	base := handOut(t).base
	var pages []string
	for _, file := range []string{"index", "crying", "help", "age-w2"} {
		pages = append(pages, base+"/en/"+file+".html")
	}
	for _, got := range lighthouse(t, asked, pages) {
		t.Log(got.URL, got.Scores)
		for _, of := range asked {
			if got.Scores[of] != 100 {
				t.Errorf("%s: %s %d of 100; %q", got.URL, of, got.Scores[of], got.Lost)
			}
		}
	}
}

// judged is what Lighthouse said of a page.
type judged struct {
	URL    string
	Scores map[string]int
	Lost   []string
}

func lighthouse(t *testing.T, asked, pages []string) (out []judged) {
	t.Helper()
	if _, err := os.Stat(filepath.Join("axe", "node_modules", "lighthouse")); err != nil {
		t.Fatalf("Lighthouse is not there: run `make tools`, which installs it: %v", err)
	}
	chromium, err := browser.Path()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", append([]string{"lighthouse.mjs", strings.Join(asked, ",")}, pages...)...)
	cmd.Dir, cmd.Env = "axe", append(os.Environ(), "CHROME_PATH="+chromium)
	var said, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	for lines := json.NewDecoder(&said); lines.More(); {
		var one judged
		if err := lines.Decode(&one); err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	if len(out) != len(pages) {
		t.Fatalf("Lighthouse answered for %d of %d pages", len(out), len(pages))
	}
	return out
}

// A slow third-generation network, as WebPageTest has it ("3G Slow").
const (
	slowRoundTrip = 400 * time.Millisecond
	slowPerByte   = time.Second * 8 / 400_000
)

// TestTheCompanionCanBeReadInTwoSecondsOnASlowNetwork works out, from what a page asks
// for, when it stands there on a slow 3G phone that was never here: two round trips
// for the connection (TCP and TLS 1.3), one for the page, one for what it cannot be
// shown without, and the bytes of both. It counts and does not time, so that a busy
// machine makes no difference. Where the name has to be looked up first, that is a
// round trip more; so is the card of today, which a script brings.
func TestTheCompanionCanBeReadInTwoSecondsOnASlowNetwork(t *testing.T) {
	r := read(t, browser.Look{Width: 360, Height: 640, NoScripts: true}) // else the worker of the first page answers for the second
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		for _, file := range []string{"index", "crying", "crying-1", "stop", "help", "search", "slow-bonding", "massage", "age-w2"} {
			r.open("/" + lang + "/" + file + ".html")
			needs := answered[struct{ Bytes, Files, Strange int }](r, `(() => {
				const all = performance.getEntriesByType("resource"), held = all.filter((one) => one.renderBlockingStatus === "blocking");
				const page = performance.getEntriesByType("navigation")[0];
				return { Bytes: page.transferSize + held.reduce((sum, one) => sum + one.transferSize, 0), Files: held.length,
					Strange: all.filter((one) => new URL(one.name).origin !== location.origin).length };
			})()`)
			if needs.Bytes == 0 || needs.Files == 0 || needs.Strange > 0 {
				t.Fatalf("%s/%s: %+v", lang, file, needs)
			}
			// What comes in one go after the first ten segments of a new connection costs no
			// further round trip: a test of web/pocket holds every page to 14 KB.
			if after := 4*slowRoundTrip + time.Duration(needs.Bytes)*slowPerByte; after > 2*time.Second {
				t.Errorf("%s/%s can be read after %s: %d bytes in %s", lang, file, after, needs.Bytes, fmt.Sprint(needs.Files+1, " files"))
			}
		}
	}
}
