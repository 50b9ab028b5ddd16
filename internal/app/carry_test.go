package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/pledge"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// yesterday and today are the same people on two databases: what happened today is
// known to one of them.
func TestWhatMustNotBeForgottenIsCarriedOver(t *testing.T) {
	all := whatHappenedToday(t)
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := &lossHouse{House: apptest.Demo(t, e), t: t}
			h.find("marta")
			mail := len(h.Post.Sent())
			carried, err := h.Rooms.CarryOver(t.Context(), all)
			if err != nil {
				t.Fatal(err)
			}
			want := []app.Carried{{pledge.Loss, 1, 0}, {pledge.Restriction, 1, 0}, {pledge.Consent, 1, 0}, {pledge.SafeContact, 1, 0}}
			if !slices.Equal(carried, want) {
				t.Errorf("carried over %+v, want %+v", carried, want)
			}
			if again, err := h.Rooms.CarryOver(t.Context(), all); err != nil || len(again) != 0 {
				t.Errorf("a second time: %+v, %v", again, err)
			}
			for what, n := range map[string]int{
				"the baby is lost":               h.count(`SELECT COUNT(*) FROM person WHERE id = $1 AND lost_on = '2027-02-08'`, h.infant),
				"its place has ended":            h.count(`SELECT COUNT(*) FROM place WHERE family_id = $1 AND state = 'withdrawn' AND ended_why = 'loss'`, h.family),
				"somebody is asked to call":      h.count(`SELECT COUNT(*) FROM alert WHERE kind = 'loss' AND closed_at IS NULL`),
				"the restriction holds":          h.count(`SELECT COUNT(*) FROM restriction WHERE why = 'safety' AND ended_at IS NULL AND evidence <> ''`),
				"Nadia's consent is withdrawn":   h.count(`SELECT COUNT(*) FROM consent c JOIN account a ON a.person_id = c.person_id WHERE a.id = $1 AND c.purpose = 'measures' AND NOT c.given`, h.Persona("nadia")),
				"no text message to Nadia":       h.count(`SELECT COUNT(*) FROM safe_contact s JOIN account a ON a.person_id = s.person_id WHERE a.id = $1 AND s.channel = 'text' AND NOT s.safe`, h.Persona("nadia")),
				"audit says that it was carried": h.count(`SELECT COUNT(*) FROM audit_event WHERE action = 'pledges.carried-over'`),
			} {
				if n != 1 {
					t.Errorf("%s: %d", what, n)
				}
			}
			h.Work()
			for _, m := range h.Post.Sent()[mail:] {
				if m.To == "marta@mail.example" || m.To == "piotr@mail.example" {
					t.Errorf("%s was written to: %s", m.To, m.Subject)
				}
			}
			h.As(h.Persona("marta")).Get("/home/after").Is(http.StatusOK).Lacks("form main")
		})
	}
}

// whatHappenedToday is the pledges of a day on which a loss was told, one more was
// taken back, and three people said no in one way or another.
func whatHappenedToday(t *testing.T) (all []pledge.Pledge) {
	h := openForLoss(t)
	dana, err := h.Rooms.Accounts.Actor(t.Context(), token(t, h.House, "dana"))
	if err != nil {
		t.Fatal(err)
	}
	nadia, err := h.Rooms.Accounts.Actor(t.Context(), token(t, h.House, "nadia"))
	if err != nil {
		t.Fatal(err)
	}
	var infant access.PersonID
	if err := infant.UnmarshalText([]byte(h.infant)); err != nil {
		t.Fatal(err)
	}
	_, err = h.Rooms.Families.RecordLoss(t.Context(), dana, family.NewLoss{Infant: infant, Kind: family.Death, Day: civil.New(2027, 2, 8)})
	must(t, err)
	_, err = h.Rooms.Families.Restrict(t.Context(), dana, family.NewRestriction{
		Adult: person(t, h.House, "piotr"), About: nadia.Person, From: dana.Today, Why: family.Danger, Evidence: "A letter.",
	})
	must(t, err)
	must(t, h.Rooms.Consents.Withdraw(t.Context(), nadia, nadia.Person, consent.Measures))
	must(t, h.Rooms.Safety.SetContact(t.Context(), nadia, nadia.Person, []safety.SafeContact{{Channel: family.Text}}))
	h.View(func(tx *store.Tx) (err error) {
		all, err = pledge.All(tx)
		return err
	})
	return all
}

func person(t *testing.T, h *apptest.House, key string) (id access.PersonID) {
	t.Helper()
	h.View(func(tx *store.Tx) error {
		if err := tx.QueryRow(`SELECT person_id FROM account WHERE id = $1`, h.Persona(key)).Scan(&id); err != nil {
			return fmt.Errorf("person of %s: %w", key, err)
		}
		return nil
	})
	return id
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
