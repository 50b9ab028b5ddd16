package enquiry

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Send hands the enquiry to the service and returns it with its reference.
// Sending it again, from another tab or by pressing twice, changes nothing and
// returns the same.
//
// Faults: NotFound; Invalid naming the questions still to be answered or answered
// wrongly.
func (s *Service) Send(ctx context.Context, token string) (e Enquiry, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		if e, err = byToken(tx, token); err != nil || e.State != Draft {
			return err
		}
		today, err := s.today(tx, e.Service)
		if err != nil {
			return err
		}
		if err := e.Answers.CheckAll(today); err != nil {
			return err
		}
		now := tx.Now()
		e.State, e.SentAt = Sent, &now
		if err := markSent(tx, e.ID); err != nil {
			return err
		}
		visitor := access.Actor{Service: e.Service, Today: today}
		if err := s.tell(tx, visitor, e, "enquiry-received", aboutReceived); err != nil {
			return err
		}
		return s.log.Record(tx, visitor.Did("enquiry.sent", "enquiry", e.ID.String()))
	})
	if err != nil {
		return e, fmt.Errorf("send enquiry: %w", err)
	}
	return e, nil
}

// today is the day where the service is.
func (s *Service) today(tx *store.Tx, id access.ServiceID) (civil.Date, error) {
	team, err := s.Accounts.ServiceIn(tx, id)
	if err != nil {
		return civil.Date{}, err
	}
	return team.Today(tx.Now()), nil
}
