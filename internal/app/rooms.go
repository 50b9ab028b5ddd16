package app

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"

	"holdfast/internal/audit"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/store"
)

// Rooms are the use cases of the whole house, each built from those before it.
type Rooms struct {
	DB       *store.DB
	Log      *audit.Log
	Queue    *jobs.Queue
	Accounts *identity.Accounts
	Family   *family.Service
}

// Open opens the database and builds the rooms. It does not migrate: a command
// that only looks must not change anything.
func Open(ctx context.Context, c Config) (*Rooms, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	c = c.withDefaults()
	db, err := store.Open(ctx, c.Store())
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	r, err := furnish(c, db)
	if err != nil {
		db.Close()
		return nil, err
	}
	return r, nil
}

// Store says where the data is, and its key.
func (c Config) Store() store.Config {
	return store.Config{URL: c.Database, Key: derived(c.Key, "holdfast database"), Now: c.Now}
}

// furnish builds the rooms in the order of the house.
func furnish(c Config, db *store.DB) (*Rooms, error) {
	r := &Rooms{DB: db, Log: audit.New(c.Key), Queue: jobs.NewQueue()}
	var options []identity.Option
	if c.Demo {
		options = append(options, identity.WithDemo())
	}
	var err error
	if r.Accounts, err = identity.New(db, r.Log, c.Key, options...); err != nil {
		return nil, err
	}
	r.Family = family.New(db, r.Log, r.Queue)
	return r, nil
}

// derived is a key for one purpose, so that no two uses share one.
func derived(key []byte, purpose string) []byte {
	k, err := hkdf.Key(sha256.New, key, nil, purpose, 32)
	if err != nil {
		panic(err) // only for a length that SHA-256 cannot give
	}
	return k
}

// Close closes the database.
func (r *Rooms) Close() error { return r.DB.Close() }
