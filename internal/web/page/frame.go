package page

import (
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/web/ui"
)

// The addresses that every frame knows.
const (
	ExitPage    = "/exit"     // explains "Exit this page"
	ExitNow     = "/exit/now" // ends the login and leads away
	TracksPage  = "/exit/tracks"
	HelpPage    = "/help"
	SignInPage  = "/sign-in"
	SignOutPage = "/sign-out"
	DemoPage    = "/demo"
	HomePage    = "/home"
	TodayPage   = "/desk"

	CompanionPath = "/with/" // what any carer may read; the same for everybody
)

// PublicFrame is the frame of a page for anyone. The title says what it is, and
// the service's name follows it.
func (r *Request) PublicFrame(title string) ui.Frame {
	f := r.frame(title)
	if r.Service.Name != "" && !strings.Contains(title, r.Service.Name) {
		f.Title = title + " – " + r.Service.Name
	}
	if r.Service.Slug != "" {
		f.Home = "/s/" + r.Service.Slug
	}
	// Not on the pages of somebody who is signed in: for some of them there is no
	// baby any more.
	if !r.Who.SignedIn() {
		f.Foot.Links = append(f.Foot.Links, ui.Link{Label: r.Print.T("foot.companion"), Href: CompanionPath + r.Print.Lang() + "/"})
	}
	return f
}

// HomeFrame is the frame of a caregiver's page. Its title is seen by whoever
// picks the phone up, so it is neutral: "Home", "Step 1". It has the way out.
func (r *Request) HomeFrame(title string) ui.Frame {
	f := r.frame(title)
	f.Home = HomePage
	f.Exit = r.exit()
	if r.Who.SignedIn() {
		f.Me = &ui.Me{Name: ui.Name{Text: r.Who.Name}, SignOut: SignOutPage}
	}
	return f
}

func (r *Request) exit() *ui.Exit {
	return &ui.Exit{
		Label: r.Print.T("exit.button"), Href: ExitNow,
		Said: [3]string{r.Print.T("exit.once"), r.Print.T("exit.twice"), r.Print.T("exit.leaving")},
	}
}

// Exiting adds the way out to a public page that could give somebody away, such
// as the questions of an enquiry.
func (r *Request) Exiting(f ui.Frame) ui.Frame {
	f.Exit = r.exit()
	return f
}

// Place is one of the places of the staff navigation.
type Place string

// The places. Elsewhere is a page that belongs to none.
const (
	Elsewhere Place = ""
	Today     Place = "today"
	Enquiries Place = "enquiries"
	Groups    Place = "groups"
	Families  Place = "families"
	Outcomes  Place = "outcomes"
)

var places = []struct {
	place Place
	href  string
	icon  ui.IconName
	may   access.Permission
}{
	{Today, TodayPage, ui.IconToday, access.DeskUse},
	{Enquiries, "/desk/enquiries", ui.IconEnquiries, access.EnquiryRead},
	{Groups, "/desk/groups", ui.IconGroups, access.GroupRead},
	{Families, "/desk/families", ui.IconFamilies, access.FamilyRead},
	{Outcomes, "/desk/outcomes", ui.IconOutcomes, access.OutcomeRead},
}

// DeskFrame is the frame of a staff page: the places this person may open, with
// what waits there, and the search.
func (r *Request) DeskFrame(title string, at Place) ui.Frame {
	f := r.frame(title)
	f.Home = TodayPage
	counts := r.counts()
	for _, p := range places {
		if !r.Who.May(p.may) {
			continue
		}
		item := ui.NavItem{Label: r.Print.T("nav." + string(p.place)), Href: p.href, Icon: p.icon, Current: p.place == at}
		switch p.place {
		case Today:
			item.Count, item.CountLabel = r.count(counts.Alerts, "nav.alerts")
		case Enquiries:
			item.Count, item.CountLabel = r.count(counts.Enquiries, "nav.new")
		}
		f.Nav = append(f.Nav, item)
	}
	if r.Who.May(access.FamilyRead) {
		f.Find = &ui.Find{Action: "/desk/find", Value: r.URL.Query().Get("q")}
	}
	f.Me = &ui.Me{Name: ui.Name{Text: r.Who.Name}, Role: r.RoleWords(r.Who.Roles...), SignOut: SignOutPage}
	for _, p := range rare {
		if r.Who.May(p.may) {
			f.Me.Links = append(f.Me.Links, ui.Link{Label: r.Print.T("nav." + p.name), Href: p.href})
		}
	}
	return f
}

// rare are the pages that are opened rarely: they stand beside the reader's name
// and leave the five places to the daily work.
var rare = []struct {
	name string
	href string
	may  access.Permission
}{
	{"waiting", "/desk/waiting", access.PlaceFill},
	{"outbox", "/desk/outbox", access.OutboxRead},
	{"glass", "/desk/glass", access.GlassBreak},
	{"copies", "/desk/copies", access.CopyReview},
	{"staff", "/desk/staff", access.StaffManage},
	{"service", "/desk/service", access.ServiceAdmin},
}

// counts are a convenience in the margin: a page does not fail for want of them.
func (r *Request) counts() Counts {
	if r.Site.Counts == nil || !r.Who.IsStaff() {
		return Counts{}
	}
	c, err := r.Site.Counts(r.Context(), r.Who)
	if err != nil {
		return Counts{}
	}
	return c
}

func (r *Request) count(n int, key string) (figure, label string) {
	if n == 0 {
		return "", ""
	}
	return r.Print.Number(float64(n), 0), r.Print.T(key, "n", n)
}

// RoleWords names roles to a person: "Coordinator and Lead".
func (r *Request) RoleWords(roles ...access.Role) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = r.Print.T("role." + string(role))
	}
	return r.Print.List(words)
}

func (r *Request) frame(title string) ui.Frame {
	p := r.Print
	f := ui.Frame{
		Assets: r.Site.Assets, Lang: p.Lang(), Dir: p.Dir(), Title: title, ServiceName: r.Service.Name, Home: "/",
		Words: ui.Words{
			SkipToMain: p.T("frame.skip"), MainNav: p.T("frame.nav"), Demo: p.T("frame.demo"), Notice: p.T("frame.notice"),
			SignOut: p.T("frame.sign-out"), Find: p.T("frame.find-long"), FindHint: p.T("frame.find"), ErrorTitle: p.T("frame.error"),
		},
		Foot: ui.Foot{Links: []ui.Link{
			{Label: p.T("foot.help"), Href: HelpPage},
			{Label: p.T("foot.privacy"), Href: "/privacy"},
			{Label: p.T("foot.accessibility"), Href: "/accessibility"},
		}},
	}
	if f.ServiceName == "" {
		f.ServiceName = p.T("frame.product")
	}
	if r.Site.Demo {
		f.Demo = &ui.Demo{Text: p.T("demo.ribbon"), Change: ui.Link{Label: p.T("demo.change"), Href: DemoPage}}
	}
	return f
}
