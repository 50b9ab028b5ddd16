package record

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

const invitationsAddress = "/desk/invitations"

// invitationRoutes are where staff say who it is that answered an invitation, and
// where they invite somebody themselves.
func (p *Pages) invitationRoutes() []page.Route {
	return []page.Route{
		page.Get(invitationsAddress, access.RestrictionWrite, p.invitations),
		page.Get("/desk/invitations/{invitation}", access.RestrictionWrite, p.invitation),
		page.Post("/desk/invitations/{invitation}", access.RestrictionWrite, p.postInvitation),
		page.Get("/desk/babies/{person}/invite", access.RestrictionWrite, p.invite),
		page.Post("/desk/babies/{person}/invite", access.RestrictionWrite, p.postInvite),
	}
}

// invitations are those that wait for somebody to say who it is.
func (p *Pages) invitations(r *page.Request) (page.Reply, error) {
	all, err := p.Enquiries.Invitations(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Head: ui.PageHead{Title: ui.Say(t("invitations.head")), Below: ui.Say(t("invitations.lead"))}}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	var line ui.Timeline
	for _, i := range all {
		what := datedView{Title: t("invitations.answered", "name", ui.Isolate(i.OwnName), "infants", p.infantNames(r, i))}
		if i.State == enquiry.NotMe {
			what.Title = t("invitations.not-me", "infants", p.infantNames(r, i))
		}
		what.Lines = []string{t("invitations.by", "name", ui.Isolate(i.ByName), "at", r.Print.At(i.MadeAt))}
		what.Acts = []ui.Link{{Label: t("invitations.look"), Hidden: what.Title, Href: invitationAddress(i.ID), Tap: true}}
		line.Events = append(line.Events, ui.Event{When: r.Print.Date(r.Print.DayOf(i.MadeAt)), State: ui.Now, What: what.view()})
	}
	if len(all) == 0 {
		v.Body = append(v.Body, note(t("invitations.none")))
	} else {
		v.Body = append(v.Body, line)
	}
	return page.HTML(layoutPage(frame(r, "kin.title", nil), v)), nil
}

func invitationAddress(id enquiry.InvitationID) string {
	return invitationsAddress + "/" + id.String()
}

func (p *Pages) infantNames(r *page.Request, i enquiry.Invitation) string {
	var names []string
	for _, infant := range i.Infants {
		names = append(names, p.called(r, infant))
	}
	return r.Print.List(names)
}

func (p *Pages) invitation(r *page.Request) (page.Reply, error) {
	return p.showInvitation(r, form.New(), nil)
}

// showInvitation is what was asked for and what was answered, side by side, and
// everybody with a record who could be meant.
func (p *Pages) showInvitation(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	i, alike, err := p.invitationAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	t, shown := r.Print.T, in.Show(r.Print, problem)
	v := layout{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("invitations.back"), Href: invitationsAddress}, Title: ui.Say(t("invitations.who")), Below: ui.Say(t("invitations.who.lead")),
	}}
	facts := []ui.Fact{
		{Label: t("invitations.by.label"), Answer: ui.Say(t("invitations.by", "name", ui.Isolate(i.ByName), "at", r.Print.At(i.MadeAt)))},
		{Label: t("invitations.for"), Answer: ui.Say(p.infantNames(r, i))},
		{Label: t("invitations.meant"), Answer: ui.Say(ui.Isolate(i.Name) + ", " + t("invite.relation."+string(i.Relation)) + ", " + i.Email)},
	}
	if i.State == enquiry.NotMe {
		facts = append(facts, ui.Fact{Label: t("invitations.said"), Answer: ui.Say(t("invitations.said.not-me"))})
	}
	if i.State != enquiry.Answered {
		v.Body = append(v.Body, ui.SummaryList{Facts: facts}, sheet(invitationAddress(i.ID), nil, nil,
			ui.Button{Label: t("invitations.refuse"), Kind: ui.Outline, Name: "refuse", Value: "1"}))
		return page.HTML(layoutPage(frame(r, "kin.title", nil), v)), nil
	}
	said := ui.Isolate(i.OwnName) + ", " + i.OwnEmail
	if i.OwnPhone != "" {
		said += ", " + reach.Number(i.OwnPhone)
	}
	tells := t("invitations.tells.no")
	if i.Tells {
		tells = t("invitations.tells.yes")
	}
	facts = append(facts, ui.Fact{Label: t("invitations.said"), Answer: ui.Say(said)}, ui.Fact{Label: t("invitations.tells"), Answer: ui.Say(tells)})
	choices := []ui.Choice{}
	for _, a := range alike {
		choices = append(choices, ui.Choice{Value: a.Person.ID.String(), Label: p.called(r, a.Person), Note: alikeWords(r, a)})
	}
	choices = append(choices, ui.Choice{Value: "new", Label: t("invitations.new"), Note: t("invitations.new.note")})
	as := shown.Choices(ui.Radios, "as", t("invitations.as"), choices...)
	as.Look = ui.Plain
	v.Body = append(v.Body, ui.SummaryList{Facts: facts}, sheet(invitationAddress(i.ID), nil, []templ.Component{as},
		ui.Button{Label: t("invitations.confirm"), Busy: t("session.busy")},
		ui.Button{Label: t("invitations.refuse"), Kind: ui.Outline, Name: "refuse", Value: "1", Free: true}), note(t("invitations.then")))
	return reply(frame(r, "kin.title", shown), v), nil
}

// alikeWords is what to know before saying that somebody with a record is meant.
func alikeWords(r *page.Request, a enquiry.Alike) string {
	t, out := r.Print.T, ""
	for _, say := range []struct {
		so  bool
		key string
	}{
		{a.Apart, "invitations.alike.apart"}, {a.Address, "invitations.alike.address"}, {!a.Address, "invitations.alike.name"}, {a.Cares, "invitations.alike.cares"},
	} {
		if say.so {
			out += t(say.key) + " "
		}
	}
	return out
}

func (p *Pages) invitationAt(r *page.Request) (enquiry.Invitation, []enquiry.Alike, error) {
	var id enquiry.InvitationID
	if err := page.PathID(r, "invitation", &id); err != nil {
		return enquiry.Invitation{}, nil, err
	}
	return p.Enquiries.Invitation(r.Context(), r.Who, id)
}

func (p *Pages) postInvitation(r *page.Request) (page.Reply, error) {
	i, _, err := p.invitationAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	if in.Ticked("refuse") {
		if err := p.Enquiries.Refuse(r.Context(), r.Who, i.ID); err != nil {
			return page.Reply{}, err
		}
		return page.SeeOther(invitationsAddress).Tell("told.invite-refused", ""), nil
	}
	var as family.PersonID
	if chosen := in.Text("as", 40); chosen != "new" {
		readPerson(in, "as", &as, "invitations.as.choose")
	}
	if err = in.Check(); err == nil {
		err = p.Enquiries.Confirm(r.Context(), r.Who, i.ID, as)
	}
	if form.Shows(err) {
		return p.showInvitation(r, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(invitationsAddress).Tell("told.invite-confirmed", ""), nil
}

// invite is staff asking another carer of a baby to take part.
func (p *Pages) invite(r *page.Request) (page.Reply, error) {
	baby, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	return p.askInvite(r, baby, form.New(), nil)
}

func (p *Pages) askInvite(r *page.Request, baby family.Person, in *form.Values, problem error) (page.Reply, error) {
	t, shown := r.Print.T, in.Show(r.Print, problem)
	v := layout{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("kin.back-to"), Href: kinAddress(baby.ID, "")}, Title: ui.Say(t("invite.desk.head", "name", p.called(r, baby))), Below: ui.Say(t("invite.desk.lead")),
	}}
	name, email := shown.Field("name", t("invite.name")), shown.Field("email", t("invite.desk.email"))
	name.Dir, email.Kind, email.Auto = "auto", ui.EmailField, "off"
	var relations []ui.Choice
	for _, rel := range family.Relations() {
		relations = append(relations, ui.Choice{Value: string(rel), Label: t("invite.relation." + string(rel))})
	}
	relation := shown.Choices(ui.Radios, "relation", t("invite.desk.relation"), relations...)
	relation.Look = ui.Plain
	fields := []templ.Component{bullets([]string{t("invite.desk.seen"), t("invite.desk.hidden")}), name, relation, email}
	if shown.Error("sure") != "" || in.Ticked("sure") {
		fields = append(fields, shown.Check("sure", t("invite.desk.sure")))
	}
	v.Body = append(v.Body, sheet("/desk/babies/"+baby.ID.String()+"/invite", shown.Hidden(), fields,
		ui.Button{Label: t("invite.send"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: kinAddress(baby.ID, ""), Tap: true}))
	return reply(frame(r, "kin.title", shown), v), nil
}

func (p *Pages) postInvite(r *page.Request) (page.Reply, error) {
	baby, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	want := enquiry.Invite{
		Name: in.Text("name", family.NameLimit), Relation: family.Relation(in.Text("relation", 20)), Email: in.Text("email", 254),
		Sure: enquiry.Sure(in.Ticked("sure")), Infants: []family.PersonID{baby.ID},
	}
	in.SubmissionInto(&want.ID)
	if err = in.Check(); err == nil {
		err = p.Enquiries.Invite(r.Context(), r.Who, want)
	}
	if form.Shows(err) {
		return p.askInvite(r, baby, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(kinAddress(baby.ID, "")).Tell("told.invited", baby.ID.String()), nil
}
