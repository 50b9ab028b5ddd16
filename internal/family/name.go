package family

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// NameLimit is the most characters a name may have. The longest real names on
// record are under it; a longer one is a mistake in the field.
const NameLimit = 200

// NameKey folds a name for search: case and accents do not matter, and letters
// that Unicode does not take apart are written as people type them without the
// letter at hand. The same key is made of what is searched for.
func NameKey(name string) string {
	fold := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	s, _, err := transform.String(fold, name)
	if err != nil {
		s = name
	}
	s = unaccented.Replace(cases.Fold().String(s))
	return strings.Join(strings.Fields(s), " ")
}

var unaccented = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı", "i", "ħ", "h", "’", "'")

// clean takes surrounding and doubled spaces off a name.
func clean(name string) string {
	return strings.Join(strings.Fields(name), " ")
}

// ValueKey folds an address or number, so that the same mailbox or phone given
// by two people is noticed.
func ValueKey(c Channel, value string) string {
	if c == Email {
		return strings.ToLower(strings.TrimSpace(value))
	}
	return strings.Map(func(r rune) rune {
		if r == '+' || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, value)
}
