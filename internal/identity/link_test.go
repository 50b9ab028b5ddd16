package identity_test

import (
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// link makes a caregiver's sign-in link.
func (h house) link(t *testing.T, person access.PersonID) (secret string) {
	t.Helper()
	err := h.db.Update(t.Context(), func(tx *store.Tx) (err error) {
		secret, err = h.SignInLinkIn(tx, h.system, person, "Aoife")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestSignInByLink(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		person := access.NewPersonID()
		first, second := h.link(t, person), h.link(t, person)
		if n := h.count(t, `SELECT COUNT(*) FROM account WHERE person_id = $1`, person); n != 1 {
			t.Fatalf("two links made %d accounts", n)
		}
		token, err := h.SignInByLink(t.Context(), first)
		if err != nil {
			t.Fatal(err)
		}
		who := h.mustActor(t, token)
		if who.Person != person || !who.Has(access.Caregiver) || who.IsStaff() {
			t.Errorf("signed in as %+v", who)
		}

		for what, secret := range map[string]string{"used": first, "unknown": "nonsense", "empty": ""} {
			if _, err := h.SignInByLink(t.Context(), secret); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s link: %v, want not found", what, err)
			}
		}
		if n := h.count(t, `SELECT COUNT(*) FROM audit_event WHERE action = 'sign-in.refused'`); n != 3 {
			t.Errorf("%d refusals on record, want 3", n)
		}
		h.clock.Advance(24 * time.Hour)
		_, err = h.SignInByLink(t.Context(), second)
		wantFault(t, err, fault.NotFound, "")

		h.clock.Advance(28 * 24 * time.Hour)
		h.mustActor(t, token)
		h.clock.Advance(24 * time.Hour)
		_, err = h.Actor(t.Context(), token)
		wantFault(t, err, fault.NotFound, "")
	})
}

func TestOneLinkOpensOneLogin(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		secret := h.link(t, access.NewPersonID())
		results := make(chan error, 4)
		for range cap(results) {
			go func() {
				_, err := h.SignInByLink(t.Context(), secret)
				results <- err
			}()
		}
		opened := 0
		for range cap(results) {
			if err := <-results; err == nil {
				opened++
			} else if !fault.Is(err, fault.NotFound) {
				t.Error(err)
			}
		}
		if opened != 1 {
			t.Errorf("%d logins from one link, want 1", opened)
		}
	})
}

func TestLinkOpensOnlyItsPurpose(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		var offer string
		err := h.db.Update(t.Context(), func(tx *store.Tx) (err error) {
			offer, err = h.LinkIn(tx, identity.NewLink{Purpose: identity.ForOffer, Thing: "place-1", Expires: tx.Now().Add(time.Hour)})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		l, err := h.Link(t.Context(), identity.ForOffer, offer)
		if err != nil || l.Thing != "place-1" || l.State != identity.LinkOpen {
			t.Fatalf("link %+v, %v", l, err)
		}
		_, err = h.Link(t.Context(), identity.ForSignIn, offer)
		wantFault(t, err, fault.NotFound, "")
		_, err = h.SignInByLink(t.Context(), offer)
		wantFault(t, err, fault.NotFound, "")
		_, err = h.Enrolment(t.Context(), offer)
		wantFault(t, err, fault.NotFound, "")
		if n := h.count(t, `SELECT COUNT(*) FROM link WHERE token_hash = $1`, offer); n != 0 {
			t.Error("the secret itself is in the database")
		}

		h.clock.Advance(time.Hour)
		if l, err = h.Link(t.Context(), identity.ForOffer, offer); err != nil || l.State != identity.LinkExpired {
			t.Errorf("after its hour: %v, %v; an expired offer is told kindly", l.State, err)
		}
	})
}

func TestDemoSignIn(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			clock := storetest.NewClock(storetest.Monday())
			db := storetest.Open(t, e, storetest.WithClock(clock))
			real := newHouse(t, db, clock)
			_, err := real.DemoSignIn(t.Context(), real.admin.Account)
			wantFault(t, err, fault.NotFound, "")

			demo := newHouse(t, storetest.Open(t, e, storetest.WithClock(clock)), clock, identity.WithDemo())
			token, err := demo.DemoSignIn(t.Context(), demo.admin.Account)
			if err != nil {
				t.Fatal(err)
			}
			if who := demo.mustActor(t, token); !who.Has(access.Administrator) {
				t.Errorf("signed in as %v", who.Roles)
			}
			_, err = demo.DemoSignIn(t.Context(), access.NewAccountID())
			wantFault(t, err, fault.NotFound, "")
		})
	}
}

func TestSweep(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.link(t, access.NewPersonID())
		h.clock.Advance(94 * 24 * time.Hour)
		kept := h.link(t, access.NewPersonID())
		if err := h.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"attempt", "login"} {
			if n := h.count(t, `SELECT COUNT(*) FROM `+table); n != 0 {
				t.Errorf("%d rows of %s are left", n, table)
			}
		}
		if n := h.count(t, `SELECT COUNT(*) FROM link`); n != 1 {
			t.Errorf("%d links are left, want the one that is open", n)
		}
		if _, err := h.SignInByLink(t.Context(), kept); err != nil {
			t.Error(err)
		}
	})
}
