package i18n

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"

	"holdfast/internal/civil"
)

// Printer speaks one language and tells times in one zone. Pass it by value.
// The zero Printer has no words; get one from [Catalogue.Printer].
type Printer struct {
	cat  *Catalogue
	lex  *lexicon
	zone *time.Location
}

// Lang is the language tag for the page's lang attribute.
func (p Printer) Lang() string { return p.lex.name }

// Dir is the page's dir attribute: ltr or rtl.
func (p Printer) Dir() string {
	if p.lex.rtl {
		return "rtl"
	}
	return "ltr"
}

// Location is the zone that times are told in.
func (p Printer) Location() *time.Location { return p.zone }

// Has reports whether there is a text for key.
func (p Printer) Has(key string) bool { return p.find(key) != nil }

// T is the text for key with its arguments, given as name, value pairs. The
// argument n picks the plural form. Dates, times of day, instants, whole
// numbers and lists are written as this reader expects; a year is passed as
// text, or it would get a thousands separator. A key that is not there is shown
// in brackets, and [Catalogue.Missing] remembers it.
func (p Printer) T(key string, args ...any) string {
	f := p.find(key)
	if f == nil {
		p.cat.miss(key)
		return "[" + key + "]"
	}
	t := f.pick(p.lex, args)
	if len(t.parts) == 1 && t.parts[0].arg == "" {
		return t.parts[0].text
	}
	var b strings.Builder
	b.Grow(t.size + 16*len(t.parts))
	for _, part := range t.parts {
		if part.arg == "" {
			b.WriteString(part.text)
			continue
		}
		p.write(&b, key, part.arg, args)
	}
	return b.String()
}

// Around is the text for key cut at the argument named, for a sentence with a
// link or a name in it: the caller writes before, its own markup, and after.
func (p Printer) Around(key, arg string, args ...any) (before, after string) {
	// A private-use character that no text holds marks the place.
	const mark = "\ue000"
	before, after, found := strings.Cut(p.T(key, append(args, arg, cutHere(mark))...), mark)
	if !found && p.Has(key) {
		p.cat.miss(key + " {" + arg + "}")
	}
	return before, after
}

type cutHere string

func (p Printer) find(key string) *forms {
	if f := p.lex.texts[key]; f != nil {
		return f
	}
	return p.cat.lexicons[source].texts[key]
}

// pick chooses the plural form for the argument n.
func (f *forms) pick(l *lexicon, args []any) *template {
	other := f.plural[plural.Other]
	n, ok := count(args)
	if !ok {
		return other
	}
	if n == 0 && f.zero != nil {
		return f.zero
	}
	// The rules look at the last digits only; a count beyond int is no count of ours.
	if t := f.plural[plural.Cardinal.MatchPlural(l.tag, int(max(n, -n)%1_000_000), 0, 0, 0, 0)]; t != nil {
		return t
	}
	return other
}

func count(args []any) (n int64, ok bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "n" {
			return whole(args[i+1])
		}
	}
	return 0, false
}

func whole(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	case int32:
		return int64(v), true
	}
	return 0, false
}

func (p Printer) write(b *strings.Builder, key, name string, args []any) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			p.writeValue(b, args[i+1])
			return
		}
	}
	p.cat.miss(key + " {" + name + "}")
	b.WriteString("{" + name + "}")
}

func (p Printer) writeValue(b *strings.Builder, v any) {
	if n, ok := whole(v); ok {
		b.WriteString(p.Number(float64(n), 0))
		return
	}
	switch v := v.(type) {
	case string:
		p.isolate(b, v)
	case cutHere:
		b.WriteString(string(v))
	case float64:
		b.WriteString(p.Number(v, -1))
	case civil.Date:
		b.WriteString(p.Date(v))
	case civil.Clock:
		b.WriteString(p.Clock(v))
	case civil.Age:
		b.WriteString(p.AgeWords(v))
	case time.Time:
		b.WriteString(p.At(v))
	case []string:
		b.WriteString(p.List(v))
	default:
		p.isolate(b, fmt.Sprint(v))
	}
}

// isolate keeps a name of the other writing direction from turning the sentence
// round it. In text without markup that is what <bdi> is in a page.
func (p Printer) isolate(b *strings.Builder, s string) {
	const first, pop = "\u2068", "\u2069"
	if p.lex.rtl || strings.IndexFunc(s, func(r rune) bool { return r >= 0x0590 && r <= 0x08ff || r >= 0xfb1d && r <= 0xfefc }) >= 0 {
		b.WriteString(first + s + pop)
		return
	}
	b.WriteString(s)
}

// Number writes v with so many decimals, a true minus and separated thousands.
// With decimals below 0 it writes as many as v has.
func (p Printer) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	digits, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	// What rounds to nothing has no sign.
	if v < 0 && strings.Trim(s, "0.") != "" {
		b.WriteString("−")
	}
	for i, d := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(p.T("number.thousands"))
		}
		b.WriteByte(d)
	}
	if fraction != "" {
		b.WriteString(p.T("number.point") + fraction)
	}
	return b.String()
}

// Signed is Number with a plus in front of what is above 0, for changes.
func (p Printer) Signed(v float64, decimals int) string {
	s := p.Number(v, decimals)
	if v > 0 && strings.Trim(s, "0.,") != "" {
		return "+" + s
	}
	return s
}

// List joins words: "A, B and C".
func (p Printer) List(words []string) string { return p.join("list.last", words) }

// Either joins words of which one will do: "A, B or C".
func (p Printer) Either(words []string) string { return p.join("list.or", words) }

func (p Printer) join(key string, words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	last := len(words) - 1
	return p.T(key, "rest", strings.Join(words[:last], p.T("list.comma")), "last", words[last])
}
