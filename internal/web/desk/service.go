package desk

import (
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/identity"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const serviceAddress = "/desk/service"

// service is the settings of the team: how it is called and reached, how long
// offers stand, where it meets and when it does not.
func (p *Pages) service(r *page.Request) (page.Reply, error) {
	team, err := p.Accounts.ServiceByID(r.Context(), r.Who.Service)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New("name", team.Name, "slug", team.Slug, "zone", team.ZoneName, "lang", team.Lang, "phone", team.Phone, "email", team.Email,
		"sender", team.Sender, "exit", team.ExitURL, "offer_hours", strconv.Itoa(team.OfferHours), "warn_days", strconv.Itoa(team.WarnDays))
	return p.showService(r, in, nil)
}

// serviceFields are the settings in the order one thinks of them; those with a
// number in them are narrow.
var serviceFields = []struct {
	name  string
	kind  ui.FieldKind
	width int
}{
	{"name", ui.TextField, 0}, {"phone", ui.TelField, 20}, {"email", ui.EmailField, 30}, {"sender", ui.TextField, 20}, {"exit", ui.TextField, 0},
	{"offer_hours", ui.DigitsField, 4}, {"warn_days", ui.DigitsField, 4}, {"zone", ui.TextField, 20}, {"lang", ui.TextField, 6}, {"slug", ui.TextField, 20},
}

// hinted are the settings that need a word of why.
var hinted = map[string]bool{"sender": true, "exit": true, "offer_hours": true, "warn_days": true, "zone": true, "slug": true, "phone": true, "email": true}

func (p *Pages) showService(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	t, shown := r.Print.T, in.Show(r.Print, problem)
	var fields []templ.Component
	for _, s := range serviceFields {
		f := shown.Field(s.name, t("service."+s.name))
		f.Kind, f.Width, f.Auto = s.kind, s.width, "off"
		if hinted[s.name] {
			f.Hint = t("service." + s.name + ".hint")
		}
		fields = append(fields, f)
	}
	v := layout.Page{
		Summary: shown.Summary(), Label: t("service.aside"), Told: serviceTold(r),
		Head: ui.PageHead{Title: ui.Say(t("service.title")), Below: ui.Say(t("service.lead"))},
		Body: []templ.Component{layout.Form(serviceAddress, shown.Hidden(), fields, ui.Button{Label: t("form.save"), Busy: t("session.busy")})},
	}
	sites, err := p.siteAside(r)
	if err != nil {
		return page.Reply{}, err
	}
	holidays, err := p.closures(r)
	if err != nil {
		return page.Reply{}, err
	}
	v.Aside = append(sites, holidays...)
	f := r.DeskFrame(t("service.title"), page.Elsewhere)
	f.Failed = shown.Failed()
	if shown.Failed() {
		return page.Invalid(layout.Show(f, v)), nil
	}
	return page.HTML(layout.Show(f, v)), nil
}

func serviceTold(r *page.Request) templ.Component {
	if n := r.Told(); n.Key != "" && n.About == r.Who.Service.String() {
		return &layout.Told{Text: r.Print.T(n.Key)}
	}
	return nil
}

func (p *Pages) setService(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	team, err := p.Accounts.ServiceByID(r.Context(), r.Who.Service)
	if err != nil {
		return page.Reply{}, err
	}
	team.Name, team.Slug, team.ZoneName, team.Lang = in.Text("name", 200), in.Text("slug", 40), in.Text("zone", 60), in.Text("lang", 35)
	team.Phone, team.Email, team.Sender, team.ExitURL = in.Text("phone", 40), in.Text("email", 254), in.Text("sender", 60), in.Text("exit", 300)
	team.OfferHours, _ = in.Int("offer_hours")
	team.WarnDays, _ = in.Int("warn_days")
	if err = in.Check(); err == nil {
		err = p.Accounts.SetService(r.Context(), r.Who, team)
	}
	if form.Shows(err) {
		return p.showService(r, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(serviceAddress).Tell("told.service", team.ID.String()), nil
}

// siteAside is where groups meet, and the form for another place.
func (p *Pages) siteAside(r *page.Request) ([]templ.Component, error) {
	sites, err := p.Accounts.Sites(r.Context(), r.Who.Service)
	if err != nil {
		return nil, err
	}
	t := r.Print.T
	var facts []ui.Fact
	for _, s := range sites {
		facts = append(facts, ui.Fact{Label: s.Name, Answer: ui.Say(ui.Beside(s.Address, s.Access))})
	}
	shown := form.New().Show(r.Print, nil)
	name, address, access := shown.Field("site-name", t("site.name")), shown.Field("site-address", t("site.address")), shown.Field("site-access", t("site.access"))
	access.Hint = t("site.access.hint")
	return []templ.Component{
		layout.Heading(t("service.sites")), ui.SummaryList{Facts: facts},
		layout.Folded(t("site.add"), layout.Form(serviceAddress+"/sites", shown.Hidden(), []templ.Component{name, address, access}, ui.Button{Kind: ui.Outline, Label: t("site.add")})),
	}, nil
}

// addSite adds a place. The same form sent twice finds it there.
func (p *Pages) addSite(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	site := identity.Site{Name: in.Text("site-name", 200), Address: in.Text("site-address", 300), Access: in.Text("site-access", 300)}
	if err := in.Check(); err != nil {
		return page.Reply{}, err
	}
	done := page.SeeOther(serviceAddress).Tell("told.site", r.Who.Service.String())
	known, err := p.Accounts.Sites(r.Context(), r.Who.Service)
	if err != nil {
		return page.Reply{}, err
	}
	for _, s := range known {
		if s.Name == site.Name && s.Address == site.Address {
			return done, nil
		}
	}
	if _, err := p.Accounts.AddSite(r.Context(), r.Who, site); err != nil {
		return page.Reply{}, err
	}
	return done, nil
}
