package identity_test

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

const password = "lamp river seven coat"

// house is a service with an administrator, and the clock it runs by.
type house struct {
	*identity.Accounts
	db      *store.DB
	clock   *storetest.Clock
	service access.ServiceID
	system  access.Actor
	admin   access.Actor
}

// eachEngine opens a house on both engines.
func eachEngine(t *testing.T, body func(t *testing.T, h house)) {
	t.Helper()
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			clock := storetest.NewClock(storetest.Monday())
			body(t, newHouse(t, storetest.Open(t, e, storetest.WithClock(clock)), clock))
		})
	}
}

func newHouse(t *testing.T, db *store.DB, clock *storetest.Clock, options ...identity.Option) house {
	t.Helper()
	accounts, err := identity.New(db, audit.New(storetest.Key()), storetest.Key(), options...)
	if err != nil {
		t.Fatal(err)
	}
	h := house{Accounts: accounts, db: db, clock: clock}
	h.service = h.newService(t, "harbour")
	h.system = access.System(h.service, h.today())
	id, _, err := h.AddStaff(t.Context(), h.system, identity.NewStaff{
		Name: "Per Nilsson", Email: "per@service.example", Roles: []access.Role{access.Administrator},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.admin = access.Actor{Account: id, Service: h.service, Name: "Per Nilsson", Roles: []access.Role{access.Administrator}, Today: h.today()}
	return h
}

func (h house) today() civil.Date { return civil.Of(h.clock.Now()) }

func (h house) newService(t *testing.T, slug string) access.ServiceID {
	t.Helper()
	id, err := h.AddService(t.Context(), access.System(access.ServiceID{}, h.today()), identity.Service{
		Slug: slug, Name: "The " + slug + " families", ZoneName: "Europe/London", Sender: "Mei",
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// enrolled adds a member of staff who has chosen the password.
func (h house) enrolled(t *testing.T, name, email string, roles ...access.Role) (id access.AccountID, codeKey string) {
	t.Helper()
	id, secret, err := h.AddStaff(t.Context(), h.system, identity.NewStaff{Name: name, Email: email, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	e, err := h.Enrolment(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Enrol(t.Context(), identity.Enrol{Secret: secret, Password: password, Code: h.code(t, e.CodeKey)}); err != nil {
		t.Fatal(err)
	}
	h.clock.Advance(time.Minute) // the code of the enrolment is used up
	return id, e.CodeKey
}

func (h house) code(t *testing.T, key string) string {
	t.Helper()
	code, err := totp.GenerateCode(key, h.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
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

func wantFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v, want a fault of kind %s", err, kind)
	}
	if key == "" {
		return
	}
	problems := fault.ProblemsOf(err)
	if len(problems) != 1 || problems[0].Key != key {
		t.Fatalf("told %v, want %s", problems, key)
	}
}

func (h house) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	err := h.db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (h house) member(t *testing.T, email string) (id access.AccountID) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT id FROM account WHERE email_key = $1`, email).Scan(&id)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// seen is when the newest login of an account was last seen.
func (h house) seen(t *testing.T, email string) (at time.Time) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT l.seen_at FROM login l JOIN account a ON a.id = l.account_id
WHERE a.email_key = $1 ORDER BY l.started_at DESC`, email).Scan(&at)
	})
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (h house) mustActor(t *testing.T, token string) access.Actor {
	t.Helper()
	who, err := h.Actor(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return who
}
