package record

import (
	"cmp"
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// happened is the one act after which nothing speaks of a baby any more; once it was
// told, what was told.
func (p *Pages) happened(r *page.Request) (page.Reply, error) {
	baby, losses, err := p.babyAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if l, told := standing(losses); told {
		return p.showTold(r, baby, l)
	}
	return p.askHappened(r, baby, losses, form.New().Show(r.Print, nil))
}

// babyAt is the baby of the address and what was ever told of it.
func (p *Pages) babyAt(r *page.Request) (family.Person, []family.Loss, error) {
	baby, err := p.personAt(r)
	if err == nil && baby.Kind != family.Infant {
		err = fault.NotFoundf("infant %s", baby.ID)
	}
	if err != nil {
		return family.Person{}, nil, err
	}
	losses, err := p.Families.Losses(r.Context(), r.Who, baby.ID)
	return baby, losses, err
}

func standing(all []family.Loss) (family.Loss, bool) {
	i := slices.IndexFunc(all, family.Loss.Stands)
	if i < 0 {
		return family.Loss{}, false
	}
	return all[i], true
}

func babyName(r *page.Request, b family.Person) string {
	return cmp.Or(b.Called, b.Name, r.Print.T("baby.unnamed"))
}

// carers are the caregivers whom the reader may see with the baby, of dyads that
// last.
func (p *Pages) carers(r *page.Request, baby family.Person) ([]family.Person, error) {
	record, err := p.Families.Find(r.Context(), r.Who, baby.Family)
	if err != nil {
		return nil, err
	}
	var out []family.Person
	for _, d := range record.Dyads {
		if d.Infant.ID == baby.ID && d.Ended.IsZero() {
			out = append(out, d.Caregiver)
		}
	}
	return out, nil
}

func (p *Pages) askHappened(r *page.Request, baby family.Person, before []family.Loss, in *form.Shown) (page.Reply, error) {
	carers, err := p.carers(r, baby)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(baby.Family)},
		Title: ui.Say(t("loss.desk.head", "baby", ui.Isolate(babyName(r, baby)))),
		Below: ui.Say(t("loss.desk.lead", "baby", ui.Isolate(babyName(r, baby)))),
	}}
	if told := r.Told(); told.About == baby.ID.String() {
		v.Told = t(told.Key)
	}
	if len(before) > 0 && len(before[0].NotBack) > 0 {
		v.Body = append(v.Body, notBack(r, before[0]))
	}
	fields := []templ.Component{kinds(r, baby, carers, in)}
	day := in.Date("day", t("loss.desk.day"))
	day.Hint = t("loss.desk.day.hint")
	fields = append(fields, day)
	if len(carers) > 1 {
		ring := in.Choices(ui.Radios, "ring", t("loss.desk.ring"), people(carers)...)
		ring.Look, ring.Hint = ui.Plain, t("loss.desk.ring.hint")
		fields = append(fields, ring)
	}
	v.Body = append(v.Body, sheet(address.Happened(baby.ID), in.Hidden(), fields,
		ui.Button{Label: t("loss.desk.tell"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: address.Family(baby.Family), Tap: true}))
	return reply(frame(r, "loss.desk.title", in), v), nil
}

// kinds asks what happened; a move asks besides who no longer cares for the baby.
func kinds(r *page.Request, baby family.Person, carers []family.Person, in *form.Shown) templ.Component {
	t := r.Print.T
	var choices []ui.Choice
	for _, k := range family.LossKinds(baby) {
		c := ui.Choice{Value: string(k), Label: t("loss.desk.kind." + string(k))}
		if k == family.Moved {
			who := in.Choices(ui.Checkboxes, "carers", t("loss.desk.carers"), people(carers)...)
			who.Look = ui.Plain
			c.More = who
		}
		choices = append(choices, c)
	}
	kind := in.Choices(ui.Radios, "kind", t("loss.desk.kind"), choices...)
	kind.Look = ui.Plain
	return kind
}

func people(all []family.Person) []ui.Choice {
	var out []ui.Choice
	for _, a := range all {
		out = append(out, ui.Choice{Value: a.ID.String(), Label: cmp.Or(a.Name, a.Called)})
	}
	return out
}

func (p *Pages) postHappened(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	baby, losses, err := p.babyAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	carers, err := p.carers(r, baby)
	if err != nil {
		return page.Reply{}, err
	}
	said := family.NewLoss{
		Infant: baby.ID, Kind: family.LossKind(in.Text("kind", 20)), Day: in.OptionalDate("day"),
		Ring: chosen(carers, in.Text("ring", 36)), Carers: ticked(carers, in),
	}
	if err = in.Check(); err == nil {
		_, err = p.Families.RecordLoss(r.Context(), r.Who, said)
	}
	if form.Shows(err) {
		return p.askHappened(r, baby, losses, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Happened(baby.ID)).Tell("told.loss", baby.ID.String()), nil
}

func chosen(carers []family.Person, id string) access.PersonID {
	for _, c := range carers {
		if c.ID.String() == id {
			return c.ID
		}
	}
	return access.PersonID{}
}

func ticked(carers []family.Person, in *form.Values) (out []access.PersonID) {
	var ids []string
	for _, c := range carers {
		ids = append(ids, c.ID.String())
	}
	for _, id := range in.Many("carers", ids...) {
		out = append(out, chosen(carers, id))
	}
	return out
}
