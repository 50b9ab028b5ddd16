package form_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"holdfast/content/text"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/i18n"
	"holdfast/internal/ident"
	"holdfast/internal/web/form"
	"holdfast/internal/web/ui"
)

func read(t *testing.T, values url.Values) *form.Values {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(values.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	v, err := form.Read(req)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func printer(t *testing.T) i18n.Printer {
	t.Helper()
	cat, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := cat.Missing(); len(missing) > 0 {
			t.Errorf("texts missing: %q", missing)
		}
	})
	return cat.Printer("en", nil)
}

// keys are the faults at their fields, as "field:key".
func keys(err error) string {
	var out []string
	for _, p := range fault.ProblemsOf(err) {
		out = append(out, p.Field+":"+p.Key)
	}
	return strings.Join(out, " ")
}

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"spaces around and within are tidied", "  Amina \t  Yusuf ", "Amina Yusuf"},
		{"line ends are not kept in one line", "Amina\r\nYusuf", "Amina Yusuf"},
		{"letters are composed", "Zoe\u0308", "Zoë"},
		{"control characters go", "A\x00m\x1b[31mina\u0085", "Am[31mina"},
		{"overrides of direction go", "abc\u202egpj.exe\u2066", "abcgpj.exe"},
		{"joined emoji stay whole", "👩\u200d🍼", "👩\u200d🍼"},
		{"a Persian joiner stays", "می\u200cخواهم", "می\u200cخواهم"},
		{"bytes that are no text are marked", "A\xffB", "A\ufffdB"},
		{"markup stays what was typed", "<script>alert(1)</script>", "<script>alert(1)</script>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := read(t, url.Values{"name": {tt.typed}})
			if got := in.Text("name", 200); got != tt.want || in.Check() != nil {
				t.Errorf("got %q, %v; want %q", got, in.Check(), tt.want)
			}
		})
	}
}

func TestLongText(t *testing.T) {
	in := read(t, url.Values{"a": {strings.Repeat("é", 200)}, "b": {strings.Repeat("é", 201)}, "note": {" one\r\n\r\ntwo "}})
	if in.Text("a", 200) == "" || in.Text("b", 200) != "" {
		t.Error("the limit is not counted in characters")
	}
	if got := in.Lines("note", 100); got != "one\n\ntwo" {
		t.Errorf("lines: %q", got)
	}
	if got := keys(in.Check()); got != "b:form.too-long" {
		t.Errorf("problems: %s", got)
	}
	shown := in.Show(printer(t), in.Check())
	if got := shown.Error("b"); got != "Make this shorter by 1 character. There is room for 200" {
		t.Errorf("says %q", got)
	}
	if got := shown.Value("b"); got != strings.Repeat("é", 201) {
		t.Error("what was typed is not kept")
	}
}

func TestDate(t *testing.T) {
	for _, tt := range []struct {
		name             string
		day, month, year string
		want             string
		problems         string
	}{
		{"a date", "15", "12", "2026", "2026-12-15", ""},
		{"one digit is enough", " 5", "3 ", "2026", "2026-03-05", ""},
		{"Arabic digits", "١٥", "١٢", "٢٠٢٦", "2026-12-15", ""},
		{"Devanagari digits", "९", "९", "२०२६", "2026-09-09", ""},
		{"29 February in a leap year", "29", "2", "2028", "2028-02-29", ""},
		{"nothing", "", "", "", "", "born:date.missing"},
		{"no day", "", "12", "2026", "", "born-day:date.no-day"},
		{"no month and no year", "15", "", "", "", "born-month:date.no-month born-year:date.no-year"},
		{"29 February in a common year", "29", "2", "2027", "", "born-day:date.no-such-day"},
		{"31 November", "31", "11", "2026", "", "born-day:date.no-such-day"},
		{"the American order", "12", "15", "2026", "", "born-month:date.bad-month"},
		{"a year of two digits is not guessed", "15", "12", "26", "", "born-year:date.short-year"},
		{"a year long gone", "15", "12", "1026", "", "born-year:date.bad-year"},
		{"a month in letters", "15", "Dec", "2026", "", "born-month:date.bad-month"},
		{"a sign", "-5", "12", "2026", "", "born-day:date.bad-day"},
		{"everything wrong", "99", "99", "x", "", "born-day:date.bad-day born-month:date.bad-month born-year:date.bad-year"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := read(t, url.Values{"born-day": {tt.day}, "born-month": {tt.month}, "born-year": {tt.year}})
			if got := in.Date("born").String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := keys(in.Check()); got != tt.problems {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			in.Show(printer(t), in.Check()).Summary() // every key has its words
		})
	}
	t.Run("left empty where that is an answer", func(t *testing.T) {
		in := read(t, url.Values{})
		if d := in.OptionalDate("born"); !d.IsZero() || in.Check() != nil {
			t.Errorf("got %s, %v", d, in.Check())
		}
	})
	t.Run("from a date picker", func(t *testing.T) {
		in := read(t, url.Values{"on": {"2026-12-15"}, "by": {"tomorrow"}})
		if d := in.Date("on"); d != civil.New(2026, 12, 15) {
			t.Errorf("got %s", d)
		}
		if in.Date("by"); keys(in.Check()) != "by:date.impossible" {
			t.Errorf("problems %s", keys(in.Check()))
		}
	})
}

func TestAWrongDateIsShownAsItWasTyped(t *testing.T) {
	in := read(t, url.Values{"born-day": {"31"}, "born-month": {"13"}, "born-year": {"26"}})
	in.Date("born")
	shown := in.Show(printer(t), in.Check())
	f := shown.Date("born", "When was your baby born?")
	if f.Day != "31" || f.Month != "13" || f.Year != "26" || f.Wrong != ui.Month|ui.Year {
		t.Errorf("shown as %+v", f)
	}
	if f.Error != "The month must be a number from 1 to 12" {
		t.Errorf("says %q", f.Error)
	}
	var links []string
	for _, fault := range shown.Summary().Faults {
		links = append(links, fault.Href)
	}
	if !slices.Equal(links, []string{"#born-month", "#born-year"}) {
		t.Errorf("the summary links to %q", links)
	}
}

func TestProblemsOfTheDomainFindTheirControls(t *testing.T) {
	in := read(t, url.Values{"born-day": {"1"}, "born-month": {"1"}, "born-year": {"2099"}, "name": {"A"}})
	err := fault.Check(fault.At("born", "date.impossible"), fault.At("name", "form.not-offered"), fault.At("", "form.unreadable"))
	shown := in.Show(printer(t), err)
	if f := shown.Date("born", ""); f.Error == "" || f.Wrong != 0 {
		t.Errorf("a fault of the whole date marks %+v", f)
	}
	for i, want := range []string{"#born-day", "#name", "#main"} {
		if got := shown.Summary().Faults[i].Href; got != want {
			t.Errorf("fault %d links to %s, want %s", i, got, want)
		}
	}
	if !form.Shows(err) || form.Shows(fault.Refuse("x")) || form.Shows(nil) {
		t.Error("Shows is for faults of the form alone")
	}
	if in.Show(printer(t), nil).Summary() != nil {
		t.Error("a form without faults has a summary")
	}
}

func TestNumbersTimesAndChoices(t *testing.T) {
	in := read(t, url.Values{
		"n": {"٧"}, "minus": {"−3"}, "word": {"seven"}, "at": {"9.30"}, "late": {"25:00"},
		"relation": {"father"}, "forged": {"king"}, "times": {"tue-am", "mon-am", "tue-am"}, "forgedtimes": {"never"}, "tick": {"1"},
	})
	if n, ok := in.Int("n"); n != 7 || !ok {
		t.Errorf("n is %d, %v", n, ok)
	}
	if n, _ := in.Int("minus"); n != -3 {
		t.Errorf("a true minus is read as %d", n)
	}
	if _, ok := in.Int("nothing"); ok {
		t.Error("nothing is a number")
	}
	in.Int("word")
	if c, ok := in.Clock("at"); !ok || c != (civil.Clock{Hour: 9, Minute: 30}) {
		t.Errorf("at is %s, %v", c, ok)
	}
	in.Clock("late")
	if in.One("relation", "mother", "father") != "father" || in.One("forged", "mother") != "" {
		t.Error("a choice is wrong")
	}
	if got := in.Many("times", "mon-am", "tue-am", "wed-am"); !slices.Equal(got, []string{"mon-am", "tue-am"}) {
		t.Errorf("times are %q", got)
	}
	in.Many("forgedtimes", "mon-am")
	if !in.Ticked("tick") || in.Ticked("tock") {
		t.Error("a tick is wrong")
	}
	want := "word:form.not-a-number late:form.not-a-time forged:form.not-offered forgedtimes:form.not-offered"
	if got := keys(in.Check()); got != want {
		t.Errorf("problems %s, want %s", got, want)
	}
}

type submission struct{}

func TestSubmissionKeepsItsIdentityUntilItIsTaken(t *testing.T) {
	first := form.New().Show(printer(t), nil).Hidden("group", "7")
	if first["group"] != "7" || uuid.Validate(first[form.SubmissionField]) != nil {
		t.Fatalf("hidden fields: %v", first)
	}
	in := read(t, url.Values{form.SubmissionField: {first[form.SubmissionField]}})
	var id ident.ID[submission]
	in.SubmissionInto(&id)
	if id.String() != first[form.SubmissionField] || in.Submission() != id.String() {
		t.Errorf("read as %s", id)
	}
	if again := in.Show(printer(t), fault.Check(fault.At("a", "date.missing"))).Hidden(); again[form.SubmissionField] != id.String() {
		t.Error("the form shown again is another submission")
	}
	forged := read(t, url.Values{form.SubmissionField: {"1; DROP TABLE"}})
	if forged.Submission() != "" || keys(forged.Check()) != ":form.no-submission" {
		t.Errorf("a forged identity gave %s", keys(forged.Check()))
	}
}

func TestReadRefusesKindly(t *testing.T) {
	t.Run("a body that is too long", func(t *testing.T) {
		rec := httptest.NewRecorder()
		req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("a="+strings.Repeat("b", 100)))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Body = http.MaxBytesReader(rec, req.Body, 50)
		if _, err := form.Read(req); keys(err) != ":form.too-large" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a body that cannot be read does not quote itself", func(t *testing.T) {
		req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("note=secret%zz"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if _, err := form.Read(req); keys(err) != ":form.unreadable" || strings.Contains(err.Error(), "zz") {
			t.Errorf("got %v", err)
		}
	})
}

func TestUpload(t *testing.T) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", "answers.csv")
	if err != nil {
		t.Fatal(err)
	}
	part.Write([]byte("a,b\n"))
	w.WriteField("name", "Study")
	w.Close()
	req := httptest.NewRequest(http.MethodPost, "/", &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	in, err := form.Read(req)
	if err != nil {
		t.Fatal(err)
	}
	f, err := in.Upload("file")
	if err != nil || f == nil {
		t.Fatalf("no file: %v", err)
	}
	defer f.Close()
	var got bytes.Buffer
	if got.ReadFrom(f); got.String() != "a,b\n" || in.Text("name", 20) != "Study" {
		t.Errorf("read %q, %q", got.String(), in.Text("name", 20))
	}
	if f, err := in.Upload("other"); f != nil || err != nil {
		t.Errorf("a file that was not sent: %v, %v", f, err)
	}
}

func TestPrefilled(t *testing.T) {
	v := form.New("name", "Kit", "times", "mon-am", "times", "tue-am")
	v.SetDate("born", civil.New(2026, 3, 2))
	v.SetDate("due", civil.Date{})
	s := v.Show(printer(t), nil)
	if f := s.Date("born", ""); f.Day+f.Month+f.Year != "232026" {
		t.Errorf("date shown as %+v", f)
	}
	if s.Field("name", "Name").Value != "Kit" || !s.Has("times", "tue-am") || s.Date("due", "").Year != "" || s.Check("x", "").Checked {
		t.Error("what is known beforehand is not shown")
	}
	if c := s.Choices(ui.Checkboxes, "times", "When?"); !slices.Equal(c.Chosen, []string{"mon-am", "tue-am"}) {
		t.Errorf("chosen %q", c.Chosen)
	}
	if sel := s.Select("name", "Name", ui.Option{Value: "Kit"}); sel.Value != "Kit" || len(sel.Options) != 1 {
		t.Errorf("select %+v", sel)
	}
}
