package home

import (
	"cmp"
	"maps"
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// withPage is about the other carers of one's baby: whom one invited, and what one
// shows them. Its address and title say none of that.
const (
	withPage   = "/home/with"
	invitePage = "/home/with/ask"
	tellPage   = "/home/with/tells"
)

type withView struct {
	Back        ui.Back
	Title, Lead string
	Told        string
	Parts       []withPart
	Readers     string
}

// withPart is a heading, what stands under it and what can be done.
type withPart struct {
	Title string
	Lines []withLine
	None  string
	Act   *ui.Button
}

// withLine is one thing that was done, and how it is taken back.
type withLine struct {
	Title string
	Words string // somebody's own
	Says  []withSays
	Links []ui.Link
	Away  *withSays // beside the links
}

// withSays is what holds of it, and how that is changed.
type withSays struct {
	Text   string
	Action string
	Undo   *ui.Button
}

// with is the page. Nothing on it comes from another adult but what they chose to
// show.
func (p *Pages) with(r *page.Request) (page.Reply, error) {
	switch babies, err := p.ownBabies(r); {
	case err != nil:
		return page.Reply{}, err
	case len(babies) == 0: // nobody cares for a baby with them, and the page speaks of one
		return page.SeeOther(page.HomePage), nil
	}
	t := r.Print.T
	v := withView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("with.title"), Lead: t("with.lead"), Readers: t("with.readers"),
	}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	for _, add := range []func(*page.Request, *withView) error{p.addSeen, p.addShown, p.addAsked, p.addTelling} {
		if err := add(r, &v); err != nil {
			return page.Reply{}, err
		}
	}
	return page.HTML(withPageView(narrow(r, t("home.page-title")), v)), nil
}

func (p *Pages) addAsked(r *page.Request, v *withView) error {
	asked, err := p.Enquiries.Asked(r.Context(), r.Who)
	if err != nil {
		return err
	}
	t := r.Print.T
	part := withPart{Title: t("with.invited"), None: t("with.invited.none"), Act: &ui.Button{Label: t("with.invite"), Kind: ui.Outline, Href: invitePage}}
	for _, a := range asked {
		says := withSays{Text: t("with.takes-part")}
		if !a.TakesPart {
			says = withSays{Text: t("with.sent", "day", r.Print.DateLong(r.Print.DayOf(a.MadeAt))), Action: withPage + "/asked/" + a.ID.String(),
				Undo: &ui.Button{Label: t("with.take-back"), Hidden: a.Name, Kind: ui.Quiet}}
		}
		part.Lines = append(part.Lines, withLine{Title: ui.Isolate(a.Name), Says: []withSays{says}})
	}
	v.Parts = append(v.Parts, part)
	return nil
}

// addTelling says what whoever asked this caregiver may know, and how that is changed.
func (p *Pages) addTelling(r *page.Request, v *withView) error {
	is, err := p.Enquiries.Telling(r.Context(), r.Who)
	if err != nil || is == "" {
		return err
	}
	t, other := r.Print.T, enquiry.TellsIt
	if is == enquiry.TellsIt {
		other = enquiry.TellsNothing
	}
	v.Parts = append(v.Parts, withPart{Title: t("with.tells"), Lines: []withLine{{Says: []withSays{{
		Text: t("with.tells." + string(is)), Action: tellPage,
		Undo: &ui.Button{Label: t("with.tells.make." + string(other)), Kind: ui.Quiet, Name: "tells", Value: string(other)},
	}}}}})
	return nil
}

func (p *Pages) postTell(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	want := enquiry.Telling(in.One("tells", string(enquiry.TellsIt), string(enquiry.TellsNothing)))
	if want == "" {
		return page.SeeOther(withPage), nil
	}
	if err := p.Enquiries.Tell(r.Context(), r.Who, want); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(withPage).Tell("told.tells", ""), nil
}

func (p *Pages) takeBackAsked(r *page.Request) (page.Reply, error) {
	var id enquiry.InvitationID
	if err := id.UnmarshalText([]byte(r.PathValue("invitation"))); err != nil {
		return page.Reply{}, fault.NotFoundf("invitation of the address: %w", err)
	}
	if err := p.Enquiries.TakeBack(r.Context(), r.Who, id); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(withPage).Tell("told.invite-back", ""), nil
}

type inviteView struct {
	Back        ui.Back
	Summary     *ui.ErrorSummary
	Title, Lead string
	SeenTitle   string
	Seen        []string // what the other carer will see
	HiddenTitle string
	Hidden      []string // what they will not
	Action      string
	Form        map[string]string
	Fields      []templ.Component
	Send        ui.Button
	Saved       string
}

// invite says first what another carer will see and what not, and then asks for
// whom.
func (p *Pages) invite(r *page.Request) (page.Reply, error) {
	return p.askInvite(r, form.New(), nil)
}

func (p *Pages) askInvite(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	babies, err := p.babiesToJoin(r)
	if err != nil {
		return page.Reply{}, err
	}
	t, s := r.Print.T, in.Show(r.Print, problem)
	name, email := s.Field("name", t("invite.name")), s.Field("email", t("invite.email"))
	name.Dir, email.Kind, email.Hint = "auto", ui.EmailField, t("invite.email.hint")
	email.Auto = "off" // the phone would fill in its owner's own
	var relations []ui.Choice
	for _, rel := range family.Relations() {
		relations = append(relations, ui.Choice{Value: string(rel), Label: t("invite.relation." + string(rel))})
	}
	v := inviteView{
		Back: ui.Back{Label: t("with.back"), Href: withPage}, Summary: s.Summary(), Title: t("invite.title"), Lead: t("invite.lead"),
		SeenTitle: t("invite.seen"), Seen: []string{t("invite.seen.baby", "n", len(babies)), t("invite.seen.own")},
		HiddenTitle: t("invite.hidden"), Hidden: []string{t("invite.hidden.answers"), t("invite.hidden.reach"), t("invite.hidden.pages")},
		Action: invitePage, Form: s.Hidden(), Send: ui.Button{Label: t("invite.send"), Busy: t("session.busy")}, Saved: t("invite.after"),
	}
	v.Fields = append(v.Fields, name)
	if len(babies) > 1 {
		var choices []ui.Choice
		for _, b := range babies {
			choices = append(choices, ui.Choice{Value: b.ID.String(), Label: ownBaby(r, b)})
		}
		v.Fields = append(v.Fields, s.Choices(ui.Checkboxes, "infant", t("invite.infants"), choices...))
	}
	v.Fields = append(v.Fields, s.Choices(ui.Radios, "relation", t("invite.relation", "n", len(babies)), relations...), email)
	if s.Error("sure") != "" || in.Ticked("sure") {
		v.Fields = append(v.Fields, s.Check("sure", t("invite.sure")))
	}
	f := narrow(r, t("home.page-title"))
	if f.Failed = s.Failed(); f.Failed {
		return page.Invalid(invitePageView(f, v)), nil
	}
	return page.HTML(invitePageView(f, v)), nil
}

func ownBaby(r *page.Request, b family.Person) string {
	return cmp.Or(b.Called, b.Name, r.Print.T("with.baby"))
}

// babiesToJoin are the babies somebody can be asked to care for too: without one
// there is no such page.
func (p *Pages) babiesToJoin(r *page.Request) ([]family.Person, error) {
	out, err := p.ownBabies(r)
	if err == nil && len(out) == 0 {
		err = fault.NotFoundf("a baby of %s", r.Who.Person)
	}
	return out, err
}

func (p *Pages) postInvite(r *page.Request) (page.Reply, error) {
	babies, err := p.babiesToJoin(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	want := enquiry.Invite{
		Name: in.Text("name", family.NameLimit), Relation: family.Relation(in.Text("relation", 20)), Email: in.Text("email", 254),
		Sure: enquiry.Sure(in.Ticked("sure")),
	}
	in.SubmissionInto(&want.ID)
	var ids []string
	for _, b := range babies {
		ids = append(ids, b.ID.String())
	}
	chosen := in.Many("infant", ids...)
	for _, b := range babies {
		if len(babies) == 1 || slices.Contains(chosen, b.ID.String()) {
			want.Infants = append(want.Infants, b.ID)
		}
	}
	if err = in.Check(); err == nil {
		err = p.Enquiries.Invite(r.Context(), r.Who, want)
	}
	if form.Shows(err) {
		return p.askInvite(r, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(withPage).Tell("told.invited", ""), nil
}

func sorted(form map[string]string) []string { return slices.Sorted(maps.Keys(form)) }
