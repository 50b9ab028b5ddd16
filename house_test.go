// Package holdfast holds the rules of the whole house, as tests.
package holdfast

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms is the order of the house: a package imports only from rooms before its
// own. The reason stands beside each room that could be thought to go elsewhere.
var rooms = []string{
	"content", // data: it knows nobody
	"fault", "civil", "ident",
	"i18n",  // counts ages and dates, so after civil
	"sheet", // reads tables of figures
	"store",
	"blob", "jobs", // in the same database
	"parcel", // packs copies of both
	"audit",  // written in the transaction of whoever acts
	"pledge", // likewise, and carried over by the rooms that make them
	"access", // the audit's line is made from an actor
	"identity", "consent", "family", "safety",
	"share",  // between people, and nothing else needs it
	"notify", // asks consent, safety and family before it sends
	"measure",
	"programme", // says which measures when
	"enquiry",   // becomes a family with a place on the waiting list
	"film", "care", "companion", "academy",
	"outcome", // reports on all of them
	"exchange",
	"demo", // makes up a world of all of them
	"web",
	"app",    // builds everything
	"canary", // goes through the whole as everybody, and is imported by nobody
	"cmd",
	"bench", // measures the whole from outside
	"e2e",   // walks through the whole as a person would
}

// pageRooms is the order of the rooms inside web: how a page is drawn, then what
// pages share, then the pages. A page leads to another by its address.
var pageRooms = []string{
	"ui",           // draws, and knows nobody
	"page", "form", // what is asked and what is answered
	"layout",            // a staff page out of the parts of ui
	"address", "naming", // where a staff page is, and whom it means
	"reach", "agreed", "ahead", // what is asked and said alike on several pages
	"alert", "questionnaire", "session", "call", // a practitioner's day
	"planning", // filling groups
	"report", "record",
	"desk", // Today gathers from all of them
	"home", "public", "pocket", "persona",
	"", // the server of all pages
}

// only names who may import a library, and why nobody else.
var only = []struct {
	library string
	rooms   []string
	because string
}{
	{"github.com/ncruces/", []string{"store", "bench"}, "a second place that opens the database would not know the group commit"},
	{"github.com/jackc/pgx", []string{"store"}, "one SQL serves both engines, so nobody may know which one it is"},
	{"github.com/pressly/goose", []string{"store"}, "the schema has one owner"},
	{"database/sql", []string{"store", "bench"}, "statements go through store.Tx, which retries, counts and translates errors"},
	{"github.com/wneessen/go-mail", []string{"notify"}, "nothing leaves but through the gate that asks whether it is safe"},
	{"net/smtp", []string{"notify"}, "nothing leaves but through the gate that asks whether it is safe"},
	{"github.com/caarlos0/env", []string{"cmd"}, "a room gets what it needs from its constructor"},
	{"github.com/spf13/cobra", []string{"cmd"}, "a room gets what it needs from its constructor"},
	{"net/http", []string{"web", "blob", "notify", "exchange", "app", "canary", "bench", "e2e"}, "rules that know of requests cannot be used by a job or a command"},
	{"github.com/a-h/templ", []string{"web"}, "words and markup belong to pages"},
	{"log/slog", []string{"jobs", "notify", "web", "demo", "app", "canary", "cmd", "bench", "e2e"}, "an error is returned or handled, and logged once, at the edge"},
}

// pure packages compute: given the same, they answer the same, and can be tested
// against the published formula.
var pure = map[string][]string{
	"holdfast/internal/civil":            {},
	"holdfast/internal/measure/score":    {"holdfast/internal/civil", "holdfast/internal/fault", "gonum.org/", "github.com/goccy/go-yaml"},
	"holdfast/internal/outcome/stats":    {"holdfast/internal/civil", "gonum.org/"},
	"holdfast/internal/programme/course": {"holdfast/internal/civil"},
	"holdfast/internal/programme/plan":   {"holdfast/internal/civil", "gonum.org/"},
	"holdfast/internal/programme/replay": {"holdfast/internal/civil", "holdfast/internal/programme/plan"},
}

type pkg struct {
	ImportPath string
	Standard   bool
	ForTest    string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,Standard", "./...")
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, problems.String())
	}
	var all []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// room is which room a package of ours belongs to; empty for anybody else's.
func room(path string) string {
	rest, ours := strings.CutPrefix(path, "holdfast/")
	if !ours {
		return ""
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(rest, "internal/"), "/")
	return name
}

func matches(path, library string) bool {
	return path == library || strings.HasPrefix(path, strings.TrimSuffix(library, "/")+"/")
}

func TestARoomImportsOnlyWhatStandsBeforeIt(t *testing.T) {
	for _, p := range packages(t) {
		from := room(p.ImportPath)
		if from == "" {
			continue
		}
		at := slices.Index(rooms, from)
		if at < 0 {
			t.Errorf("%s stands in no room: give it its place in the list", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if to := room(imported); to != "" && slices.Index(rooms, to) > at {
				t.Errorf("%s imports %s, which stands after it: talk up by a job, or ask for a function", p.ImportPath, imported)
			}
		}
	}
}

func TestAPageImportsOnlyWhatStandsBeforeIt(t *testing.T) {
	inside := func(path string) (name string, ok bool) {
		rest, ok := strings.CutPrefix(path, "holdfast/internal/web")
		name, _, _ = strings.Cut(strings.TrimPrefix(rest, "/"), "/")
		return name, ok
	}
	for _, p := range packages(t) {
		from, ok := inside(p.ImportPath)
		if !ok || strings.HasSuffix(from, "test") {
			continue
		}
		at := slices.Index(pageRooms, from)
		if at < 0 {
			t.Errorf("%s has no place among the rooms of pages: give it one", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if to, ok := inside(imported); ok && slices.Index(pageRooms, to) > at {
				t.Errorf("%s imports %s, which stands after it: lead there by its address, or put what both need below both", p.ImportPath, imported)
			}
		}
	}
}

func TestWhoMayKnowALibrary(t *testing.T) {
	for _, p := range packages(t) {
		// What helps tests to a database is a test that happens to be importable.
		if strings.Contains(p.ImportPath, "test") {
			continue
		}
		for _, imported := range p.Imports {
			for _, rule := range only {
				if imported == "database/sql/driver" && rule.library == "database/sql" {
					continue // how identifiers and dates say what they are stored as
				}
				if matches(imported, rule.library) && !slices.Contains(rule.rooms, room(p.ImportPath)) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, rule.because)
				}
			}
		}
	}
}

func TestWhatComputesIsPure(t *testing.T) {
	seen := 0
	for _, p := range packages(t) {
		allowed, ok := pure[p.ImportPath]
		if !ok {
			continue
		}
		seen++
		for _, imported := range p.Imports {
			first, _, _ := strings.Cut(imported, "/")
			standard := !strings.Contains(first, ".") && first != "holdfast"
			mayNot := []string{"context", "os", "net", "math/rand", "math/rand/v2", "log/slog"}
			if standard && !slices.Contains(mayNot, imported) || slices.ContainsFunc(allowed, func(a string) bool { return matches(imported, a) }) {
				continue
			}
			t.Errorf("%s imports %s: what computes touches nothing outside", p.ImportPath, imported)
		}
	}
	if seen != len(pure) {
		t.Errorf("%d of %d pure packages are there", seen, len(pure))
	}
}

func TestTheDesignSystemKnowsNobody(t *testing.T) {
	for _, p := range packages(t) {
		if !matches(p.ImportPath, "holdfast/internal/web/ui") {
			continue
		}
		for _, imported := range p.Imports {
			if room(imported) != "" && !matches(imported, "holdfast/internal/web/ui") && room(imported) != "content" {
				t.Errorf("%s imports %s: parts get words and figures, not families", p.ImportPath, imported)
			}
		}
	}
}
