package packs

import (
	"errors"
	"fmt"
	"slices"

	"holdfast/internal/measure/score"
)

// Wording is how an instrument reads in one language: what a caregiver sees, and the terms on which it may be shown.
type Wording struct {
	Instrument   string        `yaml:"instrument"`
	Version      string        `yaml:"version"` // of the text; the key has its own
	Language     string        `yaml:"language"`
	Title        string        `yaml:"title"`
	Licence      string        `yaml:"licence"`
	Attribution  string        `yaml:"attribution"` // shown with the questions where the licence asks for it
	Permission   string        `yaml:"permission"`  // how this service may use it: a letter, a licence number
	Readers      string        `yaml:"readers"`     // who may read the answers; shown before the first question
	Instructions string        `yaml:"instructions"`
	Caution      string        `yaml:"caution"` // what these questions are not; shown at the start and beside the score
	Closing      string        `yaml:"closing"`
	Options      []string      `yaml:"options"` // shared by the items that list none, in printed order
	Items        []WordingItem `yaml:"items"`
}

// WordingItem is one question. Once loaded its Options are never empty and stand in the key's order, "not applicable"
// last where the key allows it, so the position of a ticked option is what score.Option takes.
type WordingItem struct {
	Number        int      `yaml:"number"`
	Text          string   `yaml:"text"`
	Hint          string   `yaml:"hint"`
	Options       []string `yaml:"options"`
	NotApplicable string   `yaml:"not_applicable"`
}

// Item finds a question by its number.
func (w Wording) Item(number int) (WordingItem, bool) {
	if number < 1 || number > len(w.Items) {
		return WordingItem{}, false
	}
	return w.Items[number-1], true
}

// fill gives every item its own options, so that a page need not know how the file saved space.
func (w *Wording) fill() {
	for i := range w.Items {
		item := &w.Items[i]
		if len(item.Options) == 0 {
			item.Options = slices.Clone(w.Options)
		}
		if item.NotApplicable != "" {
			item.Options = append(item.Options, item.NotApplicable)
		}
	}
}

func (w Wording) validate(key score.Key) error {
	var problems []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	check(w.Version != "" && w.Language != "" && w.Title != "", "version, language and title must be given")
	check(w.Licence != "" && w.Attribution != "", "licence and attribution must be given")
	check(w.Readers != "", "it must say who may read the answers")
	check(key.Licence.Class == score.Free || w.Permission != "", "%s needs its owner's permission: say which", key.Short)
	check(key.Validated || w.Caution != "", "%s is not a validated measure: the wording must say so", key.Short)
	check(len(w.Items) == len(key.Items), "it words %d items of %d", len(w.Items), len(key.Items))
	for i, item := range w.Items {
		check(item.Number == i+1 && item.Text != "", "item %d stands at place %d, or says nothing", item.Number, i+1)
		scored, ok := key.Item(item.Number)
		check(!ok || len(item.Options) == scored.Options(), "item %d words %d options of %d", item.Number, len(item.Options), scored.Options())
		check(!slices.Contains(item.Options, ""), "item %d has an option without words", item.Number)
	}
	return errors.Join(problems...)
}
