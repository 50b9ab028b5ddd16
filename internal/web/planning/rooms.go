package planning

import (
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const roomsAddress = openingAddress + "/rooms"

// roomPart is where groups meet, how many at one time and for how many.
func roomPart(r *page.Request, all []proposal.SiteRooms) templ.Component {
	t := r.Print.T
	if len(all) == 0 {
		return nil
	}
	table := ui.DataTable{Caption: t("opening.rooms"), NeverFold: true, Columns: []ui.Column{
		{Head: t("opening.rooms.site")}, {Head: t("opening.rooms.rooms"), End: true}, {Head: t("opening.rooms.holds"), End: true},
	}}
	number := func(n int, none string) templ.Component {
		if n == 0 {
			return ui.Second(t(none))
		}
		return ui.Say(r.Print.Number(float64(n), 0))
	}
	for _, s := range all {
		table.Rows = append(table.Rows, ui.Cells{ui.Say(s.Name), number(s.Rooms, "opening.rooms.no-limit"), number(s.Holds, "opening.rooms.not-known")})
	}
	return inPart(ui.Part{ID: "rooms", Title: t("opening.rooms"), More: &ui.Link{Label: t("opening.rooms.change"), Href: roomsAddress}}, table)
}

// rooms asks what every site has.
func (p *Pages) rooms(r *page.Request) (page.Reply, error) {
	all, err := p.Proposals.Rooms(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New()
	for _, s := range all {
		for name, n := range map[string]int{"rooms": s.Rooms, "holds": s.Holds} {
			if n > 0 {
				in.Add(roomField(name, s), strconv.Itoa(n))
			}
		}
	}
	return p.askRooms(r, all, in.Show(r.Print, nil))
}

func roomField(name string, s proposal.SiteRooms) string { return name + "-" + s.Site.String() }

func (p *Pages) askRooms(r *page.Request, all []proposal.SiteRooms, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	var fields []templ.Component
	for _, s := range all {
		rooms := in.Field(roomField("rooms", s), t("opening.rooms.ask.rooms", "site", s.Name))
		holds := in.Field(roomField("holds", s), t("opening.rooms.ask.holds", "site", s.Name))
		rooms.Kind, holds.Kind, rooms.Width, holds.Width = ui.DigitsField, ui.DigitsField, 4, 4
		fields = append(fields, rooms, holds)
	}
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("opening.title"), Href: openingAddress}, Title: ui.Say(t("opening.rooms")), Below: ui.Say(t("opening.rooms.lead")),
	}}
	v.Body = []templ.Component{sheet(roomsAddress, in.Hidden(), fields, ui.Button{Label: t("opening.save"), Busy: t("planning.busy")})}
	f := frame(r, t("opening.rooms"))
	if f.Failed = in.Failed(); f.Failed {
		return page.Invalid(layoutPage(f, v)), nil
	}
	return page.HTML(layoutPage(f, v)), nil
}

// setRooms writes it down.
func (p *Pages) setRooms(r *page.Request) (page.Reply, error) {
	all, err := p.Proposals.Rooms(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	number := func(name string) int {
		if in.Text(name, 4) == "" {
			return 0
		}
		n, _ := in.Int(name)
		if n < 0 || n > proposal.MostRooms {
			in.Problem(name, "opening.rooms.number", "limit", proposal.MostRooms)
		}
		return n
	}
	for i, s := range all {
		all[i].Rooms, all[i].Holds = number(roomField("rooms", s)), number(roomField("holds", s))
	}
	err = in.Check()
	for _, s := range all {
		if err == nil {
			err = p.Proposals.SetRooms(r.Context(), r.Who, s)
		}
	}
	if form.Shows(err) {
		return p.askRooms(r, all, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(openingAddress).Tell("told.rooms-set", ""), nil
}
