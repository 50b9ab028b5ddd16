package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// LinkJob makes the sign-in links that were asked for; its payload is a LinkRequest.
const LinkJob = "notify.sign-in-link"

// LinkRequest says who asked for a way in: nobody, when the address is not known.
type LinkRequest struct {
	Service access.ServiceID  `json:"service"`
	People  []access.PersonID `json:"people"`
}

// RequestLink sends a caregiver a new way in, if the address is one of a caregiver
// who may sign in. The answer is the same for every address, and so is the work
// until it is given: whether there is anybody is for the job to find out. Too many
// requests are dropped, and that is not told either.
//
// There is no fault; an error means that nothing could be stored.
func (s *Service) RequestLink(ctx context.Context, service access.ServiceID, address, from string) error {
	key := strings.ToLower(strings.TrimSpace(address))
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		allowed, err := s.rooms.Accounts.AllowIn(tx, identity.LinkBySource, identity.Source(from))
		if err == nil && allowed { // a source that is shut out uses up nobody's links
			allowed, err = s.rooms.Accounts.AllowIn(tx, identity.LinkByAddress, key)
		}
		if err != nil {
			return err
		}
		people, err := holdersOf(tx, service, key)
		if err != nil {
			return err
		}
		action := "sign-in-link.asked"
		if !allowed {
			people, action = nil, "sign-in-link.limited"
		}
		if _, err := s.rooms.Queue.Enqueue(tx, LinkJob, LinkRequest{service, people}, tx.Now(), ""); err != nil {
			return err
		}
		return s.log.Record(tx, access.Actor{Service: service}.Did(action, "service", service.String()))
	})
	if err != nil {
		return fmt.Errorf("request sign-in link: %w", err)
	}
	return nil
}

// SendLinks is the handler of LinkJob. An address that two people gave makes a
// link for each: the gate finds the mailbox shared and leaves both to be told by
// voice.
func (s *Service) SendLinks(ctx context.Context, payload []byte) error {
	var in LinkRequest
	if err := json.Unmarshal(payload, &in); err != nil {
		return fmt.Errorf("sign-in links: %w", err)
	}
	if len(in.People) == 0 {
		return nil
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		team, err := s.rooms.Accounts.ServiceIn(tx, in.Service)
		if err != nil {
			return err
		}
		who := access.System(in.Service, team.Today(tx.Now()))
		people, err := peopleOf(tx, in.People)
		if err != nil {
			return fmt.Errorf("recipients: %w", err)
		}
		for _, person := range in.People {
			secret, err := s.rooms.Accounts.SignInLinkIn(tx, who, person, people[person].called)
			if err != nil {
				return err
			}
			if _, err := s.QueueIn(tx, who, Message{
				Service: in.Service, Person: person, Text: "sign-in", Args: map[string]string{linkArg: "/in/" + secret},
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sign-in links: %w", err)
	}
	return nil
}
