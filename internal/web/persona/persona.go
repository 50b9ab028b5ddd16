// Package persona is the page of a demonstration on which anybody becomes anybody,
// with one click. Its routes are there in a demonstration only, and identity signs
// nobody in without proof anywhere else.
package persona

import (
	"holdfast/internal/access"
	"holdfast/internal/demo"
	"holdfast/internal/demo/history"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Pages are the handlers of this room.
type Pages struct{ accounts *identity.Accounts }

// New makes the pages.
func New(accounts *identity.Accounts) *Pages { return &Pages{accounts} }

// Routes lists every address of this room and who may open it.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get(page.DemoPage, access.Anyone, p.choose),
		page.Post(page.DemoPage, access.Anyone, p.become),
	}
}

func (p *Pages) choose(r *page.Request) (page.Reply, error) {
	return page.HTML(personasPage(r.PublicFrame(r.Print.T("demo.title")), newPersonas(r))), nil
}

// become ends the login of whoever was here before, and begins one as the person
// chosen, on the page where their story begins.
func (p *Pages) become(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	key := in.Text("person", 20)
	for _, who := range demo.Personas() {
		if who.Key != key {
			continue
		}
		if token := r.LoginToken(); token != "" {
			if err := p.accounts.SignOut(r.Context(), token); err != nil {
				return page.Reply{}, err
			}
		}
		token, err := p.accounts.DemoSignIn(r.Context(), who.Account)
		if err != nil {
			return page.Reply{}, err
		}
		return page.SignedIn(who.Opens, token, 0), nil
	}
	return page.Reply{}, fault.NotFoundf("persona")
}

type personas struct {
	Title, Lead, Note string
	Families, Staff   section
	Visitor           section
	Public            ui.Button
}

type section struct {
	Title, Lead string
	People      []person
}

type person struct {
	Name, Why string
	Role      string // of those who work there
	Be        ui.Button
}

func newPersonas(r *page.Request) personas {
	t := r.Print.T
	v := personas{
		Title: t("demo.title"), Lead: t("demo.lead"), Note: t("demo.note"),
		Visitor:  section{Title: t("demo.visitor"), Lead: t("demo.visitor.lead")},
		Families: section{Title: t("demo.families"), Lead: t("demo.families.lead")},
		Staff:    section{Title: t("demo.staff"), Lead: t("demo.staff.lead")},
		Public:   ui.Button{Label: t("demo.visitor.open"), Href: "/s/" + history.HarbourLane, Kind: ui.Outline},
	}
	for _, who := range demo.Personas() {
		part, role := &v.Families, ""
		if who.IsStaff() {
			part, role = &v.Staff, r.RoleWords(who.Role)
		}
		part.People = append(part.People, person{
			Name: who.Name, Role: role, Why: t("demo.person." + who.Key),
			Be: ui.Button{Label: t("demo.be", "name", who.Called()), Kind: ui.Outline, Name: "person", Value: who.Key},
		})
	}
	return v
}
