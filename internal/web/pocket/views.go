package pocket

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/companion"
	"holdfast/internal/web/ui"
)

type todayView struct {
	Title, Lead     string
	Ages            []ui.Link
	ByAge           string
	Set             setView
	Moments, Tell   ui.Link
	Exit            *ui.Link
	Voice, Out      string
	Next, Not, Rest string
	Pause, Paused   string
	Start           string
	Aloud           string // what the button says that reads aloud, and that stops
}

type setView struct {
	Title, Hint, Born, Due, DueHint, Who string
	Readers                              []readerView
	Save, Remove                         string
	Said                                 map[string]string
}

type readerView struct{ Value, Label string }

func (l *leaf) today() todayView {
	v := todayView{
		Title: l.w("today.title"), Lead: l.w("today.lead"), ByAge: l.w("today.by-age"),
		Voice: l.w("today.voice"), Out: l.w("today.out"), Next: l.w("today.next"), Not: l.w("today.not"), Rest: l.w("today.rest"),
		Pause: l.w("today.pause"), Paused: l.w("today.paused"), Start: l.w("today.start"), Aloud: l.aloud(),
		Moments: ui.Link{Label: l.w("moments.title"), Href: momentsFile, Tap: true},
		Tell:    ui.Link{Label: l.w("search.title"), Href: searchFile, Tap: true},
		Exit:    l.exitFirst(),
		Set: setView{
			Title: l.w("set.title"), Hint: l.w("set.hint"), Born: l.w("set.born"), Due: l.w("set.due"), DueHint: l.w("set.due-hint"),
			Who: l.w("set.who"), Save: l.w("set.save"), Remove: l.w("set.remove"), Said: map[string]string{},
		},
	}
	for _, key := range []string{"kept", "removed", "full", "wrong-date", "wrong-future", "wrong-far"} {
		v.Set.Said[key] = l.w("set." + key)
	}
	for _, who := range companion.Readers()[1:] {
		v.Set.Readers = append(v.Set.Readers, readerView{who, l.w("who." + who)})
	}
	for _, s := range companion.Stages() {
		v.Ages = append(v.Ages, ui.Link{Label: l.w("age." + s.Key), Href: "age-" + s.Key + ".html"})
	}
	return v
}

func (l *leaf) aloud() string { return l.w("read-aloud") + "|" + l.w("read-stop") }

type ageView struct {
	Title, Voice, Out string
	Cards             []companion.Card
	Rest              restView
}

func (l *leaf) age(stage string) ageView {
	v := ageView{Title: l.w("age." + stage), Voice: l.w("today.voice"), Out: l.w("today.out")}
	var sources []string
	for _, c := range l.book.Cards {
		if !slices.Contains(c.Ages, stage) {
			continue
		}
		v.Cards = append(v.Cards, c)
		for _, s := range c.Sources {
			if !slices.Contains(sources, s) {
				sources = append(sources, s)
			}
		}
	}
	v.Rest = l.rest(sources, v.Cards[0].Reviewed)
	return v
}

type cryingView struct {
	Title  string
	Lead   []companion.Block
	Danger dangerView
	Tiles  []tileView
	Plan   ui.Link
	More   []companion.Section
	Rest   restView
}

func (l *leaf) crying() cryingView {
	p, _ := l.book.Page("crying")
	plan, _ := l.book.Page("crying-plan")
	return cryingView{
		Title: p.Title, Lead: p.Lead, Danger: l.danger(), More: p.Sections[2:], Rest: l.rest(p.Sources, p.Reviewed),
		Tiles: []tileView{{Label: l.w("cry.start"), Href: stepFile(0)}, l.stopTile()},
		Plan:  ui.Link{Label: plan.Title, Href: fileOf(plan.Key), Tap: true},
	}
}

type calmView struct {
	Title, Text string
	Home        ui.Link
}

func (l *leaf) calm() calmView {
	return calmView{l.w("cry.calm"), l.w("cry.calm-text"), ui.Link{Label: l.w("today.title"), Href: todayFile, Tap: true}}
}

type stopView struct {
	Title             string
	Shows             templ.Component
	Steps             []string
	Timer, Left, Over string
	Plan              string
	Labels            []string
	Calls             []alsoView
	Help, Write       ui.Link
}

func (l *leaf) stop() stopView {
	plan, _ := l.book.Page("crying-plan")
	v := stopView{
		Title: l.w("stop.title"), Shows: l.drawing(ui.DrawSleep), Timer: l.w("stop.timer"), Left: l.w("stop.left"), Over: l.w("stop.over"), Plan: l.w("stop.plan"),
		Labels: plan.Sections[0].Blocks[0].Items,
		Help:   ui.Link{Label: l.w("help.title"), Href: helpFile, Tap: true}, Write: ui.Link{Label: plan.Title, Href: fileOf(plan.Key), Tap: true},
	}
	for i := 1; i <= 4; i++ {
		v.Steps = append(v.Steps, l.w("stop."+strconv.Itoa(i)))
	}
	for _, need := range []companion.Need{companion.Week, companion.Distress} {
		if line, ok := l.Helplines.First(need); ok {
			v.Calls = append(v.Calls, alsoView{ui.Link{Label: l.ring(line), Href: line.Href(), Tap: true}, l.about(line)})
		}
	}
	return v
}

type allView struct {
	Title  string
	Search ui.Link
	Groups []groupView
}

type groupView struct {
	Head  string
	Links []ui.Link
}

func (l *leaf) all() allView {
	v := allView{Title: l.w("all.title"), Search: ui.Link{Label: l.w("search.title"), Href: searchFile, Tap: true}}
	for _, g := range groups {
		view := groupView{Head: l.w(g.head)}
		for _, key := range g.keys {
			if p, ok := l.book.Page(key); ok {
				view.Links = append(view.Links, ui.Link{Label: p.Title, Href: fileOf(key)})
			}
		}
		v.Groups = append(v.Groups, view)
	}
	v.Groups = append(v.Groups, groupView{Head: l.w("all.tools"), Links: []ui.Link{
		{Label: l.w("moments.title"), Href: momentsFile}, {Label: l.w("keep.title"), Href: keepFile}, {Label: l.w("set.change"), Href: todayFile + "#set"},
	}})
	return v
}

type searchView struct {
	Title, Label, Hint, Go, None, NoScript string
	Danger                                 string
	Help                                   dangerHelp
	All                                    ui.Link
}

// dangerHelp is the help that comes first when words mean danger.
type dangerHelp struct {
	ui.CareCard
	Text string
	More ui.Link
}

func (l *leaf) search() searchView {
	v := searchView{
		Title: l.w("search.title"), Label: l.w("search.label"), Hint: l.w("search.hint"), Go: l.w("search.go"), None: l.w("search.none"),
		NoScript: l.w("search.no-script"), Danger: l.w("search.danger"), All: ui.Link{Label: l.w("all.title"), Href: allFile, Tap: true},
	}
	v.Help = dangerHelp{
		CareCard: ui.CareCard{Level: ui.Emergency, Title: l.w("help.danger")}, Text: l.w("help.danger.text"),
		More: ui.Link{Label: l.w("help.title"), Href: helpFile, Tap: true},
	}
	if line, ok := l.Helplines.First(companion.Danger); ok {
		v.Help.Call = &ui.Call{Label: l.ring(line), Href: line.Href()}
	}
	return v
}

type momentsView struct {
	Title, Lead, Words, Picture, Keep, Remove, None, Full, NoScript string
}

func (l *leaf) moments() momentsView {
	return momentsView{
		l.w("moments.title"), l.w("moments.lead"), l.w("moments.words"), l.w("moments.picture"), l.w("moments.keep"),
		l.w("moments.remove"), l.w("moments.none"), l.w("set.full"), l.w("moments.no-script"),
	}
}

type keepView struct {
	Title, Text, Look string
	Looks             []readerView
	Remove, Removed   string
}

func (l *leaf) keep() keepView {
	return keepView{
		l.w("keep.title"), l.w("keep.text"), l.w("keep.look"), []readerView{{"with-baby", l.title()}, {"notes", l.w("name.plain")}},
		l.w("set.remove"), l.w("set.removed"),
	}
}

// exitView explains "Exit this page" before somebody needs it.
type exitView struct {
	Title, Lead         string
	DoesTitle, NotTitle string
	Does, Not           []string
	GoOn, Try           ui.Button
}

func (l *leaf) exit() exitView {
	return exitView{
		Title: l.w("exit.title"), Lead: l.w("exit.lead"),
		DoesTitle: l.w("exit.does"), Does: []string{l.w("exit.does-1"), l.w("exit.does-2"), l.w("exit.does-3")},
		NotTitle: l.w("exit.not"), Not: []string{l.w("exit.not-1"), l.w("exit.not-2"), l.w("exit.not-3")},
		GoOn: ui.Button{Label: l.w("exit.go-on"), Href: todayFile}, Try: ui.Button{Label: l.w("exit.try"), Href: l.ExitURL, Kind: ui.Outline},
	}
}

// exitFirst leads to that explanation from the pages on which somebody arrives; nil
// where nothing is to be left quickly.
func (l *leaf) exitFirst() *ui.Link {
	if l.ExitURL == "" {
		return nil
	}
	return &ui.Link{Label: l.w("exit.first"), Href: exitFile, Tap: true}
}

// root is the page on which a language is chosen.
func (l *leaf) root() (ui.Frame, []ui.Link) {
	f := l.frame(l.w("name"), l.w("about"), "")
	f.Assets, f.Manifest, f.Nav, f.Home, f.Foot, f.Scripts = l.Assets.Under("assets/"), "", nil, "index.html", ui.Foot{}, nil
	var links []ui.Link
	for _, b := range l.Content.Books {
		links = append(links, ui.Link{Label: b.Words["lang.name"], Href: b.Lang + "/index.html", Lang: b.Lang})
	}
	return f, links
}

// planField names a line of the crying plan.
func planField(i int) string { return "line-" + strconv.Itoa(i+1) }
