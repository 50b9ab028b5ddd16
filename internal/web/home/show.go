package home

import (
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/share"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const writePage = "/home/with/words"

func wordsAddress(id share.WordsID) string { return writePage + "/" + id.String() }

func seenAddress(id share.ID) string { return "/home/shown/" + id.String() }

// wordLines are somebody's words, a paragraph each.
func wordLines(words string) (out []string) {
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// addSeen is what others show. The words themselves stand on a page of their own:
// somebody may look over a shoulder.
func (p *Pages) addSeen(r *page.Request, v *withView) error {
	all, err := p.Shares.Seen(r.Context(), r.Who)
	if err != nil || len(all) == 0 {
		return err
	}
	part := withPart{Title: r.Print.T("share.seen")}
	for _, one := range all {
		part.Lines = append(part.Lines, withLine{Title: ui.Isolate(one.From), Links: []ui.Link{seenLink(r, one)}})
	}
	v.Parts = append(v.Parts, part)
	return nil
}

func seenLink(r *page.Request, one share.Seen) ui.Link {
	return ui.Link{Label: r.Print.T("share.seen.read"), Hidden: one.From, Href: seenAddress(one.ID), Tap: true}
}

// homeSeen says on the first page that there is something to read.
func (p *Pages) homeSeen(r *page.Request, v *homeView) error {
	all, err := p.Shares.Seen(r.Context(), r.Who)
	if err != nil || len(all) == 0 {
		return err
	}
	t := r.Print.T
	part := homePart{Title: t("share.seen"), Link: &ui.Link{Label: t("share.seen.all"), Href: withPage, Tap: true}}
	for _, one := range all {
		part.Lines = append(part.Lines, t("share.seen.from", "name", ui.Isolate(one.From)))
	}
	if len(all) == 1 {
		link := seenLink(r, all[0])
		part.Link = &link
	}
	v.Parts = append(v.Parts, part)
	return nil
}

// addShown is what this caregiver wrote, and to whom they show it. Somebody who
// knows of nobody to show anything to is told how that comes about.
func (p *Pages) addShown(r *page.Request, v *withView) error {
	own, err := p.Shares.Own(r.Context(), r.Who)
	if err != nil {
		return err
	}
	known, err := p.Shares.Readers(r.Context(), r.Who)
	if err != nil {
		return err
	}
	t := r.Print.T
	part := withPart{Title: t("share.mine"), None: t("share.mine.none")}
	switch {
	case len(known) > 0:
		part.Act = &ui.Button{Label: t("share.write"), Kind: ui.Outline, Href: writePage}
	case len(own) == 0:
		part.None = t("share.mine.nobody")
	}
	for _, w := range own {
		line := withLine{Words: w.Text}
		for _, s := range w.Shown {
			line.Says = append(line.Says, withSays{
				Text:   t("share.sees", "name", ui.Isolate(s.ToName), "day", r.Print.DateLong(r.Print.DayOf(s.At))),
				Action: withPage + "/shown/" + s.ID.String(), Undo: &ui.Button{Label: t("with.take-back"), Hidden: s.ToName, Kind: ui.Quiet},
			})
		}
		if len(w.Shown) == 0 {
			line.Says = append(line.Says, withSays{Text: t("share.only-you")})
		}
		line.Away = &withSays{Action: wordsAddress(w.ID) + "/away", Undo: &ui.Button{Label: t("share.away"), Hidden: w.Text, Kind: ui.Quiet}}
		if len(unshown(w, known)) > 0 {
			line.Links = append(line.Links, ui.Link{Label: t("share.show"), Hidden: w.Text, Href: wordsAddress(w.ID), Tap: true})
		}
		part.Lines = append(part.Lines, line)
	}
	v.Parts = append(v.Parts, part)
	return nil
}

// unshown are those of the readers who are not shown it.
func unshown(w share.Words, known []share.Reader) (out []share.Reader) {
	sees := map[access.PersonID]bool{}
	for _, s := range w.Shown {
		sees[s.To] = true
	}
	for _, k := range known {
		if !sees[k.Person] {
			out = append(out, k)
		}
	}
	return out
}

// write is a box for a few words. What is written there is nobody's but theirs.
func (p *Pages) write(r *page.Request) (page.Reply, error) { return p.askWords(r, form.New(), nil) }

func (p *Pages) askWords(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	if _, err := p.babiesToJoin(r); err != nil {
		return page.Reply{}, err
	}
	t, s := r.Print.T, in.Show(r.Print, problem)
	field := s.Field("words", t("share.words"))
	field.Rows, field.Dir, field.Hint = 6, "auto", t("share.words.hint")
	v := showView{
		Back: ui.Back{Label: t("with.back"), Href: withPage}, Summary: s.Summary(), Title: t("share.write.title"), Lead: t("share.write.lead"),
		Action: writePage, Form: s.Hidden(), Send: ui.Button{Label: t("share.keep"), Busy: t("session.busy")}, Saved: t("share.write.unread"),
		Help: &ui.Link{Label: t("home.help-now"), Href: page.HelpPage, Tap: true},
	}
	v.Fields = append(v.Fields, field)
	f := narrow(r, t("home.page-title"))
	if f.Failed = s.Failed(); f.Failed {
		return page.Invalid(showPageView(f, v)), nil
	}
	return page.HTML(showPageView(f, v)), nil
}

func (p *Pages) postWrite(r *page.Request) (page.Reply, error) {
	if _, err := p.babiesToJoin(r); err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	want := share.Write{Text: in.Text("words", share.WordsLimit)}
	in.SubmissionInto(&want.ID)
	if err = in.Check(); err == nil {
		want.ID, err = p.Shares.Write(r.Context(), r.Who, want)
	}
	if form.Shows(err) {
		return p.askWords(r, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(wordsAddress(want.ID)), nil
}

func (p *Pages) throwAway(r *page.Request) (page.Reply, error) {
	w, err := p.wordsAt(r)
	if err == nil {
		err = p.Shares.Throw(r.Context(), r.Who, w.ID)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(withPage).Tell("told.words-away", ""), nil
}

func (p *Pages) wordsAt(r *page.Request) (share.Words, error) {
	var id share.WordsID
	if err := id.UnmarshalText([]byte(r.PathValue("words"))); err != nil {
		return share.Words{}, fault.NotFoundf("words of the address: %w", err)
	}
	return p.Shares.Words(r.Context(), r.Who, id)
}

// unshow takes back what is shown to somebody.
func (p *Pages) unshow(r *page.Request) (page.Reply, error) {
	var id share.ID
	if err := id.UnmarshalText([]byte(r.PathValue("share"))); err != nil {
		return page.Reply{}, fault.NotFoundf("share of the address: %w", err)
	}
	if err := p.Shares.TakeBack(r.Context(), r.Who, id); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(withPage).Tell("told.unshown", ""), nil
}

// seen is what somebody else shows, as they looked at it before they showed it.
func (p *Pages) seen(r *page.Request) (page.Reply, error) {
	var id share.ID
	if err := id.UnmarshalText([]byte(r.PathValue("seen"))); err != nil {
		return page.Reply{}, fault.NotFoundf("share of the address: %w", err)
	}
	one, err := p.Shares.SeenOne(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := showView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Seen: seenView(r, one.From, one.Text), Saved: t("share.seen.back"),
	}
	return page.HTML(showPageView(narrow(r, t("home.page-title")), v)), nil
}
