package record

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
	"holdfast/internal/web/address"
	"holdfast/internal/web/ahead"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// daysRoutes are the pages of a baby's days: what hangs on them, who wrote them
// down, and what waits while the baby is in hospital.
func (p *Pages) daysRoutes() []page.Route {
	return []page.Route{
		page.Get("/desk/babies/{person}/days", access.FamilyRead, p.days),
		page.Post("/desk/babies/{person}/days/undo", access.FamilyRead, p.undoDay),
		page.Post("/desk/babies/{person}/days/away", access.FamilyRead, p.postHospital),
		page.Post("/desk/babies/{person}/days/back", access.FamilyRead, p.postHome),
	}
}

func daysAddress(id access.PersonID) string { return "/desk/babies/" + id.String() + "/days" }

// livingBaby is a baby who lives and whom the reader may see.
func (p *Pages) livingBaby(r *page.Request) (family.Person, error) {
	baby, err := p.personAt(r)
	if err == nil && (baby.Kind != family.Infant || !baby.Lost.IsZero()) {
		err = fault.NotFoundf("days of %s", baby.ID)
	}
	return baby, err
}

func (p *Pages) days(r *page.Request) (page.Reply, error) {
	baby, err := p.livingBaby(r)
	if err != nil {
		return page.Reply{}, err
	}
	return p.showDays(r, baby, form.New(), nil)
}

// showDays is a baby's days: the facts with who wrote them, hospital, and everything
// of the family's schedule that is about this baby.
func (p *Pages) showDays(r *page.Request, baby family.Person, in *form.Values, problem error) (page.Reply, error) {
	facts, err := p.Families.Facts(r.Context(), r.Who, baby.ID)
	if err != nil {
		return page.Reply{}, err
	}
	stays, err := p.Families.Stays(r.Context(), r.Who, baby.ID)
	if err != nil {
		return page.Reply{}, err
	}
	t, shown := r.Print.T, in.Show(r.Print, problem)
	v := layout{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(baby.Family)}, Title: ui.Say(t("days.head", "baby", titleOf(r, baby))),
	}}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	if r.Who.May(access.PlaceRead) {
		lines, err := p.Programmes.Ahead(r.Context(), r.Who, baby.Family)
		if err != nil {
			return page.Reply{}, err
		}
		record, err := p.Families.Find(r.Context(), r.Who, baby.Family)
		if err != nil {
			return page.Reply{}, err
		}
		v.Body = append(v.Body, part(t("days.ahead"), schedule(r, record, baby, lines)))
	}
	v.Body = append(v.Body, part(t("days.facts"), p.factRows(r, baby, facts)...))
	if !baby.Born.IsZero() {
		v.Body = append(v.Body, part(t("days.hospital"), hospitalParts(r, baby, stays, shown)...))
	}
	f := r.DeskFrame(t("days.title"), page.Families)
	f.Width, f.Failed = ui.WidthOne, shown.Failed()
	return reply(f, v), nil
}

func titleOf(r *page.Request, b family.Person) string {
	if b.Called != "" {
		return ui.Isolate(b.Called)
	}
	if b.Born.IsZero() {
		return r.Print.T("days.baby.due", "day", r.Print.DateIn(r.Today, b.Due))
	}
	return r.Print.T("days.baby.born", "day", r.Print.DateIn(r.Today, b.Born))
}

// schedule is what is to come and about this baby, and the visits that somebody wrote
// down: each line once for those it is the same for.
func schedule(r *page.Request, record family.Record, baby family.Person, lines []programme.Line) templ.Component {
	reader := ahead.Reader{Print: r.Print, Today: r.Today, Staff: true}
	var events []ui.Event
	at := map[string]int{}
	names := map[string][]string{}
	for _, l := range lines {
		if l.Fact && l.Visit == nil || !slices.Contains(l.Infants, baby.ID) || l.Undone() == course.Joined {
			continue
		}
		same := reader.Title(l) + reader.When(l) + reader.Note(l)
		names[same] = append(names[same], caregiverName(record, l))
		if _, known := at[same]; known {
			continue
		}
		at[same] = len(events)
		events = append(events, reader.Event(l))
		events[len(events)-1].What = dayLine(reader.Title(l), reader.Note(l), "", visitLink(r, l))
	}
	for _, l := range lines {
		same := reader.Title(l) + reader.When(l) + reader.Note(l)
		i, known := at[same]
		if !known || len(record.Adults()) < 2 || l.Caregiver.IsZero() || len(names[same]) == len(record.Adults()) {
			continue
		}
		events[i].What = dayLine(reader.Title(l), reader.Note(l), r.Print.T("days.for", "names", r.Print.List(names[same])), visitLink(r, l))
	}
	if len(events) == 0 {
		return note(r.Print.T("days.nothing"))
	}
	return ui.Timeline{Events: events}
}

func caregiverName(record family.Record, l programme.Line) string {
	for _, a := range record.Adults() {
		if a.ID == l.Caregiver {
			return ui.Isolate(a.Called)
		}
	}
	return ""
}

// factRows is every due date and birth that was written down, the latest first, with
// the way to take back what stands.
func (p *Pages) factRows(r *page.Request, baby family.Person, facts []family.Fact) []templ.Component {
	t := r.Print.T
	var out []templ.Component
	for _, f := range slices.Backward(facts) {
		said := t("days.fact."+string(f.Kind), "days", factDays(r, f))
		by := t("days.fact.by", "name", ui.Isolate(f.ByName), "at", r.Print.AtIn(r.Now, f.At))
		if f.ByName == "" {
			by = t("days.fact.program", "at", r.Print.AtIn(r.Now, f.At))
		}
		switch {
		case !f.Stands():
			out = append(out, struckFact(said, by, t("days.fact.undone")))
		case f.MayUndo(r.Who):
			out = append(out, lines(said, by), sheet(daysAddress(baby.ID)+"/undo", map[string]string{"fact": f.ID.String()}, nil,
				ui.Button{Kind: ui.Quiet, Label: t("days.fact.undo"), Hidden: said}))
		default:
			out = append(out, lines(said, by))
		}
	}
	if r.Who.May(access.FamilyWrite) {
		label := t("family.better-date")
		if baby.Born.IsZero() {
			label = t("family.baby-here")
		}
		out = append(out, ui.Link{Label: label, Href: "/desk/babies/" + baby.ID.String() + "/dates", Tap: true})
	}
	return out
}

func factDays(r *page.Request, f family.Fact) string {
	t := r.Print.T
	var out []string
	if !f.Born.IsZero() {
		out = append(out, t("days.born", "day", r.Print.DateYear(f.Born)))
	}
	if !f.Due.IsZero() {
		out = append(out, t("days.due", "day", r.Print.DateYear(f.Due)))
	}
	return r.Print.List(out)
}

// hospitalParts are a baby's stays, with the end of one that goes on, or the
// beginning of one. What waits is each caregiver's to say, and not shown here.
func hospitalParts(r *page.Request, baby family.Person, stays []family.Stay, shown *form.Shown) []templ.Component {
	t := r.Print.T
	var out []templ.Component
	open := false
	for _, s := range stays {
		words := t("days.stay", "from", r.Print.DateIn(r.Today, s.From), "until", r.Print.DateIn(r.Today, s.Until))
		if s.Until.IsZero() {
			words = t("days.stay.open", "from", r.Print.DateIn(r.Today, s.From))
		}
		out = append(out, para(words))
		if !s.Open(r.Today) || r.Who.RequireWriting() != nil {
			continue
		}
		open = true
		out = append(out, sheet(daysAddress(baby.ID)+"/back", map[string]string{"stay": s.ID.String()},
			[]templ.Component{shown.Date("last", t("days.stay.last"))}, ui.Button{Kind: ui.Outline, Label: t("days.stay.end")}))
	}
	if open || r.Who.RequireWriting() != nil {
		return out
	}
	until := shown.Date("until", t("pause.until"))
	until.Hint = t("pause.until.hint")
	return append(out, note(t("days.stay.why")), sheet(daysAddress(baby.ID)+"/away", shown.Hidden(),
		[]templ.Component{shown.Date("from", t("pause.from")), until}, ui.Button{Kind: ui.Outline, Label: t("days.stay.begin")}))
}

// undoDay takes back what was written of a baby's days.
func (p *Pages) undoDay(r *page.Request) (page.Reply, error) {
	return p.dayAct(r, "told.day-undone", func(in *form.Values, _ family.Person) error {
		var id family.FactID
		if err := id.UnmarshalText([]byte(in.Text("fact", 36))); err != nil || id.IsZero() {
			return fault.Check(fault.At("", "form.unreadable"))
		}
		return p.Families.Undo(r.Context(), r.Who, id)
	})
}

func (p *Pages) postHospital(r *page.Request) (page.Reply, error) {
	return p.dayAct(r, "told.away", func(in *form.Values, baby family.Person) error {
		stay := family.NewStay{Infant: baby.ID, From: in.Date("from"), Until: in.OptionalDate("until")}
		in.SubmissionInto(&stay.ID)
		if err := in.Check(); err != nil {
			return err
		}
		return p.Families.Stay(r.Context(), r.Who, stay)
	})
}

func (p *Pages) postHome(r *page.Request) (page.Reply, error) {
	return p.dayAct(r, "told.back", func(in *form.Values, _ family.Person) error {
		var id family.StayID
		if err := id.UnmarshalText([]byte(in.Text("stay", 36))); err != nil || id.IsZero() {
			return fault.Check(fault.At("", "form.unreadable"))
		}
		last := in.Date("last")
		if err := in.Check(); err != nil {
			return err
		}
		return p.Families.EndStay(r.Context(), r.Who, id, last)
	})
}

// dayAct does one thing to a baby's days and leads back to them.
func (p *Pages) dayAct(r *page.Request, told string, do func(*form.Values, family.Person) error) (page.Reply, error) {
	baby, err := p.livingBaby(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	err = do(in, baby)
	if form.Shows(err) {
		return p.showDays(r, baby, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(daysAddress(baby.ID)).Tell(told, ""), nil
}
