package i18n

import (
	"maps"
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// The pseudo-locales show, before any translator is paid, where a layout breaks
// under longer words and from right to left. They are generated from English.
const (
	PseudoLong  = "en-XA" // accents on every letter, two fifths longer
	PseudoRight = "ar-XB" // English words drawn from right to left
)

// WithPseudo is the catalogue with the two pseudo-locales beside its languages.
func (c *Catalogue) WithPseudo() *Catalogue {
	lexicons := maps.Clone(c.lexicons)
	lexicons[PseudoLong] = c.pseudo(PseudoLong, lengthen)
	lexicons[PseudoRight] = c.pseudo(PseudoRight, turn)
	return assemble(lexicons)
}

func (c *Catalogue) pseudo(name string, change func(string) string) *lexicon {
	tag := language.MustParse(name)
	l := &lexicon{name: name, tag: tag, rtl: rightToLeft(tag), texts: map[string]*forms{}}
	for key, f := range c.lexicons[source].texts {
		changed := &forms{}
		if f.zero != nil {
			changed.zero = f.zero.with(change)
		}
		for i, t := range f.plural {
			if t != nil {
				changed.plural[i] = t.with(change)
			}
		}
		l.texts[key] = changed
	}
	return l
}

// with is the template with its literal text changed and its arguments kept.
func (t *template) with(change func(string) string) *template {
	out := &template{}
	for _, p := range t.parts {
		if p.arg == "" {
			p.text = change(p.text)
			out.size += len(p.text)
		}
		out.parts = append(out.parts, p)
	}
	return out
}

// accents maps to letters that look alike, so that the pages stay legible.
var accents = strings.NewReplacer(
	"a", "å", "b", "ƀ", "c", "ç", "d", "ð", "e", "é", "f", "ƒ", "g", "ĝ", "h", "ĥ", "i", "î", "j", "ĵ", "k", "ķ", "l", "ļ",
	"m", "ɱ", "n", "ñ", "o", "ö", "p", "þ", "r", "ŕ", "s", "š", "t", "ţ", "u", "û", "v", "ṽ", "w", "ŵ", "y", "ý", "z", "ž",
	"A", "Å", "B", "Ɓ", "C", "Ç", "D", "Ð", "E", "É", "F", "Ƒ", "G", "Ĝ", "H", "Ĥ", "I", "Î", "J", "Ĵ", "K", "Ķ", "L", "Ļ",
	"M", "Ṁ", "N", "Ñ", "O", "Ö", "P", "Þ", "R", "Ŕ", "S", "Š", "T", "Ţ", "U", "Û", "V", "Ṽ", "W", "Ŵ", "Y", "Ý", "Z", "Ž",
)

// lengthen accents a text and doubles vowels until it is two fifths longer.
func lengthen(text string) string {
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	extra := (letters*2 + 4) / 5
	var b strings.Builder
	for _, r := range text {
		b.WriteRune(r)
		for range 2 {
			if extra > 0 && strings.ContainsRune("aeiouAEIOU", r) {
				b.WriteRune(unicode.ToLower(r))
				extra--
			}
		}
	}
	return accents.Replace(b.String())
}

// turn draws each word from right to left, as ICU's pseudo-bidi locale does.
func turn(text string) string {
	const override, pop = "\u202e", "\u202c"
	words := strings.Split(text, " ")
	for i, w := range words {
		if strings.IndexFunc(w, unicode.IsLetter) >= 0 {
			words[i] = override + w + pop
		}
	}
	return strings.Join(words, " ")
}
