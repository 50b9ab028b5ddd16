package call

import (
	"cmp"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// ask is where a call is written down: how they may be rung stands beside it.
func (p *Pages) ask(r *page.Request) (page.Reply, error) {
	person, err := p.personOf(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New("back", r.URL.Query().Get("back"))
	f, v, err := p.newCall(r, person, in.Show(r.Print, nil))
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(callPage(f, v)), nil
}

// log writes it down, and opens an alert when something they said is one.
func (p *Pages) log(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	person, err := p.personOf(r)
	if err != nil {
		return page.Reply{}, err
	}
	c := family.Contact{Person: person.ID, Kind: family.Called, Note: in.Lines("note", family.NoteLimit)}
	in.SubmissionInto(&c.ID)
	switch in.One("reached", callReached, callNot) {
	case callReached:
		c.Reached = true
	case "":
		in.Problem("reached", "call.reached.missing")
	}
	worried := in.Ticked("worried")
	if worried && c.Note == "" {
		in.Problem("note", "call.worried.note")
	}
	if err = in.Check(); err == nil {
		_, err = p.Families.LogContact(r.Context(), r.Who, c)
	}
	if err == nil && worried {
		var id safety.AlertID
		if id, err = p.raise(r, person, c.Note); err == nil {
			return page.SeeOther(address.Alert(id)).Tell("told.alert-opened", id.String()), nil
		}
	}
	if form.Shows(err) {
		f, v, err := p.newCall(r, person, in.Show(r.Print, err))
		if err != nil {
			return page.Reply{}, err
		}
		f.Failed = true
		return page.Invalid(callPage(f, v)), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	back := page.SafeNext(in.Text("back", 300), address.Family(person.Family))
	return page.SeeOther(back).Tell("told.call-logged", person.ID.String()), nil
}

const (
	callReached = "yes"
	callNot     = "no"
)

// raise opens an alert about what staff heard. The same words sent twice open one.
func (p *Pages) raise(r *page.Request, person family.Person, note string) (safety.AlertID, error) {
	known, err := p.Safety.ForPerson(r.Context(), r.Who, person.ID)
	if err != nil {
		return safety.AlertID{}, err
	}
	same := slices.IndexFunc(known, func(a safety.Alert) bool {
		return a.Open() && a.Kind == safety.Said && len(a.Steps) > 0 && a.Steps[0].Note == note
	})
	if same >= 0 {
		return known[same].ID, nil
	}
	return p.Safety.Open(r.Context(), r.Who, safety.NewAlert{Person: person.ID, Kind: safety.Said, Source: "staff", Note: note})
}

type callView struct {
	Back     ui.Back
	Summary  *ui.ErrorSummary
	Title    string
	Action   string
	Hidden   map[string]string
	Reached  ui.Choices
	Note     ui.Field
	Worried  *ui.Check
	Save     ui.Button
	Aside    string
	Reach    ui.SummaryList
	Spoken   string
	Earlier  string
	Contacts ui.Timeline
}

func (p *Pages) newCall(r *page.Request, person family.Person, in *form.Shown) (ui.Frame, callView, error) {
	t := r.Print.T
	name := cmp.Or(person.Called, person.Name)
	facts, spoken, err := reach.Facts(r, p.Families, p.Safety, person.ID)
	if err != nil {
		return ui.Frame{}, callView{}, err
	}
	contacts, err := p.Families.Contacts(r.Context(), r.Who, person.ID)
	if err != nil {
		return ui.Frame{}, callView{}, err
	}
	back := page.SafeNext(in.Value("back"), address.Family(person.Family))
	v := callView{
		Back:    ui.Back{Label: t("call.back"), Href: back},
		Summary: in.Summary(),
		Title:   t("call.head", "name", naming.Person(person).Text),
		Action:  "/desk/people/" + person.ID.String() + "/call",
		Hidden:  in.Hidden("back", back),
		Reached: in.Choices(ui.Radios, "reached", t("call.reached"),
			ui.Choice{Value: callReached, Label: t("call.reached.yes")}, ui.Choice{Value: callNot, Label: t("call.reached.no")}),
		Note:  in.Field("note", t("call.note")),
		Save:  ui.Button{Label: t("call.save"), Busy: t("session.busy")},
		Aside: t("alert.reach", "name", name), Reach: ui.SummaryList{Facts: facts}, Spoken: spoken,
		Earlier: t("call.earlier"), Contacts: earlierContacts(r, contacts),
	}
	v.Reached.Look = ui.SideBySide
	v.Note.Hint, v.Note.Rows = t("call.note.hint"), 3
	if r.Who.May(access.AlertOwn) {
		worried := in.Check("worried", t("call.worried"))
		worried.Note = t("call.worried.hint")
		v.Worried = &worried
	}
	return r.DeskFrame(t("call.title", "name", name), page.Families), v, nil
}

// contactsShown is how many earlier calls stand under the form.
const contactsShown = 5

func earlierContacts(r *page.Request, all []family.Contact) ui.Timeline {
	var line ui.Timeline
	for _, c := range all[:min(len(all), contactsShown)] {
		key := "call.was.not-reached"
		if c.Reached {
			key = "call.was.reached"
		}
		line.Events = append(line.Events, ui.Event{
			When: r.Print.AtIn(r.Now, c.At), Datetime: c.At.UTC().Format("2006-01-02T15:04Z"),
			What: layout.Noted(r.Print.T(key, "who", c.ByName), c.Note),
		})
	}
	return line
}

// personOf is whom the call was with.
func (p *Pages) personOf(r *page.Request) (family.Person, error) {
	var id access.PersonID
	if err := page.PathID(r, "person", &id); err != nil {
		return family.Person{}, err
	}
	return p.Families.Person(r.Context(), r.Who, id)
}
