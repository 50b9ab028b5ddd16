package proposal

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// MorningJob plans again where places came back: declined, or left to lapse.
const MorningJob = "proposal.morning"

// earliest is the hour from which it is morning, where a service is: late enough for
// everything that lapsed in the night, and early enough to be there with the first tea.
const earliest = 5

// Mornings is [Service.Morning] for every service of the deployment. It is bound to
// MorningJob, and is cheap where nothing came back.
func (s *Service) Mornings(ctx context.Context) error {
	teams, err := s.accounts.Services(ctx)
	if err != nil {
		return fmt.Errorf("services: %w", err)
	}
	for _, team := range teams {
		if err := s.Morning(ctx, team); err != nil {
			return fmt.Errorf("morning of %s: %w", team.ID, err)
		}
	}
	return nil
}

// Morning makes a proposal for every programme of a service in which places came back
// since the last one; at most one a day. Nobody hears of it but who fills groups.
func (s *Service) Morning(ctx context.Context, team identity.Service) error {
	for _, offer := range s.programmes.Catalogue().All() {
		var who access.Actor
		due := false
		err := s.db.View(ctx, func(tx *store.Tx) error {
			local := tx.Now().In(team.Zone)
			who = access.System(team.ID, team.Today(tx.Now()))
			if local.Hour() < earliest {
				return nil
			}
			midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, team.Zone)
			var err error
			due, err = cameBack(tx, who, offer.Key, midnight)
			return err
		})
		if err != nil {
			return fmt.Errorf("what came back in %s: %w", offer.Key, err)
		}
		if !due {
			continue
		}
		if _, err := s.make(ctx, who, draft{programme: offer.Key}); err != nil && !fault.Is(err, fault.NotFound) {
			return fmt.Errorf("plan of the morning for %s: %w", offer.Key, err)
		}
	}
	return nil
}

// cameBack reports whether a place of a group to come was given back since the last
// proposal, and the program has made none today.
func cameBack(tx *store.Tx, who access.Actor, key programme.Key, midnight time.Time) (bool, error) {
	var n int
	err := tx.QueryRow(`
SELECT COUNT(*) FROM programme_group g JOIN place_offer o ON o.group_id = g.id
WHERE g.service_id = $1 AND g.programme = $2 AND g.state = 'open' AND g.first_on > $3 AND o.outcome IN ('declined', 'lapsed') AND o.ended_at < $4
 AND NOT EXISTS (SELECT 1 FROM proposal p WHERE p.service_id = g.service_id AND p.programme = g.programme AND (p.at >= o.ended_at OR p.at >= $4 AND p.by_account IS NULL))`,
		who.Service, string(key), who.Today, midnight).Scan(&n)
	return n > 0, err
}

// Fresh is this morning's proposal that nobody has looked into yet: none was made after
// it, and nothing was offered from it.
//
// Faults: Forbidden without PlaceFill; NotFound when there is none.
func (s *Service) Fresh(ctx context.Context, who access.Actor) (out Summary, err error) {
	if err := may(who); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(`
SELECT p.id, p.programme, p.placed FROM proposal p
WHERE p.service_id = $1 AND p.at >= $2 AND p.by_account IS NULL AND p.placed > 0
 AND NOT EXISTS (SELECT 1 FROM proposal q WHERE q.service_id = p.service_id AND q.programme = p.programme AND q.at > p.at)
 AND NOT EXISTS (SELECT 1 FROM proposal_offer o WHERE o.proposal_id = p.id)
ORDER BY p.at DESC LIMIT 1`, who.Service, tx.Now().Add(-24*time.Hour))
		out, err = store.One(rows, err, func(r *store.Rows) (s Summary, err error) { return s, r.Scan(&s.ID, &s.Programme, &s.Placed) })
		return err
	})
	if err != nil {
		return out, fmt.Errorf("this morning's proposal: %w", err)
	}
	return out, nil
}
