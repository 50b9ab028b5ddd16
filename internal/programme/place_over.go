package programme

import (
	"fmt"
	"math"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// enoughAnswers is how many answers to offers there have to be before a service's own
// acceptance rate is one.
const enoughAnswers = 20

// OfferLimit is how many places of a group may be accepted or offered at once, when of
// offers only a share is accepted: as many as fill it if families answer as they do, never
// fewer than it has and never more than its room holds. Without a rate, or a room that is
// known to hold more, it is what the group has.
func OfferLimit(capacity, holds, accepted int, rate float64) int {
	if rate <= 0 || rate > 1 || holds <= capacity {
		return capacity
	}
	filled := accepted + int(math.Floor(float64(max(0, capacity-accepted))/rate+1e-9))
	return max(capacity, min(holds, filled))
}

// AcceptanceRate is the share of a service's offers that were accepted, of those that
// ended; 0 where too few did.
func AcceptanceRate(answers map[PlaceState]int) float64 {
	all := 0
	for _, n := range answers {
		all += n
	}
	if all < enoughAnswers {
		return 0
	}
	return float64(answers[Accepted]) / float64(all)
}

// offerLimit is [OfferLimit] for a group as it stands.
func offerLimit(tx *store.Tx, who access.Actor, g Group) (int, error) {
	holds, err := roomsHold(tx, who)
	if err != nil || holds[g.Site] <= g.Capacity {
		return g.Capacity, err
	}
	answers, err := answersSince(tx, who, who.Today.AddDays(-answersDays))
	if err != nil {
		return 0, err
	}
	accepted, err := acceptedIn(tx, who, g.Programme.Key)
	if err != nil {
		return 0, err
	}
	return OfferLimit(g.Capacity, holds[g.Site], accepted[g.ID], AcceptanceRate(answers)), nil
}

// overOf is how many more places than are free may be offered in each of these groups.
func overOf(tx *store.Tx, who access.Actor, key Key, groups []Group, answers map[PlaceState]int) (map[GroupID]int, error) {
	out, rate := map[GroupID]int{}, AcceptanceRate(answers)
	holds, err := roomsHold(tx, who)
	if err != nil || rate == 0 || len(holds) == 0 {
		return out, err
	}
	accepted, err := acceptedIn(tx, who, key)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		limit := OfferLimit(g.Capacity, holds[g.Site], accepted[g.ID], rate)
		if more := max(0, limit-g.Taken) - g.Left; more > 0 {
			out[g.ID] = more
		}
	}
	return out, nil
}

// roomsHold is how many places of a group the smallest room of a site holds, where
// somebody wrote it down.
func roomsHold(tx *store.Tx, who access.Actor) (map[SiteID]int, error) {
	rows, err := tx.Query(`SELECT site_id, holds FROM site_room WHERE service_id = $1 AND holds > 0`, who.Service)
	type room struct {
		site  SiteID
		holds int
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (x room, err error) { return x, r.Scan(&x.site, &x.holds) })
	if err != nil {
		return nil, fmt.Errorf("what rooms hold: %w", err)
	}
	out := map[SiteID]int{}
	for _, x := range all {
		out[x.site] = x.holds
	}
	return out, nil
}

// acceptedIn is how many places are accepted in the groups to come of a programme.
func acceptedIn(tx *store.Tx, who access.Actor, key Key) (map[GroupID]int, error) {
	rows, err := tx.Query(`
SELECT g.id, CAST(SUM(p.dyads) AS BIGINT) FROM programme_group g JOIN place p ON p.group_id = g.id
WHERE g.service_id = $1 AND g.programme = $2 AND g.state = 'open' AND g.first_on > $3 AND p.state = 'accepted' GROUP BY g.id`, who.Service, string(key), who.Today)
	type count struct {
		group GroupID
		n     int
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (x count, err error) { return x, r.Scan(&x.group, &x.n) })
	if err != nil {
		return nil, fmt.Errorf("places accepted: %w", err)
	}
	out := map[GroupID]int{}
	for _, x := range all {
		out[x.group] = x.n
	}
	return out, nil
}
