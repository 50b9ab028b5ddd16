package desk_test

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
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// office is the whole house as a coordinator finds it on a Tuesday morning: one
// site, one group to come in three weeks, nobody in it yet.
type office struct {
	*apptest.House
	accesstest.World
	t     *testing.T
	site  identity.SiteID
	group programme.GroupID
}

// inThreeWeeks is the first day of the office's group.
var inThreeWeeks = accesstest.Today.AddDays(21)

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, House: apptest.Open(t, store.SQLite, func(c *app.Config) { c.Demo = true })}
	o.World = accesstest.New(t, o.Rooms.DB)
	var err error
	o.site, err = o.Rooms.Accounts.AddSite(t.Context(), o.Here.Administrator, identity.Site{Name: "Quay House", Address: "1 Quay"})
	o.must(err)
	o.group = o.newGroup(inThreeWeeks, 8)
	return o
}

func (o *office) newGroup(first civil.Date, capacity int) programme.GroupID {
	o.t.Helper()
	id, err := o.Rooms.Programmes.CreateGroup(o.t.Context(), o.Here.Coordinator, programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: o.site, Room: "Room 2", Lang: "en", Capacity: capacity,
		First: first, Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
		Leaders: []access.AccountID{o.Here.Practitioner.Account, o.Here.Lead.Account},
	})
	o.must(err)
	return id
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// as is somebody's browser.
func (o *office) as(who access.Actor) *apptest.Browser { return o.As(who.Account) }

// asked is an enquiry that was sent, as the public pages send it.
func (o *office) asked(name string, born civil.Date) enquiry.Enquiry {
	o.t.Helper()
	ctx, e := o.t.Context(), o.Rooms.Enquiries
	token, err := e.Start(ctx, enquiry.Begin{Service: o.Here.Service, Programme: programme.BabyLove, From: uuid.NewString()})
	o.must(err)
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
		o.must(err)
	}
	sent, err := e.Send(ctx, token)
	o.must(err)
	return sent
}

// waits is a family on the waiting list, by the way of an enquiry.
func (o *office) waits(name string, born civil.Date) (family.Record, programme.PlaceInGroup) {
	o.t.Helper()
	id, err := o.Rooms.Enquiries.Accept(o.t.Context(), o.Here.Coordinator, o.asked(name, born).ID)
	o.must(err)
	return o.record(id), o.place(id)
}

func (o *office) record(id family.ID) family.Record {
	o.t.Helper()
	record, err := o.Rooms.Families.Find(o.t.Context(), o.Here.Lead, id)
	o.must(err)
	return record
}

// place is the last place of a family, as it is now.
func (o *office) place(id family.ID) programme.PlaceInGroup {
	o.t.Helper()
	story, err := o.Rooms.Programmes.Story(o.t.Context(), o.Here.Coordinator, id)
	o.must(err)
	if len(story.Places) == 0 {
		o.t.Fatal("the family has no place")
	}
	return story.Places[0]
}

// joins puts a family into the office's group: offered, and accepted by its link.
func (o *office) joins(name string, born civil.Date) family.Record {
	o.t.Helper()
	record, place := o.waits(name, born)
	o.must(o.Rooms.Programmes.Offer(o.t.Context(), o.Here.Coordinator, programme.Offer{Place: place.ID, Group: o.group}))
	done, err := o.Rooms.Programmes.AcceptOffer(o.t.Context(), o.offerSecret(record))
	o.must(err)
	if done.State != programme.OfferAccepted {
		o.t.Fatalf("the offer is %s", done.State)
	}
	return record
}

func (o *office) offerSecret(record family.Record) string {
	o.t.Helper()
	var args string
	o.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT args FROM message WHERE person_id = $1 AND text_key = 'place-offer' ORDER BY made_at DESC`, record.Adults()[0].ID).Scan(&args)
	})
	_, after, _ := strings.Cut(args, `/o/`)
	secret, _, _ := strings.Cut(after, `"`)
	return secret
}

// count is how many rows of a table there are.
func (o *office) count(table string) (n int) {
	o.t.Helper()
	o.View(func(tx *store.Tx) error { return tx.QueryRow(`SELECT COUNT(*) FROM ` + table).Scan(&n) })
	return n
}

// says asserts that words stand under a selector, and lacksWords that they stand
// nowhere on a page.
func Says(t *testing.T, a *apptest.Answer, selector string, words ...string) {
	t.Helper()
	got := plainSpaces(a.Text(selector))
	for _, w := range words {
		if !strings.Contains(got, w) {
			t.Errorf("%s does not say %q: %s", selector, w, got)
		}
	}
}

func lacksWords(t *testing.T, a *apptest.Answer, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(plainSpaces(a.Body), w) {
			t.Errorf("the page says %q", w)
		}
	}
}

// plainSpaces makes no-break spaces plain, and takes isolates off names.
func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u2068", "", "\u2069", "").Replace(s)
}

// filled is the form on a page as a browser would send it back: every field with
// what stands in it, and changes made to it.
func filled(t *testing.T, a *apptest.Answer, action string, changes ...string) url.Values {
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

// sends posts a form that is on a page, and opens the page this leads to.
func sends(t *testing.T, b *apptest.Browser, from, action string, changes ...string) *apptest.Answer {
	t.Helper()
	form := filled(t, b.Get(from).Is(200), action, changes...)
	to := b.Post(action, form).Is(303).To()
	if to == "" {
		t.Fatalf("%s leads nowhere", action)
	}
	return b.Get(to)
}

// onFirstDay moves the clock to the group's first session, a little after its
// start.
func (o *office) onFirstDay() { o.Clock.Set(apptest.Morning.AddDate(0, 0, 21).Add(90 * time.Minute)) }

// held marks a family at the first session, with two lines about it.
func (o *office) held(record family.Record, mark programme.Mark, well, next string) {
	o.t.Helper()
	o.onFirstDay()
	ruth := o.Here.Practitioner
	ruth.Today = inThreeWeeks
	g, err := o.Rooms.Programmes.Group(o.t.Context(), ruth, o.group)
	o.must(err)
	session := g.Sessions[0].ID
	o.must(o.Rooms.Programmes.Mark(o.t.Context(), ruth, programme.Marking{Session: session, Person: record.Adults()[0].ID, Mark: mark, WithBaby: true}))
	o.must(o.Rooms.Programmes.WriteNote(o.t.Context(), ruth, programme.Note{Session: session, Dyad: record.Dyads[0].ID, Well: well, Next: next}))
}

// alert opens an alert about somebody.
func (o *office) alert(record family.Record) safety.AlertID {
	o.t.Helper()
	id, err := o.Rooms.Safety.Open(o.t.Context(), o.Here.Lead, safety.NewAlert{
		Person: record.Adults()[0].ID, Kind: safety.Said, Source: "staff", Note: "Sounded very low",
	})
	o.must(err)
	return id
}

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
