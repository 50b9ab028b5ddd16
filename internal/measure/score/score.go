package score

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Answer is what was given for one item. The zero Answer is a blank, which is different from every score.
type Answer struct {
	kind  answerKind
	value float64
}

type answerKind uint8

const (
	blank answerKind = iota
	option
	scored
	notApplicable
)

// Option is the position of the ticked option as printed, the first being 1. An item that may be not applicable has
// that as one more option after its last.
func Option(position int) Answer { return Answer{option, float64(position)} }

// Scored is an item score as it counts, with any reversal already done.
func Scored(value float64) Answer { return Answer{scored, value} }

// NotApplicable is the answer "this does not apply to me", which only some items allow.
func NotApplicable() Answer { return Answer{kind: notApplicable} }

// IsBlank reports whether the item was left out.
func (a Answer) IsBlank() bool { return a.kind == blank }

// Problems with answers. They come wrapped in an [ItemError].
var (
	ErrNoSuchItem    = errors.New("the instrument has no such item")
	ErrNoSuchOption  = errors.New("the item has no such option")
	ErrNoSuchScore   = errors.New("the item cannot have such a score")
	ErrMustApply     = errors.New("the item does not allow \"not applicable\"")
	ErrNotComparable = errors.New("the two results are of different instruments or versions")
)

// ItemError says which item an answer was refused for, and why. It does not repeat the answer.
type ItemError struct {
	Instrument string
	Item       int
	Err        error
}

func (e *ItemError) Error() string { return fmt.Sprintf("%s item %d: %v", e.Instrument, e.Item, e.Err) }
func (e *ItemError) Unwrap() error { return e.Err }

// Result is what a filling-in yields. Numbers that cannot be worked out are nil, never zero.
type Result struct {
	Instrument string
	Version    string
	Complete   bool // every item was answered
	Total      *float64
	Band       *Band // of the total
	Subscales  []ScaleScore
	Items      map[int]float64 // each answered item's score, reversal done
	Missing    []int           // numbers of unanswered items, ascending
	Flags      []Flag          // raised even when there is no total: risk does not wait for a complete form
	Explore    []int           // items the authors ask to talk about, ascending
}

// ScaleScore is one subscale of a result.
type ScaleScore struct {
	ID       string
	Value    *float64
	Band     *Band
	Prorated bool
}

// Flag is a risk that was met. Item is 0 for a risk that hangs on a scale.
type Flag struct {
	Item  int
	Scale string
	Alert Alert
}

// Score scores one filling-in. Blanks may be left out of the map. Every refused answer is named: the error joins one
// [ItemError] per item, in item order, and then there is no Result.
func Score(key Key, answers map[int]Answer) (Result, error) {
	items, err := itemScores(key, answers)
	if err != nil {
		return Result{}, err
	}
	r := Result{Instrument: key.ID, Version: key.Version, Items: items}
	for _, item := range key.Items {
		value, answered := items[item.Number]
		if !answered {
			r.Missing = append(r.Missing, item.Number)
			continue
		}
		if key.Explore != nil && value <= *key.Explore {
			r.Explore = append(r.Explore, item.Number)
		}
	}
	r.Complete = len(r.Missing) == 0
	if key.Total != nil {
		total := key.Total.score(items, key.Missing)
		r.Total, r.Band = total.Value, total.Band
	}
	for _, s := range key.Subscales {
		r.Subscales = append(r.Subscales, s.score(items, key.Missing))
	}
	r.Flags = flags(key, r)
	return r, nil
}

// Value is the score of a scale by its identifier, "total" included; nil where it could not be worked out.
func (r Result) Value(scale string) *float64 {
	if scale == TotalID {
		return r.Total
	}
	for _, s := range r.Subscales {
		if s.ID == scale {
			return s.Value
		}
	}
	return nil
}

// TotalID is the identifier of every instrument's total.
const TotalID = "total"

func itemScores(key Key, answers map[int]Answer) (map[int]float64, error) {
	scores := make(map[int]float64, len(answers))
	var problems []error
	for _, number := range slices.Sorted(maps.Keys(answers)) {
		answer := answers[number]
		if answer.IsBlank() {
			continue
		}
		item, ok := key.Item(number)
		if !ok {
			problems = append(problems, &ItemError{key.ID, number, ErrNoSuchItem})
			continue
		}
		value, err := item.score(answer)
		if err != nil {
			problems = append(problems, &ItemError{key.ID, number, err})
			continue
		}
		scores[number] = value
	}
	return scores, errors.Join(problems...)
}

func (i Item) score(a Answer) (float64, error) {
	switch a.kind {
	case notApplicable:
		if i.NotApplicable == nil {
			return 0, ErrMustApply
		}
		return *i.NotApplicable, nil
	case option:
		position := int(a.value)
		if position == len(i.Scores)+1 && i.NotApplicable != nil {
			return *i.NotApplicable, nil
		}
		if position < 1 || position > len(i.Scores) {
			return 0, ErrNoSuchOption
		}
		return i.Scores[position-1], nil
	}
	if !slices.Contains(i.Scores, a.value) {
		return 0, ErrNoSuchScore
	}
	return a.value, nil
}

func (s Scale) score(items map[int]float64, rule MissingRule) ScaleScore {
	sum, answered := 0.0, 0
	for _, number := range s.Items {
		if value, ok := items[number]; ok {
			sum += value
			answered++
		}
	}
	missing := len(s.Items) - answered
	if answered == 0 || missing > rule.ProrateUpTo {
		return ScaleScore{ID: s.ID}
	}
	value := sum / float64(answered)
	if s.Method == Sum && missing == 0 {
		value = sum
	} else if s.Method == Sum {
		value *= float64(len(s.Items))
	}
	out := ScaleScore{ID: s.ID, Value: &value, Prorated: missing > 0}
	if band, ok := s.BandOf(value); ok {
		out.Band = &band
	}
	return out
}

func flags(key Key, r Result) []Flag {
	var out []Flag
	for _, risk := range key.Risks {
		value, known := r.Items[risk.Item]
		if risk.Scale != "" {
			v := r.Value(risk.Scale)
			if known = v != nil; known {
				value = *v
			}
		}
		if known && risk.hit(value) {
			out = append(out, Flag{Item: risk.Item, Scale: risk.Scale, Alert: risk.Alert})
		}
	}
	return out
}
