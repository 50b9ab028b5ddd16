package share

import (
	"context"
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// Write keeps a few words of the caregiver who asks. Nobody else sees them.
//
// Faults: Invalid on words.
func (s *Service) Write(ctx context.Context, who access.Actor, in Write) (WordsID, error) {
	if err := who.Require(access.HomeUse); err != nil {
		return in.ID, err
	}
	if err := in.Check(); err != nil {
		return in.ID, err
	}
	if in.ID.IsZero() {
		in.ID = ident.New[words]()
	}
	in.Text = strings.TrimSpace(in.Text)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		fresh, err := insertWords(tx, who, in)
		if err != nil {
			return err
		}
		if !fresh { // somebody else's under that identifier are not there
			_, err := wordsByID(tx, who, in.ID)
			return err
		}
		return s.log.Record(tx, who.Did("words.written", "words", in.ID.String()))
	})
	if err != nil {
		return in.ID, fmt.Errorf("write words: %w", err)
	}
	return in.ID, nil
}

// Own lists what the caregiver who asks wrote, newest first, and to whom they show
// it. That somebody may not read it any more does not show here.
func (s *Service) Own(ctx context.Context, who access.Actor) (out []Words, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = ownWords(tx, who)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("words of %s: %w", who.Person, err)
	}
	return out, nil
}

// Words reads one of their own.
//
// Faults: NotFound.
func (s *Service) Words(ctx context.Context, who access.Actor, id WordsID) (out Words, err error) {
	all, err := s.Own(ctx, who)
	if err != nil {
		return out, err
	}
	for _, w := range all {
		if w.ID == id {
			return w, nil
		}
	}
	return out, fault.NotFoundf("words %s", id)
}

// Throw deletes words of their own: from then on nobody reads them, whoever they
// were shown to.
//
// Faults: NotFound.
func (s *Service) Throw(ctx context.Context, who access.Actor, id WordsID) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		w, err := wordsByID(tx, who, id)
		if err != nil {
			return err
		}
		for _, shown := range w.Shown {
			if err := s.end(tx, who, shown.ID); err != nil {
				return err
			}
		}
		if err := deleteWords(tx, id); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("words.thrown", "words", id.String()))
	})
	if err != nil {
		return fmt.Errorf("throw words %s away: %w", id, err)
	}
	return nil
}
