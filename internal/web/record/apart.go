package record

import (
	"holdfast/internal/access"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// What is decided about couples' groups, as the form sends it.
const (
	leaveOut = "out"
	mayMeet  = "in"
)

func (p *Pages) mayReadApart(r *page.Request) bool { return r.Who.May(access.RestrictedRead) }

// keptApart shows what is kept apart about one adult. Its reading is on record.
func (p *Pages) keptApart(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	kept, err := p.Safety.Restricted(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(person.Family)},
		Title: ui.Say(t("apart.head", "name", nameOf(person))), Below: ui.Say(t("apart.lead")),
	}}
	if told := r.Told(); told.About == person.ID.String() {
		v.Told = t(told.Key)
	}
	if len(kept.Notes) == 0 {
		v.Body = append(v.Body, note(t("apart.none")))
	}
	var line ui.Timeline
	for _, n := range kept.Notes {
		line.Events = append(line.Events, ui.Event{
			When: r.Print.AtIn(r.Now, n.At), Datetime: n.At.UTC().Format("2006-01-02T15:04Z"),
			What: lines(t("apart.answer."+string(n.Answer)), n.Note, t("apart.by", "name", ui.Isolate(n.ByName))),
		})
	}
	if len(line.Events) > 0 {
		v.Body = append(v.Body, line)
	}
	words, act := t("apart.not-excluded"), ui.Button{Kind: ui.Outline, Label: t("apart.exclude"), Name: "couples", Value: leaveOut}
	if kept.Excluded {
		words, act = t("apart.excluded"), ui.Button{Kind: ui.Outline, Label: t("apart.include"), Name: "couples", Value: mayMeet}
	}
	v.Body = append(v.Body, part(t("apart.couples"), para(words), sheet(personAddress(person.ID, "apart"), nil, nil, act)))
	return page.HTML(layoutPage(frame(r, "apart.title", nil), v)), nil
}

// postKeptApart leaves somebody out of couples' groups, or ends that.
func (p *Pages) postKeptApart(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	to := safety.LeaveOut
	switch in.One("couples", leaveOut, mayMeet) {
	case mayMeet:
		to = safety.MayMeet
	case "":
		return page.SeeOther(personAddress(person.ID, "apart")), nil
	}
	if err := p.Safety.SetCouples(r.Context(), r.Who, person.ID, to); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(personAddress(person.ID, "apart")).Tell("told.apart-changed", person.ID.String()), nil
}
