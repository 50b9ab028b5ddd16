package companion

import (
	"strings"
	"unicode"
)

// counted is what the readability measures are worked out from.
type counted struct {
	sentences, words, syllables int
	long                        int // words of more than six letters
	longest                     int // words of the longest sentence
}

// count counts the sentences and words of a text, and their syllables as far as the
// vowels of the language tell.
func count(text, lang string) counted {
	var c counted
	run := 0
	end := func() {
		if run > 0 {
			c.sentences++
			c.longest = max(c.longest, run)
		}
		run = 0
	}
	for _, field := range strings.Fields(text) {
		word := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) })
		if word != "" {
			run++
			c.words++
			c.syllables += syllables(strings.ToLower(word), lang)
			if len([]rune(word)) > 6 {
				c.long++
			}
		}
		if strings.ContainsAny(field, ".!?؟:…") {
			end()
		}
	}
	end()
	return c
}

// vowels by language; y counts as one.
var vowels = map[string]string{"en": "aeiouy", "fr": "aeiouyàâäéèêëîïôöùûüœæ", "es": "aeiouyáéíóúü"}

// syllables counts groups of vowels, and leaves out what English and French write at
// the end and do not say.
func syllables(word, lang string) int {
	n, in := 0, false
	for _, r := range word {
		is := strings.ContainsRune(vowels[lang], r)
		if is && !in {
			n++
		}
		in = is
	}
	silent := lang == "en" && strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") ||
		lang == "fr" && (strings.HasSuffix(word, "e") || strings.HasSuffix(word, "es"))
	if silent && n > 1 {
		n--
	}
	return max(1, n)
}

// Readability is how hard a text is, by a measure made for its language.
type Readability struct {
	Measure string
	Value   float64
	Limit   float64 // the hardest that is still for a reader of eleven
	Harder  bool    // a greater value is harder
}

// TooHard reports whether the text asks for more than a reader of eleven has.
func (r Readability) TooHard() bool {
	if r.Harder {
		return r.Value > r.Limit
	}
	return r.Value < r.Limit
}

// Readable measures a text. English: grade by Kincaid and others (1975), at most six
// for age eleven. French: reading ease by Kandel and Moles (1958), Spanish by
// Fernández Huerta (1959), both at least 70, fairly easy. Arabic, which writes no
// short vowels to count: LIX by Björnsson (1968), at most 40, the level of books for
// the young.
func Readable(text, lang string) Readability {
	c := count(text, lang)
	words, sentences := float64(max(1, c.words)), float64(max(1, c.sentences))
	perSentence, perWord := words/sentences, float64(c.syllables)/words
	switch lang {
	case "fr":
		return Readability{"Kandel-Moles", 207 - 1.015*perSentence - 73.6*perWord, 70, false}
	case "es":
		return Readability{"Fernández Huerta", 206.84 - 60*perWord - 1.02*perSentence, 70, false}
	case "ar":
		return Readability{"LIX", perSentence + 100*float64(c.long)/words, 40, true}
	}
	return Readability{"Flesch-Kincaid grade", 0.39*perSentence + 11.8*perWord - 15.59, 6, true}
}
