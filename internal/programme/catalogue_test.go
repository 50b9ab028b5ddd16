package programme_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"holdfast/content/programmes"
	"holdfast/internal/measure/packs"
	"holdfast/internal/programme"
)

func TestBabyLoveIsOneFile(t *testing.T) {
	p := babyLove(t)
	if len(p.Sessions) != 8 || p.Window != (programme.Months{From: 1, To: 6}) || p.Facilitators != 2 {
		t.Errorf("%d sessions, %v months, %d facilitators", len(p.Sessions), p.Window, p.Facilitators)
	}
	for _, s := range p.Sessions {
		if len(s.Aims) == 0 || len(s.Prepare) == 0 || s.Opening.Do == "" || len(s.Steps) == 0 || s.Babies == "" || len(s.Notice) == 0 || s.Closing.Do == "" || s.Public == "" {
			t.Errorf("session %d misses a part", s.Number)
		}
	}
	if !strings.Contains(p.Source, "our own") {
		t.Error("the file does not say whose words it holds")
	}
}

func TestEveryMeasureOfAProgrammeHasAKey(t *testing.T) {
	library, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range babyLove(t).Measures {
		if _, ok := library.Key(m.Instrument); !ok {
			t.Errorf("no key %q", m.Instrument)
		}
	}
}

func TestACatalogueThatCannotBeReadSaysWhereAndWhatToDo(t *testing.T) {
	good, err := fs.ReadFile(programmes.Files, "baby-love.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name     string
		old, new string
		want     []string
	}{
		{"a misspelt word", "for_whom:", "for_who:", []string{"baby-love.yaml", "for_who", "[14:"}},
		{"a window that ends before it begins", "to_months: 6", "to_months: 1", []string{"line 25", "window.to_months", "write the oldest age"}},
		{"a gap in the sessions", "number: 3", "number: 4", []string{"sessions[2].number", "here 3"}},
		{"steps that do not fill the session", "minutes: 90", "minutes: 95", []string{"sessions[0].steps", "take 90 minutes", "make them 95"}},
		{"a share of percent", "completion_share: 0.75", "completion_share: 75", []string{"completion_share", "0.75"}},
		{"a measure on a session that is not there", "session: 4, offset_days: 0", "session: 9, offset_days: 0", []string{"measures[5].session", "from 1 to 8"}},
		{"a timepoint nobody knows", "timepoint: middle", "timepoint: later", []string{"measures[5].timepoint", "before, middle or after"}},
		{"a measure twice", "instrument: prfq, timepoint: before", "instrument: epds, timepoint: before", []string{"measures[1]", "stands twice"}},
		{"another key than the file's name", "key: baby-love", "key: baby-steps", []string{"name the file and the key alike"}},
		{"no name", "name: Baby Love\n", "", []string{"name is missing", "what families call it"}},
		{"no YAML at all", "key: baby-love", "key: [", []string{"cannot be read"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(string(good), tt.old, tt.new, 1)
			if text == string(good) {
				t.Fatal("the test changes nothing")
			}
			_, err := programme.ReadCatalogue(fstest.MapFS{"baby-love.yaml": {Data: []byte(text)}})
			if err == nil {
				t.Fatal("was read")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("does not say %q:\n%v", want, err)
				}
			}
		})
	}
	if _, err := programme.ReadCatalogue(fstest.MapFS{}); err == nil {
		t.Error("no programme at all was accepted")
	}
}
