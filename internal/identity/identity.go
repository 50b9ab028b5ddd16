// Package identity knows who signs in: services and their sites, the accounts of
// staff and caregivers, their logins, and the links that open one thing once.
//
// What holds everywhere in here:
//
//   - a secret that opens something (a login's token, a link) exists once, with
//     the person it was given to; the database holds its hash;
//   - whether somebody has an account is told to nobody: an unknown address, a
//     wrong password and a wrong code get one answer after the same work;
//   - a login ends on the server. Signing out, leaving by "Exit this page", being
//     disabled and losing the last role each end it at once.
//
// A login is one signed-in browser. A session is a meeting of a group, and is
// none of this room's business.
package identity

import (
	"crypto/cipher"
	"fmt"
	"sync"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type site struct{}

// SiteID identifies a place where groups meet.
type SiteID = ident.ID[site]

// Service is one team with its own staff, families and settings.
type Service struct {
	ID         access.ServiceID
	Slug       string // in public addresses
	Name       string
	Zone       *time.Location
	ZoneName   string // IANA name
	Lang       string // BCP 47 tag
	Phone      string // the public number, for care cards
	Email      string // where replies to messages go
	Sender     string // neutral name that messages come from
	ExitURL    string // where "Exit this page" leads
	OfferHours int    // how long an offer stands
	WarnDays   int    // when growing out of an age window becomes a warning
}

// Today is the day at t where the service is.
func (s Service) Today(t time.Time) civil.Date { return civil.Of(t.In(s.Zone)) }

// Site is a place where groups of a service meet.
type Site struct {
	ID      SiteID
	Service access.ServiceID
	Name    string
	Address string
	Access  string // step-free, room for a pram, which bus
}

// Holiday is a day on which the service does not meet.
type Holiday struct {
	Day  civil.Date
	Name string
}

// Accounts is the use cases of this room. (The type Service is the team.)
type Accounts struct {
	db       *store.DB
	log      *audit.Log
	attempts []byte        // key of the hashes by which attempts are counted
	sealing  cipher.AEAD   // of what has to be read again: the keys of code generators
	hashing  chan struct{} // room for so many password hashes at a time
	zones    sync.Map      // name to *time.Location: loading one reads a file
	demo     bool
}

// Option changes what New makes.
type Option func(*Accounts)

// WithDemo lets anybody sign in as anybody: for a demonstration, whose people
// are made up.
func WithDemo() Option { return func(a *Accounts) { a.demo = true } }

// New makes the room's use cases. key is the deployment's secret of at least 32
// bytes; it has to stay the same, or staff need new code generators.
func New(db *store.DB, log *audit.Log, key []byte, options ...Option) (*Accounts, error) {
	attempts, sealing, err := deriveKeys(key)
	if err != nil {
		return nil, fmt.Errorf("keys of identity: %w", err)
	}
	a := &Accounts{db: db, log: log, attempts: attempts, sealing: sealing, hashing: make(chan struct{}, hashesAtOnce)}
	for _, o := range options {
		o(a)
	}
	return a, nil
}

// zone loads a time zone once.
func (a *Accounts) zone(name string) (*time.Location, error) {
	if known, ok := a.zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("time zone %q: %w", name, err)
	}
	a.zones.Store(name, loc)
	return loc, nil
}
