package i18n

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Language names a language to the reader: "ar" is "Arabic" in English. A tag
// nobody knows names itself.
func (p Printer) Language(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	namer := display.Tags(language.Make(p.Lang()))
	if namer == nil {
		namer = display.English.Tags()
	}
	return namer.Name(t)
}
