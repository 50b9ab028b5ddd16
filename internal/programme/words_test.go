package programme_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/content/text"
	"holdfast/internal/i18n"
	"holdfast/internal/programme"
)

// Every key that a rule of this room can answer with has words, and what pages say
// of its values has them too.
func TestEveryKeyHasWords(t *testing.T) {
	catalogue, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	keyForm := regexp.MustCompile(`"programme\.[a-z0-9.-]+"`)
	var keys []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range keyForm.FindAllString(string(source), -1) {
			if key := strings.Trim(found, `"`); key != programme.LapseJob {
				keys = append(keys, key)
			}
		}
	}
	for _, m := range programme.Marks() {
		keys = append(keys, "programme.mark."+string(m))
	}
	for _, r := range programme.Reasons() {
		keys = append(keys, "programme.reason."+string(r))
	}
	for _, from := range programme.Professions() {
		keys = append(keys, "programme.profession."+string(from))
	}
	for _, h := range programme.HalfDays() {
		keys = append(keys, "programme.half."+string(h))
	}
	if len(keys) < 50 {
		t.Fatalf("found only %d keys", len(keys))
	}
	p := catalogue.Printer("en", time.UTC)
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		if key != "programme." && !p.Has(key) {
			t.Errorf("no words for %s", key)
		}
	}
}
