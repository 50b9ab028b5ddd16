package programme

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// offerWording is which text somebody agrees to by accepting: the page of the
// offer, in its first version.
const offerWording = "offer.1"

// OfferByLink shows an offer to whoever holds its link, in whatever state it is.
// Looking changes nothing: mail programs follow links before people do.
//
// Faults: NotFound for a link that was never given out.
func (s *Service) OfferByLink(ctx context.Context, secret string) (v OfferView, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		v, _, _, err = s.offerBySecret(tx, secret)
		return err
	})
	return v, err
}

// offerBySecret reads an offer by its link, and everything an answer needs.
func (s *Service) offerBySecret(tx *store.Tx, secret string) (v OfferView, o made, p PlaceRow, err error) {
	link, err := s.accounts.LinkBySecretIn(tx, identity.ForOffer, secret)
	if err != nil {
		return v, o, p, err
	}
	var id OfferID
	if err := id.UnmarshalText([]byte(link.Thing)); err != nil {
		return v, o, p, fmt.Errorf("thing of an offer's link: %w", err)
	}
	if o, err = offerByID(tx, id); err != nil {
		return v, o, p, err
	}
	who, team, err := s.program(tx, o.service)
	if err != nil {
		return v, o, p, err
	}
	if p, err = placeByID(tx, who, o.place); err != nil {
		return v, o, p, err
	}
	g, err := s.groupByID(tx, o.service, who.Today, o.group)
	if err != nil {
		return v, o, p, err
	}
	g.VideoLink = ""
	fit := EligibleFamily(g.Programme, p.Babies(), g.First, g.Last)
	v = OfferView{
		Service: team.ID, State: o.stateAt(tx.Now()), Group: g, Expires: o.expires, Caregivers: len(p.Caregivers),
		Keeps: !fit.CanStartUntil.Before(who.Today),
	}
	if len(p.Infants) == 0 {
		v.State = OfferClosed
	}
	if v.State != OfferOpen {
		return v, o, p, nil
	}
	// Whoever holds the link was given it as the one who asked: it shows what they see.
	_, err = placeByID(tx, access.Caregiving(o.service, p.AskedBy, who.Today), o.place)
	if fault.Is(err, fault.NotFound) {
		v.State = OfferWithdrawn
		return v, o, p, nil
	}
	if err != nil {
		return v, o, p, err
	}
	for i, baby := range p.Infants {
		v.Infants = append(v.Infants, OfferInfant{Called: baby.Called, Fit: fit.Babies[i]})
	}
	return v, o, p, nil
}

// Acceptance is what accepting an offer led to.
type Acceptance struct {
	State OfferState // OfferAccepted, or why it could not be accepted any more
	Token string     // of the login that accepting opened; only the first time
}

// AcceptOffer takes the offered place. From then on the caregiver has an account
// and is signed in, the other caregivers of the place are invited to theirs, and
// the group's leaders see its people. A link that was used or is over accepts
// nothing and says so in State.
//
// Faults: NotFound for a link that was never given out.
func (s *Service) AcceptOffer(ctx context.Context, secret string) (out Acceptance, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		v, o, p, err := s.offerBySecret(tx, secret)
		if err != nil {
			return err
		}
		out = Acceptance{State: v.State}
		if v.State != OfferOpen {
			return nil
		}
		who, _, err := s.program(tx, o.service)
		if err != nil {
			return err
		}
		if err := s.answer(tx, secret, o, &p, Accepted); err != nil {
			return err
		}
		out.State = OfferAccepted
		out.Token, err = s.welcome(tx, who, v.Group, p)
		if err != nil {
			return err
		}
		return s.record(tx, who, "place.accepted", "place", p.ID.String(), map[string]string{"by": "link", "offer": o.id.String()})
	})
	if err != nil {
		return Acceptance{}, fmt.Errorf("accept offer: %w", err)
	}
	return out, nil
}

// welcome lets the leaders see the family, gives its caregivers accounts and opens
// a login for the one who accepted.
func (s *Service) welcome(tx *store.Tx, who access.Actor, g Group, p PlaceRow) (token string, err error) {
	if err := showPlaces(tx, g, who.Today); err != nil {
		return "", err
	}
	for _, c := range p.Caregivers {
		if c.ID != p.AskedBy {
			secret, err := s.accounts.SignInLinkIn(tx, who, c.ID, c.Called)
			if err != nil {
				return "", err
			}
			if err := s.tellOne(tx, who, p, c.ID, news{text: "place-welcome", about: aboutPlace(p), args: map[string]string{"link": "/in/" + secret}}); err != nil {
				return "", err
			}
			continue
		}
		if err := s.consents.GiveIn(tx, who, c.ID, consent.TakingPart, offerWording); err != nil {
			return "", fmt.Errorf("consent to taking part: %w", err)
		}
		account, err := s.accounts.CaregiverAccountIn(tx, who, c.ID, c.Called)
		if err != nil {
			return "", err
		}
		if token, err = s.accounts.LoginIn(tx, account); err != nil {
			return "", err
		}
		if err := s.tellOne(tx, who, p, c.ID, news{text: "place-accepted", about: aboutPlace(p), args: dayArgs(g.First, g)}); err != nil {
			return "", err
		}
	}
	return token, nil
}

// Keep says whether a family that declines goes on waiting.
type Keep bool

// What a family that declines can choose.
const (
	KeepWaiting Keep = true
	StopWaiting Keep = false
)

// DeclineOffer gives the offered place back. The family keeps waiting for another
// group, or not, as it says. A link that was used or is over declines nothing; the
// returned state says what is so.
//
// Faults: NotFound for a link that was never given out.
func (s *Service) DeclineOffer(ctx context.Context, secret string, keep Keep) (state OfferState, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		v, o, p, err := s.offerBySecret(tx, secret)
		if err != nil {
			return err
		}
		state = v.State
		if v.State != OfferOpen {
			return nil
		}
		who, _, err := s.program(tx, o.service)
		if err != nil {
			return err
		}
		state = OfferDeclined
		if err := s.answer(tx, secret, o, &p, Declined); err != nil {
			return err
		}
		if keep {
			p.backToWaiting()
			if err := setPlace(tx, p.Place); err != nil {
				return err
			}
		}
		return s.record(tx, who, "place.declined", "place", p.ID.String(), map[string]string{"by": "link", "offer": o.id.String()})
	})
	if err != nil {
		return "", fmt.Errorf("decline offer: %w", err)
	}
	return state, nil
}

// answer writes the end of an offer and uses its link up.
func (s *Service) answer(tx *store.Tx, secret string, o made, p *PlaceRow, to PlaceState) error {
	if p.State != Offered || p.Group != o.group {
		return fault.Conflictf("place %s is %s", p.ID, p.State)
	}
	if _, err := s.accounts.UseLinkIn(tx, identity.ForOffer, secret); err != nil {
		return err
	}
	if err := setOutcome(tx, o.id, to); err != nil {
		return err
	}
	now := tx.Now()
	p.State, p.AnsweredAt = to, &now
	return setPlace(tx, p.Place)
}
