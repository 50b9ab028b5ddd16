package companion

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"holdfast/internal/civil"
)

// Stage is a stretch of pregnancy or of a baby's first year.
type Stage struct {
	Key  string
	From int // first day, counted from birth (or, when baby came early, from the due date); negative before it
	To   int // the day after the last
}

// Stages lists them in order; together they leave no day out. Before the first and
// after the last, the nearest counts: nothing is shown that is for an older baby.
func Stages() []Stage {
	return []Stage{
		{"g26", -98, -56}, {"g32", -56, 0}, {"w0", 0, 14}, {"w2", 14, 42}, {"w6", 42, 61},
		{"m2", 61, 91}, {"m3", 91, 122}, {"m4", 122, 183}, {"m6", 183, 274}, {"m9", 274, 366},
	}
}

// Readers are whom a card can be written for.
func Readers() []string {
	return []string{
		"any", "father", "grandparent", "foster", "adoptive", "twins", "premature", "hospital", "cannot-see", "cannot-hear", "cannot-move",
	}
}

// about is the front matter, the same in every language.
type about struct {
	Key      string     `yaml:"key"`
	Theme    string     `yaml:"theme"`
	Ages     []string   `yaml:"ages"`
	Who      []string   `yaml:"who"`
	Sources  []string   `yaml:"sources"`
	Reviewed civil.Date `yaml:"reviewed"`
}

// Card is one small thing to do now.
type Card struct {
	about
	Title string
	Try   string // the one thing
	Voice string // what the baby may be saying
	Out   string // when it does not fit today
}

// Page is a text that a tired person reads in two minutes.
type Page struct {
	about
	Title    string
	Lead     []Block
	Sections []Section
}

// Reference is what a text rests on.
type Reference struct {
	Key    string `yaml:"key"`
	Author string `yaml:"author"`
	Year   string `yaml:"year"`
	Title  string `yaml:"title"`
	Trust  Trust  `yaml:"trust"`
}

// Trust is how far a reference was followed back.
type Trust string

// How far it can be.
const (
	Read       Trust = "read"
	SecondHand Trust = "second-hand"
	Known      Trust = "known"
)

// Book is the companion in one language.
type Book struct {
	Lang  string
	Cards []Card // in the order of their keys
	Pages []Page
	Words map[string]string // of its buttons and headings, by key
	Finds []Finding         // what people type, and what answers it
}

// Finding is a theme and the words by which people look for it.
type Finding struct {
	Theme  string   `yaml:"theme"`
	Weight float64  `yaml:"weight"` // 0 is 1; more for what a life is about than for what one does
	Words  []string `yaml:"words"`
	Danger []string `yaml:"danger"` // words that mean danger: help comes first
}

// Content is the companion in all its languages.
type Content struct {
	Books      []Book // English first
	References map[string]Reference
}

// Book finds a language.
func (c *Content) Book(lang string) (*Book, bool) {
	i := slices.IndexFunc(c.Books, func(b Book) bool { return b.Lang == lang })
	if i < 0 {
		return nil, false
	}
	return &c.Books[i], true
}

// Page finds a page by its key.
func (b *Book) Page(key string) (Page, bool) {
	i := slices.IndexFunc(b.Pages, func(p Page) bool { return p.Key == key })
	if i < 0 {
		return Page{}, false
	}
	return b.Pages[i], true
}

// langs are the languages of the companion, the one the others follow first.
var langs = []string{"en", "fr", "es", "ar"}

// LoadContent reads every language. It refuses what cannot be shown and names the
// file; what is merely worth mending is for Check.
func LoadContent(files fs.FS) (*Content, error) {
	c := &Content{References: map[string]Reference{}}
	var all []Reference
	if err := strictly(files, "references.yaml", &all); err != nil {
		return nil, err
	}
	for _, r := range all {
		c.References[r.Key] = r
	}
	for _, lang := range langs {
		b := Book{Lang: lang}
		var err error
		if b.Cards, err = readAll(files, lang+"/cards", card); err != nil {
			return nil, err
		}
		if b.Pages, err = readAll(files, lang+"/pages", page); err != nil {
			return nil, err
		}
		if err := strictly(files, lang+"/words.yaml", &b.Words); err != nil {
			return nil, err
		}
		if err := strictly(files, lang+"/search.yaml", &b.Finds); err != nil {
			return nil, err
		}
		c.Books = append(c.Books, b)
	}
	return c, nil
}

func strictly(files fs.FS, name string, into any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read companion: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(b, into, yaml.Strict()); err != nil {
		return fmt.Errorf("%s cannot be read: correct the line shown:\n%w", name, err)
	}
	return nil
}

// readAll reads the files of a folder in their order.
func readAll[T any](files fs.FS, dir string, make func(about, []Section) (T, error)) ([]T, error) {
	names, err := fs.Glob(files, dir+"/*.md")
	if err != nil {
		return nil, err
	}
	var out []T
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read companion: %w", err)
		}
		one, err := readOne(b, strings.TrimSuffix(path.Base(name), ".md"), make)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, one)
	}
	return out, nil
}

func readOne[T any](b []byte, key string, make func(about, []Section) (T, error)) (one T, err error) {
	front, body, ok := bytes.Cut(bytes.TrimPrefix(b, []byte("---\n")), []byte("\n---\n"))
	if !ok {
		return one, fmt.Errorf("has no front matter: begin with --- and end it with ---")
	}
	var a about
	if err := yaml.UnmarshalWithOptions(front, &a, yaml.Strict()); err != nil {
		return one, fmt.Errorf("front matter cannot be read:\n%w", err)
	}
	if a.Key != key {
		return one, fmt.Errorf("its key is %q: name the file and the key alike", a.Key)
	}
	parts, err := sections(body)
	if err != nil {
		return one, err
	}
	if len(parts) == 0 {
		return one, fmt.Errorf("is empty: begin with # and a title")
	}
	return make(a, parts)
}

func card(a about, parts []Section) (Card, error) {
	var kinds []BlockKind
	for _, b := range parts[0].Blocks {
		kinds = append(kinds, b.Kind)
	}
	if len(parts) > 1 || !slices.Equal(kinds, []BlockKind{Paragraph, Quote, Paragraph}) {
		return Card{}, fmt.Errorf("is no card: write a title, what to do, a quotation, and a way out")
	}
	for _, s := range a.Ages {
		if !slices.ContainsFunc(Stages(), func(one Stage) bool { return one.Key == s }) {
			return Card{}, fmt.Errorf("age %q is not known", s)
		}
	}
	for _, w := range a.Who {
		if !slices.Contains(Readers(), w) {
			return Card{}, fmt.Errorf("reader %q is not known", w)
		}
	}
	b := parts[0].Blocks
	return Card{about: a, Title: parts[0].Head, Try: b[0].Text, Voice: b[1].Text, Out: b[2].Text}, nil
}

func page(a about, parts []Section) (Page, error) {
	if len(parts[0].Blocks) == 0 {
		return Page{}, fmt.Errorf("has no lead: say in a sentence what it is")
	}
	return Page{about: a, Title: parts[0].Head, Lead: parts[0].Blocks, Sections: parts[1:]}, nil
}
