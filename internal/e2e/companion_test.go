package e2e_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	texts "holdfast/content/companion"
	"holdfast/content/helplines"
	"holdfast/internal/civil"
	"holdfast/internal/companion"
	"holdfast/internal/e2e/browser"
	"holdfast/internal/web/pocket"
	"holdfast/internal/web/ui"
)

// reader is somebody with the companion on an old phone.
type reader struct {
	*testing.T
	tab    *browser.Tab
	server *http.Server
	base   string

	edition atomic.Pointer[http.Handler]
	gone    atomic.Pointer[string] // a file that cannot be had just now
}

// read serves the companion and opens it on a phone.
func read(t *testing.T, look browser.Look) *reader {
	t.Helper()
	r := handOut(t)
	b, err := browser.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	if r.tab, err = b.Open(r.base, look); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.tab.Close)
	return r
}

// handOut serves the companion, and opens it nowhere.
func handOut(t *testing.T) *reader {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{T: t, base: "http://" + listener.Addr().String()}
	r.publish("Harbour Library")
	r.server = &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if gone := r.gone.Load(); gone != nil && *gone == req.URL.Path {
			panic(http.ErrAbortHandler) // the network drops
		}
		(*r.edition.Load()).ServeHTTP(w, req)
	})}
	go r.server.Serve(listener)
	t.Cleanup(func() {
		if err := r.server.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return r
}

// publish puts an edition under this name in the place of what was served.
func (r *reader) publish(name string) {
	r.Helper()
	content, err := companion.LoadContent(texts.Files)
	if err != nil {
		r.Fatal(err)
	}
	lines, err := companion.LoadHelplines(helplines.Files, "gb.yaml")
	if err != nil {
		r.Fatal(err)
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		r.Fatal(err)
	}
	files, err := pocket.Build(r.Context(), pocket.Edition{
		Content: content, Helplines: lines, Assets: assets, Name: name, ExitURL: away, Today: civil.Of(time.Now()),
	})
	if err != nil {
		r.Fatal(err)
	}
	handler, err := pocket.Handler(files)
	if err != nil {
		r.Fatal(err)
	}
	r.edition.Store(&handler)
}

var oldPhone = browser.Look{Width: 360, Height: 640, Cached: true}

func (r *reader) open(address string) {
	r.Helper()
	if err := r.tab.Go(address); err != nil {
		r.Fatal(err)
	}
}

func (r *reader) until(condition string) {
	r.Helper()
	if err := r.tab.Until(condition); err != nil {
		r.Fatal(err)
	}
}

func answered[T any](r *reader, question string) T {
	r.Helper()
	v, err := browser.Eval[T](r.tab, question)
	if err != nil {
		r.Fatalf("%s: %v", question, err)
	}
	return v
}

// parts is the phone's own script and what it works with, for questions to it.
const parts = `const m = await import(document.querySelector("script[src*=pocket]").src), data = await (await fetch("data.json")).json();`

func TestTheCompanionShowsACardForEveryAgeAndNeverOneForAnOlderBaby(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/index.html")
	wrong := answered[[]string](r, `(async () => { `+parts+`
		const wrong = [], day = (n) => new Date(Date.UTC(2027, 0, 15) + n * 86400000).toISOString().slice(0, 10), today = day(0);
		const try1 = (name, dates, real) => {
			const age = m.ageOf(dates, today), stage = m.stageOf(data.Stages, age, Boolean(dates.born));
			const cards = m.cardsFor(data.Cards, stage, dates.who ?? [], 7);
			if (!stage) { if (real >= -98 && real <= 427) { wrong.push(name + ": no stage"); } return; }
			const from = data.Stages.find((s) => s.Key === stage).From;
			if (dates.born && from < 0) { wrong.push(name + ": expected although born"); }
			if (!dates.born && from >= 0) { wrong.push(name + ": born although expected"); }
			if (from > Math.max(real, dates.born ? 0 : real) && real >= -98) { wrong.push(name + ": for an older baby " + stage); }
			if (cards.length < 3) { wrong.push(name + ": " + cards.length + " cards"); }
			if (cards.some((c) => !c.Ages.includes(stage))) { wrong.push(name + ": of another age"); }
		};
		for (let age = -98; age <= 427; age++) {
			if (age >= 0) { try1("born " + age, { born: day(-age) }, age); }
			try1("due " + age, { due: day(-age) }, age);
			for (const early of [10, 21, 60, 100]) {
				const real = early >= 21 ? age - early : age;
				if (age >= 0) { try1("born " + age + " early " + early, { born: day(-age), due: day(-age + early) }, real); }
			}
			for (const who of ["father", "twins", "hospital", "cannot-see"]) { if (age >= 0) { try1(who + age, { born: day(-age), who: [who] }, age); } }
		}
		for (const [name, dates] of [["tomorrow", { born: day(1) }], ["ten years", { born: day(-3650) }], ["nonsense", { born: "soon" }], ["a clock wrong by a year", { born: day(366) }], ["two years off", { due: day(730) }]]) {
			if (m.stageOf(data.Stages, m.ageOf(dates, today), Boolean(dates.born))) { wrong.push(name + " has a stage"); }
			if (m.cardsFor(data.Cards, null, [], 7).length < 2) { wrong.push(name + ": nothing to show"); }
		}
		return wrong })()`)
	for _, w := range wrong[:min(len(wrong), 20)] {
		t.Error(w)
	}
}

// TestThePhoneAndTheServiceAgreeOnABabysStage asks the phone's script and the room,
// which shows the card of the last session, the same ages.
func TestThePhoneAndTheServiceAgreeOnABabysStage(t *testing.T) {
	type asked struct{ Born, Due, Stage string }
	var all []asked
	today := civil.New(2027, time.January, 15)
	ask := func(born, due civil.Date) {
		one := asked{Stage: companion.StageAt(due, born, today)}
		if !born.IsZero() {
			one.Born = born.String()
		}
		if !due.IsZero() {
			one.Due = due.String()
		}
		all = append(all, one)
	}
	for age := -110; age <= 440; age++ {
		day := today.AddDays(-age)
		ask(civil.Date{}, day)
		ask(day, civil.Date{})
		for _, early := range []int{-10, 20, 21, 100} {
			ask(day, day.AddDays(early))
		}
	}
	list, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	r := read(t, oldPhone)
	r.open("/en/index.html")
	for _, differs := range answered[[]string](r, `(async () => { `+parts+`
		return `+string(list)+`.flatMap(({ Born, Due, Stage }) => {
			const said = m.stageOf(data.Stages, m.ageOf({ born: Born, due: Due }, "2027-01-15"), Boolean(Born)) ?? "";
			return said === Stage ? [] : [`+"`born ${Born} due ${Due}: the phone says ${said}, the service ${Stage}`"+`];
		}) })()`) {
		t.Error(differs)
	}
}

// TestNotTodayHoldsForTheDay presses it and comes back.
func TestNotTodayHoldsForTheDay(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/index.html")
	r.until(`document.querySelector("[data-card]").checkVisibility()`)
	if err := r.tab.Press("Not today"); err != nil {
		t.Fatal(err)
	}
	r.open("/en/index.html")
	r.until(`document.querySelector("[data-rest]").checkVisibility() && !document.querySelector("[data-card]").checkVisibility()`)
	answered[bool](r, `(() => { localStorage.setItem("pocket.rest", '"2020-01-01"'); return true })()`)
	r.open("/en/index.html")
	r.until(`document.querySelector("[data-card]").checkVisibility() && !document.querySelector("[data-rest]").checkVisibility()`)
}

func TestTheCompanionAnswersInCarersWords(t *testing.T) {
	f, err := os.Open("../../../shared/data/companion-searches.tsv")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the searches of carers are not beside this checkout: ../shared/data/companion-searches.tsv")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := csv.NewReader(f)
	rows.Comma, rows.LazyQuotes = '\t', true
	all, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r := read(t, oldPhone)
	r.open("/en/search.html")
	best, three, danger := 0, 0, 0
	for _, row := range all[1:] {
		words, err := json.Marshal(row[0])
		if err != nil {
			t.Fatal(err)
		}
		got := answered[struct {
			Danger bool
			Themes []string
		}](r, `(async () => { `+parts+` const a = m.search(data.Finds, `+string(words)+`, "en"); return { Danger: a.danger, Themes: a.results.map((f) => f.Theme) } })()`)
		want := strings.Split(row[1], "|")
		if len(got.Themes) > 0 && got.Themes[0] == want[0] {
			best++
		}
		if slices.ContainsFunc(got.Themes[:min(3, len(got.Themes))], func(s string) bool { return slices.Contains(want, s) }) {
			three++
		} else {
			t.Errorf("%q is answered by %v, not %v", row[0], got.Themes, want)
		}
		if got.Danger == (row[2] == "yes") {
			danger++
		} else {
			t.Errorf("%q means danger: %v", row[0], got.Danger)
		}
	}
	t.Logf("%d searches: the best answer first %d, an answer among three %d, danger told right %d", len(all)-1, best, three, danger)
	if best*100 < (len(all)-1)*90 {
		t.Errorf("the best answer stands first for %d of %d", best, len(all)-1)
	}
}

func TestWordsThatMeanDangerGetHelpFirstAndLeaveNoTrace(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/search.html?q=i+want+to+shake+him")
	r.until(`document.querySelector("[data-help-first]")?.checkVisibility() && document.querySelector("[data-search-results] a[data-theme]")`)
	if at, err := r.tab.Address(); err != nil || strings.Contains(at, "shake") {
		t.Errorf("the address keeps the words: %s, %v", at, err)
	}
	r.open("/en/search.html?q=play")
	r.until(`document.querySelector("[data-search-results] a[data-theme=play]")`)
	if answered[bool](r, `Boolean(document.querySelector("[data-help-first]"))`) {
		t.Error("play means danger")
	}
}

func TestTheCompanionWorksInAeroplaneModeAfterOneVisit(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/index.html")
	answered[bool](r, `navigator.serviceWorker.ready.then((kept) => Boolean(kept.active))`)
	if err := r.server.Close(); err != nil {
		t.Fatal(err)
	}
	for address, says := range map[string]string{
		"/en/index.html": "Today with your baby", "/en/crying.html": "Baby is crying", "/en/crying-3.html": "Step 3 of 8", "/en/stop.html": "Put baby down",
		"/en/help.html": "Ring 999", "/en/slow-bonding.html": "I don't feel it yet", "/en/massage.html": "Baby massage",
	} {
		r.open(address)
		words, err := r.tab.Words()
		if err != nil || !strings.Contains(strings.ReplaceAll(words, "’", "'"), says) {
			t.Errorf("%s without a network: %v", address, err)
		}
	}
	r.open("/en/search.html?q=cry")
	r.until(`document.querySelector("[data-search-results] a[data-theme=crying]")`)
}

func TestWhatACarerTellsThePhoneStaysThere(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/crying-plan.html")
	for label, line := range map[string]string{"I put baby down safely here:": "the cot", "I ring:": "my sister"} {
		if err := r.tab.Fill(label, line); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.tab.Press("Keep"); err != nil {
		t.Fatal(err)
	}
	r.open("/en/stop.html")
	r.until(`document.querySelector("[data-plan]").checkVisibility() && document.querySelector("[data-plan]").textContent.includes("my sister")`)
	if cookies, err := r.tab.Cookies(); err != nil || len(cookies) > 0 {
		t.Errorf("cookies %v, %v", cookies, err)
	}
	// A phone that keeps nothing says so, and shows everything else.
	r.open("/en/index.html")
	answered[bool](r, `(() => { Storage.prototype.setItem = () => { throw new Error("full") }; document.querySelector("#set").open = true; document.querySelector("#born").value = "2026-01-01"; return true })()`)
	if err := r.tab.Press("Keep"); err != nil {
		t.Fatal(err)
	}
	r.until(`document.querySelector("[data-said]").textContent !== ""`)
	r.until(`document.querySelector("[data-card]").checkVisibility()`)
}

// TestAnUpdateWhileReadingIsNeverHalf publishes another edition while somebody reads:
// every page is of the old one until none of it is open, and then of the new.
func TestAnUpdateWhileReadingIsNeverHalf(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/index.html")
	answered[bool](r, `navigator.serviceWorker.ready.then((kept) => Boolean(kept.active))`)
	r.publish("Hill Library")
	answered[bool](r, `(async () => { const kept = await navigator.serviceWorker.ready; await kept.update(); return true })()`)
	r.until(`navigator.serviceWorker.getRegistration().then((kept) => kept.waiting?.state === "installed")`)
	for _, file := range []string{"massage", "help", "crying-2", "index"} {
		r.open("/en/" + file + ".html")
		if title, err := r.tab.Title(); err != nil || !strings.Contains(title, "Harbour Library") {
			t.Errorf("%s is %q while an older page is open, %v", file, title, err)
		}
	}
	r.open("/") // of no edition: nothing of the old one is open now
	r.until(`navigator.serviceWorker.getRegistration("/en/").then((kept) => !kept.waiting && kept.active?.state === "activated")`)
	for _, file := range []string{"massage", "help", "index"} {
		r.open("/en/" + file + ".html")
		if title, err := r.tab.Title(); err != nil || !strings.Contains(title, "Hill Library") {
			t.Errorf("%s is still %q, %v", file, title, err)
		}
	}
}

// TestAVisitThatBreaksOffKeepsNothingHalf drops the network in the middle of the first
// visit: what is open works, nothing half is kept, and the next visit makes it whole.
func TestAVisitThatBreaksOffKeepsNothingHalf(t *testing.T) {
	r := read(t, oldPhone)
	file := "/en/massage.html"
	r.gone.Store(&file)
	r.open("/en/index.html")
	r.until(`document.querySelector("[data-card]").checkVisibility()`)
	r.until(`navigator.serviceWorker.getRegistration().then((kept) => !kept || !kept.installing && !kept.active)`)
	r.gone.Store(nil)
	r.open("/en/help.html")
	answered[bool](r, `navigator.serviceWorker.ready.then((kept) => Boolean(kept.active))`)
	if err := r.server.Close(); err != nil {
		t.Fatal(err)
	}
	r.open(file)
	if title, err := r.tab.Heading(); err != nil || title != "Baby massage" {
		t.Errorf("without a network %s is %q, %v", file, title, err)
	}
}

// TestAPhoneThatKeepsNothingShowsEverything runs the page's script anew where storage
// is forbidden altogether, as in some private windows.
func TestAPhoneThatKeepsNothingShowsEverything(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/index.html")
	r.until(`document.querySelector("[data-card]").checkVisibility()`)
	answered[bool](r, `(async () => {
		Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
		document.querySelector("[data-title]").textContent = "";
		await import(document.querySelector("script[src*=pocket]").src + "?anew");
		return true })()`)
	r.until(`document.querySelector("[data-title]").textContent !== "" && document.querySelector("[data-card]").checkVisibility()`)
	if err := r.tab.Press("Not today"); err != nil {
		t.Fatal(err)
	}
	r.until(`document.querySelector("[data-rest]").checkVisibility() && !document.querySelector("[data-card]").checkVisibility()`)
}

func TestTheCompanionIsForEverybody(t *testing.T) {
	script, err := axeScript()
	if err != nil {
		t.Fatal(err)
	}
	r := read(t, oldPhone)
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		for _, file := range []string{"index", "crying", "crying-1", "stop", "help", "all", "search", "moments", "keep", "exit", "slow-bonding", "page-12", "age-w2"} {
			r.open("/" + lang + "/" + file + ".html")
			for _, scheme := range []string{"light", "dark"} {
				if err := r.tab.Scheme(scheme); err != nil {
					t.Fatal(err)
				}
				found, err := r.tab.Axe(script)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					t.Errorf("%s/%s %s: %s", lang, file, scheme, f)
				}
			}
			if wide, err := r.tab.Overflow(320, oldPhone); err != nil || wide != "" {
				t.Errorf("%s/%s at 320 px: %s, %v", lang, file, wide, err)
			}
		}
	}
}

// TestTheCompanionWithoutScripts opens the first page where no script runs: no empty
// card stands on it, and every age can be reached.
func TestTheCompanionWithoutScripts(t *testing.T) {
	r := read(t, browser.Look{Width: 360, Height: 640, NoScripts: true})
	r.open("/en/index.html")
	const shown = `.filter((one) => one.getClientRects().length).length`
	empty := answered[int](r, `[...document.querySelectorAll("[data-card], #set, [data-pause]")]`+shown)
	ages := answered[int](r, `[...document.querySelectorAll("[data-ages] a")]`+shown)
	if empty != 0 || ages < 8 {
		t.Errorf("%d things that need a script are shown, and %d ages", empty, ages)
	}
}

// TestTheCompanionDoesNotJump holds the first page to staying where it is while its
// card comes in: what moves under a thumb is pressed by mistake. Up to 0.1 counts as
// good (Web Vitals, cumulative layout shift).
func TestTheCompanionDoesNotJump(t *testing.T) {
	r := read(t, oldPhone)
	r.open("/en/index.html")
	r.until(`document.querySelector("[data-title]").textContent !== "" && document.querySelector("[data-card]").getClientRects().length > 0`)
	moved := answered[float64](r, `new Promise((done) => {
		let sum = 0;
		new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; }).observe({ type: "layout-shift", buffered: true });
		setTimeout(() => done(sum), 500);
	})`)
	if moved > 0.1 {
		t.Errorf("the page moved by %.3f", moved)
	}
}
