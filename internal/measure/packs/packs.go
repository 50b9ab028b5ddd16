// Package packs reads instrument keys and wording packs from their files and holds them together.
//
// A key says how an instrument is scored; every deployment has all of them. A wording pack says how its questions read
// in one language; a service has those it may use. Without a pack caregivers are not shown that questionnaire, and staff
// key it in from paper, item by number and topic. A file with an unknown field, a gap or a number without a source is
// refused when the program starts, not when a family fills it in.
package packs

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"holdfast/content/instruments"
	"holdfast/content/packs"
	"holdfast/internal/measure/score"
)

// Library is every instrument a deployment knows, with the wordings it may show. It is read-only once loaded.
type Library struct {
	keys     map[string]score.Key
	wordings map[string]map[string]Wording // by instrument, then language
}

// Builtin is what ships inside the program: the keys, and wording of our own.
func Builtin() (*Library, error) {
	return Load(instruments.Files, packs.Files)
}

// Load reads every .yaml file at the top of each file system: keys from the first, wording packs from all others, such
// as the built-in one and the directory in which a service installs what it has permission for. Of two packs for the
// same instrument and language the later wins. All problems are reported together, each with its file.
func Load(keys fs.FS, wordings ...fs.FS) (*Library, error) {
	lib := &Library{keys: map[string]score.Key{}, wordings: map[string]map[string]Wording{}}
	problems := eachFile(keys, lib.addKey)
	for _, fsys := range wordings {
		problems = append(problems, eachFile(fsys, lib.addWording)...)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return lib, nil
}

// Key finds an instrument's key by its identifier.
func (l *Library) Key(id string) (score.Key, bool) {
	key, ok := l.keys[id]
	return key, ok
}

// Keys is all keys, ordered by identifier.
func (l *Library) Keys() []score.Key {
	out := make([]score.Key, 0, len(l.keys))
	for _, key := range l.keys {
		out = append(out, key)
	}
	slices.SortFunc(out, func(a, b score.Key) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Wording is an instrument's text in a language. Where that language is missing there is none: a questionnaire is a
// measure only in a translation somebody checked, so nothing falls back to English by itself.
func (l *Library) Wording(instrument, language string) (Wording, bool) {
	w, ok := l.wordings[instrument][language]
	return w, ok
}

// Languages is the languages an instrument can be shown in, ordered; none means staff key it in from paper.
func (l *Library) Languages(instrument string) []string {
	var out []string
	for language := range l.wordings[instrument] {
		out = append(out, language)
	}
	slices.Sort(out)
	return out
}

func (l *Library) addKey(name string, text []byte) error {
	var file keyFile
	if err := yaml.UnmarshalWithOptions(text, &file, yaml.Strict()); err != nil {
		return err
	}
	key := file.key()
	if err := key.Validate(); err != nil {
		return err
	}
	if name != key.ID+".yaml" {
		return fmt.Errorf("holds %q and must be named %s.yaml", key.ID, key.ID)
	}
	l.keys[key.ID] = key
	return nil
}

func (l *Library) addWording(_ string, text []byte) error {
	var w Wording
	if err := yaml.UnmarshalWithOptions(text, &w, yaml.Strict()); err != nil {
		return err
	}
	key, ok := l.keys[w.Instrument]
	if !ok {
		return fmt.Errorf("words instrument %q, which has no key", w.Instrument)
	}
	w.fill()
	if err := w.validate(key); err != nil {
		return err
	}
	if l.wordings[w.Instrument] == nil {
		l.wordings[w.Instrument] = map[string]Wording{}
	}
	l.wordings[w.Instrument][w.Language] = w
	return nil
}

func eachFile(fsys fs.FS, add func(name string, text []byte) error) []error {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return []error{err}
	}
	var problems []error
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err == nil {
			err = add(path.Base(name), text)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", name, err))
		}
	}
	return problems
}
