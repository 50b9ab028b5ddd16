package pocket

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	texts "holdfast/content/companion"
	"holdfast/content/helplines"
	"holdfast/internal/civil"
	"holdfast/internal/companion"
	"holdfast/internal/web/ui"
)

func edition(t *testing.T) Edition {
	t.Helper()
	content, err := companion.LoadContent(texts.Files)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := companion.LoadHelplines(helplines.Files, "gb.yaml")
	if err != nil {
		t.Fatal(err)
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	return Edition{
		Content: content, Helplines: lines, Assets: assets, Name: "Harbour Library", Phone: "020 7946 0000",
		Ring: "/home/ring", ExitURL: "https://weather.example/", Today: civil.New(2026, time.November, 27),
	}
}

func build(t *testing.T) map[string]File {
	t.Helper()
	files, err := Build(t.Context(), edition(t))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]File{}
	for _, f := range files {
		if _, twice := out[f.Path]; twice {
			t.Errorf("%s is made twice", f.Path)
		}
		out[f.Path] = f
	}
	return out
}

var address = regexp.MustCompile(`(?:href|src|action)="([^"]+)"`)

func TestEveryLinkOfTheCompanionLeadsToAFileOfIts(t *testing.T) {
	files := build(t)
	for name, f := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range address.FindAllSubmatch(f.Body, -1) {
			to, _, _ := strings.Cut(string(m[1]), "#")
			switch {
			case to == "" || strings.HasPrefix(to, "tel:") || strings.HasPrefix(to, "sms:") || to == "https://weather.example/":
			case to == "/home/ring" && path.Base(name) == "help.html":
			case strings.Contains(to, ":") || strings.HasPrefix(to, "/"):
				t.Errorf("%s calls %s", name, to)
			default:
				if _, ok := files[path.Join(path.Dir(name), to)]; !ok {
					t.Errorf("%s leads to %s, which is not there", name, to)
				}
			}
		}
	}
}

func TestEveryPageStandsInTheListOfAll(t *testing.T) {
	var listed []string
	for _, g := range groups {
		listed = append(listed, g.keys...)
	}
	for _, p := range edition(t).Content.Books[0].Pages {
		if p.Key != "crying" && !slices.Contains(listed, p.Key) {
			t.Errorf("%s stands in no group", p.Key)
		}
	}
}

func TestThePageForAnUnsafeHomeGivesNothingAway(t *testing.T) {
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		f, ok := build(t)[lang+"/page-12.html"]
		if !ok {
			t.Fatalf("%s: there is none", lang)
		}
		title := regexp.MustCompile(`<title>([^<]*)</title>`).FindSubmatch(f.Body)
		if !bytes.Contains(title[1], []byte("12")) || !bytes.Contains(f.Body, []byte("plain.")) {
			t.Errorf("%s: title %s", lang, title[1])
		}
	}
}

func TestEveryPageHasTheWayOutHelpAndCrying(t *testing.T) {
	for name, f := range build(t) {
		if !strings.HasSuffix(name, ".html") || name == "index.html" {
			continue
		}
		for _, want := range []string{"data-exit", `href="help.html"`, `href="crying.html"`} {
			if !bytes.Contains(f.Body, []byte(want)) {
				t.Errorf("%s has no %s", name, want)
			}
		}
	}
}

func TestALanguageIsSmall(t *testing.T) {
	size := map[string]int{}
	css := 0
	for name, f := range build(t) {
		dir, _, _ := strings.Cut(name, "/")
		size[dir] += len(f.Body)
		if strings.HasPrefix(name, "assets/care.") {
			css = zipped(t, f.Body)
		}
	}
	for name, f := range build(t) {
		if n := zipped(t, f.Body) + css; strings.HasSuffix(name, ".html") && n > 14*1024-800 {
			t.Errorf("%s needs %d bytes and its headers to be shown", name, n)
		}
	}
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		if total := size[lang] + size["assets"]; total > 600*1024 {
			t.Errorf("%s is %d bytes in all", lang, total)
		}
	}
}

func zipped(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestAChangeOfAWordIsANewVersion(t *testing.T) {
	version := func(e Edition) string {
		files, err := Build(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(files, func(f File) bool { return f.Path == "en/worker.js" })
		first, _, _ := strings.Cut(string(files[i].Body[bytes.Index(files[i].Body, []byte("const version")):]), "\n")
		return first
	}
	e := edition(t)
	before := version(e)
	if again := version(e); again != before {
		t.Errorf("the same content is %s and %s", before, again)
	}
	e.Phone = "020 7946 0001"
	if after := version(e); after == before || !strings.Contains(after, "en-") {
		t.Errorf("another number is still %s", after)
	}
}

func TestHelpLeadsWhoIsWithAServiceToSomebodyTheyKnow(t *testing.T) {
	const way = `href="/home/ring"`
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		page := build(t)[lang+"/help.html"].Body
		if at := bytes.Index(page, []byte(way)); at < bytes.Index(page, []byte(`id="home"`)) || at > bytes.Index(page, []byte(`id="week"`)) {
			t.Errorf("%s: it stands at %d, not after what is urgent and before what is not", lang, at)
		}
	}
	e := edition(t)
	e.Ring = ""
	files, err := Build(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == "en/help.html" })
	if bytes.Contains(files[i].Body, []byte(`id="ring"`)) {
		t.Error("a library that runs no groups asks whether one is with it")
	}
}

func TestANumberIsReadInTheOrderInWhichItIsDialledAlsoFromTheRight(t *testing.T) {
	files := build(t)
	for name, number := range map[string]string{"ar/help.html": "116 123", "ar/stop.html": "0800 448 0737"} {
		whole := "\u2066" + strings.ReplaceAll(number, " ", "\u00a0") + "\u2069"
		if !bytes.Contains(files[name].Body, []byte(whole)) || bytes.Contains(files[name].Body, []byte(number)) {
			t.Errorf("%s: %s does not stand apart from the Arabic round it", name, number)
		}
	}
	if !bytes.Contains(files["ar/help.html"].Body, []byte("\u2066020\u00a07946\u00a00000\u2069")) {
		t.Error("the service's own number is set from the right")
	}
}

func TestLeavingIsExplainedBeforeItIsNeededAndOnlyWhereOneCan(t *testing.T) {
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		files := build(t)
		for _, name := range []string{"index.html", "help.html", "page-12.html"} {
			main := bytes.Index(files[lang+"/"+name].Body, []byte("<h1"))
			at := bytes.Index(files[lang+"/"+name].Body[main:], []byte(`href="exit.html"`))
			if at < 0 || at > 2500 {
				t.Errorf("%s/%s does not say first how one leaves it", lang, name)
			}
		}
		if page := files[lang+"/exit.html"].Body; !bytes.Contains(page, []byte("Shift")) && !bytes.Contains(page, []byte("Maj")) && !bytes.Contains(page, []byte("Mayús")) {
			t.Errorf("%s: the explanation does not name the key", lang)
		}
	}
	e := edition(t)
	e.ExitURL = ""
	files, err := Build(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Path, "exit.html") || strings.HasSuffix(f.Path, ".html") && bytes.Contains(f.Body, []byte("exit.html")) || bytes.Contains(f.Body, []byte("data-exit")) && strings.HasSuffix(f.Path, ".html") {
			t.Errorf("%s speaks of a button that is not there", f.Path)
		}
	}
}

func TestEveryCountryHasItsPages(t *testing.T) {
	for country, first := range map[string]string{"gb": "tel:999", "us": "tel:911", "ca": "tel:911"} {
		e := edition(t)
		var err error
		if e.Helplines, err = companion.LoadHelplines(helplines.Files, country+".yaml"); err != nil {
			t.Fatal(err)
		}
		files, err := Build(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"en/help.html", "en/crying.html", "ar/help.html"} {
			i := slices.IndexFunc(files, func(f File) bool { return f.Path == name })
			if !bytes.Contains(files[i].Body, []byte(first)) || country != "gb" && bytes.Contains(files[i].Body, []byte("tel:999")) {
				t.Errorf("%s in %s does not ring its own number", name, country)
			}
		}
	}
}

func TestADrawingSaysInWordsWhatItShows(t *testing.T) {
	files := build(t)
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		for _, name := range []string{"stop", "massage", "cues", "goodnight"} {
			if !regexp.MustCompile(`<svg class="art"[^>]*role="img" aria-label="[^"]{40,}"`).Match(files[lang+"/"+name+".html"].Body) {
				t.Errorf("%s/%s shows nothing, or says nothing of it", lang, name)
			}
		}
	}
}

func TestACountryWithoutNumbersStillSaysWhatToDo(t *testing.T) {
	e := edition(t)
	e.Helplines = companion.Helplines{Country: "XX"}
	files, err := Build(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == "en/help.html" })
	if !bytes.Contains(files[i].Body, []byte("Ring the emergency number that you know")) {
		t.Error("help says nothing")
	}
}

func TestTheHandlerHandsOutAndKeepsNoSecret(t *testing.T) {
	files, err := Build(t.Context(), edition(t))
	if err != nil {
		t.Fatal(err)
	}
	h, err := Handler(files)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, target string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
		return w
	}
	for target, want := range map[string]int{"/": 200, "/en/": 200, "/en/crying.html": 200, "/en/../../etc/passwd": 404, "/none": 404} {
		if w := ask(http.MethodGet, target); w.Code != want || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: %d, want %d", target, w.Code, want)
		}
	}
	if w := ask(http.MethodPost, "/"); w.Code != 404 {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestAnExportGoesIntoAnEmptyFolderOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	files := []File{{Path: "en/index.html", Body: []byte("x")}}
	if err := Write(dir, files); err != nil {
		t.Fatal(err)
	}
	if err := Write(dir, files); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("a second time it says %v", err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "en", "index.html")); err != nil || string(b) != "x" {
		t.Errorf("%q, %v", b, err)
	}
}
