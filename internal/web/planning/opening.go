package planning

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const openingAddress = "/desk/opening"

// fewest is how many places of a new group have to be taken, unless somebody asks for
// another number.
const fewest = 4

// opening is who could lead, and, once asked, which groups to open for everybody who
// waits; with what if.
func (p *Pages) opening(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	used, err := p.Programmes.Used(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	leaders, err := p.Proposals.Leaders(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("planning.title"), Href: plansAddress}, Title: ui.Say(t("opening.title")), Below: ui.Say(t("opening.lead")),
	}}
	if told := r.Told(); told.Key == "told.leader-set" || told.Key == "told.rooms-set" {
		v.Told = t(told.Key)
	}
	if len(used) == 0 {
		v.Body = append(v.Body, ui.Empty{Text: t("planning.no-groups"), Act: &ui.Link{Label: t("today.sessions.groups"), Href: address.Groups}})
		return page.HTML(layoutPage(frame(r, t("opening.title")), v)), nil
	}
	ask, asked, err := openAsk(r, used[0].Key)
	if err != nil {
		return page.Reply{}, err
	}
	v.Body = append(v.Body, askOpening(r, ask, used, leaders))
	if asked {
		answer, err := p.openingAnswer(r, ask)
		if err != nil {
			return page.Reply{}, err
		}
		v.Body = append(v.Body, answer...)
	}
	rooms, err := p.Proposals.Rooms(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	v.Body = append(v.Body, leaderPart(r, leaders), roomPart(r, rooms))
	return page.HTML(layoutPage(frame(r, t("opening.title")), v)), nil
}

// openAsk is what the address asks for; asked says whether it asks at all.
func openAsk(r *page.Request, first programme.Key) (ask proposal.OpenAsk, asked bool, err error) {
	q := r.URL.Query()
	ask = proposal.OpenAsk{Programme: first, Minimum: fewest, Video: q.Get("video") != ""}
	if q.Get("room") != "" {
		ask.Rooms = 1
	}
	if key := q.Get("programme"); key != "" {
		ask.Programme, asked = programme.Key(key), true
	}
	if text := q.Get("minimum"); text != "" {
		if ask.Minimum, err = strconv.Atoi(text); err != nil || ask.Minimum < 1 || ask.Minimum > programme.MostDyads {
			return ask, false, fault.NotFoundf("minimum of a group")
		}
	}
	if text := q.Get("without"); text != "" {
		if err := parse(text, &ask.Without); err != nil {
			return ask, false, err
		}
	}
	return ask, asked, nil
}

// askOpening asks for a plan, and what if.
func askOpening(r *page.Request, ask proposal.OpenAsk, used []*programme.Programme, leaders []proposal.Leader) templ.Component {
	t := r.Print.T
	what := ui.Select{Name: "programme", Label: t("opening.programme"), Value: string(ask.Programme)}
	for _, offer := range used {
		what.Options = append(what.Options, ui.Option{Value: string(offer.Key), Label: offer.Name})
	}
	minimum := ui.Select{Name: "minimum", Label: t("opening.minimum"), Value: strconv.Itoa(ask.Minimum)}
	for n := 2; n <= 8; n++ {
		minimum.Options = append(minimum.Options, ui.Option{Value: strconv.Itoa(n), Label: r.Print.Number(float64(n), 0)})
	}
	without := ui.Select{Name: "without", Label: t("opening.without"), Options: []ui.Option{{Label: t("opening.without.nobody")}}}
	if !ask.Without.IsZero() {
		without.Value = ask.Without.String()
	}
	for _, l := range leaders {
		if l.Known {
			without.Options = append(without.Options, ui.Option{Value: l.Account.String(), Label: l.Name})
		}
	}
	return asking(openingAddress, []templ.Component{what, minimum, without, ui.Check{Name: "video", Label: t("opening.video"), Checked: ask.Video},
		ui.Check{Name: "room", Label: t("opening.room"), Checked: ask.Rooms > 0}},
		ui.Button{Label: t("opening.act"), Busy: t("planning.busy")})
}

// openingAnswer is which groups to open, and beside a what-if how it is without it.
func (p *Pages) openingAnswer(r *page.Request, ask proposal.OpenAsk) ([]templ.Component, error) {
	t := r.Print.T
	got, err := p.Proposals.Opening(r.Context(), r.Who, ask)
	if err != nil {
		return nil, err
	}
	out := []templ.Component{
		says(t("opening.answer", "n", len(got.Groups))),
		para(t("opening.now", "now", got.Now.Placed, "all", got.All)),
	}
	if len(got.Groups) > 0 {
		out = append(out, para(t("opening.then", "then", got.Reach.Placed)))
	}
	plain := proposal.OpenAsk{Programme: ask.Programme, Minimum: fewest}
	if ask != plain {
		usual, err := p.Proposals.Opening(r.Context(), r.Who, plain)
		if err != nil {
			return nil, err
		}
		out = append(out, ui.Banner{Text: t("opening.what-if", "then", got.Reach.Placed, "usual", usual.Reach.Placed)}, tallyTable(r, got, &usual))
	} else if len(got.Groups) > 0 {
		out = append(out, tallyTable(r, got, nil))
	}
	for i, g := range got.Groups {
		out = append(out, newGroupPart(r, got, i, g))
	}
	if len(got.Left) > 0 {
		names := make([]string, len(got.Left))
		for i, row := range got.Left {
			names[i] = t("opening.left.one", "who", naming.Caregivers(r, row.Caregivers), "day", r.Print.DateIn(r.Today, row.StartBy))
		}
		out = append(out, inPart(ui.Part{ID: "left", Title: t("opening.left"), Count: r.Print.Number(float64(got.LeftN), 0)}, listed(names)))
	}
	return out, nil
}

// newGroupPart is one group to open: who leads it and where, who would come, and what is
// lost without it.
func newGroupPart(r *page.Request, v proposal.Opening, i int, g proposal.NewGroup) templ.Component {
	t := r.Print.T
	names := make([]string, len(g.Families))
	for i, row := range g.Families {
		names[i] = naming.Caregivers(r, row.Caregivers)
	}
	leaders := make([]string, len(g.Leaders))
	for i, l := range g.Leaders {
		leaders[i] = ui.Isolate(l.Name)
	}
	title := t("opening.group", "time", timeWords(r, g.Time), "first", r.Print.DateIn(r.Today, g.First))
	how := t("opening.how."+string(g.Mode), "lang", r.Print.Language(g.Lang), "leaders", r.Print.List(leaders))
	switch {
	case g.SiteName != "" && g.Room != "":
		how += " " + t("opening.where.room", "site", g.SiteName, "room", g.Room)
	case g.SiteName != "":
		how += " " + t("opening.where", "site", g.SiteName)
	case g.Mode == programme.InPerson:
		how += " " + t("opening.where.none")
	}
	return inPart(ui.Part{ID: "new-" + strconv.Itoa(i+1), Title: title, Count: t("planning.seats", "n", len(g.Families))},
		para(how), para(t("opening.gain", "n", g.Gain)), note(t("opening.who", "who", r.Print.List(names))),
		ui.Link{Label: t("opening.open"), Hidden: title, Href: newGroupAddress(v, g), Tap: true})
}

// newGroupAddress leads to the form for a group, filled in as the plan has it.
func newGroupAddress(v proposal.Opening, g proposal.NewGroup) string {
	q := url.Values{
		"programme": {string(v.Offer.Key)}, "first": {g.First.String()}, "starts": {g.Starts.String()}, "mode": {string(g.Mode)}, "lang": {g.Lang},
	}
	if !g.Site.IsZero() {
		q.Set("site", g.Site.String())
		q.Set("room", g.Room)
	}
	for _, l := range g.Leaders {
		q.Add("leader", l.Account.String())
	}
	return "/desk/groups/new?" + q.Encode()
}

// tallyTable is what becomes of whom, by need and by language; beside a what-if, as it is
// without it.
func tallyTable(r *page.Request, got proposal.Opening, usual *proposal.Opening) templ.Component {
	t := r.Print.T
	table := ui.DataTable{Caption: t("opening.tally"), CaptionSeen: true, NeverFold: true, Columns: []ui.Column{
		{Head: t("planning.fair.who")}, {Head: t("opening.tally.served"), End: true}, {Head: t("opening.tally.aged-out"), End: true}, {Head: t("opening.tally.waiting"), End: true},
	}}
	cell := func(now int, before func(proposal.Tally) int, by proposal.Tally) templ.Component {
		n := ui.Say(r.Print.Number(float64(now), 0))
		if usual == nil {
			return n
		}
		for _, was := range usual.Tallies {
			if was.By == by.By && was.Lang == by.Lang && was.Need == by.Need && before(was) != now {
				return lines(n, ui.Second(t("opening.tally.was", "n", before(was))))
			}
		}
		return n
	}
	for _, x := range got.Tallies {
		table.Rows = append(table.Rows, ui.Cells{
			ui.Say(tallyName(r, x)), cell(x.Served, func(t proposal.Tally) int { return t.Served }, x),
			cell(x.AgedOut, func(t proposal.Tally) int { return t.AgedOut }, x), cell(x.Waiting, func(t proposal.Tally) int { return t.Waiting }, x),
		})
	}
	return table
}

func tallyName(r *page.Request, x proposal.Tally) string {
	switch {
	case x.By == proposal.ByNeed:
		return r.Print.T("opening.tally.need." + needWord(x.Need))
	case x.By == proposal.ByLang && x.Lang == "":
		return r.Print.T("planning.fair.no-lang")
	case x.By == proposal.ByLang:
		return r.Print.T("planning.fair.lang", "lang", r.Print.Language(x.Lang))
	}
	return r.Print.T("opening.tally.all")
}

// leaderPart is who could lead groups and what of.
func leaderPart(r *page.Request, all []proposal.Leader) templ.Component {
	t := r.Print.T
	table := ui.DataTable{Caption: t("opening.leaders"), Columns: []ui.Column{
		{Head: t("opening.leader")}, {Head: t("opening.languages")}, {Head: t("opening.times")}, {Head: t("opening.away")}, {Head: t("opening.change"), Act: true},
	}}
	for _, l := range all {
		cells := ui.Cells{ui.Say(ui.Isolate(l.Name)), ui.Second(t("opening.not-known")), nil, nil}
		if l.Known {
			cells = ui.Cells{ui.Say(ui.Isolate(l.Name)), ui.Say(languageNames(r, l.Langs)), ui.Say(timesWords(r, l.Times)), ui.Say(awayWords(r, l))}
		}
		table.Rows = append(table.Rows, append(cells, ui.Link{Label: t("opening.change"), Hidden: l.Name, Href: leaderAddress(l.Account), Tap: true}))
	}
	return inPart(ui.Part{ID: "leaders", Title: t("opening.leaders")}, note(t("opening.leaders.note")), table)
}

func leaderAddress(id access.AccountID) string { return openingAddress + "/" + id.String() }

// leader asks what somebody can lead.
func (p *Pages) leader(r *page.Request) (page.Reply, error) {
	l, err := p.leaderAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New()
	for _, x := range l.Langs {
		in.Add("languages", x)
	}
	for _, x := range l.Times {
		in.Add("times", string(x))
	}
	for _, x := range l.Modes {
		in.Add("modes", string(x))
	}
	for _, x := range l.NotWith {
		in.Add("not_with", x.String())
	}
	if !l.Away.From.IsZero() {
		in.SetDate("away", l.Away.From)
		in.SetDate("back", l.Away.To)
	}
	return p.askLeader(r, l, in.Show(r.Print, nil))
}

func (p *Pages) leaderAt(r *page.Request) (proposal.Leader, error) {
	var id access.AccountID
	if err := parse(r.PathValue("leader"), &id); err != nil {
		return proposal.Leader{}, err
	}
	all, err := p.Proposals.Leaders(r.Context(), r.Who)
	if err != nil {
		return proposal.Leader{}, err
	}
	for _, l := range all {
		if l.Account == id {
			return l, nil
		}
	}
	return proposal.Leader{}, fault.NotFoundf("leader %s", id)
}
