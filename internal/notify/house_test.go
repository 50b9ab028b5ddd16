package notify_test

import (
	"context"
	"encoding/json"
	"os"
	"sync"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// morning is ten o'clock where the services are, on the day the world acts.
var morning = time.Date(2027, 2, 9, 10, 0, 0, 0, time.UTC)

// house is the room with two parents and their baby. The mother agrees to be
// written to and her mailbox is safe; nobody has asked the father anything.
type house struct {
	*notify.Service
	accesstest.World
	db             *store.DB
	clock          *storetest.Clock
	post           *post
	accounts       *identity.Accounts
	safety         *safety.Service
	consents       *consent.Service
	families       *family.Service
	worker         *jobs.Worker
	mother, father access.PersonID
	baby           access.PersonID
	stands         *bool // whether offer:… stands
}

// post is the outside world: it takes mail, or answers as a test says.
type post struct {
	mu     sync.Mutex
	taken  []notify.Mail
	answer func(notify.Mail) error
}

func (p *post) Send(_ context.Context, m notify.Mail) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.answer != nil {
		if err := p.answer(m); err != nil {
			return err
		}
	}
	p.taken = append(p.taken, m)
	return nil
}

func eachEngine(t *testing.T, body func(t *testing.T, h house)) {
	t.Helper()
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			clock, p := storetest.NewClock(morning), &post{}
			body(t, newHouse(t, storetest.Open(t, e, storetest.WithClock(clock)), clock, p, notify.Settings{}))
		})
	}
}

func newHouse(t *testing.T, db *store.DB, clock *storetest.Clock, mailer notify.Mailer, set notify.Settings) house {
	t.Helper()
	log, queue := audit.New(storetest.Key()), jobs.NewQueue()
	accounts, err := identity.New(db, log, storetest.Key())
	if err != nil {
		t.Fatal(err)
	}
	texts, err := i18n.Load(os.DirFS("../../content/text"))
	if err != nil {
		t.Fatal(err)
	}
	stands := true
	h := house{
		World: accesstest.New(t, db), db: db, clock: clock, accounts: accounts, stands: &stands,
		safety: safety.New(db, log, accounts), consents: consent.New(db, log), families: family.New(db, log, queue),
	}
	h.post, _ = mailer.(*post)
	set.Base, set.From = "https://meet.example", "hello@meet.example"
	h.Service = notify.New(db, log, notify.Rooms{
		Accounts: accounts, Families: h.families, Consents: h.consents, Safety: h.safety, Queue: queue, Texts: texts, Mailer: mailer,
	}, set)
	h.Stands(map[string]func(*store.Tx, string) (bool, error){
		"offer": func(_ *store.Tx, id string) (bool, error) { return stands && id == "1", nil },
	})
	h.worker = jobs.NewWorker(db, queue, h.Handlers(), jobs.Options{})
	h.people(t)
	return h
}

func (h *house) people(t *testing.T) {
	t.Helper()
	h.update(t, func(tx *store.Tx) error {
		r, err := h.families.RegisterIn(tx, h.Here.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{
				{Name: "Julia Wiśniewska", Called: "Julia", Relation: family.Mother, Details: []family.NewDetail{
					{Channel: family.Email, Value: "julia@post.example"}, {Channel: family.Call, Value: "07700 900982"},
				}},
				{Name: "Tomasz", Relation: family.Father, Details: []family.NewDetail{{Channel: family.Email, Value: "tomasz@post.example"}}},
			},
			Infants: []family.NewInfant{{Name: "Antoni", Born: civil.New(2026, 11, 1)}},
		})
		if err != nil {
			return err
		}
		h.mother, h.father, h.baby = r.Adults()[0].ID, r.Adults()[1].ID, r.Infants()[0].ID
		if err := h.consents.GiveIn(tx, h.Here.Coordinator, h.mother, consent.Messages, "test"); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE service SET sender = 'Mei' WHERE id = $1`, h.Here.Service)
		return err
	})
	h.safe(t, h.mother, safety.SafeContact{Channel: family.Email, Safe: true})
}

func (h house) update(t *testing.T, fn func(*store.Tx) error) {
	t.Helper()
	if err := h.db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func (h house) safe(t *testing.T, person access.PersonID, ways ...safety.SafeContact) {
	t.Helper()
	if err := h.safety.SetContact(t.Context(), h.Here.Coordinator, person, ways); err != nil {
		t.Fatal(err)
	}
}

// offer queues an offer to a person.
func (h house) offer(t *testing.T, person access.PersonID) notify.MessageID {
	t.Helper()
	return h.queue(t, notify.Message{
		Person: person, Text: "place-offer", About: "offer:1", Infant: h.baby, Args: map[string]string{"link": "/o/SECRETSECRET"},
	})
}

func (h house) queue(t *testing.T, m notify.Message) (id notify.MessageID) {
	t.Helper()
	m.Service = h.Here.Service
	h.update(t, func(tx *store.Tx) (err error) {
		id, err = h.QueueIn(tx, h.Here.Coordinator, m)
		return err
	})
	return id
}

// work does what is due.
func (h house) work(t *testing.T) {
	t.Helper()
	if _, err := h.worker.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (h house) entry(t *testing.T, id notify.MessageID) notify.Letter {
	t.Helper()
	l, err := h.Letter(t.Context(), h.Here.Lead, id)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (h house) want(t *testing.T, id notify.MessageID, state notify.State, why string) {
	t.Helper()
	if l := h.entry(t, id); l.State != state || l.Why != why {
		t.Errorf("message is %s %q, want %s %q", l.State, l.Why, state, why)
	}
}

func delivery(t *testing.T, id notify.MessageID) []byte {
	t.Helper()
	b, err := json.Marshal(notify.Delivery{Message: id})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// count counts rows, for what must not be there.
func (h house) count(t *testing.T, query string, args ...any) (n int) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}
