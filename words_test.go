package holdfast

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/a-h/templ/parser/v2"

	"holdfast/content/text"
	"holdfast/internal/i18n"
)

// Where code names a text by its whole key.
var naming = []*regexp.Regexp{
	regexp.MustCompile(`\.(?:T|Around|Tell)\(\s*"([a-z][a-z0-9.-]*)"\s*[,)]`),
	regexp.MustCompile(`\.Problem\((?:"[^"]*"|[^",]*),\s*"([a-z][a-z0-9.-]*)"\s*[,)]`),
	regexp.MustCompile(`fault\.At\((?:"[^"]*"|[^",]*),\s*"([a-z][a-z0-9.-]*)"\s*[,)]`),
	regexp.MustCompile(`fault\.Refuse\(\s*"([a-z][a-z0-9.-]*)"\s*[,)]`),
}

var (
	literal = regexp.MustCompile(`"([a-z][a-z0-9]*[.-][a-z0-9.-]*|[a-z]+)"`)
	// A key built at run time shows as `"role." + …`, as `… + ".title"`, or as a
	// format such as "message.%s.subject".
	beginning = regexp.MustCompile(`"([a-z][a-z0-9.-]*[.-])"\s*\+`)
	ending    = regexp.MustCompile(`\+\s*"([.-][a-z][a-z0-9.-]*)"`)
	format    = regexp.MustCompile(`"([a-z][a-z0-9.-]*[.-])%[a-z]`)
	inData    = regexp.MustCompile(`[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+`)
)

// source is the text of every file that could name a key.
type source struct {
	code []string // Go and templates written by hand
	data []string // content that is not a catalogue
}

func readSource(t *testing.T) source {
	t.Helper()
	var s source
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if strings.HasPrefix(entry.Name(), ".") && path != "." || entry.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		code := strings.HasSuffix(path, ".templ") || path == "internal/exchange/page.html" ||
			strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_templ.go") && !strings.HasSuffix(path, "_test.go")
		data := strings.HasPrefix(path, "content/") && strings.HasSuffix(path, ".yaml") && !strings.HasPrefix(path, "content/text/")
		if !code && !data {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if code {
			s.code = append(s.code, string(content))
		} else {
			s.data = append(s.data, string(content))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryTextThatIsNamedIsThere(t *testing.T) {
	cat, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	keys := cat.Keys()
	missing := map[string]bool{}
	for _, code := range readSource(t).code {
		for _, pattern := range naming {
			for _, m := range pattern.FindAllStringSubmatch(code, -1) {
				if _, there := slices.BinarySearch(keys, m[1]); !there {
					missing[m[1]] = true
				}
			}
		}
	}
	for key := range missing {
		t.Errorf("a page or a fault names %s, and content/text/en has no such key", key)
	}
}

func TestEveryTextIsUsed(t *testing.T) {
	cat, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]bool{}
	var begins, ends []string
	s := readSource(t)
	for _, code := range s.code {
		for _, m := range literal.FindAllStringSubmatch(code, -1) {
			whole[m[1]] = true
		}
		for _, m := range append(beginning.FindAllStringSubmatch(code, -1), format.FindAllStringSubmatch(code, -1)...) {
			begins = append(begins, m[1])
		}
		for _, m := range ending.FindAllStringSubmatch(code, -1) {
			ends = append(ends, m[1])
		}
	}
	for _, data := range s.data {
		for _, key := range inData.FindAllString(data, -1) {
			whole[key] = true
		}
	}
	used := func(key string) bool {
		return whole[key] ||
			slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(key, b) }) ||
			slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(key, e) && whole[strings.TrimSuffix(key, e)] })
	}
	for _, key := range cat.Keys() {
		if !used(key) {
			t.Errorf("nothing says %s: take it out of content/text/en", key)
		}
	}
}

// In a template stand keys, never words: words in it could not be translated.
func TestTemplatesHoldNoWords(t *testing.T) {
	files, err := filepath.Glob("internal/web/*/*.templ")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("internal/web/*.templ")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(files, more...) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseString(string(content))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		walk(reflect.ValueOf(parsed.Nodes), func(words string) { t.Errorf("%s says %q: give it a key", path, words) })
	}
}

func TestTheCheckOfTemplatesSeesWords(t *testing.T) {
	parsed, err := parser.ParseString("package x\n\ntempl a(b bool) {\n\tif b {\n\t\t<p title=\"Hidden\">Shown { \"code\" }</p>\n\t} else {\n\t\t<p class=\"lead\">·</p>\n\t}\n}\n")
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	walk(reflect.ValueOf(parsed.Nodes), func(words string) { seen = append(seen, words) })
	if !slices.Equal(seen, []string{"Hidden", "Shown"}) {
		t.Errorf("it saw %q", seen)
	}
}

// spoken are the attributes that a reader sees or hears.
var spoken = []string{"title", "alt", "placeholder", "aria-label", "aria-description", "label"}

// walk finds text and spoken attributes wherever they stand in a parsed template.
func walk(v reflect.Value, found func(string)) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return
		}
		switch node := v.Interface().(type) {
		case *parser.Text:
			if strings.ContainsFunc(node.Value, unicode.IsLetter) {
				found(strings.TrimSpace(node.Value))
			}
			return
		case *parser.ConstantAttribute:
			if slices.Contains(spoken, node.Key.String()) && strings.ContainsFunc(node.Value, unicode.IsLetter) {
				found(node.Value)
			}
			return
		case *parser.GoCode, *parser.HTMLComment, *parser.GoComment:
			return
		}
		walk(v.Elem(), found)
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), found)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), found)
			}
		}
	}
}
