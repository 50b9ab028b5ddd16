package public

import (
	"time"

	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// caregiverLogin is how long a caregiver's browser keeps them signed in; the
// login itself ends on the server.
const caregiverLogin = 30 * 24 * time.Hour

type offerView struct {
	Title, Lead string
	Drawing     ui.DrawingName
	Facts       ui.SummaryList
	Action      string
	Accept      *ui.Button
	NoTitle     string
	Decline     []ui.Button
	Note        string
	Help        ui.Link
	Link        *ui.Link
}

// offer is what the link of a message opens: the place, until when it is held,
// and two ways to answer. It names nobody.
func (p *Pages) offer(r *page.Request) (page.Reply, error) {
	o, err := p.programmes.OfferByLink(r.Context(), r.PathValue("secret"))
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.speakFor(r, o); err != nil {
		return page.Reply{}, err
	}
	return page.HTML(offerPage(offerFrame(r), newOffer(r, o))), nil
}

func (p *Pages) speakFor(r *page.Request, o programme.OfferView) error {
	team, err := p.accounts.ServiceByID(r.Context(), o.Service)
	if err != nil {
		return err
	}
	r.SpeakFor(page.Service{
		ID: team.ID, Slug: team.Slug, Name: team.Name, Zone: team.Zone, Lang: team.Lang, Phone: team.Phone, Email: team.Email, ExitURL: team.ExitURL,
	})
	return nil
}

func offerFrame(r *page.Request) ui.Frame {
	return askFrame(r, r.Print.T("ask.page-title"))
}

func newOffer(r *page.Request, o programme.OfferView) offerView {
	t, g := r.Print.T, o.Group
	v := offerView{
		Title: t("offer.title." + string(o.State)), Lead: t("offer.lead." + string(o.State)), Action: r.URL.Path,
		Help: ui.Link{Label: t("public.nav.help"), Href: page.HelpPage, Tap: true},
	}
	switch o.State {
	case programme.OfferOpen:
		v.Drawing = ui.DrawOffer
		v.Lead = t("offer.until", "at", r.Print.At(o.Expires))
		v.Accept = &ui.Button{Label: t("offer.accept"), Name: "answer", Value: "accept"}
		v.NoTitle = t("offer.no")
		v.Decline = []ui.Button{{Label: t("offer.decline"), Kind: ui.Outline, Name: "answer", Value: "decline"}}
		if o.Keeps {
			v.Decline = []ui.Button{
				{Label: t("offer.wait"), Kind: ui.Outline, Name: "answer", Value: "wait"},
				{Label: t("offer.decline"), Kind: ui.Quiet, Name: "answer", Value: "decline"},
			}
		}
		v.Note = t("offer.consent")
	case programme.OfferAccepted:
		v.Link = &ui.Link{Label: t("offer.to-home"), Href: page.HomePage, Tap: true}
	default:
		v.Drawing = ui.DrawStill
		v.Link = &ui.Link{Label: t("offer.groups"), Href: serviceAddress(r.Service.Slug), Tap: true}
	}
	if o.State != programme.OfferOpen && o.State != programme.OfferAccepted {
		return v
	}
	v.Facts.Facts = []ui.Fact{
		{Label: t("offer.when"), Answer: ui.Say(t("groups.days", "weekday", r.Print.Weekdays(g.First.Weekday()), "first", g.First, "last", g.Last))},
		{Label: t("offer.time"), Answer: ui.Say(r.Print.ClockRangeWords(g.Starts, g.Ends) + ", " + r.Print.Zone(g.First.In(r.Print.Location(), g.Starts)))},
		{Label: t("offer.where"), Answer: ui.Say(whereWords(r, g))},
	}
	for _, baby := range o.Infants {
		v.Facts.Facts = append(v.Facts.Facts, ui.Fact{
			Label: t("offer.age"), Answer: ui.Say(t("fits.ages", "n", 1, "first", ageWords(r, baby.Fit.AtFirst), "last", ageWords(r, baby.Fit.AtLast))),
		})
		if len(o.Infants) > 1 && o.Infants[0].Fit == o.Infants[1].Fit {
			break // twins are of an age: once is enough
		}
	}
	return v
}

// postOffer accepts or declines. A link used twice says what is so.
func (p *Pages) postOffer(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	secret := r.PathValue("secret")
	switch in.Text("answer", 20) {
	case "accept":
		done, err := p.programmes.AcceptOffer(r.Context(), secret)
		if err != nil {
			return page.Reply{}, err
		}
		if done.Token != "" {
			return page.SignedIn(page.HomePage, done.Token, caregiverLogin), nil
		}
	case "wait":
		if _, err := p.programmes.DeclineOffer(r.Context(), secret, programme.KeepWaiting); err != nil {
			return page.Reply{}, err
		}
	case "decline":
		if _, err := p.programmes.DeclineOffer(r.Context(), secret, programme.StopWaiting); err != nil {
			return page.Reply{}, err
		}
	default:
		return page.Reply{}, fault.Check(fault.At("answer", "offer.choose"))
	}
	return page.SeeOther(r.URL.Path), nil
}

type doorView struct {
	Title, Lead string
	Summary     *ui.ErrorSummary
	Action      string
	Open        ui.Button
	Email       *ui.Field
	Help        ui.Link
}

// door opens a caregiver's own pages by a link from a message. It is a button,
// because some mail programs open links by themselves to look at them.
func (p *Pages) door(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	return page.HTML(doorPage(offerFrame(r), doorView{
		Title: t("door.title"), Lead: t("door.lead"), Action: r.URL.Path, Open: ui.Button{Label: t("door.open")},
		Help: ui.Link{Label: t("door.ask"), Href: "/link", Tap: true},
	})), nil
}

func (p *Pages) postDoor(r *page.Request) (page.Reply, error) {
	token, err := p.accounts.SignInByLink(r.Context(), r.PathValue("secret"))
	if fault.Is(err, fault.NotFound) {
		return page.SeeOther("/link?old=1"), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SignedIn(page.HomePage, token, caregiverLogin), nil
}

// link is where a caregiver asks for a new way in. The answer is the same
// whoever asks.
func (p *Pages) link(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	v := doorView{Title: t("link.title"), Lead: t("link.lead")}
	switch {
	case r.URL.Query().Has("old"):
		v.Lead = t("link.old")
	case r.Told().Key != "":
		v.Lead = t(r.Told().Key)
	}
	return page.HTML(doorPage(offerFrame(r), v.asking(r, form.New().Show(r.Print, nil)))), nil
}

func (v doorView) asking(r *page.Request, s *form.Shown) doorView {
	t := r.Print.T
	email := s.Field("email", t("ask.email"))
	email.Kind, email.Auto = ui.EmailField, "email"
	v.Summary, v.Action, v.Email = s.Summary(), "/link", &email
	v.Open = ui.Button{Label: t("link.send")}
	v.Help = ui.Link{Label: t("public.nav.help"), Href: page.HelpPage, Tap: true}
	return v
}

func (p *Pages) postLink(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	address := in.Text("email", 254)
	if address == "" {
		in.Problem("email", "family.email.wrong")
	}
	if err := in.Check(); form.Shows(err) {
		f := offerFrame(r)
		f.Failed = true
		v := doorView{Title: r.Print.T("link.title"), Lead: r.Print.T("link.lead")}
		return page.Invalid(doorPage(f, v.asking(r, in.Show(r.Print, err)))), nil
	}
	if err := p.messages.RequestLink(r.Context(), r.Service.ID, address, r.From()); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther("/link").Tell("told.link-sent", ""), nil
}
