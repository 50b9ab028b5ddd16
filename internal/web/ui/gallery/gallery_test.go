package main

import (
	"bytes"
	"compress/gzip"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"holdfast/internal/web/ui"
)

type rendered struct {
	file string
	html []byte
	doc  *goquery.Document
}

func renderAll(t *testing.T) (*ui.Assets, []rendered) {
	t.Helper()
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	var all []rendered
	for _, p := range pages(assets) {
		html, err := render(p.body)
		if err != nil {
			t.Fatalf("%s: %v", p.file, err)
		}
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(html))
		if err != nil {
			t.Fatalf("%s: %v", p.file, err)
		}
		all = append(all, rendered{p.file, html, doc})
	}
	return assets, all
}

func TestEveryPartIsShown(t *testing.T) {
	var shown strings.Builder
	for _, pattern := range []string{"*.templ", "samples.go", "states.go", "frames.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, f := range files {
			source, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			shown.Write(source)
		}
	}
	for _, name := range partNames(t) {
		if !regexp.MustCompile(`ui\.` + name + `[{(]`).MatchString(shown.String()) {
			t.Errorf("ui.%s is not in the gallery", name)
		}
	}
}

// partNames are the exported names of ui that render: types with a Render method, and functions that return a component.
func partNames(t *testing.T) []string {
	t.Helper()
	sources, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			switch {
			case f.Recv == nil && f.Name.IsExported() && returnsComponent(f):
				names = append(names, f.Name.Name)
			case f.Recv != nil && f.Name.Name == "Render":
				if recv, ok := f.Recv.List[0].Type.(*ast.Ident); ok && recv.IsExported() {
					names = append(names, recv.Name)
				}
			}
		}
	}
	if len(names) < 50 {
		t.Fatalf("only %d parts were found", len(names))
	}
	return names
}

func returnsComponent(f *ast.FuncDecl) bool {
	if f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return false
	}
	s, ok := f.Type.Results.List[0].Type.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Component"
}

func TestPagesHoldUnderAStrictPolicy(t *testing.T) {
	assets, all := renderAll(t)
	for _, page := range all {
		page.doc.Find("[style], style, script:not([src]), [onclick], [onload]").Each(func(_ int, s *goquery.Selection) {
			html, _ := goquery.OuterHtml(s)
			t.Errorf("%s: inline style or script: %.80s", page.file, html)
		})
		page.doc.Find("script[src], link[href]").Each(func(_ int, s *goquery.Selection) {
			address := s.AttrOr("src", s.AttrOr("href", ""))
			if _, ok := assets.Lookup(ui.AssetPrefix + strings.TrimPrefix(address, "assets/")); !ok {
				t.Errorf("%s: no such asset: %s", page.file, address)
			}
		})
	}
}

func TestWhatRefersToAnIdFindsIt(t *testing.T) {
	_, all := renderAll(t)
	for _, page := range all {
		ids := map[string]int{}
		page.doc.Find("[id]").Each(func(_ int, s *goquery.Selection) { ids[s.AttrOr("id", "")]++ })
		for id, n := range ids {
			if n > 1 && !strings.HasPrefix(page.file, "parts-") {
				t.Errorf("%s: %d things are called %q", page.file, n, id)
			}
		}
		for _, attribute := range []string{"for", "aria-labelledby", "aria-describedby"} {
			page.doc.Find("[" + attribute + "]").Each(func(_ int, s *goquery.Selection) {
				for _, id := range strings.Fields(s.AttrOr(attribute, "")) {
					if ids[id] == 0 {
						t.Errorf("%s: %s=%q finds nothing", page.file, attribute, id)
					}
				}
			})
		}
		page.doc.Find(".faults a").Each(func(_ int, s *goquery.Selection) {
			if id := strings.TrimPrefix(s.AttrOr("href", ""), "#"); ids[id] == 0 {
				t.Errorf("%s: the summary leads to %q, which is not there", page.file, id)
			}
		})
	}
}

func TestEveryControlHasALabel(t *testing.T) {
	_, all := renderAll(t)
	for _, page := range all {
		page.doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
			id := s.AttrOr("id", "")
			if s.Closest("label").Length() == 0 && (id == "" || page.doc.Find(`label[for="`+id+`"]`).Length() == 0) {
				html, _ := goquery.OuterHtml(s)
				t.Errorf("%s: no label: %.120s", page.file, html)
			}
		})
		page.doc.Find("fieldset").Each(func(_ int, s *goquery.Selection) {
			if strings.TrimSpace(s.ChildrenFiltered("legend").Text()) == "" {
				t.Errorf("%s: a fieldset without its legend", page.file)
			}
		})
	}
}

func TestEachPageHasOneHeadingOfTheFirstOrder(t *testing.T) {
	_, all := renderAll(t)
	for _, page := range all {
		if n := page.doc.Find("main h1").Length(); n != 1 && page.file != "parts-act.html" && !strings.HasPrefix(page.file, "parts-act-") {
			t.Errorf("%s: %d headings of the first order", page.file, n)
		}
	}
}

// A caregiver's page and its style sheet come with the first answer of a slow line.
func TestACaregiversPageFitsTheFirst14KB(t *testing.T) {
	const most = 14 << 10
	assets, all := renderAll(t)
	sheet, ok := assets.Lookup(assets.URL("care.css"))
	if !ok {
		t.Fatal("no style sheet")
	}
	for _, page := range all {
		if page.doc.Find("html[data-room=desk]").Length() > 0 {
			continue
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write(page.html); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		size := packed.Len() + len(sheet.Gzip)
		t.Logf("%s: %d", page.file, size)
		if size > most {
			t.Errorf("%s: %d bytes to the first render, at most %d", page.file, size, most)
		}
	}
}
