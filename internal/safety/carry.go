package safety

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// promisedWay is what somebody said about a way to reach them, as it must not be
// forgotten: not safe, or safe from nine to five and not by voicemail.
type promisedWay struct {
	Person    access.PersonID `json:"person"`
	Channel   family.Channel  `json:"channel"`
	Safe      bool            `json:"safe"`
	From      string          `json:"from,omitempty"` // with Until; empty: any time
	Until     string          `json:"until,omitempty"`
	Voicemail bool            `json:"voicemail"`
	Shared    bool            `json:"shared"`
	SeenBy    SeenBy          `json:"seen_by,omitempty"`
	Wording   Wording         `json:"wording,omitempty"`
}

// promise pledges what somebody says about a way. A first answer that says yes is none:
// a copy that does not know it does not use that way.
func promise(tx *store.Tx, person access.PersonID, before []SafeContact, c SafeContact) error {
	known := false
	for _, b := range before {
		known = known || b.Channel == c.Channel
	}
	if c.Safe && !known {
		return nil
	}
	way := promisedWay{
		Person: person, Channel: c.Channel, Safe: c.Safe, Voicemail: c.Voicemail, Shared: c.Shared, SeenBy: c.SeenBy, Wording: c.Wording,
	}
	if !c.AnyTime() {
		way.From, way.Until = c.From.String(), c.Until.String()
	}
	return pledge.Make(tx, pledge.SafeContact, fmt.Sprintf("contact:%s/%s", person, c.Channel), way)
}

func (w promisedWay) contact() (c SafeContact, err error) {
	c = SafeContact{Channel: w.Channel, Safe: w.Safe, Voicemail: w.Voicemail, Shared: w.Shared, SeenBy: w.SeenBy, Wording: w.Wording}
	if w.From == "" {
		return c, nil
	}
	if c.From, err = civil.ParseClock(w.From); err != nil {
		return c, err
	}
	c.Until, err = civil.ParseClock(w.Until)
	return c, err
}

// Carry has what somebody said about a way hold again after a restore, unless the
// copy knows something that was said later. It makes no way safe that is not safe to
// the copy's knowledge: that is theirs to say again. It reports false when nothing
// changed.
func (s *Service) Carry(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var said promisedWay
	if err := p.Read(&said); err != nil {
		return false, err
	}
	c, err := said.contact()
	if err != nil {
		return false, err
	}
	c.AskedAt = p.At
	var service access.ServiceID
	err = tx.QueryRow(`SELECT p.service_id FROM person p WHERE p.id = $1`, said.Person).Scan(&service)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("person %s: %w", said.Person, err)
	}
	known, err := contactsOf(tx, said.Person)
	if err != nil || !c.lessThan(known) {
		return false, err
	}
	if err := upsertContact(tx, said.Person, c); err != nil {
		return false, err
	}
	return true, s.log.Record(tx, access.System(service, civil.Of(tx.Now())).Did("safe-contact.carried-over", "person", said.Person.String()))
}

// lessThan reports whether c, which was said at its AskedAt, may take the place of what
// is known of its way: nothing later is known, and c is a no or narrows a yes.
func (c SafeContact) lessThan(known []SafeContact) bool {
	for _, k := range known {
		if k.Channel == c.Channel {
			return !k.AskedAt.After(c.AskedAt) && (k.Safe || !c.Safe)
		}
	}
	return !c.Safe
}
