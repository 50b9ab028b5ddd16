package public

import (
	"time"

	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// caregiverLogin is how long a caregiver's browser keeps them signed in; the
// login itself ends on the server.
const caregiverLogin = 30 * 24 * time.Hour

type offerView struct {
	Summary     *ui.ErrorSummary
	Title, Lead string
	Drawing     ui.DrawingName
	News        *ui.Banner
	Facts       ui.SummaryList
	Action      string
	Accept      *ui.Button
	NoTitle     string
	Decline     []ui.Button
	Notes       []string
	Help        ui.Link
	Link        *ui.Link
}

// offer is what the link of a message opens: the place, until when it is held,
// and two ways to answer. It names nobody. Once it was answered it says only that:
// where they meet, and when, is not for whoever finds the message later.
func (p *Pages) offer(r *page.Request) (page.Reply, error) { return p.showOffer(r, nil) }

func (p *Pages) showOffer(r *page.Request, problem *form.Shown) (page.Reply, error) {
	o, err := p.programmes.OfferByLink(r.Context(), r.PathValue("secret"))
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.speakFor(r, o); err != nil {
		return page.Reply{}, err
	}
	f, v := discreet(r, r.Print.T("door.page-title")), newOffer(r, o)
	if problem == nil {
		return page.HTML(offerPage(f, v)), nil
	}
	f.Failed, v.Summary = true, problem.Summary()
	return page.Invalid(offerPage(f, v)), nil
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

func newOffer(r *page.Request, o programme.OfferView) offerView {
	t := r.Print.T
	v := offerView{
		Title: t("offer.title." + string(o.State)), Action: r.URL.Path, Drawing: ui.DrawStill,
		Help: ui.Link{Label: t("public.nav.help"), Href: helpAddress(r), Tap: true},
	}
	switch o.State {
	case programme.OfferOpen:
		v.open(r, o)
	case programme.OfferAccepted:
		v.Lead, v.Drawing = t("offer.lead.accepted"), ui.DrawOffer
		v.Link = &ui.Link{Label: t("offer.to-home"), Href: page.HomePage, Tap: true}
	default:
		v.Lead = t("offer.lead." + string(o.State))
		v.Link = &ui.Link{Label: t("offer.groups"), Href: serviceAddress(r.Service.Slug), Tap: true}
		if r.Service.Phone != "" {
			v.Notes = []string{t("offer.ring", "phone", reach.Number(r.Service.Phone))}
		}
	}
	return v
}

// open shows an offer that can still be answered.
func (v *offerView) open(r *page.Request, o programme.OfferView) {
	t := r.Print.T
	v.Drawing, v.Lead = ui.DrawOffer, t("offer.until", "at", r.Print.At(o.Expires))
	v.Accept = &ui.Button{Label: t("offer.accept"), ID: "answer", Name: "answer", Value: "accept"}
	v.NoTitle = t("offer.no")
	v.Decline = []ui.Button{{Label: t("offer.decline"), Kind: ui.Outline, Name: "answer", Value: "decline"}}
	if o.Keeps {
		v.Decline = []ui.Button{
			{Label: t("offer.wait"), Kind: ui.Outline, Name: "answer", Value: "wait"},
			{Label: t("offer.decline"), Kind: ui.Quiet, Name: "answer", Value: "decline"},
		}
	}
	v.Notes = []string{t("offer.consent")}
	if o.Caregivers > 1 {
		v.Notes = append(v.Notes, t("offer.others"))
	}
	v.Facts.Facts = offerFacts(r, o)
	if g := o.Group; g.Status == programme.Postponed {
		v.News = &ui.Banner{Text: t("offer.postponed", "why", g.Why)}
	}
}

func offerFacts(r *page.Request, o programme.OfferView) []ui.Fact {
	t, g := r.Print.T, o.Group
	days := t("groups.days", "weekday", r.Print.Weekdays(g.First.Weekday()), "first", g.First, "last", g.Last)
	if g.Status == programme.Postponed {
		days = t("groups.days.postponed", "weekday", r.Print.Weekdays(g.First.Weekday()))
		if !g.BackBy.IsZero() {
			days = t("groups.days.back-by", "weekday", r.Print.Weekdays(g.First.Weekday()), "day", g.BackBy)
		}
	}
	facts := []ui.Fact{
		{Label: t("offer.when"), Answer: ui.Say(days)},
		{Label: t("offer.time"), Answer: ui.Say(r.Print.ClockRangeWords(g.Starts, g.Ends) + ", " + r.Print.Zone(g.First.In(r.Print.Location(), g.Starts)))},
		{Label: t("offer.where"), Answer: lines(whereLines(r, g))},
	}
	if g.Status == programme.Postponed {
		return facts
	}
	// Babies of an age are spoken of once, together.
	for i, baby := range o.Infants {
		if i > 0 && baby.Fit == o.Infants[i-1].Fit {
			continue
		}
		n := 1
		for n+i < len(o.Infants) && o.Infants[i+n].Fit == baby.Fit {
			n++
		}
		facts = append(facts, ui.Fact{
			Label: t("offer.age", "n", n), Answer: ui.Say(agesSentence(r, n, baby.Fit)),
		})
	}
	return facts
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
			return page.SignedIn(page.HomePage, done.Token, caregiverLogin).Tell("told.place-yours", ""), nil
		}
	case "wait":
		_, err = p.programmes.DeclineOffer(r.Context(), secret, programme.KeepWaiting)
	case "decline":
		_, err = p.programmes.DeclineOffer(r.Context(), secret, programme.StopWaiting)
	default:
		in.Problem("answer", "offer.choose")
		return p.showOffer(r, in.Show(r.Print, in.Check()))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(r.URL.Path), nil
}
