package packs_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"holdfast/content/instruments"
	builtin "holdfast/content/packs"
	"holdfast/internal/measure/packs"
	"holdfast/internal/measure/score"
)

func TestBuiltin(t *testing.T) {
	lib, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, k := range lib.Keys() {
		ids = append(ids, k.ID)
	}
	if got := strings.Join(ids, " "); got != "checkin epds kpcs prfq sensitivity" {
		t.Errorf("the library holds %s", got)
	}
	for _, id := range []string{"epds", "prfq", "kpcs", "sensitivity"} {
		if langs := lib.Languages(id); len(langs) != 0 {
			t.Errorf("%s ships wording in %v: it is not ours to ship", id, langs)
		}
	}
	w, ok := lib.Wording("checkin", "en")
	if !ok || !strings.Contains(w.Caution, "not a test") || w.Readers == "" {
		t.Errorf("the check-in does not say what it is and who reads it: %+v", w)
	}
	if _, ok := lib.Wording("checkin", "fr"); ok {
		t.Error("French fell back to another language")
	}
	item, ok := w.Item(1)
	if !ok || len(item.Options) != 5 {
		t.Errorf("shared options were not handed to item 1: %+v", item)
	}
}

func TestWhatIsNotConfirmedSaysSo(t *testing.T) {
	lib, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	prfq, _ := lib.Key("prfq")
	if s, _ := prfq.Scale("certainty"); s.Source.Confirmed() {
		t.Error("the reading of PRFQ certainty is shown as confirmed")
	}
	checkin, _ := lib.Key("checkin")
	if checkin.Validated {
		t.Error("our own check-in is shown as a validated measure")
	}
}

const pack = `
instrument: kpcs
version: "1"
language: en
title: A title
licence: a licence
attribution: a reference
permission: letter of 3 March
readers: your practitioner
options: [a, b, c, d]
items:
`

// kpcsPack words all fifteen items, with what is needed on 1 and 9.
func kpcsPack(notApplicable string) string {
	var b strings.Builder
	b.WriteString(pack)
	for number := 1; number <= 15; number++ {
		fmt.Fprintf(&b, "  - number: %d\n    text: words\n", number)
		if number == 1 || number == 9 {
			b.WriteString(notApplicable)
		}
	}
	return b.String()
}

func TestAServiceInstallsAWording(t *testing.T) {
	text := kpcsPack("    not_applicable: does not apply\n")
	lib, err := packs.Load(instruments.Files, builtin.Files, folder("kpcs.en.yaml", text))
	if err != nil {
		t.Fatal(err)
	}
	w, ok := lib.Wording("kpcs", "en")
	if !ok {
		t.Fatal("the pack is not there")
	}
	first, _ := w.Item(1)
	second, _ := w.Item(2)
	if len(first.Options) != 5 || first.Options[4] != "does not apply" || len(second.Options) != 4 {
		t.Errorf("options %v and %v", first.Options, second.Options)
	}
}

func TestLoadRefuses(t *testing.T) {
	epds, err := fs.ReadFile(instruments.Files, "epds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name          string
		key, pack     string
		edit, becomes string
		says          string
	}{
		{"a field nobody knows", "epds.yaml", "", "respondent:", "respondant:", "respondant"},
		{"a file named after something else", "edinburgh.yaml", "", "", "", "must be named epds.yaml"},
		{"a source that claims to be confirmed and is not", "epds.yaml", "", "trust: V\n  confirmed: true", "trust: K\n  confirmed: true", "must say confirmed: false"},
		{"a range that does not fit", "epds.yaml", "", "range: [0, 30]", "range: [0, 27]", "its items give 0 to 30"},
		{"a wording for an instrument without a key", "epds.yaml", strings.Replace(pack, "kpcs", "phq9", 1), "", "", "which has no key"},
		{"a wording that leaves out items", "epds.yaml", strings.Replace(pack, "kpcs", "epds", 1) + "  - {number: 1, text: words}\n", "", "", "words 1 items of 10"},
		{"a wording without permission where it is needed", "epds.yaml", strings.NewReplacer("kpcs", "epds", "permission: letter of 3 March\n", "").Replace(pack), "", "", "permission"},
		{"a wording that hides who reads the answers", "epds.yaml", strings.NewReplacer("kpcs", "epds", "readers: your practitioner\n", "").Replace(pack), "", "", "who may read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := string(epds)
			if tt.edit != "" {
				if !strings.Contains(text, tt.edit) {
					t.Fatalf("the key no longer holds %q", tt.edit)
				}
				text = strings.Replace(text, tt.edit, tt.becomes, 1)
			}
			wordings := fstest.MapFS{}
			if tt.pack != "" {
				wordings["a.yaml"] = &fstest.MapFile{Data: []byte(tt.pack)}
			}
			_, err := packs.Load(folder(tt.key, text), wordings)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("says %v, want %q", err, tt.says)
			}
		})
	}
}

func TestAWordingMustOfferNotApplicable(t *testing.T) {
	_, err := packs.Load(instruments.Files, folder("kpcs.yaml", kpcsPack("")))
	if err == nil || !strings.Contains(err.Error(), "item 9 words 4 options of 5") {
		t.Errorf("says %v", err)
	}
}

func TestTopicsAreShortWordsOfOurOwn(t *testing.T) {
	lib, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range lib.Keys() {
		for _, item := range k.Items {
			topic := item.Topic.In("en")
			if words := len(strings.Fields(topic)); words > 6 || strings.ContainsAny(topic, ".?!") {
				t.Errorf("%s item %d: %q reads like a sentence", k.ID, item.Number, topic)
			}
		}
		if k.Licence.Class == score.EntryOnly && k.Respondent != score.Coder {
			t.Errorf("%s is for trained coders and asks a caregiver", k.ID)
		}
	}
}

func folder(name, text string) fs.FS {
	return fstest.MapFS{name: &fstest.MapFile{Data: []byte(text)}}
}
