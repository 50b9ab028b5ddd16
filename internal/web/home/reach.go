package home

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// reachPage is where a caregiver sees and changes how they may be reached.
const reachPage = "/home/reach"

// never is the answer that a way is not safe at any time.
const never = "never"

type reachView struct {
	Back        ui.Back
	Title, Lead string
	Told        string
	Facts       ui.SummaryList
	Readers     string
	Numbers     string
	Action      string
	StopTitle   string
	StopText    string
	Stop        *ui.Button
	Questions   string
	Agreed      ui.Link
	Ring        *ui.Link
	Else        []ui.Link
}

// reach shows every way there is to this caregiver, whether it is safe and when.
func (p *Pages) reach(r *page.Request) (page.Reply, error) {
	details, ways, err := p.ownWays(r)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := reachView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("home.reach"), Lead: t("reach.lead"),
		Readers: t("reach.readers"), Numbers: t("reach.numbers"), Action: reachPage,
		Questions: t("reach.questions"), Agreed: ui.Link{Label: t("agreed.link"), Href: agreedPage, Tap: true},
	}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	safe := 0
	for _, d := range details {
		way, asked := contactBy(ways, d.Channel)
		answer := t("reach.not-asked")
		switch {
		case asked && way.Safe:
			safe++
			answer = reach.Words(r.Print, way)
		case asked:
			answer = t("reach.unsafe")
		}
		label := t("check.reach."+string(d.Channel), "to", d.Value)
		v.Facts.Facts = append(v.Facts.Facts, ui.Fact{
			Label: label, Answer: ui.Say(answer), Change: &ui.Link{Label: t("check.change"), Hidden: label, Href: wayAddress(d.Channel)},
		})
	}
	switch {
	case safe > 0:
		v.StopTitle, v.StopText = t("reach.stop.title"), t("reach.stop.text")
		v.Stop = &ui.Button{Label: t("reach.stop"), Kind: ui.Outline}
	case len(ways) > 0:
		v.Lead = t("reach.stopped")
	default:
		v.Lead = t("home.reach.none")
	}
	if r.Service.Phone != "" {
		v.Ring = &ui.Link{Label: t("helpline.ring", "number", reach.Number(r.Service.Phone)), Href: reach.Tel(r.Service.Phone), Tap: true}
	}
	if v.Else, err = p.elseLinks(r); err != nil {
		return page.Reply{}, err
	}
	return page.HTML(reachPageView(narrow(r, t("home.page-title")), v)), nil
}

// elseLinks are the ways that are there and never in the way: to say that something
// has happened and, after a loss, to what is kept.
func (p *Pages) elseLinks(r *page.Request) (out []ui.Link, err error) {
	babies, err := p.ownBabies(r)
	if err != nil {
		return nil, err
	}
	lost, err := p.Families.Remembered(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	if len(babies) > 0 {
		out = append(out, ui.Link{Label: r.Print.T("loss.way"), Href: happenedPage, Tap: true})
	}
	if len(lost) > 0 {
		out = append(out, ui.Link{Label: r.Print.T("loss.ask.kept"), Href: keptPage, Tap: true})
	}
	return out, nil
}

// ownWays reads the caregiver's own numbers and addresses, in the order they are
// asked about, and what they said about each.
func (p *Pages) ownWays(r *page.Request) ([]family.Detail, []safety.SafeContact, error) {
	details, err := p.Families.Details(r.Context(), r.Who, r.Who.Person)
	if err != nil {
		return nil, nil, err
	}
	ways, err := p.Safety.Contacts(r.Context(), r.Who, r.Who.Person)
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(details, func(a, b family.Detail) int {
		return slices.Index(family.Channels(), a.Channel) - slices.Index(family.Channels(), b.Channel)
	})
	return details, ways, nil
}

func contactBy(ways []safety.SafeContact, channel family.Channel) (safety.SafeContact, bool) {
	i := slices.IndexFunc(ways, func(w safety.SafeContact) bool { return w.Channel == channel })
	if i < 0 {
		return safety.SafeContact{Channel: channel}, false
	}
	return ways[i], true
}

func wayAddress(c family.Channel) string { return reachPage + "/" + string(c) }

// postReach stops every way at once.
func (p *Pages) postReach(r *page.Request) (page.Reply, error) {
	details, ways, err := p.ownWays(r)
	if err != nil {
		return page.Reply{}, err
	}
	var stopped []safety.SafeContact
	for _, c := range family.Channels() {
		_, asked := contactBy(ways, c)
		if asked || slices.ContainsFunc(details, func(d family.Detail) bool { return d.Channel == c }) {
			stopped = append(stopped, safety.SafeContact{Channel: c})
		}
	}
	if err := p.Safety.SetContact(r.Context(), r.Who, r.Who.Person, stopped); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(reachPage).Tell("told.reach-stopped", ""), nil
}

type wayView struct {
	Question ui.Question
	Controls []templ.Component
}

// way asks about one way what the enquiry asked, and whether it is safe at all.
func (p *Pages) way(r *page.Request) (page.Reply, error) {
	d, ways, err := p.ownWay(r)
	if err != nil {
		return page.Reply{}, err
	}
	if d.Value == "" {
		return page.SeeOther(reachPage), nil
	}
	in := form.New()
	switch way, asked := contactBy(ways, d.Channel); {
	case asked && way.Safe:
		in = reach.Filled(way)
	case asked:
		in = form.New(string(d.Channel)+".when", never)
	}
	return page.HTML(wayPage(narrow(r, r.Print.T("home.page-title")), newWay(r, d, in.Show(r.Print, nil)))), nil
}

// ownWay is the way of the address with the number they gave for it, which is
// empty when they gave none.
func (p *Pages) ownWay(r *page.Request) (family.Detail, []safety.SafeContact, error) {
	channel := family.Channel(r.PathValue("way"))
	if !slices.Contains(family.Channels(), channel) {
		return family.Detail{}, nil, fault.NotFoundf("way %q", channel)
	}
	details, ways, err := p.ownWays(r)
	if err != nil {
		return family.Detail{}, nil, err
	}
	i := slices.IndexFunc(details, func(d family.Detail) bool { return d.Channel == channel })
	if i < 0 {
		return family.Detail{Channel: channel}, ways, nil
	}
	return details[i], ways, nil
}

func newWay(r *page.Request, d family.Detail, s *form.Shown) wayView {
	t := r.Print.T
	return wayView{
		Question: ui.Question{
			Back: ui.Back{Label: t("ask.back"), Href: reachPage}, Summary: s.Summary(), Step: t("check.reach."+string(d.Channel), "to", d.Value),
			Action: wayAddress(d.Channel), WhyLead: t("ask.why"), Why: t("ask.why.way"), Submit: ui.Button{Label: t("reach.keep")}, Saved: t("reach.readers"),
		},
		Controls: append(reach.Controls(r.Print, d.Channel, s, ui.Choice{Value: never, Label: t("reach.never"), Last: t("cant.or")}),
			reach.Further(r.Print, d.Channel, s)...),
	}
}

func (p *Pages) postWay(r *page.Request) (page.Reply, error) {
	d, _, err := p.ownWay(r)
	if err != nil {
		return page.Reply{}, err
	}
	if d.Value == "" {
		return page.SeeOther(reachPage), nil
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	said := reach.Typed(in, d.Channel)
	contact := safety.SafeContact{Channel: d.Channel}
	if err = in.Check(); err == nil && said[string(d.Channel)+".when"] != never {
		err = fault.Check(said.Check(enquiry.Question(d.Channel), r.Today)...)
		contact = reach.WithFurther(said.SafeContact(d.Channel), in)
	}
	if err == nil {
		err = p.Safety.SetContact(r.Context(), r.Who, r.Who.Person, []safety.SafeContact{contact})
	}
	if form.Shows(err) {
		f := narrow(r, r.Print.T("home.page-title"))
		f.Failed = true
		return page.Invalid(wayPage(f, newWay(r, d, in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(reachPage).Tell("told.reach-kept", ""), nil
}
