package enquiry_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"holdfast/content/programmes"
	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/enquiry"
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

type house struct {
	accesstest.World
	db    *store.DB
	svc   *enquiry.Service
	rooms enquiry.Rooms
}

func newHouse(t *testing.T, db *store.DB) house {
	t.Helper()
	key := make([]byte, 32)
	log, queue := audit.New(key), jobs.NewQueue()
	accounts, err := identity.New(db, log, key)
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	families := family.New(db, log, queue)
	texts, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	agreed, safe := consent.New(db, log), safety.New(db, log, accounts)
	messages := notify.New(db, log, notify.Rooms{
		Accounts: accounts, Families: families, Consents: agreed, Safety: safe, Queue: queue, Texts: texts,
	}, notify.Settings{})
	rooms := enquiry.Rooms{
		Accounts: accounts, Families: families, Safety: safe, Consent: agreed, Notify: messages,
		Programmes: programme.New(db, log, programme.Rooms{Accounts: accounts, Consents: agreed, Families: families, Safety: safe, Messages: messages, Catalogue: catalogue}),
	}
	return house{accesstest.New(t, db), db, enquiry.New(db, log, rooms), rooms}
}

// begin starts an enquiry in the first service.
func (h house) begin(t *testing.T) string {
	t.Helper()
	token, err := h.svc.Start(t.Context(), enquiry.Begin{Service: h.Here.Service, Programme: programme.BabyLove, From: "192.0.2.7"})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// answer gives every answer, one question at a time.
func (h house) answer(t *testing.T, token string, all enquiry.Answers) {
	t.Helper()
	for {
		e, err := h.svc.Load(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		q, more := e.Answers.Next()
		if !more {
			return
		}
		if _, err := h.svc.Answer(t.Context(), token, q, all); err != nil {
			t.Fatalf("answer %s: %v", q, err)
		}
	}
}

// recent is complete with a date that is right on the database's today.
func recent() enquiry.Answers {
	return with("date", civil.Of(time.Now()).AddDays(-70).String())
}

func (h house) sent(t *testing.T) (token string, e enquiry.Enquiry) {
	t.Helper()
	token = h.begin(t)
	h.answer(t, token, recent())
	e, err := h.svc.Send(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return token, e
}

func TestEachAnswerIsKeptAsItIsGiven(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		token := h.begin(t)
		if _, err := h.svc.Answer(t.Context(), token, enquiry.AskBirth, map[string]string{"birth": "born", "name": "not asked here"}); err != nil {
			t.Fatal(err)
		}
		_, err := h.svc.Answer(t.Context(), token, enquiry.AskDate, map[string]string{"date": "2036-01-01"})
		if got := problems(fault.ProblemsOf(err)); got != "date:family.born.future" {
			t.Fatalf("a birth to come: %v", err)
		}
		e, err := h.svc.Load(t.Context(), token)
		if err != nil || e.Answers["birth"] != "born" || e.Answers["name"] != "" || e.Answers.Has(enquiry.AskDate) {
			t.Errorf("kept %v, %v", e.Answers, err)
		}
		if _, err := h.svc.Load(t.Context(), "another token"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a token that opens nothing: %v", err)
		}
	})
}

func TestSendingFromTwoTabsIsOneEnquiry(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		token := h.begin(t)
		if _, err := h.svc.Send(t.Context(), token); !fault.Is(err, fault.Invalid) {
			t.Fatalf("sending nothing: %v, want invalid", err)
		}
		h.answer(t, token, recent())
		refs := make([]string, 8)
		var wg sync.WaitGroup
		for i := range refs {
			wg.Go(func() {
				e, err := h.svc.Send(context.Background(), token)
				if err != nil {
					t.Error(err)
				}
				refs[i] = e.Ref
			})
		}
		wg.Wait()
		if slices.Sort(refs); refs[0] == "" || refs[0] != refs[len(refs)-1] {
			t.Errorf("references %q", refs)
		}
		page, err := h.svc.List(t.Context(), h.Here.Coordinator, enquiry.Filter{State: enquiry.Sent})
		if err != nil || len(page.Enquiries) != 1 || page.Enquiries[0].Answers["name"] != "Farah Aziz" {
			t.Errorf("the coordinator sees %+v, %v", page, err)
		}
		if _, err := h.svc.Answer(t.Context(), token, enquiry.AskName, map[string]string{"name": "Somebody Else"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("changing what was sent: %v, want conflict", err)
		}
	})
}

func TestAcceptingTwiceMakesOneFamily(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		_, e := h.sent(t)
		first, err := h.svc.Accept(t.Context(), h.Here.Coordinator, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.svc.Accept(t.Context(), h.Here.Lead, e.ID)
		if err != nil || again != first {
			t.Fatalf("accepted again as %s, %v; want %s", again, err, first)
		}
		record, err := h.rooms.Families.Find(t.Context(), h.Here.Lead, first)
		if err != nil || len(record.Dyads) != 1 || record.Adults()[0].Name != "Farah Aziz" {
			t.Fatalf("record %+v, %v", record, err)
		}
		carer := record.Adults()[0].ID
		ways, err := h.rooms.Safety.Contacts(t.Context(), h.Here.Lead, carer)
		if err != nil || len(ways) != 2 {
			t.Errorf("safe contact %+v, %v", ways, err)
		}
		agreed, err := h.rooms.Consent.Current(t.Context(), h.Here.Lead, carer)
		if err != nil || !agreed[consent.Messages].Given || agreed[consent.Measures].Given {
			t.Errorf("consent %+v, %v: messages were agreed to, questionnaires not asked", agreed, err)
		}
		waiting, err := h.rooms.Programmes.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
		if err != nil || len(waiting.Rows) != 1 || waiting.Rows[0].Family != first {
			t.Errorf("waiting list %+v, %v", waiting, err)
		}
		if err := h.svc.Decline(t.Context(), h.Here.Coordinator, e.ID, "Too late"); !fault.Is(err, fault.Conflict) {
			t.Errorf("declining what was accepted: %v, want conflict", err)
		}
	})
}

func TestDecliningSaysWhatElseThereIs(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		token, e := h.sent(t)
		if err := h.svc.Decline(t.Context(), h.Here.Coordinator, e.ID, "  "); !fault.Is(err, fault.Invalid) {
			t.Errorf("declining without a word: %v, want invalid", err)
		}
		if err := h.svc.Decline(t.Context(), h.Here.Coordinator, e.ID, "The toddler group on Mondays"); err != nil {
			t.Fatal(err)
		}
		got, err := h.svc.Load(t.Context(), token)
		if err != nil || got.State != enquiry.Declined || got.Decision != "The toddler group on Mondays" {
			t.Errorf("the parent reads %+v, %v", got, err)
		}
		if err := h.svc.Reopen(t.Context(), h.Here.Coordinator, e.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := h.svc.Accept(t.Context(), h.Here.Coordinator, e.ID); err != nil {
			t.Errorf("accepting after reopening: %v", err)
		}
	})
}

func TestEnquiriesAreReadByWhoeverDecidesThem(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		_, e := h.sent(t)
		draft := h.begin(t)
		h.answer(t, draft, recent())
		tests := map[string]struct {
			who  access.Actor
			want fault.Kind // Internal for success
		}{
			"the coordinator reads it":                        {h.Here.Coordinator, fault.Internal},
			"the lead reads it":                               {h.Here.Lead, fault.Internal},
			"a practitioner has no business there":            {h.Here.Practitioner, fault.Forbidden},
			"nor has the administrator":                       {h.Here.Administrator, fault.Forbidden},
			"nor a visitor":                                   {access.Actor{}, fault.Forbidden},
			"for another service's coordinator it is not one": {h.There.Coordinator, fault.NotFound},
		}
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				if _, err := h.svc.Find(t.Context(), tt.who, e.ID); fault.KindOf(err) != tt.want {
					t.Errorf("Find = %v, want %v", err, tt.want)
				}
				if _, err := h.svc.Accept(t.Context(), tt.who, ident0()); tt.want != fault.Internal && fault.KindOf(err) != tt.want {
					t.Errorf("Accept = %v, want %v", err, tt.want)
				}
			})
		}
		page, err := h.svc.List(t.Context(), h.Here.Coordinator, enquiry.Filter{State: enquiry.Sent})
		if err != nil || len(page.Enquiries) != 1 {
			t.Errorf("the list holds %d, %v: a draft is nobody's but the parent's", len(page.Enquiries), err)
		}
		if n, err := h.svc.Waiting(t.Context(), h.There.Coordinator, 10); err != nil || n != 0 {
			t.Errorf("another service counts %d, %v", n, err)
		}
	})
}

func ident0() enquiry.ID { return enquiry.ID{} }

func TestDraftsRunOut(t *testing.T) {
	clock := storetest.NewClock(time.Date(2027, 2, 9, 9, 0, 0, 0, time.UTC))
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		token := h.begin(t)
		clock.Advance(enquiry.DraftLasts)
		if _, err := h.svc.Load(t.Context(), token); !fault.Is(err, fault.NotFound) {
			t.Errorf("a draft of a month: %v, want not found", err)
		}
		if n, err := h.svc.Sweep(t.Context()); err != nil || n != 1 {
			t.Errorf("swept %d, %v; want 1", n, err)
		}
	}, storetest.WithClock(clock))
}

// An address is whatever somebody typed. Nobody's mailbox is filled by it, and the
// enquiry arrives all the same.
func TestAMailboxIsNotFilledByWhoeverTypesItsAddress(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for range 5 {
			h.sent(t)
		}
		page, err := h.svc.List(t.Context(), h.Here.Coordinator, enquiry.Filter{State: enquiry.Sent})
		if err != nil || len(page.Enquiries) != 5 {
			t.Fatalf("%d enquiries, %v; want 5", len(page.Enquiries), err)
		}
		out, err := h.rooms.Notify.Outbox(t.Context(), h.Here.Coordinator, notify.Filter{}, notify.MessageID{})
		if err != nil || len(out.Entries) != 3 {
			t.Errorf("%d messages to one address in an hour, %v; want 3", len(out.Entries), err)
		}
	})
}
