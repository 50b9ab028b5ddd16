package demo

import (
	"strings"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/demo/history"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
)

// offerWording is what somebody agrees to by accepting an offer, as package
// programme calls it.
const offerWording = "offer.1"

func (in *rows) addFamily(f *history.Family) {
	in.add(in.family, string(f.ID), string(f.Team), f.Ref, f.At)
	day := civil.Of(f.At)
	for i := range f.Adults {
		in.addAdult(f, &f.Adults[i], day)
	}
	for _, b := range f.Infants {
		in.add(in.person, string(b.ID), string(f.Team), string(f.ID), string(family.Infant), b.Name, b.Called, family.NameKey(b.Name), "", false,
			b.Due, b.Born, f.At)
		in.addDates(f, b)
	}
	for _, d := range f.Dyads {
		in.add(in.dyad, string(d.ID), string(f.Team), string(f.ID), string(f.Adults[d.Adult].ID), string(f.Infants[d.Infant].ID),
			f.Adults[d.Adult].Relation, day)
		in.addStanding(f, d, day)
		in.addForBaby(f, &f.Adults[d.Adult], f.Infants[d.Infant].ID)
	}
	in.addShown(f)
	in.add(in.episode, string(f.ID), string(f.Team), string(f.ID), day)
	in.addEnquiry(f.Enquiry, f.ID)
	in.addPlace(f)
	in.addMeasures(f)
	for _, m := range f.Messages {
		in.addMessage(f, m)
	}
	in.event(f.Team, "family", f.ID)
}

// addDates writes down what was known of a baby's days when the record was made, and
// the birth as its first caregiver told it.
func (in *rows) addDates(f *history.Family, b history.Infant) {
	fact := func(id string, kind family.FactKind, due, born civil.Date, at time.Time, by history.ID) {
		in.add(in.fact, id, string(f.Team), string(b.ID), string(kind), due, born, at, string(by))
	}
	if b.ToldAt.IsZero() {
		fact(string(b.ID), family.Registered, b.Due, b.Born, f.At, f.By)
		return
	}
	mother := f.Adults[0].Account
	fact(string(b.ID), family.Registered, b.Due, civil.Date{}, f.At, f.By)
	fact(sibling(b.ID, 0), family.Birth, civil.Date{}, b.Born, b.ToldAt, mother)
	if !b.StaysFrom.IsZero() {
		in.add(in.stay, sibling(b.ID, 1), string(f.Team), string(b.ID), b.StaysFrom, b.ToldAt, string(mother))
	}
}

func (in *rows) addAdult(f *history.Family, a *history.Adult, day civil.Date) {
	in.add(in.person, string(a.ID), string(f.Team), string(f.ID), string(family.Adult), a.Name, a.Called, family.NameKey(a.Name), a.Lang, a.Interpreter,
		nil, nil, f.At)
	if a.Account != "" {
		in.add(in.account, string(a.Account), string(f.Team), string(a.ID), a.Called, "", nil, "", nil, a.AccountAt, nil)
		in.add(in.role, string(a.Account), caregiver, civil.Of(a.AccountAt), nil)
	}
	for n, s := range a.Safe {
		in.add(in.safe, string(a.ID), s.Channel, s.Safe, s.From, s.Until, s.Voicemail, s.Shared, f.At, string(f.By))
		value := a.Phone
		if s.Channel == string(family.Email) {
			value = a.Email
		}
		in.add(in.detail, sibling(a.ID, n), string(a.ID), s.Channel, value, valueKey(s.Channel, value), f.At)
	}
	for _, c := range a.Contacts {
		in.add(in.contact, string(c.ID), string(f.Team), string(a.ID), string(family.Called), c.At, string(c.By), c.Reached, c.Note)
	}
	in.addConsents(f, a)
	in.addSaidAlone(f, a)
}

// addStanding writes down that a parent holds responsibility for their baby, as
// whoever accepted the enquiry asked on the day.
func (in *rows) addStanding(f *history.Family, d history.Dyad, day civil.Date) {
	basis := map[string]family.Basis{string(family.Mother): family.ByBirth, string(family.Father): family.OnCertificate}[f.Adults[d.Adult].Relation]
	if basis == "" {
		return
	}
	in.add(in.standing, sibling(d.ID, 0), string(f.Team), string(f.Adults[d.Adult].ID), string(f.Infants[d.Infant].ID),
		string(family.Responsibility), string(family.Yes), string(basis), "", day, string(f.By), f.At)
}

func (in *rows) addConsents(f *history.Family, a *history.Adult) {
	refused := map[string]bool{}
	for _, p := range a.Refused {
		refused[p] = true
	}
	for n, p := range []consent.Purpose{consent.Messages, consent.TakingPart, consent.Measures} {
		wording, given := enquiry.Wording, true
		if refused[string(p)] {
			wording, given = "", false
		}
		in.add(in.consent, sibling(a.ID, n), string(a.ID), nil, string(p), wording, given, f.At, string(f.By))
	}
	if a.Account != "" && a == &f.Adults[0] && !f.Place.AnsweredAt.IsZero() {
		in.add(in.consent, sibling(a.ID, 3), string(a.ID), nil, string(consent.TakingPart), offerWording, true, f.Place.AnsweredAt, nil)
	}
}

// valueKey folds an address or number as package family does.
func valueKey(channel, value string) string {
	if channel == string(family.Email) {
		return strings.ToLower(value)
	}
	return strings.ReplaceAll(value, " ", "")
}
