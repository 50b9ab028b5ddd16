package enquiry

import (
	"context"
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// Door is what an invitation's link opens: nothing about anybody.
type Door struct {
	Service access.ServiceID
	By      family.PersonID // who made it, so that they are not taken for the invited
	Open    bool            // it can be answered
	Done    bool            // it was, just now or before
}

// Door looks at an invitation's link. Looking changes nothing: mail programs do.
//
// Faults: NotFound for a link that was never given out.
func (s *Service) Door(ctx context.Context, secret string) (d Door, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		d, _, err = s.doorIn(tx, secret)
		return err
	})
	return d, err
}

func (s *Service) doorIn(tx *store.Tx, secret string) (d Door, i Invitation, err error) {
	link, err := s.Accounts.LinkBySecretIn(tx, identity.ForJoin, secret)
	if err != nil {
		return d, i, err
	}
	var id InvitationID
	if err := id.UnmarshalText([]byte(link.Thing)); err != nil {
		return d, i, fmt.Errorf("thing of an invitation's link: %w", err)
	}
	if i, err = invitationByID(tx, id); err != nil {
		return d, i, err
	}
	open, err := canBeAnswered(tx, i.ID.String())
	if err != nil {
		return d, i, err
	}
	d = Door{Service: i.Service, By: i.By, Open: open && link.State == identity.LinkOpen}
	d.Done = i.AnsweredAt != nil && i.State != NotMe
	return d, i, nil
}

// Join is the answer of somebody invited: who they are and how they may be written
// to. It links them to nobody until staff say who they are.
type Join struct {
	Name  string
	Email string
	Phone string // may be empty
	Tells bool   // whoever invited them may know that they take part
}

// Check finds what cannot be in an answer.
func (j Join) Check() error {
	var out []fault.Problem
	if strings.TrimSpace(j.Name) == "" {
		out = append(out, fault.At("name", "family.name.missing"))
	}
	out = append(out, family.CheckDetail("email", family.NewDetail{Channel: family.Email, Value: j.Email})...)
	if j.Phone != "" {
		out = append(out, family.CheckDetail("phone", family.NewDetail{Channel: family.Call, Value: j.Phone})...)
	}
	return fault.Check(out...)
}

// Join answers an invitation. It answers alike, whoever is known here already; an
// old link, or one answered before, changes nothing.
//
// Faults: NotFound for a link that was never given out; Invalid on name, email,
// phone; Conflict when whoever invited holds the link themselves.
func (s *Service) Join(ctx context.Context, who access.Actor, secret string, in Join) error {
	if err := in.Check(); err != nil {
		return err
	}
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	return s.answer(ctx, who, secret, "invitation.answered", func(tx *store.Tx, i Invitation) error { return setAnswer(tx, i.ID, in) })
}

// NotMe says that an invitation came to somebody it was not meant for. Staff see
// it; whoever invited does not.
//
// Faults: NotFound for a link that was never given out.
func (s *Service) NotMe(ctx context.Context, who access.Actor, secret string) error {
	return s.answer(ctx, who, secret, "invitation.not-me", func(tx *store.Tx, i Invitation) error {
		return end(tx, access.Actor{}, i, NotMe)
	})
}

func (s *Service) answer(ctx context.Context, who access.Actor, secret, act string, change func(*store.Tx, Invitation) error) error {
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		d, i, err := s.doorIn(tx, secret)
		if err != nil || !d.Open {
			return err
		}
		if !who.Person.IsZero() && who.Person == i.By {
			return fault.Refuse("join.own")
		}
		if _, err := s.Accounts.UseLinkIn(tx, identity.ForJoin, secret); err != nil {
			return err
		}
		if err := change(tx, i); err != nil {
			return err
		}
		return s.log.Record(tx, access.Actor{Service: i.Service}.Did(act, "invitation", i.ID.String()))
	})
	if err != nil {
		return fmt.Errorf("answer an invitation: %w", err)
	}
	return nil
}
