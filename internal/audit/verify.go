package audit

import (
	"context"
	"crypto/hmac"
	"encoding/hex"
	"fmt"

	"holdfast/internal/store"
)

// Report is what Verify found.
type Report struct {
	Events   int // with a seal
	Unsealed int // since the last one
	Head     Head
	Problems []Problem // none: the log is whole
	More     int       // further problems not listed
}

// OK reports whether the log is whole.
func (r Report) OK() bool { return len(r.Problems) == 0 }

// Problem is one sign of tampering, or of a wrong key.
type Problem struct {
	Seal  int // in which seal; 0 outside all
	Event ID  // which event, where one can be named
	Found string
}

// String says it in one line for an operator.
func (p Problem) String() string {
	switch {
	case !p.Event.IsZero():
		return fmt.Sprintf("event %s (seal %d): %s", p.Event, p.Seal, p.Found)
	case p.Seal > 0:
		return fmt.Sprintf("seal %d: %s", p.Seal, p.Found)
	}
	return p.Found
}

// maxProblems are listed; where everything is broken the list says no more.
const maxProblems = 100

// sealsAtOnce and eventsAtOnce are read in one transaction: a log of millions is
// checked without holding a snapshot of the database for minutes.
const (
	sealsAtOnce  = 20
	eventsAtOnce = 10_000
)

// Verify checks the whole log, a batch at a time. Kept are heads that earlier
// calls returned and that were kept elsewhere: their seals have to be there
// still. The error is of the database; what is wrong with the log is in Report.
func (l *Log) Verify(ctx context.Context, db *store.DB, kept ...Head) (Report, error) {
	v := verifier{log: l, kept: kept}
	for _, step := range []func(context.Context, *store.DB) error{v.head, v.seals, v.unsealed} {
		if err := step(ctx, db); err != nil {
			return Report{}, fmt.Errorf("verify audit: %w", err)
		}
	}
	v.reached()
	return v.report, nil
}

type verifier struct {
	log    *Log
	kept   []Head
	report Report
	last   seal // checked
}

func (v *verifier) found(seal int, event ID, what string) {
	if len(v.report.Problems) == maxProblems {
		v.report.More++
		return
	}
	v.report.Problems = append(v.report.Problems, Problem{seal, event, what})
}

// head reads how far the seals have to go, before any is read: a seal added
// while we work does no harm.
func (v *verifier) head(ctx context.Context, db *store.DB) error {
	return db.View(ctx, func(tx *store.Tx) error {
		number, mac, err := selectHead(tx)
		if err != nil {
			return err
		}
		last, err := lastSeal(tx)
		if err != nil {
			return err
		}
		switch {
		case number != last.number:
			v.found(0, ID{}, fmt.Sprintf("head says %d seals, there are %d: seals were removed or added", number, last.number))
		case number > 0 && !hmac.Equal(mac, v.log.headMAC(number, last.mac)):
			v.found(0, ID{}, "head does not fit the last seal")
		}
		return nil
	})
}

func (v *verifier) seals(ctx context.Context, db *store.DB) error {
	for more := true; more; {
		err := db.View(ctx, func(tx *store.Tx) error {
			seals, err := selectSeals(tx, v.last.number, sealsAtOnce)
			more = len(seals) > 0
			if err != nil {
				return err
			}
			for _, s := range seals {
				if err := v.seal(tx, s); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) seal(tx *store.Tx, s seal) error {
	if s.number != v.last.number+1 {
		v.found(s.number, ID{}, fmt.Sprintf("follows seal %d: seals between are missing", v.last.number))
	}
	events, err := selectSealed(tx, s.number)
	if err != nil {
		return err
	}
	macs := make([][]byte, len(events))
	for i, e := range events {
		v.event(s.number, e)
		macs[i] = e.mac
	}
	v.report.Events += len(events)
	if len(events) != s.events {
		v.found(s.number, ID{}, fmt.Sprintf("closed %d events, has %d", s.events, len(events)))
	}
	if !hmac.Equal(s.mac, v.log.sealMAC(s, v.last.mac, macs)) {
		v.found(s.number, ID{}, "does not fit its events or the seal before it")
	}
	for _, h := range v.kept {
		if h.Number == s.number && h.MAC != hex.EncodeToString(s.mac) {
			v.found(s.number, ID{}, "is not the seal that was kept elsewhere")
		}
	}
	v.last = s
	return nil
}

func (v *verifier) event(seal int, e row) {
	if !hmac.Equal(e.mac, v.log.eventMAC(e)) {
		v.found(seal, e.id, "was changed or made without the key")
	}
}

func (v *verifier) unsealed(ctx context.Context, db *store.DB) error {
	var after ID
	for more := true; more; {
		err := db.View(ctx, func(tx *store.Tx) error {
			events, err := selectUnsealed(tx, after, eventsAtOnce)
			if err != nil {
				return err
			}
			for _, e := range events {
				v.event(0, e)
				after = e.id
			}
			v.report.Unsealed += len(events)
			more = len(events) == eventsAtOnce
			return nil
		})
		if err != nil {
			return err
		}
	}
	return db.View(ctx, func(tx *store.Tx) error {
		stray, err := selectStray(tx)
		if stray > 0 {
			v.found(0, ID{}, fmt.Sprintf("%d events name a seal that is not there", stray))
		}
		return err
	})
}

// reached checks that what was kept elsewhere was met on the way.
func (v *verifier) reached() {
	v.report.Head = Head{v.last.number, hex.EncodeToString(v.last.mac)}
	for _, h := range v.kept {
		if h.Number > v.last.number {
			v.found(0, ID{}, fmt.Sprintf("seal %d was kept elsewhere, the log ends at %d: it was cut off or put back to an earlier day", h.Number, v.last.number))
		}
	}
}
