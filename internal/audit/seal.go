package audit

import (
	"context"
	"encoding/hex"
	"fmt"

	"holdfast/internal/store"
)

// maxSealed is how many events one seal closes at most: a seal is made and
// checked in memory.
const maxSealed = 1000

// Head is how far the seals went, for keeping outside the database.
type Head struct {
	Number int    // of the last seal; 0 for none
	MAC    string // its keyed hash, in hexadecimal; no secret
}

// Seal closes all events not yet sealed, and returns how far the seals go now.
// Any number of processes may call it. It stops early, without harm, when ctx ends.
func (l *Log) Seal(ctx context.Context, db *store.DB) (Head, error) {
	for {
		head, more, err := l.sealBatch(ctx, db)
		if err != nil {
			return Head{}, fmt.Errorf("seal audit: %w", err)
		}
		if !more {
			return head, nil
		}
	}
}

// sealBatch closes one batch in a transaction of its own, so that writers are
// not kept waiting.
func (l *Log) sealBatch(ctx context.Context, db *store.DB) (head Head, more bool, err error) {
	err = db.Update(ctx, func(tx *store.Tx) error {
		last, err := lastSeal(tx)
		if err != nil {
			return err
		}
		events, err := selectUnsealed(tx, ID{}, maxSealed)
		if err != nil {
			return err
		}
		more = len(events) == maxSealed
		if len(events) > 0 {
			if last, err = l.close(tx, last, events); err != nil {
				return err
			}
		}
		head = Head{last.number, hex.EncodeToString(last.mac)}
		return nil
	})
	return head, more, err
}

// close seals events, all there are without a seal between the first and the last.
func (l *Log) close(tx *store.Tx, last seal, events []row) (seal, error) {
	macs := make([][]byte, len(events))
	for i, e := range events {
		macs[i] = e.mac
	}
	s := seal{number: last.number + 1, at: tx.Now(), events: len(events)}
	s.mac = l.sealMAC(s, last.mac, macs)
	n, err := setSeal(tx, s.number, events[0].id, events[len(events)-1].id)
	if err != nil {
		return seal{}, err
	}
	if int(n) != len(events) {
		return seal{}, fmt.Errorf("%d events sealed, %d read", n, len(events))
	}
	if err := insertSeal(tx, s); err != nil {
		return seal{}, err
	}
	return s, setHead(tx, s.number, l.headMAC(s.number, s.mac))
}
