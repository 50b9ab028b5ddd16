package programme_test

import (
	"cmp"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"holdfast/content/programmes"
	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/i18n"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// morning is ten o'clock where the services are, on the day the world acts: a
// Tuesday.
var morning = time.Date(2027, 2, 9, 10, 0, 0, 0, time.UTC)

// tuesdays is the first day of the tests' group, three weeks ahead.
var tuesdays = civil.New(2027, 3, 2)

// house is the room with one site, and everything below it.
type house struct {
	*programme.Service
	accesstest.World
	t        *testing.T
	db       *store.DB
	clock    *storetest.Clock
	accounts *identity.Accounts
	families *family.Service
	safety   *safety.Service
	site     identity.SiteID
}

func eachEngine(t *testing.T, body func(t *testing.T, h *house)) {
	t.Helper()
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			clock := storetest.NewClock(morning)
			body(t, newHouse(t, storetest.Open(t, e, storetest.WithClock(clock)), clock))
		})
	}
}

func newHouse(t *testing.T, db *store.DB, clock *storetest.Clock) *house {
	t.Helper()
	log := audit.New(storetest.Key())
	accounts, err := identity.New(db, log, storetest.Key())
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	queue := jobs.NewQueue()
	h := &house{
		t: t, db: db, clock: clock, accounts: accounts, World: accesstest.New(t, db),
		families: family.New(db, log, queue),
	}
	consents := consent.New(db, log)
	texts, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	h.safety = safety.New(db, log, accounts)
	gate := notify.New(db, log, notify.Rooms{
		Accounts: accounts, Families: h.families, Consents: consents, Safety: h.safety, Queue: queue, Texts: texts,
	}, notify.Settings{Base: "https://meet.example"})
	h.Service = programme.New(db, log, programme.Rooms{
		Accounts: accounts, Consents: consents, Families: h.families, Safety: h.safety, Messages: gate, Catalogue: catalogue,
	})
	h.families.OnRestrict(h.Part)
	gate.Stands(h.Standing())
	h.families.OnLoss(h.OnLoss(), gate.OnLoss())
	h.site = h.addSite("Harbour Lane Centre")
	return h
}

func (h *house) addSite(name string) (id identity.SiteID) {
	h.t.Helper()
	site, err := h.accounts.AddSite(h.t.Context(), h.Here.Administrator, identity.Site{Name: name})
	h.must(err)
	return site
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) update(fn func(tx *store.Tx) error) {
	h.t.Helper()
	h.must(h.db.Update(h.t.Context(), fn))
}

// refuses asserts that err is a fault of a kind, with the message key given unless
// that is empty.
func (h *house) refuses(err error, kind fault.Kind, key string) {
	h.t.Helper()
	if !fault.Is(err, kind) {
		h.t.Fatalf("got %v, want %s", err, kind)
	}
	if key == "" {
		return
	}
	for _, p := range fault.ProblemsOf(err) {
		if p.Key == key {
			return
		}
	}
	h.t.Fatalf("got %v, want %s", err, key)
}

// tuesday is a group as most tests want it: in person, from ten, led by two.
func (h *house) tuesday() programme.NewGroup {
	return programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: h.site, Room: "Room 2", Lang: "en", Capacity: 8,
		First: tuesdays, Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
		Leaders: []access.AccountID{h.Here.Practitioner.Account, h.Here.Lead.Account},
	}
}

func (h *house) group(change func(*programme.NewGroup)) programme.GroupID {
	h.t.Helper()
	in := h.tuesday()
	if change != nil {
		change(&in)
	}
	id, err := h.CreateGroup(h.t.Context(), h.Here.Coordinator, in)
	h.must(err)
	return id
}

// people is a family to register: caregivers by name, babies by day of birth.
type people struct {
	carers []string
	born   []civil.Date
	due    civil.Date
	wishes programme.Wishes
	group  programme.GroupID

	programme programme.Key // Baby Love where it is empty
}

func fits(names ...string) people {
	return people{carers: names, born: []civil.Date{civil.New(2026, 12, 15)}}
}

// waiting is a family on the waiting list.
type waiting struct {
	record family.Record
	place  programme.PlaceID
}

func (w waiting) carer(n int) access.PersonID { return w.record.Adults()[n].ID }
func (w waiting) baby() access.PersonID       { return w.record.Infants()[0].ID }

func (h *house) wait(p people) (w waiting) {
	h.t.Helper()
	in := family.Registration{}
	for _, name := range p.carers {
		in.Caregivers = append(in.Caregivers, family.NewCaregiver{Name: name, Relation: family.Mother})
	}
	for _, born := range p.born {
		in.Infants = append(in.Infants, family.NewInfant{Name: "Noor", Born: born})
	}
	if !p.due.IsZero() {
		in.Infants = append(in.Infants, family.NewInfant{Due: p.due})
	}
	h.update(func(tx *store.Tx) (err error) {
		if w.record, err = h.families.RegisterIn(tx, h.Here.Coordinator, in); err != nil {
			return err
		}
		w.place, err = h.WaitIn(tx, h.Here.Coordinator, programme.NewPlace{
			Programme: cmp.Or(p.programme, programme.BabyLove), Family: w.record.ID, AskedBy: w.record.Adults()[0].ID,
			Dyads: w.record.Dyads, Group: p.group, Wishes: p.wishes,
		})
		return err
	})
	return w
}

// secret is the link of the last offer that was sent to a person.
func (h *house) secret(person access.PersonID) string {
	h.t.Helper()
	sent := h.sent(person, "place-offer")
	if len(sent) == 0 {
		h.t.Fatal("no offer was sent")
	}
	return strings.TrimPrefix(sent[len(sent)-1]["link"], "/o/")
}

// sent is the arguments of the messages of one kind queued for a person.
func (h *house) sent(person access.PersonID, text string) (out []map[string]string) {
	h.t.Helper()
	h.must(h.db.View(h.t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Query(`SELECT args FROM message WHERE person_id = $1 AND text_key = $2 ORDER BY made_at, id`, person, text)
		all, err := store.Collect(rows, err, store.Column[string])
		for _, a := range all {
			args := map[string]string{}
			if err := json.Unmarshal([]byte(a), &args); err != nil {
				return err
			}
			out = append(out, args)
		}
		return err
	}))
	return out
}

// join puts a family into a group: offered and accepted.
func (h *house) join(w waiting, group programme.GroupID) (token string) {
	h.t.Helper()
	h.must(h.Offer(h.t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group}))
	got, err := h.AcceptOffer(h.t.Context(), h.secret(w.carer(0)))
	h.must(err)
	if got.State != programme.OfferAccepted || got.Token == "" {
		h.t.Fatalf("accepted: %+v", got)
	}
	return got.Token
}

// signedIn is a caregiver acting on the day the clock shows.
func (h *house) signedIn(token string) access.Actor {
	h.t.Helper()
	who, err := h.accounts.Actor(h.t.Context(), token)
	h.must(err)
	return who
}

// on moves the clock, and is the actor on that day.
func (h *house) on(day civil.Date, hour, minute int, who access.Actor) access.Actor {
	london, err := time.LoadLocation("Europe/London")
	h.must(err)
	h.clock.Set(day.In(london, civil.Clock{Hour: hour, Minute: minute}))
	who.Today = day
	return who
}

func (h *house) detail(group programme.GroupID) programme.GroupDetail {
	h.t.Helper()
	g, err := h.Group(h.t.Context(), h.Here.Coordinator, group)
	h.must(err)
	return g
}

// session is the nth session of a group.
func (h *house) session(group programme.GroupID, n int) programme.Session {
	h.t.Helper()
	return h.detail(group).Sessions[n-1]
}
