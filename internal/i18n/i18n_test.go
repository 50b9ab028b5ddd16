package i18n_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	"holdfast/content/text"
	"holdfast/internal/civil"
	"holdfast/internal/i18n"
)

func load(t testing.TB, files map[string]string) *i18n.Catalogue {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func english(t testing.TB, zone string) i18n.Printer {
	t.Helper()
	cat, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return cat.Printer("en", loc)
}

const sample = `
plain: Ask for help
greeting: Hello, {name}
braces: "{{literally}}"
tight: 2~weeks
left:
  zero: No places left
  one: "{n} place left in {group}"
  other: "{n} places left in {group}"
number.thousands: ","
number.point: "."
`

func TestT(t *testing.T) {
	p := load(t, map[string]string{"en/a.yaml": sample}).Printer("en", nil)
	for _, tt := range []struct {
		name string
		key  string
		args []any
		want string
	}{
		{"a text without arguments", "plain", nil, "Ask for help"},
		{"an argument by name", "greeting", []any{"name", "Amina"}, "Hello, Amina"},
		{"a doubled brace is a brace", "braces", nil, "{literally}"},
		{"a tilde is a no-break space", "tight", nil, "2\u00a0weeks"},
		{"exactly none has its own words", "left", []any{"n", 0, "group", "A"}, "No places left"},
		{"one", "left", []any{"n", 1, "group", "A"}, "1 place left in A"},
		{"many, with separated thousands", "left", []any{"n", 1200, "group", "A"}, "1,200 places left in A"},
		{"a name from right to left does not turn the sentence", "greeting", []any{"name", "سلمى"}, "Hello, \u2068سلمى\u2069"},
		{"a brace in a name stays a brace", "greeting", []any{"name", "{name}"}, "Hello, {name}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.T(tt.key, tt.args...); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatIsMissingIsShownAndRemembered(t *testing.T) {
	cat := load(t, map[string]string{"en/a.yaml": sample})
	p := cat.Printer("en", nil)
	if got := p.T("no.such"); got != "[no.such]" {
		t.Errorf("a missing text shows as %q", got)
	}
	if got := p.T("greeting"); got != "Hello, {name}" {
		t.Errorf("a missing argument shows as %q", got)
	}
	if got := cat.Missing(); !slices.Equal(got, []string{"greeting {name}", "no.such"}) {
		t.Errorf("remembered %q", got)
	}
	if p.Has("no.such") || !p.Has("plain") {
		t.Error("Has is wrong")
	}
}

func TestAround(t *testing.T) {
	cat := load(t, map[string]string{"en/a.yaml": `ring: "Ring {phone} today, {name}."`})
	before, after := cat.Printer("en", nil).Around("ring", "phone", "name", "Kit")
	if before != "Ring " || after != " today, Kit." {
		t.Errorf("cut into %q and %q", before, after)
	}
	if len(cat.Missing()) > 0 {
		t.Errorf("missing: %q", cat.Missing())
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		say   string
	}{
		{"a catalogue without English", map[string]string{"fr/a.yaml": "a: b"}, "no English"},
		{"a key in two files", map[string]string{"en/a.yaml": "k: a", "en/b.yaml": "k: b"}, "key k stands in another file"},
		{"a key twice in one file", map[string]string{"en/a.yaml": "k: a\nk: b"}, "k"},
		{"a brace that is not closed", map[string]string{"en/a.yaml": `k: "Hello {name"`}, "key k: a brace is not closed"},
		{"a brace that closes nothing", map[string]string{"en/a.yaml": `k: "Hello }"`}, "key k"},
		{"a form no language has", map[string]string{"en/a.yaml": "k: {singular: a, other: b}"}, `"singular" is no plural form`},
		{"plurals without other", map[string]string{"en/a.yaml": "k: {one: a}"}, "other is missing"},
		{"a number that was not quoted", map[string]string{"en/a.yaml": "k: 12"}, "quote it"},
		{"a directory that is no language", map[string]string{"en/a.yaml": "k: a", "nonsense!/a.yaml": "k: a"}, "no language"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for name, content := range tt.files {
				fsys[name] = &fstest.MapFile{Data: []byte(content)}
			}
			if _, err := i18n.Load(fsys); err == nil || !strings.Contains(err.Error(), tt.say) {
				t.Errorf("got %v, want words on %q", err, tt.say)
			}
		})
	}
}

func TestAnotherLanguageFallsBackToEnglish(t *testing.T) {
	cat := load(t, map[string]string{"en/a.yaml": sample, "ar/a.yaml": "plain: اطلب المساعدة\nleft:\n  two: مكانان\n  other: أماكن"})
	for accept, want := range map[string]string{
		"ar-EG,ar;q=0.9,en;q=0.5": "ar", "fr-CA": "en", "": "en", "en-GB,ar;q=0.3": "en", "\x00;;": "en",
	} {
		if got := cat.Match(accept); got != want {
			t.Errorf("%q is served in %s, want %s", accept, got, want)
		}
	}
	p := cat.Printer("ar", nil)
	if p.Dir() != "rtl" || p.Lang() != "ar" {
		t.Errorf("Arabic is %s, %s", p.Lang(), p.Dir())
	}
	if got := p.T("left", "n", 2); got != "مكانان" {
		t.Errorf("two in Arabic: %q", got)
	}
	if got := p.T("greeting", "name", "Kit"); got != "Hello, \u2068Kit\u2069" {
		t.Errorf("not translated yet: %q", got)
	}
}

func TestPseudoLocales(t *testing.T) {
	plain := load(t, map[string]string{"en/a.yaml": sample})
	if slices.Contains(plain.Languages(), i18n.PseudoLong) {
		t.Fatal("the pseudo-locales are there unasked")
	}
	cat := plain.WithPseudo()
	long := cat.Printer(i18n.PseudoLong, nil)
	if got, was := long.T("plain"), "Ask for help"; utf8.RuneCountInString(got) < len(was)*13/10 || strings.ContainsAny(got, "aeiou") {
		t.Errorf("%q was not lengthened and accented: %q", was, got)
	}
	if got := long.T("greeting", "name", "Amina"); !strings.HasSuffix(got, ", Amina") {
		t.Errorf("an argument was changed: %q", got)
	}
	right := cat.Printer(i18n.PseudoRight, nil)
	if right.Dir() != "rtl" || right.T("plain") != "\u202eAsk\u202c \u202efor\u202c \u202ehelp\u202c" {
		t.Errorf("right to left: %s %q", right.Dir(), right.T("plain"))
	}
}

func TestNumbersAndLists(t *testing.T) {
	p := english(t, "UTC")
	for _, tt := range []struct {
		v        float64
		decimals int
		want     string
	}{
		{-3.5, 1, "−3.5"}, {1234567.891, 2, "1,234,567.89"}, {-0.04, 1, "0.0"}, {999.5, 0, "1,000"}, {12.25, -1, "12.25"},
	} {
		if got := p.Number(tt.v, tt.decimals); got != tt.want {
			t.Errorf("%v is written %q, want %q", tt.v, got, tt.want)
		}
	}
	if got := p.Signed(3.26, 1) + " " + p.Signed(-1, 0) + " " + p.Signed(0.01, 1); got != "+3.3 −1 0.0" {
		t.Errorf("signed: %q", got)
	}
	for n, want := range []string{"", "A", "A and B", "A, B and C"} {
		if got := p.List([]string{"A", "B", "C"}[:n]); got != want {
			t.Errorf("list of %d: %q", n, got)
		}
		if got := p.Either([]string{"A", "B", "C"}[:n]); got != strings.Replace(want, "and", "or", 1) {
			t.Errorf("either of %d: %q", n, got)
		}
	}
}

func TestDatesAndTimes(t *testing.T) {
	p := english(t, "Europe/London")
	d := civil.New(2027, 3, 2)
	ten, half, one := civil.Clock{Hour: 10}, civil.Clock{Hour: 11, Minute: 30}, civil.Clock{Hour: 13}
	summer := time.Date(2027, 7, 1, 9, 5, 0, 0, time.UTC)
	for name, pair := range map[string][2]string{
		"a day":                             {p.Date(d), "2\u00a0March"},
		"no day":                            {p.Date(civil.Date{}), ""},
		"a day with its year":               {p.DateYear(d), "2\u00a0March\u00a02027"},
		"a day with its weekday":            {p.DateLong(d), "Tuesday 2\u00a0March"},
		"a day of this year":                {p.DateIn(civil.New(2027, 1, 1), d), "2\u00a0March"},
		"a day of another year":             {p.DateIn(civil.New(2026, 12, 31), d), "2\u00a0March\u00a02027"},
		"a range of days":                   {p.DateRange(d, civil.New(2027, 4, 20)), "2\u00a0March to 20\u00a0April"},
		"a weekday":                         {p.Weekday(d), "Tuesday"},
		"a weekly day":                      {p.Weekdays(time.Tuesday), "Tuesdays"},
		"a time":                            {p.Clock(ten), "10:00"},
		"a range of times":                  {p.ClockRange(ten, half), "10:00 to 11:30"},
		"a time in words":                   {p.ClockWords(civil.Clock{Hour: 18, Minute: 30}), "6:30 in the evening"},
		"a time that begins with nought":    {p.ClockWords(civil.Clock{Hour: 9, Minute: 5}), "9:05 in the morning"},
		"noon":                              {p.ClockWords(civil.Clock{Hour: 12}), "12 in the afternoon"},
		"a range in words":                  {p.ClockRangeWords(ten, half), "10 to 11:30 in the morning"},
		"a range across noon":               {p.ClockRangeWords(half, one), "11:30 in the morning to 1 in the afternoon"},
		"an instant, in summer time":        {p.At(summer), "Thursday 1\u00a0July, 10:05"},
		"an instant earlier today":          {p.AtIn(summer.Add(time.Hour), summer), "10:05"},
		"an instant this week":              {p.AtIn(summer.AddDate(0, 0, -3), summer), "Thursday 10:05"},
		"an instant a month off":            {p.AtIn(summer.AddDate(0, 1, 0), summer), "1\u00a0July, 10:05"},
		"an instant last year":              {p.AtIn(summer.AddDate(1, 0, 0), summer), "1\u00a0July\u00a02027, 10:05"},
		"tomorrow":                          {p.Day(d, d.AddDays(1)), "tomorrow"},
		"a day further off":                 {p.Day(d, d.AddDays(2)), "Thursday 4\u00a0March"},
		"a while ago":                       {p.Ago(summer.Add(3*time.Hour), summer), "3\u00a0hours ago"},
		"a moment ago":                      {p.Ago(summer.Add(3*time.Second), summer), "just now"},
		"a while to come":                   {p.Until(summer, summer.Add(25*24*time.Hour)), "in 3\u00a0weeks"},
		"one minute":                        {p.Span(time.Minute), "1\u00a0minute"},
		"a short span":                      {p.SpanShort(181 * time.Minute), "3\u00a0h\u00a01\u00a0min"},
		"a short span of whole hours":       {p.SpanShort(3 * time.Hour), "3\u00a0h"},
		"a short span of days":              {p.SpanShort(50 * time.Hour), "2\u00a0d"},
		"the zone, in words":                {p.Zone(summer), "UK time"},
		"a zone without words, by its name": {english(t, "Asia/Tokyo").Zone(summer), "JST"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", name, pair[0], pair[1])
		}
	}
}

func TestAges(t *testing.T) {
	p := english(t, "UTC")
	today := civil.New(2026, 11, 22)
	for _, tt := range []struct {
		name, born, short, months, words string
	}{
		{"before birth", "2026-12-01", "not born yet", "not born yet", "not born yet"},
		{"on the first day", "2026-11-22", "0~d", "0~d", "born today"},
		{"at one day", "2026-11-21", "1~d", "1~d", "1~day"},
		{"at thirteen days", "2026-11-09", "1~w~6~d", "1~w~6~d", "13~days"},
		{"at a fortnight", "2026-11-08", "2~w", "2~w", "2~weeks"},
		{"at fourteen weeks and two days", "2026-08-14", "14~w~2~d", "3~m~1~w", "14~weeks"},
		{"at half a year", "2026-05-22", "26~w~2~d", "6~m", "6~months"},
		{"at two years", "2024-11-22", "104~w~2~d", "24~m", "2~years"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			born, err := civil.Parse(tt.born)
			if err != nil {
				t.Fatal(err)
			}
			age := civil.AgeAt(born, today)
			got := strings.ReplaceAll(strings.Join([]string{p.Age(age), p.AgeMonths(age), p.AgeWords(age)}, "|"), "\u00a0", "~")
			if want := strings.Join([]string{tt.short, tt.months, tt.words}, "|"); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// A page asks for some hundred texts; this is what one costs.
func BenchmarkT(b *testing.B) {
	p := load(b, map[string]string{"en/a.yaml": sample}).Printer("en", nil)
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p.T("plain")
		}
	})
	b.Run("plural", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p.T("left", "n", 3, "group", "A")
		}
	})
	e := english(b, "Europe/London")
	d := civil.New(2027, 3, 2)
	b.Run("date", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			e.DateLong(d)
		}
	})
}
