package share

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// Readers are those whom the caregiver who asks could show something: they know that
// they take part. Whether one of them may read it is not said.
func (s *Service) Readers(ctx context.Context, who access.Actor) (out []Reader, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = readers(tx, who)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("whom %s knows: %w", who.Person, err)
	}
	return out, nil
}

// Show shows words of theirs to somebody they know to take part. It goes alike
// whether or not something keeps the other from reading it.
//
// Faults: NotFound for words that are not theirs, and for somebody they do not know
// of.
func (s *Service) Show(ctx context.Context, who access.Actor, in Show) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	if in.ID.IsZero() {
		in.ID = ident.New[share]()
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		w, err := wordsByID(tx, who, in.Words)
		if err != nil {
			return err
		}
		for _, shown := range w.Shown {
			if shown.To == in.To {
				return nil // they see it already
			}
		}
		known, err := readers(tx, who)
		if err != nil {
			return err
		}
		for _, r := range known {
			if r.Person == in.To {
				return s.showIn(tx, who, in, r)
			}
		}
		return fault.NotFoundf("person %s as somebody %s knows", in.To, who.Person)
	})
	if err != nil {
		return fmt.Errorf("show words %s: %w", in.Words, err)
	}
	return nil
}

func (s *Service) showIn(tx *store.Tx, who access.Actor, in Show, to Reader) error {
	fresh, err := insertShare(tx, who, in, to)
	if err != nil || !fresh {
		return err
	}
	return s.log.Record(tx, who.Did("share.made", "share", in.ID.String()))
}

// TakeBack ends it: for whoever it was shown to it is as if it had never been. Taking
// back what was taken back is nothing.
//
// Faults: NotFound.
func (s *Service) TakeBack(ctx context.Context, who access.Actor, id ID) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		ended, err := ownShareEnded(tx, who, id)
		if err != nil || ended {
			return err
		}
		return s.end(tx, who, id)
	})
	if err != nil {
		return fmt.Errorf("take share %s back: %w", id, err)
	}
	return nil
}

// end ends one, and what the other showed in turn: they knew of whoever takes it back
// by it alone, and it would begin again by itself with the next thing shown.
func (s *Service) end(tx *store.Tx, who access.Actor, id ID) error {
	if err := s.endOne(tx, who, id); err != nil {
		return err
	}
	back, err := answersTo(tx, id)
	if err != nil {
		return err
	}
	for _, one := range back {
		if err := s.endOne(tx, who, one); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) endOne(tx *store.Tx, who access.Actor, id ID) error {
	if err := endShare(tx, id); err != nil {
		return err
	}
	if err := pledge.Make(tx, pledge.ShareEnded, "share:"+id.String(), ending{id, who.Service}); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("share.ended", "share", id.String()))
}

// ending is a share that was taken back, as it must not be forgotten.
type ending struct {
	ID      ID               `json:"id"`
	Service access.ServiceID `json:"service"`
}

// Carry takes back anew, after a restore, what was taken back. It reports false when
// the copy does not know it, or knows that it ended.
func (s *Service) Carry(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var told ending
	if err := p.Read(&told); err != nil {
		return false, err
	}
	ended, err := shareEnded(tx, told.ID)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil || ended {
		return false, err
	}
	if err := endShare(tx, told.ID); err != nil {
		return false, err
	}
	system := access.System(told.Service, civil.Of(tx.Now()))
	return true, s.log.Record(tx, system.Did("share.ended", "share", told.ID.String()))
}

// Seen lists what others show the caregiver who asks, newest first.
func (s *Service) Seen(ctx context.Context, who access.Actor) (out []Seen, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = seenBy(tx, who)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("what is shown to %s: %w", who.Person, err)
	}
	return out, nil
}

// SeenOne reads one of them.
//
// Faults: NotFound, also for what was taken back or may not be read any more.
func (s *Service) SeenOne(ctx context.Context, who access.Actor, id ID) (Seen, error) {
	all, err := s.Seen(ctx, who)
	if err != nil {
		return Seen{}, err
	}
	for _, one := range all {
		if one.ID == id {
			return one, nil
		}
	}
	return Seen{}, fault.NotFoundf("share %s with %s", id, who.Person)
}
