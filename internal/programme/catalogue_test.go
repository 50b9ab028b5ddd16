package programme_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"holdfast/content/programmes"
	"holdfast/internal/civil"
	"holdfast/internal/measure/packs"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
)

func TestBabyLoveIsOneFile(t *testing.T) {
	p := babyLove(t)
	if len(p.Sessions) != 8 || p.Window != (programme.Window{From: 1, To: 6}) || p.Facilitators != 2 {
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

// mistake is one change to a good file, and what its reader is told.
type mistake struct {
	name     string
	old, new string
	want     []string
}

func refused(t *testing.T, file string, mistakes []mistake) {
	t.Helper()
	good, err := fs.ReadFile(programmes.Files, file)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range mistakes {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(string(good), tt.old, tt.new, 1)
			if text == string(good) {
				t.Fatal("the test changes nothing")
			}
			_, err := programme.ReadCatalogue(fstest.MapFS{file: {Data: []byte(text)}})
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
}

func TestACatalogueThatCannotBeReadSaysWhereAndWhatToDo(t *testing.T) {
	refused(t, "baby-love.yaml", []mistake{
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
		{"weeks and months at once", "to_months: 6}", "to_months: 6, from_weeks: 26}", []string{"window counts both", "from_months and to_months"}},
		{"sessions for those who expect a baby", "{from_months: 1, to_months: 6}", "{from_weeks: 26, to_weeks: 30}", []string{"sessions cannot say", "write contacts"}},
	})
	if _, err := programme.ReadCatalogue(fstest.MapFS{}); err == nil {
		t.Error("no programme at all was accepted")
	}
}

func TestAContactThatCannotBeIsRefused(t *testing.T) {
	refused(t, "baby-steps.yaml", []mistake{
		{"weeks that end before they begin", "to_weeks: 30", "to_weeks: 26", []string{"window.to_weeks", "week of pregnancy until which"}},
		{"a first week of nought", "from_weeks: 26", "from_weeks: 0", []string{"window.from_weeks", "from which families can start"}},
		{"a start from which the sessions would not end before the birth", "to_weeks: 30", "to_weeks: 36", []string{"line 27", "take 5 weeks more", "at most 35"}},
		{"sessions beside contacts", "contacts:\n", "sessions: [{number: 1, theme: x, title: X}]\ncontacts:\n", []string{"stands beside contacts", "leave sessions out"}},
		{"a unit of places nobody knows", "capacity_counts: families", "capacity_counts: couples", []string{"capacity_counts", "dyads", "a couple is one"}},
		{"a profession too few", "professions: [health, childrens-services]", "professions: [health]", []string{"professions names 1", "each of the 2"}},
		{"a profession nobody knows", "professions: [health, childrens-services]", "professions: [health, choir]", []string{"professions[1]", "childrens-services or peer"}},
		{"a kind nobody knows", "kind: visit", "kind: walk", []string{"contacts[0].kind", "session, visit, call or film-review"}},
		{"no phase", "    phase: before\n    anchor: due", "    anchor: due", []string{"contacts[0].phase", "which side of the birth"}},
		{"an anchor nobody knows", "anchor: due", "anchor: christmas", []string{"contacts[0].anchor", "last or accepted"}},
		{"a key twice", "key: change", "key: health", []string{"contacts[3].key", "word of its own"}},
		{"no title", "    title: Who is in there?\n", "", []string{"contacts[1].title", "families see"}},
		{"a visit without days", "window_days: 29", "window_days: 0", []string{"contacts[0].window_days", "the first included"}},
		{"a visit before the birth that reaches past the due date", "window_days: 29", "window_days: 100", []string{"contacts[0].window_days", "reaches past the due date"}},
		{"a visit before the birth that counts from it", "anchor: due", "anchor: birth", []string{"contacts[0].anchor", "count from due"}},
		{"a visit after the birth before it", "offset_days: 14", "offset_days: -14", []string{"contacts[7].offset_days", "before the birth"}},
		{"a session that hangs on one family", "anchor: start\n    title: Who", "anchor: due\n    title: Who", []string{"contacts[1].anchor", "the first session"}},
		{"a later session that hangs on one family", "anchor: start\n    offset_days: 126", "anchor: birth\n    offset_days: 126", []string{"contacts[8].anchor", "one day for all"}},
		{"a session that hangs on a later one", "session: 1\n", "session: 3\n", []string{"contacts[2].session", "below 2"}},
		{"a session on the day of the one before", "session: 1\n    offset_days: 7", "session: 1\n    offset_days: 0", []string{"contacts[2].offset_days", "such as 7"}},
		{"a session of several days", "anchor: start\n    title", "anchor: start\n    window_days: 3\n    title", []string{"contacts[1].window_days", "its one day"}},
		{"a session number where it counts from something else", "anchor: due\n", "anchor: due\n    session: 2\n", []string{"contacts[0].session", "leave it out"}},
		{"a visit no longer than a breath", "minutes: 75", "minutes: 1", []string{"contacts[0].minutes", "between 5 and 480"}},
		{"steps that do not fill a visit", "minutes: 75", "minutes: 70", []string{"contacts[0].plan.steps", "take 75 minutes", "make them 70"}},
		{"what is before the birth after what is after it", "phase: after", "phase: before", []string{"contacts[7]", "count from due"}},
		{"a measure on an anchor nobody knows", "timepoint: before, anchor: due", "timepoint: before, anchor: full-moon", []string{"measures[0].anchor", "due or birth"}},
		{"a measure on a session that is not there", "session: 7, offset_days: 0", "session: 12, offset_days: 0", []string{"from 1 to 9"}},
	})
	refused(t, "dads-and-babies.yaml", []mistake{
		{"something before the birth for those whose baby is there", "phase: after", "phase: before", []string{"contacts[0].phase", "a window from_weeks"}},
	})
}

func TestEveryProgrammeThatShipsIsWhole(t *testing.T) {
	all, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	library, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all.All() {
		if len(p.Otherwise) == 0 || len(p.What) == 0 || !strings.Contains(p.Source, "our own") {
			t.Errorf("%s: %d lines of what, %d of otherwise, source %q", p.Key, len(p.What), len(p.Otherwise), p.Source)
		}
		for _, c := range p.Contacts {
			if c.Public == "" || len(c.Plan.Aims) == 0 || len(c.Plan.Steps) == 0 || c.Plan.Closing.Do == "" || len(c.Plan.Notice) == 0 {
				t.Errorf("%s: %s misses a part of its plan", p.Key, c.Key)
			}
		}
		for _, m := range p.Measures {
			if _, ok := library.Key(m.Instrument); !ok {
				t.Errorf("%s: no key %q", p.Key, m.Instrument)
			}
		}
	}
}

func TestBabyStepsHasElevenContacts(t *testing.T) {
	p := shipped(t, "baby-steps")
	var kinds []string
	for _, c := range p.Contacts {
		kinds = append(kinds, string(c.Phase)+" "+string(c.Kind))
	}
	want := slices.Concat([]string{"before visit"}, slices.Repeat([]string{"before session"}, 6), []string{"after visit"}, slices.Repeat([]string{"after session"}, 3))
	if !slices.Equal(kinds, want) || len(p.Sessions) != 9 || !p.Couples || p.Takes(2) != 1 || p.Takes(4) != 1 {
		t.Errorf("%v, %d sessions, a couple takes %d", kinds, len(p.Sessions), p.Takes(2))
	}
	days := course.Days(p.Course(), civil.New(2027, 1, 4), nil)
	if got := days[5].DaysUntil(days[6]); days[0].DaysUntil(days[5]) != 35 || got != 91 || days[6].DaysUntil(days[8]) != 14 {
		t.Errorf("the parts of the group are %v", days)
	}
}

func TestAFileOfSessionsHasContactsToo(t *testing.T) {
	p := shipped(t, programme.BabyLove)
	if len(p.Contacts) != 8 || p.Takes(4) != 4 || p.Counts != programme.CountsDyads {
		t.Fatalf("%d contacts; twins with two parents take %d", len(p.Contacts), p.Takes(4))
	}
	days := course.Days(p.Course(), civil.New(2027, 3, 2), nil)
	if len(days) != 8 || days[7] != civil.New(2027, 4, 20) || p.Contacts[2].Key != "serve-and-return" || len(p.Contacts[2].Plan.Steps) == 0 {
		t.Errorf("%v, %+v", days, p.Contacts[2])
	}
}

func shipped(t *testing.T, key programme.Key) *programme.Programme {
	t.Helper()
	all, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := all.Programme(key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
