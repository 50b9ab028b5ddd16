package companion

import (
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/civil"
)

// Problem is something in a text that can be shown and should be mended.
type Problem struct {
	File string // en/cards/coo.md
	Kind ProblemKind
	What string // for whoever mends it
}

// ProblemKind is what is wrong with a text that can still be shown.
type ProblemKind string

// The kinds of problem.
const (
	Missing   ProblemKind = "missing"   // in this language, or a paragraph of it
	Stale     ProblemKind = "stale"     // not looked through for a year
	Unsourced ProblemKind = "unsourced" // rests on nothing, or on what the references do not name
	Hard      ProblemKind = "hard"      // to read
	Differs   ProblemKind = "differs"   // its front matter is not that of the English file
)

// staleTextDays is how long a text counts as looked through.
const staleTextDays = 365

// longestSentence is how many words a sentence may have (NHS service manual: how we
// write).
const longestSentence = 20

// Check lists what is missing, stale, unsourced or too hard to read, in the order of
// the files.
func (c *Content) Check(today civil.Date) []Problem {
	var out []Problem
	first := c.Books[0]
	for _, b := range c.Books {
		out = append(out, c.checkWords(b)...)
		for _, want := range first.Cards {
			file := b.Lang + "/cards/" + want.Key + ".md"
			i := slices.IndexFunc(b.Cards, func(c Card) bool { return c.Key == want.Key })
			if i < 0 {
				out = append(out, Problem{file, Missing, "there is none in this language"})
				continue
			}
			got := b.Cards[i]
			out = append(out, c.checkText(file, b.Lang, got.about, want.about, today, got.Title+". "+got.Try+" "+got.Voice+" "+got.Out)...)
		}
		for _, want := range first.Pages {
			file := b.Lang + "/pages/" + want.Key + ".md"
			got, ok := b.Page(want.Key)
			if !ok {
				out = append(out, Problem{file, Missing, "there is none in this language"})
				continue
			}
			out = append(out, c.checkText(file, b.Lang, got.about, want.about, today, got.text())...)
			if have, should := got.shape(), want.shape(); have != should {
				out = append(out, Problem{file, Missing, fmt.Sprintf("its parts are %s, in English %s", have, should)})
			}
		}
	}
	return out
}

// checkWords finds buttons and headings without words.
func (c *Content) checkWords(b Book) []Problem {
	var out []Problem
	for key := range c.Books[0].Words {
		if _, ok := b.Words[key]; !ok {
			out = append(out, Problem{b.Lang + "/words.yaml", Missing, key})
		}
	}
	slices.SortFunc(out, func(a, b Problem) int { return strings.Compare(a.What, b.What) })
	return out
}

func (c *Content) checkText(file, lang string, got, want about, today civil.Date, text string) []Problem {
	var out []Problem
	if got.Theme != want.Theme || !slices.Equal(got.Ages, want.Ages) || !slices.Equal(got.Who, want.Who) || !slices.Equal(got.Sources, want.Sources) {
		out = append(out, Problem{file, Differs, "write the front matter of the English file"})
	}
	if got.Reviewed.IsZero() || got.Reviewed.AddDays(staleTextDays).Before(today) {
		out = append(out, Problem{file, Stale, "look it through and write the day under reviewed"})
	}
	if len(got.Sources) == 0 {
		out = append(out, Problem{file, Unsourced, "say under sources what it rests on"})
	}
	for _, s := range got.Sources {
		if _, ok := c.References[s]; !ok {
			out = append(out, Problem{file, Unsourced, fmt.Sprintf("references.yaml does not name %s", s)})
		}
	}
	if r := Readable(text, lang); r.TooHard() {
		out = append(out, Problem{file, Hard, fmt.Sprintf("%s %.1f, the limit is %.0f", r.Measure, r.Value, r.Limit)})
	}
	if n := count(text, lang).longest; n > longestSentence {
		out = append(out, Problem{file, Hard, fmt.Sprintf("a sentence has %d words, the limit is %d", n, longestSentence)})
	}
	return out
}

// text is all the words of a page, each piece a sentence.
func (p Page) text() string {
	pieces := []string{p.Title}
	add := func(blocks []Block) {
		for _, b := range blocks {
			pieces = append(append(pieces, b.Text), b.Items...)
		}
	}
	add(p.Lead)
	for _, s := range p.Sections {
		pieces = append(pieces, s.Head)
		add(s.Blocks)
	}
	pieces = slices.DeleteFunc(pieces, func(s string) bool { return s == "" })
	return strings.Join(pieces, " . ")
}

// shape is how a page is built, to find a paragraph that a translation lacks.
func (p Page) shape() string {
	var b strings.Builder
	add := func(blocks []Block) {
		for _, one := range blocks {
			if one.Kind == List {
				fmt.Fprintf(&b, "l%d", len(one.Items))
				continue
			}
			b.WriteString("p")
		}
	}
	add(p.Lead)
	for _, s := range p.Sections {
		b.WriteString("#")
		add(s.Blocks)
	}
	return b.String()
}
