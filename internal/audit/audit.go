// Package audit records who did what, in the caller's transaction, so that an
// act and its record are both there or both not.
//
// Events are only ever added, and the database refuses to change them. Against
// somebody who gets past the database every event carries a keyed hash, and
// seals chain batches of events: a changed, removed, added or moved event breaks
// a hash, and nobody without the deployment's key can mend it. There is no chain
// from event to event because it would make all writers wait for one another.
//
// What is not found: the removal of an event not yet sealed (seal every minute),
// and the whole database put back to an earlier day. Against the latter, keep
// the Head of each Verify or Seal outside and pass it to the next Verify.
package audit

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type event struct{}

// ID identifies an event. Later events have greater ones, nearly always.
type ID = ident.ID[event]

// Event says who did what to which thing. It never holds names, notes or
// answers, because it outlives them.
type Event struct {
	Service string // the service's identifier; empty for the deployment itself
	Actor   string // the account's identifier; empty for a visitor or the program
	Role    string // in which role
	Action  string // noun and past participle: "place.offered", "family.seen"
	Kind    string // kind of thing, as its package calls it: "place"
	ID      string // the thing's identifier
	// Detail is what else the record needs: states, counts, identifiers.
	Detail map[string]string
	// At is when it happened. Zero is the moment of the transaction, and only a
	// loader of past events says otherwise.
	At time.Time
}

// Entry is an event as it was recorded.
type Entry struct {
	Event
	Entry ID
}

// Log records events under the deployment's key.
type Log struct {
	eventKey, sealKey, headKey []byte
}

// New makes a log whose hashes are keyed with keys derived from key, the
// deployment's secret of 32 bytes.
func New(key []byte) *Log {
	return &Log{
		eventKey: derive(key, "holdfast audit event"),
		sealKey:  derive(key, "holdfast audit seal"),
		headKey:  derive(key, "holdfast audit head"),
	}
}

func derive(key []byte, purpose string) []byte {
	k, err := hkdf.Key(sha256.New, key, nil, purpose, sha256.Size)
	if err != nil {
		panic(err) // only for a length that SHA-256 cannot give
	}
	return k
}

// Record adds e to the log in the caller's transaction.
func (l *Log) Record(tx *store.Tx, e Event) error {
	return l.RecordAll(tx, []Event{e})
}

// RecordAll adds events, in their order, in the caller's transaction.
func (l *Log) RecordAll(tx *store.Tx, events []Event) error {
	rows := make([]row, len(events))
	for i, e := range events {
		r, err := l.row(e, tx.Now())
		if err != nil {
			return fmt.Errorf("audit %s: %w", e.Action, err)
		}
		rows[i] = r
	}
	if err := insertEvents(tx, rows); err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// row is e as it will stand in the table.
func (l *Log) row(e Event, now time.Time) (row, error) {
	if e.At.IsZero() {
		e.At = now
	}
	e.At = e.At.UTC().Truncate(time.Microsecond)
	r := row{Event: e, id: ident.New[event](), detail: "{}"}
	if len(e.Detail) > 0 {
		b, err := json.Marshal(e.Detail)
		if err != nil {
			return row{}, err
		}
		r.detail = string(b)
	}
	r.mac = l.eventMAC(r)
	return r, nil
}

// RecordApart adds events in a small transaction of its own: for a refusal, whose
// transaction rolls back, and for a sensitive read, before what was read is
// shown. It is recorded even when whoever asked has gone away meanwhile.
func (l *Log) RecordApart(ctx context.Context, db *store.DB, events ...Event) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return db.Update(ctx, func(tx *store.Tx) error { return l.RecordAll(tx, events) })
}

// Trail is what was done to a thing, oldest first, at most limit entries after
// the given one (zero: from the beginning).
func (l *Log) Trail(tx *store.Tx, kind, id string, after ID, limit int) ([]Entry, error) {
	rows, err := selectTrail(tx, kind, id, after, limit)
	if err != nil {
		return nil, fmt.Errorf("audit trail of %s %s: %w", kind, id, err)
	}
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = Entry{Event: r.Event, Entry: r.id}
		if err := json.Unmarshal([]byte(r.detail), &entries[i].Detail); err != nil {
			return nil, fmt.Errorf("audit trail of %s %s: detail of %s: %w", kind, id, r.id, err)
		}
	}
	return entries, nil
}
