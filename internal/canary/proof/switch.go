package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// switchesVariable names the filters to try, one a line.
const switchesVariable = "HOLDFAST_CANARY_SWITCHES"

// switchSource is laid over package access beside what is there.
const switchSource = `package access

import "holdfast/internal/store"

var switchedOff string

// SwitchOff switches one filter off, and the one before on again.
func SwitchOff(name string) { switchedOff = name }

// UnlessOff is a filter, or a true condition when it is switched off.
func UnlessOff(name string, f Filter) Filter {
	if name == switchedOff {
		return Filter{SQL: "1 = 1"}
	}
	return f
}

// AdultUnlessOff is Actor.Adult, or any adult when it is switched off.
func AdultUnlessOff(name string, who Actor, tx *store.Tx, id PersonID) (service ServiceID, err error) {
	if name != switchedOff {
		return who.Adult(tx, id)
	}
	err = tx.QueryRow("SELECT p.service_id FROM person p WHERE p.id = $1", id).Scan(&service)
	return service, err
}
`

// walkSource is the test that walks with one filter off at a time. It is laid beside
// the tests of the canaries: in the tree it would ask for switches that are not there.
//
//go:embed switch_test.go.txt
var walkSource string

// place is one use of a filter.
type place struct {
	name string // room.function, and which of several
	at   string // file
}

// edit is one change of a file's text.
type edit struct {
	from, to int
	text     string
}

// switched writes copies of every file that uses a filter, with switches, into dir,
// and the overlay that lays them over the tree.
func switched(dir string) (places []place, overlay string, err error) {
	root, err := os.Getwd()
	if err != nil {
		return nil, "", err
	}
	replace := map[string]string{}
	lay := func(path, text string) error {
		copied := filepath.Join(dir, fmt.Sprintf("%d.go", len(replace)))
		replace[filepath.Join(root, path)] = copied
		return os.WriteFile(copied, []byte(text), 0o600)
	}
	err = filepath.WalkDir("internal", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !source(path, d) {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		found, changed, err := switchFile(path, string(text))
		if err != nil || len(found) == 0 {
			return err
		}
		places = append(places, found...)
		return lay(path, changed)
	})
	if err != nil {
		return nil, "", err
	}
	for path, text := range map[string]string{
		filepath.Join("internal", "access", "switch_off.go"):  switchSource,
		filepath.Join("internal", "canary", "switch_test.go"): walkSource,
	} {
		if err := lay(path, text); err != nil {
			return nil, "", err
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return places, overlay, os.WriteFile(overlay, list, 0o600)
}

// source reports whether a file is the product's own code above the filter.
func source(path string, d fs.DirEntry) bool {
	room, _, _ := strings.Cut(strings.TrimPrefix(filepath.ToSlash(path), "internal/"), "/")
	return !d.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "_templ.go") &&
		!slices.Contains([]string{"access", "canary", "bench", "e2e"}, room)
}

// switchFile puts a switch around every filter of one file.
func switchFile(path, text string) (places []place, changed string, err error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, text, 0)
	if err != nil {
		return nil, "", err
	}
	var edits []edit
	names := map[string]int{}
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !filters(call) {
				return true
			}
			name := file.Name.Name + "." + fn.Name.Name
			if names[name]++; names[name] > 1 {
				name += fmt.Sprint(" ", names[name])
			}
			at := func(p token.Pos) int { return set.Position(p).Offset }
			places = append(places, place{name: name, at: path})
			edits = append(edits, around(call, name, at))
			return true
		})
	}
	return places, apply(text, edits), nil
}

// filters reports whether a call is one of the ways to ask the filter: by their name
// and the number of what they are given, since a record has Adults too.
func filters(call *ast.CallExpr) bool {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	given, ok := map[string]int{"People": 3, "Adults": 3, "Remembered": 3, "Adult": 2, "Shown": 2, "Knows": 2}[method.Sel.Name]
	return ok && len(call.Args) == given
}

// around is the edit that puts a switch around a call.
func around(call *ast.CallExpr, name string, at func(token.Pos) int) edit {
	method := call.Fun.(*ast.SelectorExpr)
	e := edit{from: at(call.Pos()), to: at(call.End())}
	if method.Sel.Name == "Adult" {
		e.text = fmt.Sprintf("access.AdultUnlessOff(%q, \x00%d,%d\x00, \x00%d,%d\x00)", name,
			at(method.X.Pos()), at(method.X.End()), at(call.Args[0].Pos()), at(call.Args[1].End()))
		return e
	}
	e.text = fmt.Sprintf("access.UnlessOff(%q, \x00%d,%d\x00)", name, e.from, e.to)
	return e
}

// apply makes the edits from the last to the first; a pair of offsets in an edit
// stands for that part of the text before.
func apply(text string, edits []edit) string {
	slices.SortFunc(edits, func(a, b edit) int { return b.from - a.from })
	before := text
	for _, e := range edits {
		parts := strings.Split(e.text, "\x00")
		for i := 1; i < len(parts); i += 2 {
			var from, to int
			if _, err := fmt.Sscanf(parts[i], "%d,%d", &from, &to); err != nil {
				panic(err) // around wrote it
			}
			parts[i] = before[from:to]
		}
		text = text[:e.from] + strings.Join(parts, "") + text[e.to:]
	}
	return text
}
