package consent_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holdfast/content/text"
	"holdfast/internal/consent"
	"holdfast/internal/i18n"
)

var update = flag.Bool("update", false, "add the words of new versions to the golden file")

// TestWordsThatWereAgreedToNeverChange holds every version of the words to the hash
// it was published with. Better words take the next number; -update only adds.
func TestWordsThatWereAgreedToNeverChange(t *testing.T) {
	texts, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	p := texts.Printer("en", time.UTC)
	path := filepath.Join("testdata", "words.golden")
	golden, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	known := map[string]string{}
	for line := range strings.Lines(string(golden)) {
		key, hash, _ := strings.Cut(strings.TrimSpace(line), " ")
		known[key] = hash
		if sum(p.T(key)) != hash {
			t.Errorf("%s is not what people agreed to any more: leave it, and give the new words the next number", key)
		}
	}
	out := string(golden)
	for _, key := range texts.Keys() {
		if !strings.HasPrefix(key, "agreed.words.") || known[key] != "" {
			continue
		}
		if !*update {
			t.Errorf("%s is new: go test ./internal/consent -run Words -update", key)
		}
		out += key + " " + sum(p.T(key)) + "\n"
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, purpose := range consent.Purposes() {
		for _, infant := range []bool{false, true} {
			if (!infant || purpose.ForInfant()) && !p.Has(purpose.Wording(infant)) {
				t.Errorf("%s has no words", purpose.Wording(infant))
			}
		}
	}
}

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:8])
}
