package notify_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

func TestWhoReadsTheOutbox(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.offer(t, h.mother)
		h.work(t)
		for _, tt := range []struct {
			name string
			who  access.Actor
			list fault.Kind
			n    int
		}{
			{"the coordinator", h.Here.Coordinator, fault.Internal, 1},
			{"the lead", h.Here.Lead, fault.Internal, 1},
			{"a practitioner", h.Here.Practitioner, fault.Forbidden, 0},
			{"an administrator", h.Here.Administrator, fault.Forbidden, 0},
			{"the person herself", accesstest.CaregiverOf(t, h.db, h.Here.Service, h.mother), fault.Forbidden, 0},
			{"the other parent", accesstest.CaregiverOf(t, h.db, h.Here.Service, h.father), fault.Forbidden, 0},
			{"a coordinator of another service", h.There.Coordinator, fault.Internal, 0},
			{"the lead of another service", h.There.Lead, fault.Internal, 0},
			{"a visitor", access.Actor{}, fault.Forbidden, 0},
		} {
			t.Run(tt.name, func(t *testing.T) {
				page, err := h.Outbox(t.Context(), tt.who, notify.Filter{}, notify.MessageID{})
				if fault.KindOf(err) != tt.list || len(page.Entries) != tt.n {
					t.Errorf("list: %d, %v", len(page.Entries), err)
				}
				one := tt.list
				if tt.n == 0 && one == fault.Internal {
					one = fault.NotFound
				}
				l, err := h.Letter(t.Context(), tt.who, id)
				if fault.KindOf(err) != one || (l.Address != "") != (tt.n == 1) {
					t.Errorf("letter: %q, %v", l.Address, err)
				}
				if tt.n == 1 {
					return
				}
				if err := h.Again(t.Context(), tt.who, id); fault.KindOf(err) != one {
					t.Errorf("again: %v", err)
				}
				if err := h.MarkSaid(t.Context(), tt.who, id); fault.KindOf(err) != one {
					t.Errorf("said: %v", err)
				}
				if errands, err := h.ByHand(t.Context(), tt.who); fault.KindOf(err) != tt.list || len(errands) != 0 {
					t.Errorf("by hand: %d, %v", len(errands), err)
				}
			})
		}
	})
}

func TestOutboxPages(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		const all = notify.PageSize + 7
		h.update(t, func(tx *store.Tx) error {
			for range all {
				if _, err := h.QueueIn(tx, h.Here.Coordinator, notify.Message{Service: h.Here.Service, Person: h.mother, Text: "group-cancelled"}); err != nil {
					return err
				}
			}
			return nil
		})
		first, err := h.Outbox(t.Context(), h.Here.Lead, notify.Filter{}, notify.MessageID{})
		if err != nil || len(first.Entries) != notify.PageSize || !first.More {
			t.Fatalf("first page: %d, more %v, %v", len(first.Entries), first.More, err)
		}
		second, err := h.Outbox(t.Context(), h.Here.Lead, notify.Filter{}, first.Next)
		if err != nil || len(second.Entries) != 7 || second.More {
			t.Fatalf("second page: %d, more %v, %v", len(second.Entries), second.More, err)
		}
		seen := map[notify.MessageID]bool{}
		for _, e := range append(first.Entries, second.Entries...) {
			seen[e.ID] = true
		}
		if len(seen) != all {
			t.Errorf("%d different messages on two pages, want %d", len(seen), all)
		}
		if page, err := h.Outbox(t.Context(), h.Here.Lead, notify.Filter{State: notify.Sent}, notify.MessageID{}); err != nil || len(page.Entries) != 0 {
			t.Errorf("filtered by sent: %d, %v", len(page.Entries), err)
		}
	})
}

func TestByHand(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.safe(t, h.mother, safety.SafeContact{Channel: family.Email}, safety.SafeContact{
			Channel: family.Call, Safe: true, From: civil.Clock{Hour: 12}, Until: civil.Clock{Hour: 14}, Shared: true,
		})
		id := h.offer(t, h.mother)
		h.work(t)
		errands, err := h.ByHand(t.Context(), h.Here.Coordinator)
		if err != nil || len(errands) != 1 {
			t.Fatalf("%d errands, %v", len(errands), err)
		}
		e := errands[0]
		if e.ID != id || e.To != "Julia" || e.Number != "07700 900982" || e.Channel != "call" || e.From.Hour != 12 || e.Until.Hour != 14 || e.AnyTime() {
			t.Errorf("errand %+v", e)
		}
		if e.Now || e.Voicemail || !e.Shared {
			t.Errorf("at ten: now %v, voicemail %v, shared %v", e.Now, e.Voicemail, e.Shared)
		}
		h.clock.Advance(2 * time.Hour)
		if errands, err = h.ByHand(t.Context(), h.Here.Coordinator); err != nil || !errands[0].Now {
			t.Errorf("at noon: %+v, %v", errands, err)
		}

		// What no longer stands is not said either, and comes back if it does.
		*h.stands = false
		if errands, err = h.ByHand(t.Context(), h.Here.Coordinator); err != nil || len(errands) != 0 {
			t.Errorf("an offer that is gone: %d, %v", len(errands), err)
		}
		*h.stands = true

		for range 2 {
			if err := h.MarkSaid(t.Context(), h.Here.Coordinator, id); err != nil {
				t.Fatal(err)
			}
		}
		l := h.entry(t, id)
		if l.State != notify.Said || l.SaidBy != h.Here.Coordinator.Name || strings.Contains(l.Body, "SECRET") {
			t.Errorf("said: %+v", l)
		}
		if errands, err = h.ByHand(t.Context(), h.Here.Coordinator); err != nil || len(errands) != 0 {
			t.Errorf("still to say: %d, %v", len(errands), err)
		}
		sent := h.queue(t, notify.Message{Person: h.mother, Text: "group-cancelled"})
		if err := h.MarkSaid(t.Context(), h.Here.Coordinator, sent); !fault.Is(err, fault.Conflict) {
			t.Errorf("saying what waits to be sent: %v", err)
		}
	})
}

func TestWhatNoLongerStandsHidesNothingBehindIt(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.safe(t, h.mother, safety.SafeContact{Channel: family.Email}, safety.SafeContact{Channel: family.Call, Safe: true})
		for range 3 {
			h.offer(t, h.mother)
		}
		first := h.queue(t, notify.Message{Person: h.mother, Text: "group-cancelled"})
		second := h.queue(t, notify.Message{Person: h.mother, Text: "group-cancelled"})
		h.work(t)
		*h.stands = false
		for most, want := range [][]notify.MessageID{1: {first}, 2: {first, second}, 3: {first, second}} {
			if most == 0 {
				continue
			}
			errands, err := h.ByHandFirst(t.Context(), h.Here.Coordinator, most)
			if err != nil || len(errands) != len(want) {
				t.Fatalf("%d errands of at most %d, %v", len(errands), most, err)
			}
			for i, e := range errands {
				if e.ID != want[i] || e.To != "Julia" {
					t.Errorf("place %d of %d: %+v", i, most, e)
				}
			}
		}
	})
}

func TestHeldMessageGoesOnceItIsSafe(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.safe(t, h.mother, safety.SafeContact{Channel: family.Email})
		id := h.offer(t, h.mother)
		h.work(t)
		h.want(t, id, notify.Held, notify.WhyUnsafe)
		h.safe(t, h.mother, safety.SafeContact{Channel: family.Email, Safe: true})
		if err := h.Again(t.Context(), h.Here.Lead, id); err != nil {
			t.Fatal(err)
		}
		h.work(t)
		h.want(t, id, notify.Sent, "")
	})
}

func TestRequestLink(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		accesstest.CaregiverOf(t, h.db, h.Here.Service, h.mother)
		ask := func(address, from string) {
			t.Helper()
			if err := h.RequestLink(t.Context(), h.Here.Service, address, from); err != nil {
				t.Fatalf("%s: %v", address, err)
			}
		}
		rows := func() int {
			return h.count(t, `SELECT COUNT(*) FROM job`)*1000 + h.count(t, `SELECT COUNT(*) FROM audit_event`)*100 + h.count(t, `SELECT COUNT(*) FROM attempt`)
		}
		// The same is written for an address that is known and for one that is not: the
		// father has a mailbox here, but no account.
		before := rows()
		ask("nobody@post.example", "192.0.2.1")
		unknown := rows() - before
		for _, address := range []string{" Julia@post.example ", "tomasz@post.example"} {
			before = rows()
			ask(address, "192.0.2.1")
			if got := rows() - before; got != unknown {
				t.Errorf("%s wrote %d, an unknown address %d", address, got, unknown)
			}
		}
		if n := h.count(t, `SELECT COUNT(*) FROM job WHERE payload LIKE '%post.example%'`); n != 0 {
			t.Error("an address stands in a job")
		}
		h.work(t)
		if len(h.post.taken) != 1 || h.post.taken[0].To != "julia@post.example" {
			t.Fatalf("sent %+v", h.post.taken)
		}
		_, rest, _ := strings.Cut(h.post.taken[0].Body, "https://meet.example/in/")
		secret, _, _ := strings.Cut(rest, "\n")
		token, err := h.accounts.SignInByLink(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		if who, err := h.accounts.Actor(t.Context(), token); err != nil || who.Person != h.mother {
			t.Errorf("signed in as %v, %v", who.Person, err)
		}

		for range 5 {
			ask("julia@post.example", "198.51.100.7")
		}
		h.work(t)
		if len(h.post.taken) != 3 {
			t.Errorf("%d links in an hour, want 3 at most", len(h.post.taken))
		}
	})
}

// Who is shut out must not be able to keep others from asking.
func TestASourceThatIsShutOutUsesUpNobodysLinks(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		accesstest.CaregiverOf(t, h.db, h.Here.Service, h.mother)
		ask := func(address, from string) {
			t.Helper()
			if err := h.RequestLink(t.Context(), h.Here.Service, address, from); err != nil {
				t.Fatal(err)
			}
		}
		for i := range identity.LinkBySource.Most {
			ask(fmt.Sprintf("p%d@post.example", i), "192.0.2.1")
		}
		for range identity.LinkByAddress.Most {
			ask("julia@post.example", "192.0.2.1")
		}
		ask("julia@post.example", "198.51.100.7")
		h.work(t)
		if len(h.post.taken) != 1 {
			t.Errorf("%d links sent, want the one that she asked for", len(h.post.taken))
		}
	})
}

func TestLinkIsNotMailedToAMailboxOfTwo(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		accesstest.CaregiverOf(t, h.db, h.Here.Service, h.mother)
		if err := h.families.SetDetails(t.Context(), h.Here.Coordinator, h.father, []family.NewDetail{{Channel: family.Email, Value: "julia@post.example"}}); err != nil {
			t.Fatal(err)
		}
		if err := h.RequestLink(t.Context(), h.Here.Service, "julia@post.example", ""); err != nil {
			t.Fatal(err)
		}
		h.work(t)
		h.work(t)
		if len(h.post.taken) != 0 {
			t.Errorf("sent %+v", h.post.taken)
		}
		page, err := h.Outbox(t.Context(), h.Here.Lead, notify.Filter{State: notify.Held}, notify.MessageID{})
		if err != nil || len(page.Entries) != 1 || page.Entries[0].Why != notify.WhyShared {
			t.Errorf("outbox %+v, %v", page.Entries, err)
		}
	})
}
