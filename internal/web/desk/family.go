package desk

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// familyFile is what one reader is given of a family, from every room that knows
// something of it. What is not theirs to see is not in it.
type familyFile struct {
	record   family.Record
	story    programme.Story
	along    map[programme.PlaceID][]family.Person // who could come along, of those who may fill places
	alerts   []safety.Alert                        // open
	contacts map[access.PersonID][]family.Contact
	tracks   map[family.DyadID][]measure.Track
}

// family is one family: a lane for every caregiver with every baby, newest first.
func (p *Pages) family(r *page.Request) (page.Reply, error) {
	var id family.ID
	if err := page.PathID(r, "family", &id); err != nil {
		return page.Reply{}, err
	}
	file, err := p.familyFile(r, id)
	if err != nil {
		return page.Reply{}, err
	}
	v, err := p.newFamily(r, file)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(layout.Show(r.DeskFrame(r.Print.T("family.title", "ref", file.record.Ref), page.Families), v)), nil
}

func (p *Pages) familyFile(r *page.Request, id family.ID) (f familyFile, err error) {
	if f.record, err = p.Families.Find(r.Context(), r.Who, id); err != nil {
		return f, err
	}
	if f.story, err = p.Programmes.Story(r.Context(), r.Who, id); err != nil {
		return f, err
	}
	if f.along, err = p.along(r, f.story); err != nil {
		return f, err
	}
	f.contacts = map[access.PersonID][]family.Contact{}
	for _, a := range f.record.Adults() {
		if f.contacts[a.ID], err = p.Families.Contacts(r.Context(), r.Who, a.ID); err != nil {
			return f, err
		}
		if r.Who.May(access.AlertRead) {
			all, err := p.Safety.ForPerson(r.Context(), r.Who, a.ID)
			if err != nil {
				return f, err
			}
			f.alerts = append(f.alerts, slices.DeleteFunc(all, func(a safety.Alert) bool { return !a.Open() || a.Kind == safety.InNeedOpened })...)
		}
	}
	if len(f.alerts) > 0 || !r.Who.May(access.ResponseRead) {
		return f, nil // never a score beside a risk
	}
	f.tracks = map[family.DyadID][]measure.Track{}
	for _, d := range f.record.Dyads {
		if f.tracks[d.ID], err = p.Measures.History(r.Context(), r.Who, d.ID); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (p *Pages) newFamily(r *page.Request, f familyFile) (layout.Page, error) {
	t := r.Print.T
	v := layout.Page{
		Head: ui.PageHead{
			Above: &ui.Link{Label: t("nav.families"), Href: familiesAddress},
			Title: adultNames(r, f.record), Below: ui.Say(t("enquiry.ref", "ref", f.record.Ref)),
		},
		Told: familyTold(r, f), Label: t("family.facts"),
	}
	if len(f.alerts) > 0 {
		list, err := p.alertList(r, f.alerts)
		if err != nil {
			return v, err
		}
		v.Top = append(v.Top, layout.Part(ui.Part{ID: "risk", Title: t("today.alerts"), Unseen: true}, list))
	}
	v.Body = append(v.Body, p.familyPlaces(r, f))
	// What ended stands below what goes on.
	slices.SortStableFunc(f.record.Dyads, func(a, b family.Dyad) int { return rank(!over(b)) - rank(!over(a)) })
	for _, d := range f.record.Dyads {
		v.Body = append(v.Body, p.lane(r, f, d))
	}
	for _, a := range f.record.Adults() {
		reach, err := p.adultReach(r, a)
		if err != nil {
			return v, err
		}
		v.Aside = append(v.Aside, reach...)
	}
	babies, err := p.babyFacts(r, f.record)
	v.Aside = append(v.Aside, babies...)
	return v, err
}

// adultNames are the caregivers the reader may see, each set apart.
func adultNames(r *page.Request, record family.Record) templ.Component {
	var names []string
	for _, a := range record.Adults() {
		names = append(names, naming.Person(a).Text)
	}
	if len(names) == 0 {
		return ui.Say(r.Print.T("family.of", "babies", naming.Babies(r.Print, record.Infants())))
	}
	if len(names) == 1 {
		return ui.Bidi(ui.Name{Text: names[0]})
	}
	return ui.Say(r.Print.List(ui.Isolated(names)))
}

func familyTold(r *page.Request, f familyFile) templ.Component {
	n := r.Told()
	if n.Key == "" || !slices.ContainsFunc(f.record.People, func(p family.Person) bool { return p.ID.String() == n.About }) && n.About != f.record.ID.String() {
		return nil
	}
	out := &layout.Told{Text: r.Print.T(n.Key)}
	if n.Key == "told.enquiry-accepted" && len(f.story.Places) > 0 {
		out.More = &ui.Link{Label: r.Print.T("family.on-list"), Href: address.Place(f.story.Places[0].ID)}
	}
	return out
}

// adultReach is how one adult may be reached, under their name: when, by which
// way, and how carefully.
func (p *Pages) adultReach(r *page.Request, a family.Person) ([]templ.Component, error) {
	t := r.Print.T
	facts, spoken, err := reach.Facts(r, p.Families, p.Safety, a.ID)
	if err != nil {
		return nil, err
	}
	out := []templ.Component{asideName(naming.Person(a))}
	if a.Called != "" && !strings.HasPrefix(a.Name, a.Called) {
		out = append(out, layout.Note(t("family.called", "name", a.Called)))
	}
	if spoken != "" {
		out = append(out, layout.Note(spoken))
	}
	if len(facts) > 0 {
		out = append(out, ui.SummaryList{Facts: facts})
	}
	asked, err := p.askedWords(r, a.ID)
	if err != nil {
		return nil, err
	}
	if asked != "" {
		out = append(out, layout.Note(asked))
	}
	var acts []templ.Component
	if r.Who.May(access.RegisterWrite) {
		acts = append(acts, ui.Button{
			Kind: ui.Outline, Label: t("family.log-call"), Hidden: naming.Person(a).Text, Href: address.Call(a.ID, address.Family(a.Family)),
		})
	}
	if r.Who.May(access.FamilyWrite) {
		acts = append(acts, ui.Link{Label: t("family.edit-reach"), Hidden: naming.Person(a).Text, Href: reachAddress(a.ID), Tap: true})
	}
	if r.Who.May(access.RestrictedWrite) {
		acts = append(acts, ui.Link{Label: t("alone.link"), Hidden: naming.Person(a).Text, Href: "/desk/people/" + a.ID.String() + "/alone", Tap: true})
	}
	acts = append(acts, ui.Link{Label: t("agreed.desk.link"), Hidden: naming.Person(a).Text, Href: agreedAddress(a.ID), Tap: true})
	if r.Who.May(access.RestrictionRead) {
		acts = append(acts, ui.Link{Label: t("family.kin"), Hidden: naming.Person(a).Text, Href: kinAddress(a.ID), Tap: true})
	}
	return append(out, layout.InLine(acts...)), nil
}

func kinAddress(id access.PersonID) string { return "/desk/people/" + id.String() + "/kin" }

// askedWords says when safe contact was asked about last, and whether it is time to
// ask again; nothing where nobody has asked, which stands there already.
func (p *Pages) askedWords(r *page.Request, person access.PersonID) (string, error) {
	ways, err := p.Safety.Contacts(r.Context(), r.Who, person)
	if err != nil {
		return "", err
	}
	on, due := safety.AskedLast(ways, r.Today, r.Print.Location())
	switch {
	case on.IsZero():
		return "", nil
	case due:
		return r.Print.T("safe.asked-long", "day", r.Print.DateYear(on)), nil
	}
	return r.Print.T("safe.asked", "day", r.Print.DateYear(on)), nil
}

func reachAddress(id access.PersonID) string  { return "/desk/people/" + id.String() + "/reach" }
func agreedAddress(id access.PersonID) string { return "/desk/people/" + id.String() + "/agreed" }
func datesAddress(id access.PersonID) string  { return "/desk/babies/" + id.String() + "/dates" }

// babyFacts is what is known of each baby. Of one who was lost nothing is counted
// and nothing is asked.
func (p *Pages) babyFacts(r *page.Request, record family.Record) ([]templ.Component, error) {
	t := r.Print.T
	var facts []ui.Fact
	var more []templ.Component
	for _, b := range record.Infants() {
		words, told, err := p.babyWords(r, b)
		if err != nil {
			return nil, err
		}
		if r.Who.May(access.LossWrite) {
			label := t("loss.desk.way")
			if told {
				label = t("loss.desk.told")
			}
			more = append(more, ui.Link{Label: label, Hidden: naming.Baby(r.Print, b), Href: address.Happened(b.ID), Tap: true})
		}
		fact := ui.Fact{Label: naming.Baby(r.Print, b), Answer: ui.Say(words)}
		if b.Lost.IsZero() {
			fact.Answer = layout.LinkedText(words, "/desk/babies/"+b.ID.String()+"/days")
		}
		if b.Lost.IsZero() && r.Who.May(access.FamilyWrite) {
			label := t("family.better-date")
			if b.Born.IsZero() {
				label = t("family.baby-here")
			}
			fact.Change = &ui.Link{Label: label, Hidden: naming.Baby(r.Print, b), Href: datesAddress(b.ID)}
		}
		facts = append(facts, fact)
	}
	if len(facts) == 0 {
		return nil, nil
	}
	out := []templ.Component{layout.Heading(t("family.babies", "n", len(facts))), ui.SummaryList{Facts: facts}}
	if r.Who.May(access.RestrictionRead) {
		for _, b := range record.Infants() {
			out = append(out, ui.Link{Label: t("family.kin"), Hidden: naming.Baby(r.Print, b), Href: kinAddress(b.ID), Tap: true})
		}
	}
	if len(more) > 0 {
		out = append(out, layout.InLine(more...))
	}
	return out, nil
}

// babyWords is what is known of a baby in a few words, and whether a loss was told.
func (p *Pages) babyWords(r *page.Request, b family.Person) (words string, told bool, err error) {
	t := r.Print.T
	all, err := p.Families.Losses(r.Context(), r.Who, b.ID)
	if err != nil {
		return "", false, err
	}
	for _, l := range all {
		if l.Stands() {
			return t("loss.fact."+string(l.Kind), "day", r.NearDay(l.Day)), true, nil
		}
	}
	if b.Born.IsZero() {
		return t("baby.due", "day", r.NearDay(b.Due)), false, nil
	}
	return t("family.born", "day", r.Print.DateYear(b.Born), "age", naming.BabyAge(r.Print, b, r.Today, r.Print.AgeWords)), false, nil
}
