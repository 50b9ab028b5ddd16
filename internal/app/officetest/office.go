// Package officetest is a service at work, as a test of the staff's pages finds it: an
// [Office] with one group to come and nobody in it yet, or a [House] with a group that
// begins today and families in it.
//
//	o := officetest.NewOffice(t)
//	record, place := o.Waits("Sam Reed", officetest.TwelveWeeks)
//	o.Desk(o.Here.Coordinator).Get("/desk/waiting").Is(200)
package officetest

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// Office is the whole house as a coordinator finds it on a Tuesday morning: one
// site, one group to come in three weeks, nobody in it yet.
type Office struct {
	*apptest.House
	accesstest.World
	T     *testing.T
	Site  identity.SiteID
	Group programme.GroupID
}

// InThreeWeeks is the first day of the office's group.
var InThreeWeeks = accesstest.Today.AddDays(21)

func NewOffice(t *testing.T) *Office {
	t.Helper()
	o := &Office{T: t, House: apptest.Open(t, store.SQLite, func(c *app.Config) { c.Demo = true })}
	o.World = accesstest.New(t, o.Rooms.DB)
	var err error
	o.Site, err = o.Rooms.Accounts.AddSite(t.Context(), o.Here.Administrator, identity.Site{Name: "Quay House", Address: "1 Quay"})
	o.Must(err)
	o.Group = o.NewGroup(InThreeWeeks, 8)
	return o
}

func (o *Office) NewGroup(first civil.Date, capacity int) programme.GroupID {
	o.T.Helper()
	id, err := o.Rooms.Programmes.CreateGroup(o.T.Context(), o.Here.Coordinator, programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: o.Site, Room: "Room 2", Lang: "en", Capacity: capacity,
		First: first, Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
		Leaders: []access.AccountID{o.Here.Practitioner.Account, o.Here.Lead.Account},
	})
	o.Must(err)
	return id
}

func (o *Office) Must(err error) {
	o.T.Helper()
	if err != nil {
		o.T.Fatal(err)
	}
}

// Desk is somebody's browser.
func (o *Office) Desk(who access.Actor) *apptest.Browser { return o.As(who.Account) }

// Asked is an enquiry that was sent, as the public pages send it.
func (o *Office) Asked(name string, born civil.Date) enquiry.Enquiry {
	o.T.Helper()
	ctx, e := o.T.Context(), o.Rooms.Enquiries
	token, err := e.Start(ctx, enquiry.Begin{Service: o.Here.Service, Programme: programme.BabyLove, From: uuid.NewString()})
	o.Must(err)
	for _, q := range []struct {
		question enquiry.Question
		values   map[string]string
	}{
		{enquiry.AskBirth, map[string]string{"birth": "born"}},
		{enquiry.AskDate, map[string]string{"date": born.String()}},
		{enquiry.AskBabies, map[string]string{"babies": "1"}},
		{enquiry.AskRelation, map[string]string{"relation": "father"}},
		{enquiry.AskName, map[string]string{"name": name}},
		{enquiry.AskLanguage, map[string]string{"lang": "en"}},
		{enquiry.AskTimes, map[string]string{"times": "tue-am", "modes": "in-person"}},
		{enquiry.AskReach, map[string]string{"ways": "call", "phone": "07700 900982"}},
		{enquiry.AskCall, map[string]string{"call.when": "between", "call.from": "14:00", "call.until": "16:00", "call.voicemail": "no", "call.shared": "yes"}},
		{enquiry.AskAgree, map[string]string{"agree": "yes"}},
	} {
		_, err := e.Answer(ctx, token, q.question, q.values)
		o.Must(err)
	}
	sent, err := e.Send(ctx, token)
	o.Must(err)
	return sent
}

// Waits is a family on the waiting list, by the way of an enquiry.
func (o *Office) Waits(name string, born civil.Date) (family.Record, programme.PlaceInGroup) {
	o.T.Helper()
	id, err := o.Rooms.Enquiries.Accept(o.T.Context(), o.Here.Coordinator, o.Asked(name, born).ID)
	o.Must(err)
	return o.Record(id), o.Place(id)
}

func (o *Office) Record(id family.ID) family.Record {
	o.T.Helper()
	record, err := o.Rooms.Families.Find(o.T.Context(), o.Here.Lead, id)
	o.Must(err)
	return record
}

// Place is the last place of a family, as it is now.
func (o *Office) Place(id family.ID) programme.PlaceInGroup {
	o.T.Helper()
	story, err := o.Rooms.Programmes.Story(o.T.Context(), o.Here.Coordinator, id)
	o.Must(err)
	if len(story.Places) == 0 {
		o.T.Fatal("the family has no place")
	}
	return story.Places[0]
}

// Joins puts a family into the office's group: offered, and accepted by its link.
func (o *Office) Joins(name string, born civil.Date) family.Record {
	o.T.Helper()
	record, place := o.Waits(name, born)
	o.Must(o.Rooms.Programmes.Offer(o.T.Context(), o.Here.Coordinator, programme.Offer{Place: place.ID, Group: o.Group}))
	done, err := o.Rooms.Programmes.AcceptOffer(o.T.Context(), o.OfferSecret(record))
	o.Must(err)
	if done.State != programme.OfferAccepted {
		o.T.Fatalf("the offer is %s", done.State)
	}
	return record
}

func (o *Office) OfferSecret(record family.Record) string {
	o.T.Helper()
	var args string
	o.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT args FROM message WHERE person_id = $1 AND text_key = 'place-offer' ORDER BY made_at DESC`, record.Adults()[0].ID).Scan(&args)
	})
	_, after, _ := strings.Cut(args, `/o/`)
	secret, _, _ := strings.Cut(after, `"`)
	return secret
}

// Count is how many rows of a table there are.
func (o *Office) Count(table string) (n int) {
	o.T.Helper()
	o.View(func(tx *store.Tx) error { return tx.QueryRow(`SELECT COUNT(*) FROM ` + table).Scan(&n) })
	return n
}

// Says asserts that words stand under a selector, and lacksWords that they stand
// nowhere on a page.
func Says(t *testing.T, a *apptest.Answer, selector string, words ...string) {
	t.Helper()
	got := PlainSpaces(a.Text(selector))
	for _, w := range words {
		if !strings.Contains(got, w) {
			t.Errorf("%s does not say %q: %s", selector, w, got)
		}
	}
}

func LacksWords(t *testing.T, a *apptest.Answer, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(PlainSpaces(a.Body), w) {
			t.Errorf("the page says %q", w)
		}
	}
}

// PlainSpaces makes no-break spaces plain, and takes isolates off names.
func PlainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u2068", "", "\u2069", "").Replace(s)
}

// Filled is the form on a page as a browser would send it back: every field with
// what stands in it, and changes made to it.
func Filled(t *testing.T, a *apptest.Answer, action string, changes ...string) url.Values {
	t.Helper()
	doc := a.Doc()
	form := doc.Find(`form[action="` + action + `"]`)
	if form.Length() == 0 {
		t.Fatalf("no form for %s on the page", action)
	}
	form = form.First()
	out := url.Values{}
	for _, f := range form.Find("input[name]").EachIter() {
		kind := f.AttrOr("type", "text")
		if _, ticked := f.Attr("checked"); (kind == "radio" || kind == "checkbox") && !ticked {
			continue
		}
		out.Add(f.AttrOr("name", ""), f.AttrOr("value", ""))
	}
	for _, f := range form.Find("textarea[name]").EachIter() {
		out.Add(f.AttrOr("name", ""), f.Text())
	}
	for _, f := range form.Find("select[name]").EachIter() {
		out.Add(f.AttrOr("name", ""), f.Find("option[selected]").AttrOr("value", ""))
	}
	for i := 0; i+1 < len(changes); i += 2 {
		out.Set(changes[i], changes[i+1])
	}
	return out
}

// Sends posts a form that is on a page, and opens the page this leads to.
func Sends(t *testing.T, b *apptest.Browser, from, action string, changes ...string) *apptest.Answer {
	t.Helper()
	form := Filled(t, b.Get(from).Is(200), action, changes...)
	to := b.Post(action, form).Is(303).To()
	if to == "" {
		t.Fatalf("%s leads nowhere", action)
	}
	return b.Get(to)
}

// OnFirstDay moves the clock to the group's first session, a little after its
// start.
func (o *Office) OnFirstDay() { o.Clock.Set(apptest.Morning.AddDate(0, 0, 21).Add(90 * time.Minute)) }

// Held marks a family at the first session, with two lines about it.
func (o *Office) Held(record family.Record, mark programme.Mark, well, next string) {
	o.T.Helper()
	o.OnFirstDay()
	ruth := o.Here.Practitioner
	ruth.Today = InThreeWeeks
	g, err := o.Rooms.Programmes.Group(o.T.Context(), ruth, o.Group)
	o.Must(err)
	session := g.Sessions[0].ID
	o.Must(o.Rooms.Programmes.Mark(o.T.Context(), ruth, programme.Marking{Session: session, Person: record.Adults()[0].ID, Mark: mark, WithBaby: true}))
	o.Must(o.Rooms.Programmes.WriteNote(o.T.Context(), ruth, programme.Note{Session: session, Dyad: record.Dyads[0].ID, Well: well, Next: next}))
}

// Alert opens an alert about somebody.
func (o *Office) Alert(record family.Record) safety.AlertID {
	o.T.Helper()
	id, err := o.Rooms.Safety.Open(o.T.Context(), o.Here.Lead, safety.NewAlert{
		Person: record.Adults()[0].ID, Kind: safety.Said, Source: "staff", Note: "Sounded very low",
	})
	o.Must(err)
	return id
}

func London(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Keyed is the EPDS from paper, every item ticked in the same box but the last,
// which is always none.
func (o *Office) Keyed(who access.Actor, record family.Record, at measure.Timepoint, on civil.Date, box int) {
	o.T.Helper()
	values := map[int]int{10: 4} // the item about self-harm is reversed: the last box is never
	for item := 1; item < 10; item++ {
		values[item] = box
	}
	_, err := o.Rooms.Measures.KeyIn(o.T.Context(), who, measure.KeyIn{
		ID: measure.NewID(), Instrument: "epds", Dyad: record.Dyads[0].ID, Timepoint: at, TakenOn: on, Values: values,
	})
	o.Must(err)
}

// TwelveWeeks is a baby who fits the office's group.
var TwelveWeeks = civil.New(2026, 11, 17)
