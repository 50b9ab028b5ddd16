package measure

import (
	"testing"
	"time"

	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/notify"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// morning is early on the day of the first session, before anybody is written to.
var morning = time.Date(2027, 2, 9, 6, 0, 0, 0, time.UTC)

// reminding is the house with a way out, on a clock.
func reminding(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := newHouse(t, db)
	log, queue := audit.New(make([]byte, 32)), jobs.NewQueue()
	accounts, err := identity.New(db, log, make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	texts, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	h.svc.notify = notify.New(db, log, notify.Rooms{
		Accounts: accounts, Families: family.New(db, log, queue), Consents: h.agreed, Safety: h.alerts, Queue: queue, Texts: texts, Mailer: notify.Nowhere{},
	}, notify.Settings{Base: "https://meet.example", From: "post@meet.example"})
	return h
}

// atMorning runs a test on both engines, each with a clock of its own.
func atMorning(t *testing.T, body func(*testing.T, *store.DB, *storetest.Clock)) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			clock := storetest.NewClock(morning)
			body(t, storetest.Open(t, e, storetest.WithClock(clock)), clock)
		})
	}
}

func (h *house) remind(t *testing.T) int {
	t.Helper()
	n, err := h.svc.Remind(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// letters is what one caregiver was to be told, each with whether it still stands.
func (h *house) letters(t *testing.T, who access.Actor) (stand []bool, notBefore []time.Time) {
	t.Helper()
	h.update(t, func(tx *store.Tx) error {
		stand, notBefore = nil, nil
		rows, err := tx.Query(`SELECT about, not_before FROM message WHERE person_id = $1 AND text_key = 'questionnaire-due' ORDER BY id`, who.Person)
		type letter struct {
			about string
			at    time.Time
		}
		all, err := store.Collect(rows, err, func(r *store.Rows) (l letter, err error) { return l, r.Scan(&l.about, &l.at) })
		if err != nil {
			return err
		}
		for _, l := range all {
			ok, err := h.svc.Standing()["due"](tx, l.about[len("due:"):])
			if err != nil {
				return err
			}
			stand, notBefore = append(stand, ok), append(notBefore, l.at)
		}
		return nil
	})
	return stand, notBefore
}

func TestACaregiverIsToldOnceOfWhatHasOpened(t *testing.T) {
	atMorning(t, func(t *testing.T, db *store.DB, clock *storetest.Clock) {
		h := reminding(t, db)
		if n := h.remind(t); n != 2 {
			t.Fatalf("%d were told, want the mother and the father, each in one message", n)
		}
		_, at := h.letters(t, h.mother)
		if want := time.Date(2027, 2, 9, 9, 0, 0, 0, time.UTC); len(at) != 1 || !at[0].Equal(want) {
			t.Errorf("told at %v, want once, and not before nine", at)
		}
		clock.Advance(24 * time.Hour)
		if n := h.remind(t); n != 0 {
			t.Errorf("%d were told again the day after", n)
		}
		// The last session was a week after the first: what comes after it has opened.
		clock.Advance(6 * 24 * time.Hour)
		if n := h.remind(t); n != 2 {
			t.Errorf("%d were told of the questionnaire after the last session", n)
		}
	})
}

func TestNobodyIsTold(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*testing.T, *house)
	}{
		{"while the group is postponed", func(t *testing.T, h *house) {
			h.exec(t, `UPDATE programme_group SET state = 'postponed' WHERE id = $1`, h.group)
		}},
		{"when the group is cancelled", func(t *testing.T, h *house) {
			h.exec(t, `UPDATE programme_group SET state = 'cancelled' WHERE id = $1`, h.group)
		}},
		{"who gave the place back", func(t *testing.T, h *house) {
			h.exec(t, `UPDATE place SET state = 'withdrawn' WHERE id = $1`, h.place)
		}},
		{"whose babies were lost", func(t *testing.T, h *house) {
			h.exec(t, `UPDATE person SET lost_on = $1 WHERE kind = 'infant'`, accesstest.Today)
		}},
		{"who does not want to be measured", func(t *testing.T, h *house) {
			h.update(t, func(tx *store.Tx) error {
				for _, who := range []access.Actor{h.mother, h.father} {
					if err := h.agreed.WithdrawIn(tx, who, who.Person, consent.Measures); err != nil {
						return err
					}
				}
				return nil
			})
		}},
		{"who has no questions in their language", func(t *testing.T, h *house) {
			h.exec(t, `UPDATE person SET lang = 'ti' WHERE kind = 'adult'`)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			atMorning(t, func(t *testing.T, db *store.DB, _ *storetest.Clock) {
				h := reminding(t, db)
				if n := h.remind(t); n != 2 {
					t.Fatalf("%d were told before", n)
				}
				tt.change(t, h)
				if stand, _ := h.letters(t, h.mother); len(stand) != 1 || stand[0] {
					t.Errorf("the message on its way stands: %v", stand)
				}
				h.exec(t, `DELETE FROM questionnaire_told`)
				if n := h.remind(t); n != 0 {
					t.Errorf("%d were told", n)
				}
			})
		})
	}
}

func TestWhoHasBegunOrSentNeedsNoReminder(t *testing.T) {
	atMorning(t, func(t *testing.T, db *store.DB, _ *storetest.Clock) {
		h := reminding(t, db)
		for _, instrument := range []string{"epds", "checkin"} {
			id := h.begin(t, h.mother, instrument)
			if instrument == "epds" {
				h.answerAll(t, h.mother, id, 10, 1)
				if _, err := h.svc.Submit(t.Context(), h.mother, id); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n := h.remind(t); n != 1 {
			t.Errorf("%d were told, want the father alone", n)
		}
	})
}
