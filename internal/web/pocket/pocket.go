// Package pocket makes the bonding companion into pages: a folder of files for each
// language that any web server can hand out, that work without a script, and that a
// phone keeps after one visit. Serving and exporting are the same files.
//
// Nothing of a reader reaches the server but the wish for a file: the baby's age, the
// search and the little moments stay in the page's own script.
package pocket

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/companion"
	"holdfast/internal/web/ui"
)

// Edition is whose companion it is.
type Edition struct {
	Content   *companion.Content
	Helplines companion.Helplines
	Assets    *ui.Assets
	Name      string // of the service, library or clinic; empty for nobody's
	Phone     string // of the service; empty for none
	Ring      string // where whoever takes part in something asks to be rung; empty for nowhere
	ExitURL   string // where "Exit this page" leads; empty for none on any page
	Today     civil.Date
}

// File is one file of the companion, by its path below the folder.
type File struct {
	Path string
	Type string
	Body []byte
}

// leaf is one language being written.
type leaf struct {
	Edition
	book *companion.Book
}

// The files of a language that others link to.
const (
	todayFile   = "index.html"
	cryingFile  = "crying.html"
	stopFile    = "stop.html"
	allFile     = "all.html"
	helpFile    = "help.html"
	searchFile  = "search.html"
	momentsFile = "moments.html"
	keepFile    = "keep.html"
	exitFile    = "exit.html"
)

// groups are the pages as the list of all shows them. A test holds that every page
// stands in one.
var groups = []struct {
	head string
	keys []string
}{
	{"all.now", []string{"crying-plan", "slow-bonding", "low-mood", "talk-to-somebody", "hard-birth", "hospital", "premature", "unsafe-home", "substances", "own-childhood", "money", "loss"}},
	{"all.together", []string{"cues", "talking", "gaze", "touch", "play", "reading", "massage", "goodnight", "routines", "feeding"}},
	{"all.you", []string{"fathers", "twins", "grandparents", "foster-adoptive"}},
}

// hidden is the page whose address and title say nothing: somebody may look through
// the history.
const hidden = "unsafe-home"

// fileOf is the file of a page. The crying page is the beginning of its checklist.
func fileOf(key string) string {
	switch key {
	case "crying":
		return cryingFile
	case hidden:
		return "page-12.html"
	}
	return key + ".html"
}

// w is a word of the language; args replace {name}.
func (l *leaf) w(key string, args ...string) string {
	return strings.NewReplacer(args...).Replace(l.book.Words[key])
}

// date is a day in words.
func (l *leaf) date(d civil.Date) string {
	months := strings.Split(l.book.Words["months"], ",")
	return fmt.Sprintf("%d %s %d", d.Day(), months[d.Month()-1], d.Year())
}

func (l *leaf) title() string {
	if l.Name != "" {
		return l.Name
	}
	return l.w("name")
}

// frame is what every page has around its main part.
func (l *leaf) frame(title, description, at string) ui.Frame {
	f := ui.Frame{
		Assets: l.Assets.Under("../assets/"), Lang: l.book.Lang, Dir: "ltr", Title: title + " – " + l.title(), Description: description,
		ServiceName: l.title(), Home: todayFile, Width: ui.WidthOne, Manifest: "with-baby.webmanifest", Scripts: []string{"pocket.js"},
		Words: ui.Words{SkipToMain: l.w("skip"), MainNav: l.w("nav")},
		Foot:  ui.Foot{Note: l.w("foot.private"), Links: []ui.Link{{Label: l.w("keep.title"), Href: keepFile}}},
	}
	if l.ExitURL != "" {
		f.Exit = &ui.Exit{Label: l.w("exit"), Href: l.ExitURL, Said: [3]string{l.w("exit.once"), l.w("exit.twice"), l.w("exit.leaving")}}
		f.Foot.Links = append(f.Foot.Links, ui.Link{Label: l.w("exit.title"), Href: exitFile})
	}
	if l.book.Lang == "ar" {
		f.Dir = "rtl"
	}
	for _, n := range []struct{ label, file string }{{"nav.today", todayFile}, {"nav.crying", cryingFile}, {"nav.all", allFile}, {"nav.help", helpFile}} {
		f.Nav = append(f.Nav, ui.NavItem{Label: l.w(n.label), Href: n.file, Current: n.file == at})
	}
	for _, b := range l.Content.Books {
		if b.Lang != l.book.Lang {
			f.Foot.Languages = append(f.Foot.Languages, ui.Link{Label: b.Words["lang.name"], Href: "../" + b.Lang + "/" + at, Lang: b.Lang})
		}
	}
	return f
}

// restView is what a text rests on, when it was looked through, and that it does not
// stand in for a person.
type restView struct {
	Head, Reviewed, NoClinician string
	Sources                     []string
	Help                        ui.Link
}

func (l *leaf) rest(keys []string, reviewed civil.Date) restView {
	v := restView{
		Head: l.w("rests"), Reviewed: l.w("reviewed", "{date}", l.date(reviewed)), NoClinician: l.w("no-clinician"),
		Help: ui.Link{Label: l.w("help.title"), Href: helpFile, Tap: true},
	}
	for _, k := range keys {
		r := l.Content.References[k]
		v.Sources = append(v.Sources, fmt.Sprintf("%s, %s. %s (%s).", r.Author, r.Year, r.Title, l.w("trust."+string(r.Trust))))
	}
	return v
}

type pageView struct {
	Title    string
	Shows    templ.Component // a drawing, where showing beats telling; nil for none
	Exit     *ui.Link
	Lead     []companion.Block
	Sections []companion.Section
	Rest     restView
	Plan     *planView // on the page of the crying plan
	Remove   string    // on the page after a loss: take the date away
	Aloud    string    // what the button says that reads aloud, and that stops
}

type planView struct {
	Labels     []string
	Save, Kept string
}

// shows is which drawing stands on which page.
var shows = map[string]ui.DrawingName{"massage": ui.DrawBelly, "cues": ui.DrawCues, "goodnight": ui.DrawSleep}

// drawing says in words what it shows, for those who hear the page.
func (l *leaf) drawing(name ui.DrawingName) templ.Component {
	return ui.DrawingThatSays(name, l.w("draw."+string(name)))
}

func (l *leaf) page(p companion.Page) (ui.Frame, pageView) {
	v := pageView{Title: p.Title, Lead: p.Lead, Sections: p.Sections, Rest: l.rest(p.Sources, p.Reviewed), Aloud: l.aloud()}
	title, description := p.Title, p.Lead[0].Text
	if name, ok := shows[p.Key]; ok {
		v.Shows = l.drawing(name)
	}
	switch p.Key {
	case hidden:
		title, description, v.Exit = l.w("page-n", "{n}", "12"), l.w("about"), l.exitFirst()
	case "loss":
		v.Remove = l.w("set.remove")
	case "crying-plan":
		v.Plan = &planView{Labels: p.Sections[0].Blocks[0].Items, Save: l.w("set.save"), Kept: l.w("set.kept")}
		v.Sections = slices.Clone(p.Sections)[1:]
	}
	f := l.frame(title, description, fileOf(p.Key))
	f.Neutral = p.Key == hidden
	return f, v
}

// step is one question of the checklist.
type stepView struct {
	Count, Title, Hint string
	Tiles              []tileView
	Danger             dangerView
}

type tileView struct {
	Label, Small, Href string
	Stop               bool
}

type dangerView struct {
	ui.CareCard
	Signs []string
}

// checklist is the causes of the crying page, a question each: what stands before the
// colon, and what to look for.
func (l *leaf) checklist() []stepView {
	p, _ := l.book.Page("crying")
	var causes []string
	for _, s := range p.Sections[1].Blocks {
		causes = append(causes, s.Items...)
	}
	var out []stepView
	for i, cause := range causes {
		title, hint, _ := strings.Cut(cause, ":")
		next := stopFile
		if i+1 < len(causes) {
			next = stepFile(i + 1)
		}
		out = append(out, stepView{
			Count: l.w("cry.step", "{n}", strconv.Itoa(i+1), "{of}", strconv.Itoa(len(causes))),
			Title: strings.TrimSpace(title) + l.w("ask-mark"), Hint: sentence(hint), Danger: l.danger(),
			Tiles: []tileView{{Label: l.w("cry.next"), Href: next}, {Label: l.w("cry.calm"), Href: "calm.html"}, l.stopTile()},
		})
	}
	return out
}

func stepFile(i int) string { return fmt.Sprintf("crying-%d.html", i+1) }

func (l *leaf) stopTile() tileView {
	return tileView{Label: l.w("cry.stop"), Small: l.w("cry.stop-hint"), Href: stopFile, Stop: true}
}

// sentence begins with a capital, where the script has them.
func sentence(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) == 0 {
		return ""
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// danger is the signs that need a doctor now, complete in itself.
func (l *leaf) danger() dangerView {
	v := dangerView{CareCard: ui.CareCard{Level: ui.Emergency, Title: l.w("cry.danger")}}
	for i := 1; i <= 5; i++ {
		v.Signs = append(v.Signs, l.w("cry.danger-"+strconv.Itoa(i)))
	}
	if line, ok := l.Helplines.First(companion.Danger); ok {
		v.Call = &ui.Call{Label: l.ring(line), Href: line.Href()}
	}
	return v
}

func (l *leaf) ring(line companion.Helpline) string {
	if line.Dial == "" {
		return l.w("line.text", "{word}", line.Text, "{number}", l.number(line.Number))
	}
	return l.w("line.ring", "{number}", l.number(line.Number))
}

// number keeps a number to ring in one line and, where one writes from the right, in
// the order in which it is dialled: a browser would set "116 123" as "123 116" there.
func (l *leaf) number(n string) string {
	n = strings.ReplaceAll(n, " ", "\u00a0")
	if l.book.Lang != "ar" {
		return n
	}
	const fromLeft, end = "\u2066", "\u2069"
	return fromLeft + n + end
}
