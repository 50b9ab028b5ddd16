package i18n

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
)

// forms are the wordings of one key. A text without plurals has only other.
// The table is indexed by plural.Form; zero, when the text has it, is for
// exactly none, in every language.
type forms struct {
	zero   *template
	plural [plural.Many + 1]*template
}

// template is a text cut at its placeholders once, when the catalogue loads, so
// that a page of a hundred texts costs microseconds.
type template struct {
	parts []part
	size  int // bytes of literal text: a floor for the result
}

// part is literal text, or the name of an argument.
type part struct {
	text string
	arg  string
}

const noBreak = '\u00a0'

var formNames = map[string]plural.Form{
	"one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// parse cuts "Hello, {name}" into its parts. A doubled brace is the brace, and a
// tilde is a no-break space, which could not be seen in a file.
func parse(text string) (*template, error) {
	t := &template{}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("text is not UTF-8")
	}
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			t.parts = append(t.parts, part{text: literal.String()})
			t.size += literal.Len()
			literal.Reset()
		}
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case (c == '{' || c == '}') && i+1 < len(text) && text[i+1] == c:
			literal.WriteByte(c)
			i++
		case c == '}':
			return nil, fmt.Errorf("a closing brace stands alone")
		case c == '{':
			end := strings.IndexByte(text[i:], '}')
			if end < 0 {
				return nil, fmt.Errorf("a brace is not closed")
			}
			name := text[i+1 : i+end]
			if !isName(name) {
				return nil, fmt.Errorf("{%s} is no argument name", name)
			}
			flush()
			t.parts = append(t.parts, part{arg: name})
			i += end
		case c == '~':
			literal.WriteRune(noBreak)
		default:
			literal.WriteByte(c)
		}
	}
	flush()
	return t, nil
}

func isName(s string) bool {
	for _, c := range s {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return s != ""
}

// parseForms reads a catalogue value: a text, or a mapping of plural forms.
func parseForms(value any) (*forms, error) {
	f := &forms{}
	switch v := value.(type) {
	case string:
		t, err := parse(v)
		f.plural[plural.Other] = t
		return f, err
	case map[string]any:
		for name, text := range v {
			s, ok := text.(string)
			if !ok {
				return nil, fmt.Errorf("form %q is %T, not a text", name, text)
			}
			t, err := parse(s)
			if err != nil {
				return nil, err
			}
			form, known := formNames[name]
			switch {
			case name == "zero":
				f.zero = t
			case known:
				f.plural[form] = t
			default:
				return nil, fmt.Errorf("%q is no plural form", name)
			}
		}
	default:
		return nil, fmt.Errorf("value is %T, not a text (quote it)", value)
	}
	if f.plural[plural.Other] == nil {
		return nil, fmt.Errorf("the form other is missing")
	}
	return f, nil
}

// each calls fn with every template, for the checks and the pseudo-locales.
func (f *forms) each(fn func(*template)) {
	if f.zero != nil {
		fn(f.zero)
	}
	for _, t := range f.plural {
		if t != nil {
			fn(t)
		}
	}
}
