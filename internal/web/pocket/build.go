package pocket

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/companion"
	"holdfast/internal/web/ui"
)

// Build makes every file of the companion: a folder a language, the assets they share
// and the page on which a language is chosen.
func Build(ctx context.Context, e Edition) ([]File, error) {
	var out []File
	for i := range e.Content.Books {
		files, err := (&leaf{Edition: e, book: &e.Content.Books[i]}).files(ctx)
		if err != nil {
			return nil, fmt.Errorf("companion in %s: %w", e.Content.Books[i].Lang, err)
		}
		out = append(out, files...)
	}
	for name, asset := range e.Assets.All() {
		if used(name) {
			out = append(out, File{strings.TrimPrefix(name, "/"), asset.Type, asset.Content})
		}
	}
	l := &leaf{Edition: e, book: &e.Content.Books[0]}
	root, err := html(ctx, "index.html", l.rootPage())
	return append(out, root), err
}

// used reports whether the companion needs an asset of the house.
func used(name string) bool {
	for _, one := range []string{"care.", "exit.", "pocket.", "mark.", "plain."} {
		if strings.HasPrefix(name, ui.AssetPrefix+one) {
			return true
		}
	}
	return false
}

func html(ctx context.Context, path string, page templ.Component) (File, error) {
	var b bytes.Buffer
	if err := page.Render(ctx, &b); err != nil {
		return File{}, fmt.Errorf("write %s: %w", path, err)
	}
	return File{path, "text/html; charset=utf-8", b.Bytes()}, nil
}

// files are all files of one language.
func (l *leaf) files(ctx context.Context) ([]File, error) {
	var out []File
	var problem error
	add := func(file string, page templ.Component) {
		f, err := html(ctx, l.book.Lang+"/"+file, page)
		if err != nil && problem == nil {
			problem = err
		}
		out = append(out, f)
	}
	add(todayFile, todayPage(l.frame(l.w("today.title"), l.w("about"), todayFile), l.today()))
	for _, s := range companion.Stages() {
		add("age-"+s.Key+".html", agePage(l.frame(l.w("age."+s.Key), l.w("about"), "age-"+s.Key+".html"), l.age(s.Key)))
	}
	add(cryingFile, cryingPage(l.frame(l.w("cry.title"), l.w("about"), cryingFile), l.crying()))
	for i, step := range l.checklist() {
		add(stepFile(i), stepPage(l.frame(l.w("cry.title"), l.w("about"), stepFile(i)), step))
	}
	add("calm.html", calmPage(l.frame(l.w("cry.title"), l.w("about"), "calm.html"), l.calm()))
	add(stopFile, stopPage(l.frame(l.w("cry.title"), l.w("about"), stopFile), l.stop()))
	for _, p := range l.book.Pages {
		if p.Key == "crying" {
			continue
		}
		f, v := l.page(p)
		add(fileOf(p.Key), textPage(f, v))
	}
	add(helpFile, helpPage(l.frame(l.w("help.title"), l.w("about"), helpFile), l.help()))
	add(allFile, allPage(l.frame(l.w("all.title"), l.w("about"), allFile), l.all()))
	add(searchFile, searchPage(l.frame(l.w("search.title"), l.w("about"), searchFile), l.search()))
	add(momentsFile, momentsPage(l.frame(l.w("moments.title"), l.w("about"), momentsFile), l.moments()))
	add(keepFile, keepPage(l.frame(l.w("keep.title"), l.w("about"), keepFile), l.keep()))
	if l.ExitURL != "" {
		add(exitFile, exitPage(l.frame(l.w("nav.help"), l.w("about"), exitFile), l.exit()))
	}
	if problem != nil {
		return nil, problem
	}
	data, err := l.data()
	if err != nil {
		return nil, err
	}
	out = append(out, data, l.manifest("with-baby", l.title(), "mark"), l.manifest("notes", l.w("name.plain"), "plain"))
	return append(out, l.worker(out)), nil
}

// data is what the script works with: the cards, and what people look for.
func (l *leaf) data() (File, error) {
	type cardData struct {
		Key, Title, Try, Voice, Out string
		Ages, Who                   []string
	}
	type findData struct {
		Theme, Title, Href, Lead string
		Weight                   float64
		Words, Danger            []string
	}
	var d struct {
		Lang   string
		Stages []companion.Stage
		Cards  []cardData
		Finds  []findData
	}
	d.Lang, d.Stages = l.book.Lang, companion.Stages()
	for _, c := range l.book.Cards {
		d.Cards = append(d.Cards, cardData{c.Key, c.Title, c.Try, c.Voice, c.Out, c.Ages, c.Who})
	}
	for _, f := range l.book.Finds {
		title, href, lead := l.answer(f.Theme)
		d.Finds = append(d.Finds, findData{f.Theme, title, href, lead, f.Weight, f.Words, f.Danger})
	}
	b, err := json.Marshal(d)
	return File{l.book.Lang + "/data.json", "application/json", b}, err
}

// answer is the page that answers a theme.
func (l *leaf) answer(theme string) (title, href, lead string) {
	switch theme {
	case "today":
		return l.w("today.title"), todayFile, l.w("today.lead")
	case "help-now":
		return l.w("help.title"), helpFile, l.w("help.danger")
	case "help-soon":
		theme = "talk-to-somebody"
	}
	p, ok := l.book.Page(theme)
	if !ok {
		return l.w("all.title"), allFile, ""
	}
	return p.Title, fileOf(p.Key), p.Lead[0].Text
}

// manifest makes the folder installable under a name and an icon.
func (l *leaf) manifest(file, name, icon string) File {
	type image struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	b, err := json.Marshal(struct {
		Name    string  `json:"name"`
		Short   string  `json:"short_name"`
		Lang    string  `json:"lang"`
		Start   string  `json:"start_url"`
		Scope   string  `json:"scope"`
		Display string  `json:"display"`
		Ground  string  `json:"background_color"`
		Theme   string  `json:"theme_color"`
		Icons   []image `json:"icons"`
	}{
		name, name, l.book.Lang, todayFile, "./", "standalone", "#fafaf7", "#fafaf7",
		[]image{{l.Assets.Under("../assets/").URL(icon + ".svg"), "any", "image/svg+xml", "any"}},
	})
	if err != nil {
		panic(err) // strings only
	}
	return File{l.book.Lang + "/" + file + ".webmanifest", "application/manifest+json", b}
}

// worker keeps the language on the phone. Its version is of everything in it: a phone
// has all of the old or all of the new.
func (l *leaf) worker(files []File) File {
	sum := sha256.New()
	names := []string{}
	for _, f := range files {
		sum.Write([]byte(f.Path))
		sum.Write(f.Body)
		names = append(names, strings.TrimPrefix(f.Path, l.book.Lang+"/"))
	}
	for name, asset := range l.Assets.All() {
		if used(name) {
			sum.Write(asset.Content)
			names = append(names, "../"+strings.TrimPrefix(name, "/"))
		}
	}
	slices.Sort(names)
	list, err := json.Marshal(names)
	if err != nil {
		panic(err) // strings only
	}
	script := strings.NewReplacer("VERSION", l.book.Lang+"-"+hex.EncodeToString(sum.Sum(nil)[:8]), `["FILES"]`, string(list)).Replace(workerScript)
	return File{l.book.Lang + "/worker.js", "text/javascript; charset=utf-8", []byte(script)}
}

func (l *leaf) rootPage() templ.Component {
	f, links := l.root()
	return rootPage(f, links)
}
