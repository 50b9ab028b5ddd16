package proposal

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// recentShown is how many of the earlier proposals a page lists.
const recentShown = 20

// Summary is one proposal of a list.
type Summary struct {
	ID        ID
	Programme programme.Key
	At        time.Time
	By        string
	Weighting Weighting
	Moved     bool // a family was moved by hand
	Placed    int
	Offered   int // places that were offered from it
}

// Recent lists the service's last proposals, newest first.
//
// Faults: Forbidden without PlaceFill.
func (s *Service) Recent(ctx context.Context, who access.Actor) (out []Summary, err error) {
	if err := may(who); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = recent(tx, who)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("recent proposals: %w", err)
	}
	return out, nil
}

// Find reports whether there is such a proposal: before a form about it is read.
//
// Faults: Forbidden without PlaceFill; NotFound.
func (s *Service) Find(ctx context.Context, who access.Actor, id ID) error {
	if err := may(who); err != nil {
		return err
	}
	return s.db.View(ctx, func(tx *store.Tx) error {
		_, err := proposalByID(tx, who, id)
		return err
	})
}
