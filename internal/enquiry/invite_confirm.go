package enquiry

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// JoinWording is the text that somebody invited agreed to: its key changes when
// its meaning does.
const JoinWording = "join.agree.v1"

// Invitation is one invitation as staff read it.
type Invitation struct {
	ID         InvitationID
	Service    access.ServiceID
	Family     family.ID
	By         family.PersonID // zero: staff
	ByName     string
	Name       string
	Relation   family.Relation
	Email      string
	State      InvitationState
	MadeAt     time.Time
	Expires    time.Time
	OwnName    string
	OwnEmail   string
	OwnPhone   string
	Tells      bool
	AnsweredAt *time.Time
	Infants    []family.Person // set by Invitations and Answered
}

// Alike is somebody with a record who could be the one invited, and what to know
// before saying so.
type Alike struct {
	Person  family.Person
	Address bool // has the same address or number
	Apart   bool // a restriction keeps them from a baby of the invitation
	Cares   bool // cares for a baby of it already
}

// Invitations is what waits for staff: those that were answered, or came to
// somebody else, about babies whom the reader may see; the oldest first.
func (s *Service) Invitations(ctx context.Context, who access.Actor) (out []Invitation, err error) {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return nil, err
	}
	who = who.Within(access.RestrictionWrite)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = invitationsWhere(tx, who, `i.service_id = $1 AND i.state IN ('answered', 'not-me') AND i.decided_by IS NULL`, who.Service)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("invitations: %w", err)
	}
	return out, nil
}

// Invitation reads one, and who of those the reader may see could be the one
// invited.
//
// Faults: NotFound.
func (s *Service) Invitation(ctx context.Context, who access.Actor, id InvitationID) (i Invitation, alike []Alike, err error) {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return i, nil, err
	}
	who = who.Within(access.RestrictionWrite)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if i, err = invitationSeen(tx, who, id); err != nil {
			return err
		}
		alike, err = alikeTo(tx, who, i)
		return err
	})
	if err != nil {
		return i, nil, fmt.Errorf("invitation %s: %w", id, err)
	}
	return i, alike, nil
}

// Confirm says who answered an invitation: somebody with a record, or, with a zero
// person, somebody new. From then on they care for its babies here, and get a way
// in to a page of their own by the address they gave.
//
// Faults: NotFound; Conflict when it was decided, or a restriction keeps them from
// a baby of it.
func (s *Service) Confirm(ctx context.Context, who access.Actor, id InvitationID, as family.PersonID) error {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return err
	}
	who = who.Within(access.RestrictionWrite)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		i, err := invitationSeen(tx, who, id)
		if err != nil {
			return err
		}
		if i.State == Joined {
			return nil
		}
		if i.State != Answered {
			return fault.Refuse("kin.invite.decided")
		}
		if err := mayBe(tx, who, i, as); err != nil {
			return err
		}
		return s.confirmIn(tx, who, i, as)
	})
	if err != nil {
		return fmt.Errorf("confirm invitation %s: %w", id, err)
	}
	return nil
}

// mayBe refuses whoever cannot be the one who answered: whoever made the invitation,
// and, as somebody new, whoever answers at an address of somebody kept apart.
func mayBe(tx *store.Tx, who access.Actor, i Invitation, as family.PersonID) error {
	if !as.IsZero() {
		if as == i.By {
			return fault.Refuse("kin.invite.own")
		}
		_, err := who.Adult(tx, as)
		return err
	}
	apart, err := reachesApart(tx, who, i)
	if err == nil && apart {
		err = fault.Refuse("kin.invite.apart")
	}
	return err
}

func (s *Service) confirmIn(tx *store.Tx, who access.Actor, i Invitation, as family.PersonID) error {
	joining := family.Joining{Family: i.Family, Person: as, As: i.Relation, New: family.NewCaregiver{
		Name: i.OwnName, Details: []family.NewDetail{{Channel: family.Email, Value: i.OwnEmail}},
	}}
	if i.OwnPhone != "" {
		joining.New.Details = append(joining.New.Details, family.NewDetail{Channel: family.Call, Value: i.OwnPhone})
	}
	for _, infant := range i.Infants {
		joining.Infants = append(joining.Infants, infant.ID)
	}
	p, err := s.Families.JoinIn(tx, who, joining)
	if err != nil {
		return err
	}
	system := access.System(i.Service, who.Today)
	if as.IsZero() {
		if err := s.Safety.SetContactIn(tx, system, p.ID, []safety.SafeContact{{Channel: family.Email, Safe: true}}); err != nil {
			return err
		}
		if err := s.Consent.GiveIn(tx, system, p.ID, consent.Messages, JoinWording); err != nil {
			return err
		}
	}
	// Who confirms works with them from now on.
	if err := access.Grant(tx, access.Sight{Account: who.Account, Person: p.ID, Reason: "invitation:" + i.ID.String(), From: who.Today, Until: who.Today.AddDays(confirmedDays)}); err != nil {
		return err
	}
	secret, err := s.Accounts.SignInLinkIn(tx, system, p.ID, p.Called)
	if err != nil {
		return err
	}
	if _, err := s.Notify.QueueIn(tx, who, notify.Message{
		Service: i.Service, Person: p.ID, Text: "place-welcome", Args: map[string]string{"link": "/in/" + secret}, Infant: i.Infants[0].ID,
	}); err != nil {
		return err
	}
	if err := setConfirmed(tx, who, i.ID, p.ID); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("invitation.confirmed", "invitation", i.ID.String()))
}

// confirmedDays is for how long whoever confirmed an invitation sees the adult
// because of it: long enough for a first talk.
const confirmedDays = 28

// Refuse ends an invitation that staff do not confirm. Nobody is told.
//
// Faults: NotFound; Conflict when it was confirmed.
func (s *Service) Refuse(ctx context.Context, who access.Actor, id InvitationID) error {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return err
	}
	who = who.Within(access.RestrictionWrite)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		i, err := invitationSeen(tx, who, id)
		if err != nil {
			return err
		}
		if i.State == Joined {
			return fault.Refuse("kin.invite.decided")
		}
		if err := end(tx, who, i, Refused); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("invitation.refused", "invitation", id.String()))
	})
	if err != nil {
		return fmt.Errorf("refuse invitation %s: %w", id, err)
	}
	return nil
}
