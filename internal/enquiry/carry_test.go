package enquiry_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/enquiry"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// carried carries the last pledge over into a database that was put back, twice: the
// second time there is nothing left to do.
func (h house) carried(t *testing.T, kind pledge.Kind, carry func(*store.Tx, pledge.Pledge) (bool, error)) {
	t.Helper()
	for _, want := range []bool{true, false} {
		var applied bool
		err := h.db.Update(t.Context(), func(tx *store.Tx) error {
			all, err := pledge.All(tx)
			if err != nil || len(all) == 0 || all[len(all)-1].Kind != kind {
				t.Fatalf("pledges %+v, %v", all, err)
			}
			applied, err = carry(tx, all[len(all)-1])
			return err
		})
		if err != nil || applied != want {
			t.Errorf("applied %t, %v; want %t", applied, err, want)
		}
	}
}

func (h house) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if err := h.db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAnInvitationThatEndedStaysSoAfterARestore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for name, ends := range map[string]func(parent, enquiry.InvitationID, string) error{
			"taken back": func(p parent, id enquiry.InvitationID, _ string) error {
				return h.svc.TakeBack(t.Context(), p.Actor, id)
			},
			"it came to somebody else": func(_ parent, _ enquiry.InvitationID, secret string) error {
				return h.svc.NotMe(t.Context(), access.Actor{}, secret)
			},
			"refused": func(_ parent, id enquiry.InvitationID, secret string) error {
				if err := h.svc.Join(t.Context(), access.Actor{}, secret, enquiry.Join{Name: "Tomasz", Email: "tomek@post.example"}); err != nil {
					return err
				}
				return h.svc.Refuse(t.Context(), h.Here.Lead, id)
			},
		} {
			t.Run(name, func(t *testing.T) {
				julia := h.parent(t)
				secret := h.invited(t, julia.Actor, julia.asks("tomasz@post.example"))
				all, err := h.svc.Asked(t.Context(), julia.Actor)
				if err != nil || len(all) != 1 {
					t.Fatalf("%+v, %v", all, err)
				}
				if err := ends(julia, all[0].ID, secret); err != nil {
					t.Fatal(err)
				}
				// As an earlier copy knows it: sent, and its link not used.
				h.exec(t, `UPDATE invitation SET state = 'sent', taken_back_at = NULL, decided_at = NULL, decided_by = NULL WHERE id = $1`, all[0].ID)
				h.exec(t, `UPDATE link SET used_at = NULL WHERE thing = $1`, all[0].ID.String())
				h.carried(t, pledge.InvitationEnded, h.svc.Carry)
				if d, err := h.svc.Door(t.Context(), secret); err != nil || d.Open {
					t.Errorf("its link opens again: %+v, %v", d, err)
				}
			})
		}
	})
}

func TestWhoWishedNotToBeKnownStaysUnknownAfterARestore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia := h.parent(t)
		him := h.joined(t, julia)
		if err := h.svc.Tell(t.Context(), him, enquiry.TellsNothing); err != nil {
			t.Fatal(err)
		}
		h.exec(t, `UPDATE invitation SET tells = $1 WHERE person_id = $2`, true, him.Person)
		h.carried(t, pledge.Untold, h.svc.CarryUntold)
		if all, err := h.svc.Asked(t.Context(), julia.Actor); err != nil || len(all) != 1 || all[0].TakesPart {
			t.Errorf("she is told: %+v, %v", all, err)
		}
	})
}
