package canary

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// syllables build words that can be a name, a mailbox or a sentence, survive case
// folding and HTML, and never come about by chance: no language begins one with qx.
var syllables = func() []string {
	var out []string
	for _, c := range "bdfgklmnprstvz" {
		for _, v := range "aeiou" {
			out = append(out, string(c)+string(v))
		}
	}
	return out
}()

// markedWord is the word of one fact of one owner: the same in every run.
func markedWord(owner, kind string) string {
	h := fnv.New64a()
	fmt.Fprint(h, owner, "\x00", kind)
	n := h.Sum64()
	var b strings.Builder
	b.WriteString("Qx")
	for range 5 {
		b.WriteString(syllables[n%uint64(len(syllables))])
		n /= uint64(len(syllables))
	}
	return b.String()
}

// markedNumber is a telephone number that stands nowhere else.
func markedNumber(n int) string { return fmt.Sprintf("07700%06d", 900000+n) }
