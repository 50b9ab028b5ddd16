package identity_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store/storetest"
)

func TestSignIn(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id, key := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		token, err := h.SignIn(t.Context(), identity.SignIn{Email: " Ruth@Service.example ", Password: password, Code: h.code(t, key)})
		if err != nil {
			t.Fatal(err)
		}
		who, err := h.Actor(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		want := access.Actor{Account: id, Service: h.service, Name: "Ruth Okafor", Roles: []access.Role{access.Practitioner}, Today: h.today(), Now: h.clock.Now()}
		if !reflect.DeepEqual(who, want) {
			t.Errorf("actor %+v, want %+v", who, want)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM login WHERE token_hash = $1`, token); n != 0 {
			t.Error("the token itself is in the database")
		}
		if n := h.count(t, `SELECT COUNT(*) FROM audit_event WHERE action = 'account.signed-in' AND thing = $1`, id); n != 2 {
			t.Errorf("%d sign-ins recorded, want the enrolment and this one", n)
		}
	})
}

func TestSignInAnswersEveryFailureAlike(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		_, key := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		gone, goneKey := h.enrolled(t, "Tom Hale", "tom@service.example", access.Practitioner)
		if err := h.DisableStaff(t.Context(), h.admin, gone); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.AddStaff(t.Context(), h.system, identity.NewStaff{Name: "New", Email: "new@service.example", Roles: []access.Role{access.Lead}}); err != nil {
			t.Fatal(err)
		}
		_, pastKey := h.enrolled(t, "Ana Past", "ana@service.example", access.Practitioner)
		ana := h.member(t, "ana@service.example")
		h.exec(t, `UPDATE account_role SET until_on = $1 WHERE account_id = $2`, h.today().AddDays(-1), ana)

		for _, tt := range []struct {
			name string
			in   identity.SignIn
		}{
			{"no such account", identity.SignIn{Email: "nobody@service.example", Password: password, Code: "123456"}},
			{"wrong password, right code", identity.SignIn{Email: "ruth@service.example", Password: "another pass phrase", Code: h.code(t, key)}},
			{"right password, wrong code", identity.SignIn{Email: "ruth@service.example", Password: password, Code: "000000"}},
			{"an account that was disabled", identity.SignIn{Email: "tom@service.example", Password: password, Code: h.code(t, goneKey)}},
			{"an account that never enrolled", identity.SignIn{Email: "new@service.example", Password: "", Code: ""}},
			{"a worker whose last role ended yesterday", identity.SignIn{Email: "ana@service.example", Password: password, Code: h.code(t, pastKey)}},
		} {
			before := h.count(t, `SELECT COUNT(*) FROM audit_event WHERE action = 'sign-in.refused'`)
			token, err := h.SignIn(t.Context(), tt.in)
			if token != "" {
				t.Errorf("%s: got a token", tt.name)
			}
			want := fault.Check(fault.At("", "identity.sign-in.failed"))
			if !reflect.DeepEqual(err, want) {
				t.Errorf("%s: answered %v, want %v", tt.name, err, want)
			}
			if n := h.count(t, `SELECT COUNT(*) FROM audit_event WHERE action = 'sign-in.refused'`); n != before+1 {
				t.Errorf("%s: the refusal is not on record", tt.name)
			}
		}
	})
}

func TestCodeOpensOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		_, key := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		in := identity.SignIn{Email: "ruth@service.example", Password: password, Code: h.code(t, key)}
		type result struct {
			token string
			err   error
		}
		results := make(chan result, 2)
		for range cap(results) {
			go func() {
				token, err := h.SignIn(t.Context(), in)
				results <- result{token, err}
			}()
		}
		opened := 0
		for range cap(results) {
			r := <-results
			switch {
			case r.err == nil:
				opened++
			case !fault.Is(r.err, fault.Invalid):
				t.Error(r.err)
			}
		}
		if opened != 1 {
			t.Errorf("one code opened %d logins from two tabs at once", opened)
		}
	})
}

func TestSignInLimits(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		_, key := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		for _, email := range []string{"ruth@service.example", "nobody@service.example"} {
			for i := range 10 {
				_, err := h.SignIn(t.Context(), identity.SignIn{Email: email, Password: "wrong pass phrase", From: fmt.Sprintf("192.0.2.%d", i)})
				wantFault(t, err, fault.Invalid, "identity.sign-in.failed")
			}
			_, err := h.SignIn(t.Context(), identity.SignIn{Email: email, Password: password, Code: h.code(t, key), From: "198.51.100.1"})
			wantFault(t, err, fault.Conflict, "identity.sign-in.wait")
		}
		h.clock.Advance(15*time.Minute + time.Second)
		if _, err := h.SignIn(t.Context(), identity.SignIn{Email: "ruth@service.example", Password: password, Code: h.code(t, key)}); err != nil {
			t.Errorf("still shut out when the window has passed: %v", err)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM attempt WHERE key LIKE '%ruth%' OR key LIKE '%192.0%'`); n != 0 {
			t.Error("an address stands in the table of attempts")
		}
	})
}

func TestSignInLimitBySource(t *testing.T) {
	clock := storetest.NewClock(storetest.Monday())
	h := newHouse(t, storetest.Open(t, storetest.Engines()[0], storetest.WithClock(clock)), clock)
	for i := range 60 {
		_, err := h.SignIn(t.Context(), identity.SignIn{Email: fmt.Sprintf("p%d@service.example", i), From: fmt.Sprintf("[2001:db8::%d]:99", i)})
		wantFault(t, err, fault.Invalid, "")
	}
	_, err := h.SignIn(t.Context(), identity.SignIn{Email: "another@service.example", From: "2001:db8::ffff"})
	wantFault(t, err, fault.Conflict, "identity.sign-in.wait")
	_, err = h.SignIn(t.Context(), identity.SignIn{Email: "another@service.example", From: "2001:db8:9::1"})
	wantFault(t, err, fault.Invalid, "identity.sign-in.failed")
}

func TestLoginEnds(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id, key := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		signIn := func(t *testing.T) string {
			t.Helper()
			h.clock.Advance(time.Minute)
			token, err := h.SignIn(t.Context(), identity.SignIn{Email: "ruth@service.example", Password: password, Code: h.code(t, key)})
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		open := func(t *testing.T, token string) bool {
			t.Helper()
			_, err := h.Actor(t.Context(), token)
			if err != nil && !fault.Is(err, fault.NotFound) {
				t.Fatal(err)
			}
			return err == nil
		}

		token := signIn(t)
		for range 20 {
			h.clock.Advance(29 * time.Minute)
			if !open(t, token) {
				t.Fatal("a login that is used ended")
			}
		}
		h.clock.Advance(30 * time.Minute)
		if open(t, token) {
			t.Error("a login lasts half an hour after it was last used")
		}

		token = signIn(t)
		for range 25 {
			h.clock.Advance(29 * time.Minute)
			open(t, token)
		}
		if open(t, token) {
			t.Error("a login lasts more than twelve hours")
		}

		token, other := signIn(t), signIn(t)
		if err := h.SignOut(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		if open(t, token) || !open(t, other) {
			t.Error("signing out ended the other login, or not this one")
		}
		if err := h.SignOut(t.Context(), token); err != nil {
			t.Errorf("signing out twice: %v", err)
		}

		token = signIn(t)
		if err := h.SignOutEverywhere(t.Context(), access.Actor{Account: id, Service: h.service}); err != nil {
			t.Fatal(err)
		}
		if open(t, token) || open(t, other) {
			t.Error("signing out everywhere left a login")
		}

		token = signIn(t)
		h.exec(t, `UPDATE account_role SET until_on = $1 WHERE account_id = $2`, h.today().AddDays(-1), id)
		if open(t, token) {
			t.Error("a former worker's login lasts")
		}
	})
}

func TestActorTouchesOnceAMinute(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		_, key := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		token, err := h.SignIn(t.Context(), identity.SignIn{Email: "ruth@service.example", Password: password, Code: h.code(t, key)})
		if err != nil {
			t.Fatal(err)
		}
		seen := func() (at time.Time) { return h.seen(t, "ruth@service.example") }
		began := seen()
		h.clock.Advance(59 * time.Second)
		h.mustActor(t, token)
		if !seen().Equal(began) {
			t.Error("a page within the minute was a write")
		}
		h.clock.Advance(time.Second)
		h.mustActor(t, token)
		if got := seen(); !got.Equal(began.Add(time.Minute)) {
			t.Errorf("seen at %s, want %s", got, began.Add(time.Minute))
		}
	})
}

func TestToken(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		for _, token := range []string{"", "nonsense", "' OR 1 = 1 --"} {
			who, err := h.Actor(t.Context(), token)
			wantFault(t, err, fault.NotFound, "")
			if who.SignedIn() {
				t.Errorf("%q signed somebody in", token)
			}
		}
	})
}
