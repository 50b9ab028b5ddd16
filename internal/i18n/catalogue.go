// Package i18n turns keys into words, and dates, ages and numbers into what a
// reader expects to see. Every text of the product stands in a catalogue file;
// code holds keys.
//
// A text names its arguments in braces and may have plural forms, chosen by the
// argument n:
//
//	home.greeting: Hello, {name}
//	group.left:
//	  zero: No places left
//	  one: "{n} place left"
//	  other: "{n} places left"
//
// A [Printer] is a value: one language, one time zone. It is passed along with
// the request and holds no state.
package i18n

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"
)

// source is the language the texts are written in, and that stands in for a
// text not translated yet.
const source = "en"

// Catalogue holds every text in every language. It is read-only once loaded,
// but for the record of keys that were asked for in vain.
type Catalogue struct {
	lexicons map[string]*lexicon
	tags     []language.Tag // source first: what no language matches falls back to it
	matcher  language.Matcher

	mu      sync.Mutex
	missing map[string]bool
}

// lexicon is the texts of one language.
type lexicon struct {
	name  string
	tag   language.Tag
	rtl   bool
	texts map[string]*forms
}

// Load reads LANG/AREA.yaml from fsys, one directory for each language. A key
// belongs to one file; English must be there.
func Load(fsys fs.FS) (*Catalogue, error) {
	files, err := fs.Glob(fsys, "*/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	lexicons := map[string]*lexicon{}
	for _, file := range files {
		name := path.Dir(file)
		if lexicons[name] == nil {
			tag, err := language.Parse(name)
			if err != nil {
				return nil, fmt.Errorf("catalogue: directory %s is no language: %w", name, err)
			}
			lexicons[name] = &lexicon{name: name, tag: tag, rtl: rightToLeft(tag), texts: map[string]*forms{}}
		}
		if err := lexicons[name].read(fsys, file); err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", file, err)
		}
	}
	if lexicons[source] == nil {
		return nil, errors.New("catalogue: no English texts")
	}
	return assemble(lexicons), nil
}

func assemble(lexicons map[string]*lexicon) *Catalogue {
	c := &Catalogue{lexicons: lexicons, missing: map[string]bool{}}
	c.tags = append(c.tags, lexicons[source].tag)
	for _, name := range slices.Sorted(maps.Keys(lexicons)) {
		if name != source {
			c.tags = append(c.tags, lexicons[name].tag)
		}
	}
	c.matcher = language.NewMatcher(c.tags)
	return c
}

func (l *lexicon) read(fsys fs.FS, file string) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return err
	}
	var entries map[string]any
	if err := yaml.Unmarshal(data, &entries); err != nil {
		return fmt.Errorf("%s", yaml.FormatError(err, false, true))
	}
	for key, value := range entries {
		if l.texts[key] != nil {
			return fmt.Errorf("key %s stands in another file too", key)
		}
		if l.texts[key], err = parseForms(value); err != nil {
			return fmt.Errorf("key %s: %w", key, err)
		}
	}
	return nil
}

// Printer speaks the language named, or the nearest there is, and tells times
// in the zone given (UTC when nil).
func (c *Catalogue) Printer(lang string, zone *time.Location) Printer {
	l := c.lexicons[lang]
	if l == nil {
		l = c.lexicons[c.Match(lang)]
	}
	if zone == nil {
		zone = time.UTC
	}
	return Printer{cat: c, lex: l, zone: zone}
}

// Match picks the language that serves best what a browser's Accept-Language
// header, or a person's stored preference, asks for.
func (c *Catalogue) Match(accept string) string {
	if len(c.tags) == 1 {
		return source
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 {
		return source
	}
	_, i, _ := c.matcher.Match(wanted...)
	return c.tags[i].String()
}

// Languages lists what the catalogue speaks, English first.
func (c *Catalogue) Languages() []string {
	names := make([]string, len(c.tags))
	for i, tag := range c.tags {
		names[i] = tag.String()
	}
	return names
}

// Keys lists the keys of the English catalogue in order.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.lexicons[source].texts)) }

// Args names the arguments that the English text of key takes, n among them
// when the text has plural forms.
func (c *Catalogue) Args(key string) []string {
	f := c.lexicons[source].texts[key]
	if f == nil {
		return nil
	}
	names := map[string]bool{}
	count := 0
	f.each(func(t *template) {
		count++
		for _, p := range t.parts {
			if p.arg != "" {
				names[p.arg] = true
			}
		}
	})
	if count > 1 {
		names["n"] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Missing lists what was asked for in vain since the catalogue was loaded:
// "key" for a text that is not there, "key {name}" for an argument not given.
// The tests of the pages end by expecting none.
func (c *Catalogue) Missing() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.missing))
}

func (c *Catalogue) miss(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.missing[what] = true
}

func rightToLeft(tag language.Tag) bool {
	script, _ := tag.Script()
	return slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}, script.String()) ||
		strings.HasSuffix(tag.String(), "-XB")
}
