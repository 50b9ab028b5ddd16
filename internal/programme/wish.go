package programme

import (
	"slices"
	"strings"
	"time"

	"holdfast/internal/civil"
)

// HalfDay is a part of the week in which a family could come, such as "tue-am".
type HalfDay string

var weekdays = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// HalfDays lists the parts of the week in the order shown: Monday first, and of
// each day the morning, the afternoon and the evening.
func HalfDays() []HalfDay {
	var out []HalfDay
	for i := range weekdays {
		day := weekdays[(i+1)%len(weekdays)]
		out = append(out, HalfDay(day+"-am"), HalfDay(day+"-pm"), HalfDay(day+"-eve"))
	}
	return out
}

// HalfDayOf is the part of the week that a time falls in. Afternoon is from noon,
// evening from five.
func HalfDayOf(day time.Weekday, starts civil.Clock) HalfDay {
	part := "am"
	switch {
	case starts.Hour >= 17:
		part = "eve"
	case starts.Hour >= 12:
		part = "pm"
	}
	return HalfDay(weekdays[day] + "-" + part)
}

// Wishes are what a family said it could do. An empty list means anything.
type Wishes struct {
	Lang  string // language of the group; empty for any
	Times []HalfDay
	Modes []Mode
}

// Wish is one kind of wish, for saying which is not met.
type Wish string

// The wishes.
const (
	WishLang Wish = "lang"
	WishTime Wish = "time"
	WishMode Wish = "mode"
)

// Misses says which wishes a group does not meet: a coordinator may offer it all
// the same, the one-click offer does not.
func (w Wishes) Misses(g Group) []Wish {
	var out []Wish
	if w.Lang != "" && w.Lang != g.Lang {
		out = append(out, WishLang)
	}
	if len(w.Times) > 0 && !slices.Contains(w.Times, HalfDayOf(g.First.Weekday(), g.Starts)) {
		out = append(out, WishTime)
	}
	if len(w.Modes) > 0 && !slices.Contains(w.Modes, g.Mode) {
		out = append(out, WishMode)
	}
	return out
}

// known drops what is no half-day and no mode, so that nothing else is stored.
func (w Wishes) known() Wishes {
	all := HalfDays()
	w.Times = slices.DeleteFunc(slices.Clone(w.Times), func(t HalfDay) bool { return !slices.Contains(all, t) })
	w.Modes = slices.DeleteFunc(slices.Clone(w.Modes), func(m Mode) bool { return m != InPerson && m != Video })
	return w
}

// spaced and unspaced write a list of words as one column.
func spaced[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, " ")
}

func unspaced[S ~string](text string) []S {
	var out []S
	for _, w := range strings.Fields(text) {
		out = append(out, S(w))
	}
	return out
}
