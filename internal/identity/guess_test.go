package identity

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

const ruth = "ruth@service.example"

// besieged is a house with one practitioner, seen from inside: for what only an
// unlucky moment or a busy processor shows.
type besieged struct {
	*Accounts
	db     *store.DB
	clock  *storetest.Clock
	system access.Actor
	id     access.AccountID
	key    string // of the code generator
}

func siege(t *testing.T, e store.Engine) besieged {
	t.Helper()
	b := besieged{clock: storetest.NewClock(storetest.Monday())}
	b.db = storetest.Open(t, e, storetest.WithClock(b.clock))
	var err error
	if b.Accounts, err = New(b.db, audit.New(storetest.Key()), storetest.Key()); err != nil {
		t.Fatal(err)
	}
	today := civil.Of(b.clock.Now())
	service, err := b.AddService(t.Context(), access.System(access.ServiceID{}, today), Service{Slug: "harbour", Name: "Harbour families", ZoneName: "Europe/London"})
	if err != nil {
		t.Fatal(err)
	}
	b.system = access.System(service, today)
	id, secret, err := b.AddStaff(t.Context(), b.system, NewStaff{Name: "Ruth Okafor", Email: ruth, Roles: []access.Role{access.Practitioner}})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := b.Enrolment(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	b.id, b.key = id, shown.CodeKey
	if _, err := b.Enrol(t.Context(), Enrol{Secret: secret, Password: "lamp river seven coat", Code: b.code(t)}); err != nil {
		t.Fatal(err)
	}
	b.clock.Advance(time.Minute)
	return b
}

func (b besieged) code(t *testing.T) string {
	t.Helper()
	code, err := totp.GenerateCode(b.key, b.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func eachSiege(t *testing.T, body func(t *testing.T, b besieged)) {
	t.Helper()
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) { body(t, siege(t, e)) })
	}
}

// Hashing is slow on purpose and there is room for two at a time: whoever holds no
// link must not be able to use that room up for those who sign in.
func TestEnrollingWithoutALinkCostsNoHash(t *testing.T) {
	eachSiege(t, func(t *testing.T, b besieged) {
		for range hashesAtOnce {
			b.hashing <- struct{}{}
		}
		ctx, done := context.WithTimeout(t.Context(), 5*time.Second)
		defer done()
		_, err := b.Enrol(ctx, Enrol{Secret: "made-up", Password: "any pass phrase", Code: "123456", From: "192.0.2.1"})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("got %v, want not found without waiting for a hash", err)
		}
	})
}

// One machine may be shut out; it must not shut out the whole team in turn.
func TestASourceThatIsShutOutShutsOutNobody(t *testing.T) {
	b := siege(t, storetest.Engines()[0]) // it hashes sixty times
	for i := range signInBySource.Most {
		_, err := b.SignIn(t.Context(), SignIn{Email: fmt.Sprintf("p%d@service.example", i), From: "192.0.2.1"})
		if !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
	}
	for range signInByAccount.Most {
		_, err := b.SignIn(t.Context(), SignIn{Email: ruth, From: "192.0.2.1"})
		if !fault.Is(err, fault.Conflict) {
			t.Fatal(err)
		}
	}
	if _, err := b.SignIn(t.Context(), SignIn{Email: ruth, Password: "lamp river seven coat", Code: b.code(t), From: "198.51.100.1"}); err != nil {
		t.Errorf("shut out by a stranger whose tries were refused: %v", err)
	}
}

// Between checking a password and opening the login somebody may take the password
// away: then it opens nothing.
func TestAPasswordThatIsTakenAwayMeanwhileOpensNothing(t *testing.T) {
	eachSiege(t, func(t *testing.T, b besieged) {
		c, now, err := b.credentials(t.Context(), ruth)
		if err != nil {
			t.Fatal(err)
		}
		step, ok, err := b.proves(t.Context(), c, "lamp river seven coat", b.code(t), now)
		if err != nil || !ok {
			t.Fatalf("proves: %v, %v", ok, err)
		}
		if _, err := b.ResetStaff(t.Context(), b.system, b.id); err != nil {
			t.Fatal(err)
		}
		err = b.db.Update(t.Context(), func(tx *store.Tx) error {
			ok, err = useStep(tx, c, step)
			return err
		})
		if err != nil || ok {
			t.Errorf("the old password still opened a login: %v, %v", ok, err)
		}
	})
}

func TestRolesThatHaveNotBegunEndWithTheOthers(t *testing.T) {
	eachSiege(t, func(t *testing.T, b besieged) {
		today := civil.Of(b.clock.Now())
		id, _, err := b.AddStaff(t.Context(), b.system, NewStaff{
			Name: "Tom Hale", Email: "tom@service.example", Roles: []access.Role{access.Lead}, From: today.AddDays(7),
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.SetRoles(t.Context(), b.system, id, []access.Role{access.Practitioner}); err != nil {
			t.Fatal(err)
		}
		b.clock.Advance(8 * 24 * time.Hour)
		err = b.db.View(t.Context(), func(tx *store.Tx) error {
			who, err := b.ActorIn(tx, id)
			if err == nil && (len(who.Roles) != 1 || !who.Has(access.Practitioner)) {
				t.Errorf("a week later they are %v", who.Roles)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
