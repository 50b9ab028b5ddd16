package enquiry

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// DraftLasts is how long an enquiry that was not sent is kept: long enough to ask
// somebody else at home, short enough that it does not become a record.
const DraftLasts = 30 * 24 * time.Hour

// startBySource limits how many enquiries one machine may begin: a waiting room's
// tablet may, a script that fills the table may not.
var startBySource = identity.Limit{What: "enquiry by source", Most: 60, Within: time.Hour}

// Begin is what somebody wants when they open the first question.
type Begin struct {
	Service   access.ServiceID
	Programme programme.Key
	Group     programme.GroupID // zero for any
	From      string            // network address, for the limit
}

// Start makes an empty draft and returns the token that opens it. A group that is
// not public is forgotten rather than refused: the enquiry matters more.
//
// Faults: Conflict when too many were begun from one place.
func (s *Service) Start(ctx context.Context, in Begin) (token string, err error) {
	if g, err := s.Programmes.PublicGroup(ctx, in.Service, in.Group); err != nil {
		in.Group = programme.GroupID{}
	} else {
		in.Programme = g.Programme.Key // a group is asked for under its own programme
	}
	token = ident.Secret()
	var refused error
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		refused = nil
		ok, err := s.Accounts.AllowIn(tx, startBySource, identity.Source(in.From))
		if err != nil {
			return err
		}
		if !ok {
			refused = fault.Refuse("enquiry.too-many")
			return nil
		}
		return insertEnquiry(tx, ident.New[enquiry](), in, ident.Reference(), identity.HashSecret(token))
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return "", fmt.Errorf("start enquiry: %w", err)
	}
	return token, nil
}

// Load reads the enquiry that a token opens, sent or not.
//
// Faults: NotFound for a token that opens none.
func (s *Service) Load(ctx context.Context, token string) (e Enquiry, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		e, err = byToken(tx, token)
		return err
	})
	return e, err
}

// Answer stores what one question's page sent, and returns the enquiry with it.
// Values for fields of other questions are not looked at.
//
// Faults: NotFound; Conflict when it was sent already; Invalid at the question's
// fields.
func (s *Service) Answer(ctx context.Context, token string, q Question, values map[string]string) (e Enquiry, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		if e, err = byToken(tx, token); err != nil {
			return err
		}
		if e.State != Draft {
			return fault.Refuse("enquiry.sent-already", "ref", e.Ref)
		}
		today, err := s.today(tx, e.Service)
		if err != nil {
			return err
		}
		given := maps.Clone(e.Answers)
		for _, f := range q.Fields() {
			given[f] = values[f]
		}
		if err := fault.Check(given.Check(q, today)...); err != nil {
			return err
		}
		e.Answers = given
		return putAnswers(tx, e.ID, q.Fields(), given)
	})
	return e, err
}

// Choose says which group the parent would like; zero for any. A group that is not
// public any more is a Conflict, since the page that offered it is old.
func (s *Service) Choose(ctx context.Context, token string, group programme.GroupID) error {
	e, err := s.Load(ctx, token)
	if err != nil {
		return err
	}
	if !group.IsZero() {
		if _, err := s.Programmes.PublicGroup(ctx, e.Service, group); err != nil {
			return fault.Refuse("enquiry.group-gone")
		}
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		e, err := byToken(tx, token)
		if err != nil {
			return err
		}
		if e.State != Draft {
			return fault.Refuse("enquiry.sent-already", "ref", e.Ref)
		}
		return setGroup(tx, e.ID, group)
	})
}

// GroupFit is one group to come and whether the babies of an enquiry fit it.
type GroupFit = programme.GroupFit

// Fits says of the groups to come whether the babies fit at their first session,
// by day: all that they fit, and those coming next that they do not.
func (s *Service) Fits(ctx context.Context, e Enquiry) ([]GroupFit, error) {
	p, err := s.Programmes.Catalogue().Programme(e.Programme)
	if err != nil {
		return nil, err
	}
	babies := e.Answers.Babies()
	out, err := s.Programmes.PublicFits(ctx, e.Service, e.Programme, babies)
	if err != nil {
		return nil, fmt.Errorf("groups for enquiry %s: %w", e.ID, err)
	}
	next, err := s.Programmes.PublicGroups(ctx, e.Service, e.Programme)
	if err != nil {
		return nil, fmt.Errorf("groups for enquiry %s: %w", e.ID, err)
	}
	for _, g := range next {
		fit := programme.EligibleFamily(p, babies, g.First, g.Last)
		if g.Programme.Key == e.Programme && g.State == programme.StateOpen && !fit.OK {
			out = append(out, GroupFit{Group: g, Fit: fit})
		}
	}
	slices.SortStableFunc(out, func(a, b GroupFit) int { return a.Group.First.Compare(b.Group.First) })
	return out, nil
}

// Sweep removes drafts that were never sent. It returns how many.
func (s *Service) Sweep(ctx context.Context) (n int64, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		n, err = deleteDrafts(tx, tx.Now().Add(-DraftLasts))
		return err
	})
	return n, err
}
