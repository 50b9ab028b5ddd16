package enquiry

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// PageSize is how many enquiries one page of a list holds.
const PageSize = 25

// Filter says which enquiries to list.
type Filter struct {
	State State // Sent: oldest first, since they wait; the decided ones newest first
	After Cursor
}

// Cursor is where a page ended; zero for the beginning, and at the end.
type Cursor struct{ ID ID }

// IsZero reports whether it is the beginning, or there is nothing after.
func (c Cursor) IsZero() bool { return c.ID.IsZero() }

// Page is a page of enquiries.
type Page struct {
	Enquiries []Enquiry
	Next      Cursor
}

// List reads the enquiries that were sent to the actor's service. Drafts are not
// among them.
func (s *Service) List(ctx context.Context, who access.Actor, f Filter) (page Page, err error) {
	if err := who.Require(access.EnquiryRead); err != nil {
		return page, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err := listed(tx, who, f)
		if err != nil {
			return fmt.Errorf("list enquiries: %w", err)
		}
		page = Page{Enquiries: all}
		if len(all) > PageSize {
			page = Page{Enquiries: all[:PageSize], Next: Cursor{all[PageSize-1].ID}}
		}
		return addAnswers(tx, page.Enquiries)
	})
	return page, err
}

// Waiting counts the enquiries nobody has decided, up to most: what stands beside
// the navigation.
func (s *Service) Waiting(ctx context.Context, who access.Actor, most int) (n int, err error) {
	if err := who.Require(access.EnquiryRead); err != nil {
		return 0, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		n, err = countNew(tx, who.Service, most)
		return err
	})
	return n, err
}

// Find reads one enquiry. That it was read is recorded before it is shown.
//
// Faults: NotFound for a draft, for one of another service, and for one that is
// not there.
func (s *Service) Find(ctx context.Context, who access.Actor, id ID) (e Enquiry, err error) {
	if err := who.Require(access.EnquiryRead); err != nil {
		return e, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		e, err = byID(tx, who, id)
		return err
	})
	if err != nil {
		return e, err
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("enquiry.seen", "enquiry", id.String())); err != nil {
		return Enquiry{}, fmt.Errorf("read enquiry %s: %w", id, err)
	}
	return e, nil
}
