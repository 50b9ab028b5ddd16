package enquiry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/identity"
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
		if err := s.thank(tx, visitor, e); err != nil {
			return err
		}
		return s.log.Record(tx, visitor.Did("enquiry.sent", "enquiry", e.ID.String()))
	})
	if err != nil {
		return e, fmt.Errorf("send enquiry: %w", err)
	}
	return e, nil
}

// thanksByAddress limits how many enquiries an hour are thanked for at one mailbox.
// Nobody knows yet whether it is theirs who typed it, and nobody's mailbox is filled
// from here; the enquiry itself counts all the same.
var thanksByAddress = identity.Limit{What: "enquiry by address", Most: 3, Within: time.Hour}

func (s *Service) thank(tx *store.Tx, visitor access.Actor, e Enquiry) error {
	if slices.Contains(e.Answers.Ways(), family.Email) {
		ok, err := s.Accounts.AllowIn(tx, thanksByAddress, strings.ToLower(e.Answers.Value(family.Email)))
		if err != nil || !ok {
			return err
		}
	}
	return s.tell(tx, visitor, e, "enquiry-received", aboutReceived)
}

// today is the day where the service is.
func (s *Service) today(tx *store.Tx, id access.ServiceID) (civil.Date, error) {
	team, err := s.Accounts.ServiceIn(tx, id)
	if err != nil {
		return civil.Date{}, err
	}
	return team.Today(tx.Now()), nil
}
