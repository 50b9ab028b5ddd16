package enquiry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

type invitation struct{}

// InvitationID identifies an invitation.
type InvitationID = ident.ID[invitation]

// InvitationState is how far an invitation has come.
type InvitationState string

// The states. One that was sent and not answered for two weeks is over.
const (
	Invited   InvitationState = "sent"
	Answered  InvitationState = "answered" // staff have to say who it is
	Joined    InvitationState = "confirmed"
	Refused   InvitationState = "declined" // by staff
	NotMe     InvitationState = "not-me"   // the link came to somebody else
	TakenBack InvitationState = "withdrawn"
)

// How long an invitation stands, how many of one person may stand at once, and how
// many they may send in a day: a link must not become a way to press somebody.
const (
	invitationLasts = 14 * 24 * time.Hour
	mostInvitations = 3
	mostInADay      = 5
)

// aboutInvitation begins what a message about an invitation is about.
const aboutInvitation = "invitation"

// Invite asks another carer of a baby to take part.
type Invite struct {
	ID       InvitationID // of the form: sent twice, it is one invitation
	Name     string
	Relation family.Relation
	Email    string
	Infants  []family.PersonID
	Sure     Sure // the address is also that of whoever invites
}

// Sure says that something unusual was asked about and meant.
type Sure bool

// Check finds what cannot be in an invitation.
func (in Invite) Check() error {
	var out []fault.Problem
	switch name := strings.TrimSpace(in.Name); {
	case name == "":
		out = append(out, fault.At("name", "family.name.missing"))
	case utf8.RuneCountInString(name) > family.NameLimit:
		out = append(out, fault.At("name", "family.name.long", "limit", family.NameLimit))
	}
	if !slices.Contains(family.Relations(), in.Relation) {
		out = append(out, fault.At("relation", "kin.invite.relation"))
	}
	if len(in.Infants) == 0 {
		out = append(out, fault.At("infant", "kin.invite.infant"))
	}
	return fault.Check(append(out, family.CheckDetail("email", family.NewDetail{Channel: family.Email, Value: in.Email})...)...)
}

// Invite sends a link that names nothing to the address given. What it answers is
// the same whether or not somebody with that address is known here. Caregivers
// invite for babies of theirs, staff for babies they may see.
//
// Faults: NotFound for a baby the actor may not see; Invalid on name, relation,
// email, infant, and on sure when the address is also the inviter's; Conflict when
// as many stand already as may.
func (s *Service) Invite(ctx context.Context, who access.Actor, in Invite) error {
	if who.Person.IsZero() {
		if err := who.RequireWriting(); err != nil {
			return err
		}
	} else if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	if err := in.Check(); err != nil {
		return err
	}
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	if in.ID.IsZero() {
		in.ID = ident.New[invitation]()
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error { return s.inviteIn(tx, who, in) })
	if err != nil {
		return fmt.Errorf("invite a carer: %w", err)
	}
	return nil
}

func (s *Service) inviteIn(tx *store.Tx, who access.Actor, in Invite) error {
	of, err := familyOfInfants(tx, who, in.Infants)
	if err != nil {
		return err
	}
	shared, err := addressOfCarers(tx, who, in)
	if err != nil {
		return err
	}
	if shared && !bool(in.Sure) {
		return fault.Check(fault.At("sure", "kin.invite.shared"))
	}
	standing, err := standingOf(tx, who)
	if err != nil {
		return err
	}
	if !who.Person.IsZero() && standing >= mostInvitations {
		return fault.Refuse("kin.invite.many", "n", mostInvitations)
	}
	today, err := sentToday(tx, who)
	if err != nil {
		return err
	}
	if !who.Person.IsZero() && today >= mostInADay {
		return fault.Refuse("kin.invite.today", "n", mostInADay)
	}
	expires := tx.Now().Add(invitationLasts)
	fresh, err := insertInvitation(tx, who, in, of, expires)
	if err != nil || !fresh {
		return err
	}
	secret, err := s.Accounts.LinkIn(tx, identity.NewLink{Purpose: identity.ForJoin, Thing: in.ID.String(), Expires: expires})
	if err != nil {
		return err
	}
	// No name that somebody else typed stands in it, so the greeting has none.
	_, err = s.Notify.QueueIn(tx, who, notify.Message{
		Service: who.Service, Text: "invitation", About: aboutInvitation + ":" + in.ID.String(), Args: map[string]string{"link": "/join/" + secret},
		Enquirer: &notify.Enquirer{
			Ways:      []safety.SafeContact{{Channel: family.Email, Safe: true}},
			Addresses: map[family.Channel]string{family.Email: in.Email},
		},
	})
	if err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("invitation.sent", "invitation", in.ID.String()))
}

// Asked is one invitation as whoever made it knows it.
type Asked struct {
	ID        InvitationID
	Name      string
	MadeAt    time.Time
	TakesPart bool // they said that this may be told
}

// Asked is the invitations that a caregiver made and did not take back. Of each it
// says that it was sent and, if the other wished, that they take part: not whether
// it was opened, answered or refused.
func (s *Service) Asked(ctx context.Context, who access.Actor) (out []Asked, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = askedBy(tx, who)
		return err
	})
	return out, err
}

// TakeBack ends an invitation that the caregiver made: its link opens nothing any
// more, and it is gone from their page whatever became of it, so that taking it
// back tells them nothing. Who takes part already goes on, and staff still read
// what they did not decide about a link that came to somebody else.
//
// Faults: NotFound.
func (s *Service) TakeBack(ctx context.Context, who access.Actor, id InvitationID) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		i, err := invitationByID(tx, id)
		if err != nil {
			return err
		}
		if i.By != who.Person {
			return fault.NotFoundf("invitation %s of theirs", id)
		}
		if i.State == Invited || i.State == Answered {
			if err := setInvitation(tx, who, id, TakenBack); err != nil {
				return err
			}
		}
		if fresh, err := setTakenBack(tx, id); err != nil || !fresh {
			return err
		}
		if err := pledgeEnded(tx, who, i, TakenBack); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("invitation.withdrawn", "invitation", id.String()))
	})
	if err != nil {
		return fmt.Errorf("take back invitation %s: %w", id, err)
	}
	return nil
}
