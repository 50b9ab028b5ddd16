package ui

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func html(t *testing.T, c templ.Component) string {
	t.Helper()
	var out strings.Builder
	if err := c.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestShrinkKeepsWhatSpaceMeans(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"comments and line ends go", "/* a */\na {\n  color: red;\n}\n", "a{color:red}"},
		{"a space between selectors stays", ".a .b :hover { top: 0; }", ".a .b :hover{top:0}"},
		{"strings stay as they are", `a::before { content: "a ;  } b"; }`, `a::before{content:"a ;  } b"}`},
		{"sums keep the space they need", "a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"},
		{"a comment between words leaves a space where there was one", "a { margin: 1px /* x */ 2px }", "a{margin:1px 2px}"},
		{"media queries keep their and", "@media screen and (min-width: 4rem) { a { top: 0 } }", "@media screen and (min-width:4rem){a{top:0}}"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := shrink(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAssetsAreFoundOnlyUnderTheirFingerprint(t *testing.T) {
	a, err := LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	url := a.URL("care.css")
	got, ok := a.Lookup(url)
	if !ok || got.Type != "text/css; charset=utf-8" {
		t.Fatalf("care.css at %s: %v %q", url, ok, got.Type)
	}
	r, err := gzip.NewReader(bytes.NewReader(got.Gzip))
	if err != nil {
		t.Fatal(err)
	}
	if packed, err := io.ReadAll(r); err != nil || !bytes.Equal(packed, got.Content) {
		t.Error("the packed style sheet is not the plain one")
	}
	for _, wrong := range []string{"/assets/care.css", "/assets/care.0000000000.css", "/assets/", "/assets/../ui.go"} {
		if _, ok := a.Lookup(wrong); ok {
			t.Errorf("%s was found", wrong)
		}
	}
}

func TestAFailedPageSaysSoInItsTitle(t *testing.T) {
	page := html(t, PublicPage(Frame{Title: "Your name", Failed: true, Words: Words{ErrorTitle: "Error: "}}))
	if !strings.Contains(page, "<title>Error: Your name</title>") || !strings.Contains(page, "summary.js") {
		t.Errorf("no error title or no summary script:\n%s", page)
	}
}

func TestACaregiversPageGivesNothingAway(t *testing.T) {
	page := html(t, HomePage(Frame{Title: "Home", ServiceName: "Harbour Lane", Exit: &Exit{Label: "Exit this page", Href: "/exit/now"}}))
	for _, want := range []string{"<title>Home</title>", "plain.svg", `name="robots" content="noindex"`, `href="/exit/now"`, "exit.js"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(page, "mark.svg") {
		t.Error("the icon in the tab is the mark")
	}
}

func TestAFaultHasSomewhereToLeadTo(t *testing.T) {
	cases := []struct {
		name string
		part templ.Component
		id   string
	}{
		{"a field", Field{Name: "phone", Error: "x"}, "phone"},
		{"a select", Select{Name: "site", Error: "x"}, "site"},
		{"the first of several choices", Choices{Name: "who", Error: "x", Choices: []Choice{{Value: "a"}, {Value: "b"}}}, "who"},
		{"a box", Check{Name: "agree", Error: "x"}, "agree"},
		{"the day of a date", DateField{Name: "born", Error: "x"}, "born-day"},
		{"an item keyed in", KeyIn{Items: []KeyItem{{Name: "item3", Error: "x", Answers: []KeyAnswer{{Value: "0"}}}}}, "item3"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := html(t, c.part); strings.Count(got, ` id="`+c.id+`"`) != 1 {
				t.Errorf("no single id %q in\n%s", c.id, got)
			}
		})
	}
}

func TestOnlyTheWrongPartOfADateIsMarked(t *testing.T) {
	got := html(t, DateField{Name: "born", Error: "The year must be 2027 or earlier", Wrong: Year, Day: "15", Month: "12", Year: "2062"})
	if strings.Count(got, `aria-invalid="true"`) != 1 {
		t.Errorf("want one wrong input:\n%s", got)
	}
	for _, typed := range []string{`value="15"`, `value="12"`, `value="2062"`} {
		if !strings.Contains(got, typed) {
			t.Errorf("what was typed is gone: %s", typed)
		}
	}
}

func TestAButtonThatCannotBePressedSaysWhy(t *testing.T) {
	got := html(t, Button{Label: "Open the call", Why: "Opens at 12:50"})
	if !strings.Contains(got, `type="button"`) || !strings.Contains(got, `aria-disabled="true"`) {
		t.Errorf("it can be pressed:\n%s", got)
	}
	id := idFor("why", "Open the call"+"Opens at 12:50")
	if !strings.Contains(got, `aria-describedby="`+id+`"`) || !strings.Contains(got, `id="`+id+`">Opens at 12:50`) {
		t.Errorf("the reason is not tied to it:\n%s", got)
	}
}

func TestAddressesOfScriptsAreNotFollowed(t *testing.T) {
	const evil = "javascript:alert(1)"
	for name, part := range map[string]templ.Component{
		"link": Link{Href: evil}, "button": Button{Label: "x", Href: evil}, "way on": Button{Form: evil}, "back": Back{Href: evil}, "call": CareCard{Call: &Call{Href: evil}},
		"question": Question{Action: evil}, "confirm": Confirm{Action: evil}, "register": Register{Action: evil},
	} {
		if got := html(t, part); strings.Contains(got, evil) {
			t.Errorf("%s follows it:\n%s", name, got)
		}
	}
	if got := html(t, CareCard{Call: &Call{Href: "tel:111"}}); !strings.Contains(got, `href="tel:111"`) {
		t.Errorf("a number cannot be rung:\n%s", got)
	}
}

func TestEnterInANoteSendsTheRegisterAndUndoesNothing(t *testing.T) {
	got := html(t, Register{Finish: Button{Label: "Done"}, Rows: []RegisterRow{{Key: "p1", Done: &Done{Text: "Marked", Undo: &Button{Label: "Undo", Name: "undo"}}}}})
	first := got[strings.Index(got, "<button"):]
	if first = first[:strings.Index(first, "</button>")]; strings.Contains(first, "undo") || !strings.Contains(first, "Done") {
		t.Errorf("the first button of the form, which Enter presses, is %s", first)
	}
}

func TestANumberToTextIsALink(t *testing.T) {
	const text = "sms:85258?body=SHOUT"
	for _, c := range []templ.Component{Link{Label: "Text", Href: text}, CareCard{Title: "Now", Call: &Call{Label: "Text", Href: text}}} {
		if got := html(t, c); !strings.Contains(got, `href="`+text+`"`) {
			t.Errorf("%s", got)
		}
	}
	if got := html(t, Link{Label: "x", Href: "javascript:alert(1)"}); strings.Contains(got, "javascript") {
		t.Errorf("a script is a link: %s", got)
	}
}
