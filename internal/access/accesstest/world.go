// Package accesstest makes the people that a test of rights needs: staff of every
// role in one service, and the same in another.
package accesstest

import (
	"context"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// Today is the day on which the staff of a world act.
var Today = civil.New(2027, 2, 9)

// World is two services with staff; both exist in the database.
type World struct {
	Here, There Staff
}

// Staff is one service and somebody of each role in it.
type Staff struct {
	Service       access.ServiceID
	System        access.Actor
	Practitioner  access.Actor
	Colleague     access.Actor // another practitioner, who may see nobody yet
	Coordinator   access.Actor
	Lead          access.Actor
	Administrator access.Actor
}

// New makes a world in db.
func New(t *testing.T, db *store.DB) World {
	t.Helper()
	var w World
	err := db.Update(t.Context(), func(tx *store.Tx) error {
		w = World{Here: staff(tx, "harbour"), There: staff(tx, "hill")}
		return nil
	})
	if err != nil {
		t.Fatalf("make services: %v", err)
	}
	return w
}

// CaregiverOf gives a person an account and returns them as an actor.
func CaregiverOf(t *testing.T, db *store.DB, service access.ServiceID, person access.PersonID) access.Actor {
	t.Helper()
	var who access.Actor
	err := db.Update(context.Background(), func(tx *store.Tx) (err error) {
		who, err = account(tx, service, person, "Caregiver", access.Caregiver)
		return err
	})
	if err != nil {
		t.Fatalf("make caregiver: %v", err)
	}
	return who
}

func staff(tx *store.Tx, slug string) Staff {
	s := Staff{Service: access.NewServiceID()}
	must(tx.Exec(`INSERT INTO service (id, slug, name, zone, lang, exit_url, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		s.Service, slug, slug, "Europe/London", "en", "https://weather.example", tx.Now()))
	s.System = access.System(s.Service, Today)
	for _, m := range []struct {
		who  *access.Actor
		name string
		role access.Role
	}{
		{&s.Practitioner, "Ruth Okafor", access.Practitioner},
		{&s.Colleague, "Tom Hale", access.Practitioner},
		{&s.Coordinator, "Mei Tan", access.Coordinator},
		{&s.Lead, "Dana Whitlock", access.Lead},
		{&s.Administrator, "Per Nilsson", access.Administrator},
	} {
		who, err := account(tx, s.Service, access.PersonID{}, m.name, m.role)
		must(0, err)
		*m.who = who
	}
	return s
}

func account(tx *store.Tx, service access.ServiceID, person access.PersonID, name string, role access.Role) (access.Actor, error) {
	who := access.Actor{Account: access.NewAccountID(), Service: service, Person: person, Name: name, Roles: []access.Role{role}, Today: Today}
	var email any
	if person.IsZero() {
		email = ident.Reference() + "@service.example"
	}
	if _, err := tx.Exec(`INSERT INTO account (id, service_id, person_id, name, email_key, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		who.Account, service, person, name, email, tx.Now()); err != nil {
		return who, err
	}
	_, err := tx.Exec(`INSERT INTO account_role (account_id, role, from_on) VALUES ($1, $2, $3)`, who.Account, string(role), Today)
	return who, err
}

// must turns a failing statement into the test's failure: the transaction it runs
// in reports it.
func must(_ int64, err error) {
	if err != nil {
		panic(err)
	}
}
