package people

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// dramaNumbers is how many mobile numbers the regulator of British telephones
// keeps free for stories: 07700 900000 to 900999.
const dramaNumbers = 1000

// Phone is the n-th telephone number that rings nowhere: first those kept for
// stories, then a country code that is given to no country.
func Phone(n int) string {
	if n < dramaNumbers {
		return fmt.Sprintf("07700 900%03d", n)
	}
	return fmt.Sprintf("+999 70 %04d %04d", n/10_000%10_000, n%10_000)
}

// email writes a mailbox from what of the names an address can hold; the number
// keeps it apart from every other.
func (m *Maker) email(given, surname string) string {
	local := Plain(given + " " + surname)
	if local == "" {
		local = "post"
	}
	return fmt.Sprintf("%s.%d@mail.example", local, m.count)
}

// Plain keeps the ASCII letters of a name, accents taken off, its words joined by
// dots. It is empty for a name in other letters.
func Plain(name string) string {
	bare, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn))), name)
	if err != nil {
		return ""
	}
	bare = strings.NewReplacer("ł", "l", "Ł", "l").Replace(bare)
	words := strings.Fields(strings.Map(func(r rune) rune {
		if r == ' ' || r < unicode.MaxASCII && unicode.IsLetter(r) {
			return r
		}
		return -1
	}, strings.ToLower(bare)))
	return strings.Join(words, ".")
}
