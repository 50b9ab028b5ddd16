package companion_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	texts "holdfast/content/companion"
	"holdfast/internal/civil"
	"holdfast/internal/companion"
)

func load(t *testing.T) *companion.Content {
	t.Helper()
	c, err := companion.LoadContent(texts.Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// reviewed is a day on which everything that ships has been looked through lately.
var reviewed = civil.New(2026, time.November, 27)

func TestWhatShipsIsWholeSourcedAndEasyToRead(t *testing.T) {
	for _, p := range load(t).Check(reviewed) {
		t.Errorf("%s is %s: %s", p.File, p.Kind, p.What)
	}
}

func TestEveryAgeHasSeveralCards(t *testing.T) {
	for _, b := range load(t).Books {
		if len(b.Cards) < 60 || len(b.Pages) < 22 {
			t.Errorf("%s: %d cards and %d pages", b.Lang, len(b.Cards), len(b.Pages))
		}
		n := map[string]int{}
		for _, c := range b.Cards {
			for _, age := range c.Ages {
				if c.Who[0] == "any" {
					n[age]++
				}
			}
		}
		for _, s := range companion.Stages() {
			if n[s.Key] < 4 {
				t.Errorf("%s: %d cards for anybody at %s", b.Lang, n[s.Key], s.Key)
			}
		}
	}
}

func TestACardThatCannotBeShownIsRefusedByName(t *testing.T) {
	const front = "---\nkey: a\ntheme: play\nages: [w0]\nwho: [any]\nsources: [keys]\nreviewed: 2026-11-27\n---\n"
	for name, tt := range map[string]struct{ text, says string }{
		"no front matter":       {"# A\n", "no front matter"},
		"a misspelt word":       {"---\nkey: a\nthem: play\n---\n# A\n", "front matter cannot be read"},
		"another key":           {strings.Replace(front, "key: a", "key: b", 1) + "# A\n\nx\n\n> y\n\nz\n", `its key is "b"`},
		"HTML":                  {front + "# A\n\n<b>x</b>\n\n> y\n\nz\n", "RawHTML"},
		"a link":                {front + "# A\n\n[x](http://y)\n\n> y\n\nz\n", "Link"},
		"no way out":            {front + "# A\n\nx\n\n> y\n", "is no card"},
		"an age there is not":   {strings.Replace(front, "w0", "w99", 1) + "# A\n\nx\n\n> y\n\nz\n", `age "w99" is not known`},
		"a reader there is not": {strings.Replace(front, "any", "dog", 1) + "# A\n\nx\n\n> y\n\nz\n", `reader "dog" is not known`},
		"two titles":            {front + "# A\n\nx\n\n# B\n", "one # title first"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := companion.LoadContent(fstest.MapFS{
				"references.yaml": {Data: []byte("[]")}, "en/cards/a.md": {Data: []byte(tt.text)},
			})
			if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "en/cards/a.md") {
				t.Errorf("it says %v, not %q", err, tt.says)
			}
		})
	}
}

func TestCheckFindsWhatATranslationLacks(t *testing.T) {
	const head = "---\nkey: a\ntheme: play\nsources: [%s]\nreviewed: %s\n---\n# One\n\nTwo.\n\n## Three\n\n%s\n"
	files := fstest.MapFS{"references.yaml": {Data: []byte("- {key: keys, author: A, year: b, title: C, trust: read}")}}
	for _, lang := range []string{"en", "fr", "es", "ar"} {
		files[lang+"/words.yaml"] = &fstest.MapFile{Data: []byte("back: Back")}
		files[lang+"/search.yaml"] = &fstest.MapFile{Data: []byte("[]")}
		files[lang+"/pages/a.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, head, "keys", "2026-11-27", "Four.")}
	}
	files["fr/pages/a.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, head, "keys", "2026-11-27", "")}
	files["es/pages/a.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, head, "other", "2024-01-01", "Four.")}
	files["ar/words.yaml"] = &fstest.MapFile{Data: []byte("{}")}
	hard := "Notwithstanding considerable individual differences, international organisations consistently recommend uninterrupted physical proximity immediately following parturition wherever circumstances permit."
	files["en/pages/a.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, head, "keys", "2026-11-27", hard)}
	c, err := companion.LoadContent(files)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, p := range c.Check(reviewed) {
		got[p.File+" "+string(p.Kind)] = true
	}
	for _, want := range []string{
		"en/pages/a.md hard", "fr/pages/a.md missing", "es/pages/a.md unsourced", "es/pages/a.md stale", "es/pages/a.md differs", "ar/words.yaml missing",
	} {
		if !got[want] {
			t.Errorf("%s was not found in %v", want, got)
		}
	}
}
