package notify_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/notify"
	"holdfast/internal/notify/smtptest"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func TestMessageLeaves(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.offer(t, h.mother)
		h.want(t, id, notify.Waiting, "")
		h.work(t)
		if len(h.post.taken) != 1 {
			t.Fatalf("%d mails left, want 1", len(h.post.taken))
		}
		m := h.post.taken[0]
		if m.To != "julia@post.example" || m.FromName != "Mei" || m.From != "hello@meet.example" || m.ID != id.String()+"@meet.example" {
			t.Errorf("sent %+v", m)
		}
		if !strings.Contains(m.Body, "https://meet.example/o/SECRETSECRET\n") || !strings.HasPrefix(m.Body, "Hello Julia,\n") {
			t.Errorf("body:\n%s", m.Body)
		}
		for _, secret := range []string{"harbour", "Antoni", "Wiśniewska"} {
			if strings.Contains(m.Subject+m.Body+m.FromName, secret) {
				t.Errorf("names %s", secret)
			}
		}
		l := h.entry(t, id)
		if l.State != notify.Sent || l.To != "Julia" || l.Channel != "email" || l.DecidedAt == nil {
			t.Errorf("outbox says %+v", l.Entry)
		}
		if strings.Contains(l.Body, "SECRET") || !strings.Contains(l.Body, "[link]") {
			t.Errorf("the outbox keeps the link:\n%s", l.Body)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM message WHERE args LIKE '%SECRET%' OR body LIKE '%SECRET%'`); n != 0 {
			t.Error("the link stands in the database after sending")
		}
		// The job again, as after a crash of the worker.
		if err := h.Deliver(t.Context(), delivery(t, id)); err != nil {
			t.Fatal(err)
		}
		if len(h.post.taken) != 1 {
			t.Error("the same message left twice")
		}
	})
}

func TestDemonstrationKeepsLinks(t *testing.T) {
	clock := storetest.NewClock(morning)
	h := newHouse(t, storetest.Open(t, store.SQLite, storetest.WithClock(clock)), clock, notify.Nowhere{}, notify.Settings{KeepLinks: true})
	id := h.offer(t, h.mother)
	h.work(t)
	if l := h.entry(t, id); l.State != notify.Sent || !strings.Contains(l.Body, "https://meet.example/o/SECRETSECRET") {
		t.Errorf("the outbox of a demonstration is where links are found: %+v", l)
	}
}

func TestGateIsAskedWhenTheMessageIsDue(t *testing.T) {
	evening := safety.SafeContact{Channel: family.Email, Safe: true, From: civil.Clock{Hour: 18}, Until: civil.Clock{Hour: 20}}
	for _, tt := range []struct {
		name  string
		since func(t *testing.T, h house) // what happened after it was queued
		state notify.State
		why   string
	}{
		{"the offer was withdrawn", func(t *testing.T, h house) { *h.stands = false }, notify.Held, notify.WhyGone},
		{"the baby died", func(t *testing.T, h house) {
			h.update(t, func(tx *store.Tx) error {
				_, err := tx.Exec(`UPDATE person SET lost_on = '2027-02-08' WHERE id = $1`, h.baby)
				return err
			})
		}, notify.Held, notify.WhyLost},
		{"she no longer cares for this baby", func(t *testing.T, h house) {
			h.update(t, func(tx *store.Tx) error {
				_, err := tx.Exec(`UPDATE dyad SET ended_on = '2027-02-08' WHERE caregiver_id = $1`, h.mother)
				return err
			})
		}, notify.Held, notify.WhyEnded},
		{"she may not know of this baby any more", func(t *testing.T, h house) {
			if _, err := h.families.Restrict(t.Context(), h.Here.Lead, family.NewRestriction{
				Adult: h.mother, About: h.baby, From: h.Here.Lead.Today, Why: family.CourtOrder, Evidence: "Order seen",
			}); err != nil {
				t.Fatal(err)
			}
		}, notify.Held, notify.WhyEnded},
		{"the family left", func(t *testing.T, h house) {
			h.update(t, func(tx *store.Tx) error {
				_, err := tx.Exec(`UPDATE family SET closed_at = $1`, tx.Now())
				return err
			})
		}, notify.Held, notify.WhyEnded},
		{"she withdrew her consent", func(t *testing.T, h house) {
			if err := h.consents.Withdraw(t.Context(), h.Here.Coordinator, h.mother, consent.Messages); err != nil {
				t.Fatal(err)
			}
		}, notify.Held, notify.WhyConsent},
		{"her mailbox is no longer safe", func(t *testing.T, h house) {
			h.safe(t, h.mother, safety.SafeContact{Channel: family.Email})
		}, notify.Held, notify.WhyUnsafe},
		{"somebody else reads her mailbox", func(t *testing.T, h house) {
			h.safe(t, h.mother, safety.SafeContact{Channel: family.Email, Safe: true, Shared: true})
		}, notify.Held, notify.WhyShared},
		{"the father gave the same mailbox", func(t *testing.T, h house) {
			if err := h.families.SetDetails(t.Context(), h.Here.Coordinator, h.father, []family.NewDetail{{Channel: family.Email, Value: "Julia@post.example"}}); err != nil {
				t.Fatal(err)
			}
		}, notify.Held, notify.WhyShared},
		{"only her phone is safe", func(t *testing.T, h house) {
			h.safe(t, h.mother, safety.SafeContact{Channel: family.Email}, safety.SafeContact{Channel: family.Call, Safe: true})
		}, notify.Held, notify.WhyByHand},
		{"only the evening is safe", func(t *testing.T, h house) { h.safe(t, h.mother, evening) }, notify.Waiting, notify.WhyHours},
	} {
		t.Run(tt.name, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, h house) {
				id := h.offer(t, h.mother)
				tt.since(t, h)
				h.work(t)
				h.want(t, id, tt.state, tt.why)
				if len(h.post.taken) != 0 {
					t.Errorf("sent %+v", h.post.taken)
				}
			})
		})
	}
}

func TestOutOfHoursItWaitsForTheNextSafeMinute(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.safe(t, h.mother, safety.SafeContact{Channel: family.Email, Safe: true, From: civil.Clock{Hour: 18}, Until: civil.Clock{Hour: 20}})
		id := h.offer(t, h.mother)
		h.work(t)
		if l := h.entry(t, id); !l.NotBefore.Equal(morning.Add(8 * time.Hour)) {
			t.Errorf("put off until %s, want six in the evening", l.NotBefore)
		}
		h.clock.Set(morning.Add(8*time.Hour - time.Second))
		h.work(t)
		if len(h.post.taken) != 0 {
			t.Fatal("sent a second before it was safe")
		}
		h.clock.Advance(time.Second)
		h.work(t)
		h.want(t, id, notify.Sent, "")
		if len(h.post.taken) != 1 {
			t.Errorf("%d mails left, want 1", len(h.post.taken))
		}
	})
}

func TestNotBefore(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.queue(t, notify.Message{Person: h.mother, Text: "group-cancelled", NotBefore: morning.Add(time.Hour)})
		h.work(t)
		if len(h.post.taken) != 0 {
			t.Error("sent too early")
		}
		h.clock.Advance(time.Hour)
		h.work(t)
		if len(h.post.taken) != 1 {
			t.Error("not sent when its time came")
		}
	})
}

func TestServerThatIsDownIsTriedAgain(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		tries := 0
		h.post.answer = func(notify.Mail) error {
			if tries++; tries <= 3 {
				return []error{&notify.Refusal{Temporary: true, Code: 451}, errors.New("connection reset"), &notify.Refusal{Temporary: true}}[tries-1]
			}
			return nil
		}
		id := h.offer(t, h.mother)
		for i, wait := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute} {
			h.work(t)
			h.want(t, id, notify.Waiting, notify.WhyAgain)
			h.clock.Advance(wait - time.Second)
			h.work(t)
			if tries != i+1 {
				t.Fatalf("tried %d times before the pause was over, want %d", tries, i+1)
			}
			h.clock.Advance(time.Second)
		}
		h.work(t)
		h.want(t, id, notify.Sent, "")
	})
}

func TestGivingUpIsSeenAndCanBeTriedAgain(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.post.answer = func(notify.Mail) error { return &notify.Refusal{Temporary: true} }
		id := h.offer(t, h.mother)
		for range 11 {
			h.work(t)
			h.want(t, id, notify.Waiting, notify.WhyAgain)
			h.clock.Advance(4 * time.Hour)
		}
		h.work(t)
		h.want(t, id, notify.Failed, notify.WhyGaveUp)

		h.post.answer = func(notify.Mail) error { return &notify.Refusal{Code: 550} }
		if err := h.Again(t.Context(), h.Here.Coordinator, id); err != nil {
			t.Fatal(err)
		}
		h.work(t)
		h.want(t, id, notify.Failed, notify.WhyRefused)

		h.post.answer = nil
		if err := h.Again(t.Context(), h.Here.Coordinator, id); err != nil {
			t.Fatal(err)
		}
		h.work(t)
		h.want(t, id, notify.Sent, "")
		if !strings.Contains(h.post.taken[0].Body, "/o/SECRETSECRET") {
			t.Error("the link was lost between the tries")
		}
		if err := h.Again(t.Context(), h.Here.Coordinator, id); !fault.Is(err, fault.Conflict) {
			t.Errorf("trying a sent one again: %v", err)
		}
	})
}

// TestCrashBetweenAcceptanceAndNote is the one case in which a message may leave
// twice: it has to look the same both times.
func TestCrashBetweenAcceptanceAndNote(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.offer(t, h.mother)
		h.post.answer = func(m notify.Mail) error {
			h.post.taken = append(h.post.taken, m)
			h.post.answer = nil
			panic("the program dies")
		}
		func() {
			defer func() { _ = recover() }()
			_ = h.Deliver(t.Context(), delivery(t, id))
		}()
		h.want(t, id, notify.Waiting, "")
		h.work(t)
		h.want(t, id, notify.Sent, "")
		if len(h.post.taken) != 2 || h.post.taken[0] != h.post.taken[1] {
			t.Errorf("sent %+v", h.post.taken)
		}
	})
}

func TestQueueRefusesWhatCouldGiveAway(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		for name, m := range map[string]notify.Message{
			"a text that is not there":         {Person: h.mother, Text: "birthday"},
			"words somebody typed":             {Person: h.mother, Text: "session-cancelled", Args: map[string]string{"day": "Antoni"}},
			"to nobody":                        {Text: "group-cancelled"},
			"to a baby":                        {Person: h.baby, Text: "group-cancelled"},
			"to somebody of another service":   {Person: access.NewPersonID(), Text: "group-cancelled"},
			"to a person and to an enquirer":   {Person: h.mother, Enquirer: &notify.Enquirer{Called: "J"}, Text: "group-cancelled"},
			"a link that leads somewhere else": {Person: h.mother, Text: "sign-in", Args: map[string]string{"link": "https://x.example/"}},
		} {
			m.Service = h.Here.Service
			err := h.db.Update(t.Context(), func(tx *store.Tx) error {
				_, err := h.QueueIn(tx, h.Here.Coordinator, m)
				return err
			})
			if err == nil {
				t.Errorf("%s: queued", name)
			}
		}
		if n := h.count(t, `SELECT COUNT(*) FROM message`); n != 0 {
			t.Errorf("%d messages are stored", n)
		}
	})
}

func TestAboutNobodyKnowsIsNotSent(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.queue(t, notify.Message{Person: h.mother, Text: "group-cancelled", About: "rumour:1"})
		h.work(t)
		h.want(t, id, notify.Held, notify.WhyGone)
	})
}

func TestEnquirer(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.queue(t, notify.Message{Text: "enquiry-received", Args: map[string]string{"ref": "K7QF-3MXA"}, Enquirer: &notify.Enquirer{
			Called: "Aoife", Ways: []safety.SafeContact{{Channel: family.Email, Safe: true, From: civil.Clock{Hour: 9}, Until: civil.Clock{Hour: 12}}},
			Addresses: map[family.Channel]string{family.Email: "aoife@post.example"},
		}})
		h.work(t)
		if len(h.post.taken) != 1 || h.post.taken[0].To != "aoife@post.example" || !strings.Contains(h.post.taken[0].Body, "K7QF-3MXA") {
			t.Fatalf("sent %+v", h.post.taken)
		}
		if l := h.entry(t, id); l.To != "Aoife" {
			t.Errorf("outbox says it is to %q", l.To)
		}
		unsafe := h.queue(t, notify.Message{Text: "enquiry-declined", Enquirer: &notify.Enquirer{
			Called: "Aoife", Addresses: map[family.Channel]string{family.Email: "aoife@post.example"},
		}})
		h.work(t)
		h.want(t, unsafe, notify.Held, notify.WhyUnsafe)
	})
}

func TestThroughARealServer(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			server := smtptest.New(t)
			clock := storetest.NewClock(morning)
			h := newHouse(t, storetest.Open(t, e, storetest.WithClock(clock)), clock, mailer(t, settings(server)), notify.Settings{})
			server.Refuse(func(string) error { return smtptest.Refusal(451, "later") })
			id := h.offer(t, h.mother)
			h.work(t)
			h.want(t, id, notify.Waiting, notify.WhyAgain)
			server.Refuse(nil)
			clock.Advance(time.Minute)
			h.work(t)
			h.want(t, id, notify.Sent, "")
			mails := server.Mails()
			if len(mails) != 1 || !strings.Contains(mails[0].Body, "https://meet.example/o/SECRETSECRET") {
				t.Errorf("arrived: %+v", mails)
			}
		})
	}
}
