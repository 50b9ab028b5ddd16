package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Answers about one way to reach somebody, as the form sends them.
const (
	wayYes  = "yes"
	wayNo   = "no"
	wayLeft = "left" // nobody asked: what is known stays
)

// editReach asks how one adult may be reached: number or address, whether it is
// safe, at which hours, and who else sees it.
func (p *Pages) editReach(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	details, err := p.Families.Details(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	ways, err := p.Safety.Contacts(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	var known []string
	for _, c := range family.Channels() {
		known = append(known, string(c), channelValue(details, c))
		i := slices.IndexFunc(ways, func(w safety.SafeContact) bool { return w.Channel == c })
		if i < 0 {
			known = append(known, wayField(c, "safe"), wayLeft)
			continue
		}
		known = append(known, knownWay(ways[i])...)
	}
	return p.askReach(r, person, form.New(known...), nil)
}

func wayField(c family.Channel, part string) string { return string(c) + "-" + part }

func knownWay(w safety.SafeContact) []string {
	c := w.Channel
	out := []string{wayField(c, "safe"), wayNo}
	if w.Safe {
		out[1] = wayYes
	}
	if !w.AnyTime() {
		out = append(out, wayField(c, "from"), w.From.String(), wayField(c, "until"), w.Until.String())
	}
	if w.Voicemail {
		out = append(out, wayField(c, "voicemail"), "1")
	}
	if w.Shared {
		out = append(out, wayField(c, "shared"), "1")
	}
	if w.Wording == safety.Named {
		out = append(out, wayField(c, "named"), "1")
	}
	return append(out, wayField(c, "seen-by"), string(w.SeenBy))
}

// setReach writes it down in one transaction: a number and what was said about it
// belong together.
func (p *Pages) setReach(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	known, err := p.Families.Details(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	details, ways := typedReach(in)
	details = append(details, furtherDetails(known)...)
	if err = in.Check(); err == nil {
		err = p.Safety.SetReach(r.Context(), r.Who, p.Families, person.ID, details, ways)
	}
	if form.Shows(err) {
		return p.askReach(r, person, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Family(person.Family)).Tell("told.reach", person.ID.String()), nil
}

// furtherDetails are second numbers and addresses, which the form does not show and
// therefore keeps.
func furtherDetails(known []family.Detail) (out []family.NewDetail) {
	first := map[family.Channel]bool{}
	for _, d := range known {
		if first[d.Channel] {
			out = append(out, family.NewDetail{Channel: d.Channel, Value: d.Value})
		}
		first[d.Channel] = true
	}
	return out
}

// typedReach is what was typed, with everything that could be wrong found.
func typedReach(in *form.Values) (details []family.NewDetail, ways []safety.SafeContact) {
	for _, c := range family.Channels() {
		d := family.NewDetail{Channel: c, Value: in.Text(string(c), 254)}
		if d.Value != "" {
			details = append(details, d)
			for _, one := range family.CheckDetail(string(c), d) {
				in.Problem(one.Field, one.Key, one.Args...)
			}
		}
		w := safety.SafeContact{Channel: c, Voicemail: in.Ticked(wayField(c, "voicemail")), Shared: in.Ticked(wayField(c, "shared"))}
		if in.Ticked(wayField(c, "named")) {
			w.Wording = safety.Named
		}
		if w.Shared {
			w.SeenBy = safety.SeenBy(in.One(wayField(c, "seen-by"), seenBys()...))
		}
		from, some := in.Clock(wayField(c, "from"))
		until, both := in.Clock(wayField(c, "until"))
		switch in.One(wayField(c, "safe"), wayYes, wayNo, wayLeft) {
		case wayYes:
			w.Safe = true
			hours := wayField(c, "from")
			if some != both {
				in.Problem(hours, "reach.both")
			}
			if some && both && from == until {
				in.Problem(hours, "enquiry.way.same")
			}
			w.From, w.Until = from, until
			ways = append(ways, w)
		case wayNo:
			ways = append(ways, w)
		}
	}
	return details, ways
}

func (p *Pages) askReach(r *page.Request, person family.Person, in *form.Values, problem error) (page.Reply, error) {
	t, shown := r.Print.T, in.Show(r.Print, problem)
	v := layout.Page{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(person.Family)},
		Title: ui.Say(t("reach.edit.head", "name", ui.Isolate(naming.Person(person).Text))), Below: ui.Say(t("reach.edit.lead")),
	}}
	var fields []templ.Component
	for _, c := range []family.Channel{family.Call, family.Text, family.Email} {
		fields = append(fields, wayFields(r, c, shown))
	}
	v.Body = append(v.Body, layout.Form(reachAddress(person.ID), shown.Hidden(), fields,
		ui.Button{Label: t("form.save"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: address.Family(person.Family), Tap: true}))
	f := r.DeskFrame(t("reach.edit.title"), page.Families)
	f.Width, f.Failed = ui.WidthOne, shown.Failed()
	if shown.Failed() {
		return page.Invalid(layout.Show(f, v)), nil
	}
	return page.HTML(layout.Show(f, v)), nil
}

func seenBys() (out []string) {
	for _, by := range safety.SeenBys() {
		out = append(out, string(by))
	}
	return out
}

func seenOptions(r *page.Request) []ui.Option {
	out := []ui.Option{{Label: r.Print.T("reach.edit.seen-by.none")}}
	for _, by := range seenBys() {
		out = append(out, ui.Option{Value: by, Label: r.Print.T("safe.seen-by." + by)})
	}
	return out
}

// wayFields asks about one way.
func wayFields(r *page.Request, c family.Channel, in *form.Shown) templ.Component {
	t := r.Print.T
	value := in.Field(string(c), t("reach.edit."+string(c)))
	value.Kind, value.Auto, value.Width = ui.TelField, "off", 20
	if c == family.Email {
		value.Kind, value.Width = ui.EmailField, 30
	}
	safe := in.Choices(ui.Radios, wayField(c, "safe"), t("reach.edit.safe"),
		ui.Choice{Value: wayYes, Label: t("ask.yes")}, ui.Choice{Value: wayNo, Label: t("ask.no")}, ui.Choice{Value: wayLeft, Label: t("reach.edit.left")})
	safe.Look = ui.SideBySide
	from, until := in.Field(wayField(c, "from"), t("ask.way.from")), in.Field(wayField(c, "until"), t("ask.way.until"))
	from.Kind, until.Kind, from.Width, until.Width = ui.TimeField, ui.TimeField, 6, 6
	from.Hint = t("reach.edit.any")
	parts := []templ.Component{value, safe, layout.InRow(from, until)}
	if c == family.Call {
		parts = append(parts, in.Check(wayField(c, "voicemail"), t("reach.edit.voicemail")))
	}
	parts = append(parts, in.Check(wayField(c, "named"), t("reach.edit.named")), in.Check(wayField(c, "shared"), t("reach.edit.shared")),
		in.Select(wayField(c, "seen-by"), t("reach.edit.seen-by"), seenOptions(r)...))
	return layout.Part(ui.Part{ID: "way-" + string(c), Title: t("reach.label." + string(c))}, parts...)
}

// channelValue is one address or number of a person, by way.
func channelValue(all []family.Detail, c family.Channel) string {
	for _, d := range all {
		if d.Channel == c {
			return d.Value
		}
	}
	return ""
}

func (p *Pages) personAt(r *page.Request) (family.Person, error) {
	var id access.PersonID
	if err := page.PathID(r, "person", &id); err != nil {
		return family.Person{}, err
	}
	return p.Families.Person(r.Context(), r.Who, id)
}
