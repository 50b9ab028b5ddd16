package programme

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// made is one offer that was made.
type made struct {
	id      OfferID
	place   PlaceID
	group   GroupID
	service access.ServiceID
	expires time.Time
	outcome PlaceState // "" while open
}

func insertOffer(tx *store.Tx, who access.Actor, o made) error {
	_, err := tx.Exec(`INSERT INTO place_offer (id, place_id, group_id, offered_at, by_account, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		o.id, o.place, o.group, tx.Now(), who.Account, o.expires)
	if err != nil {
		return fmt.Errorf("insert offer %s: %w", o.id, err)
	}
	return nil
}

const offerSelect = `SELECT o.id, o.place_id, o.group_id, p.service_id, o.expires_at, o.outcome FROM place_offer o JOIN place p ON p.id = o.place_id `

func scanOffer(r *store.Rows) (o made, err error) {
	err = r.Scan(&o.id, &o.place, &o.group, &o.service, &o.expires, &o.outcome)
	return o, err
}

func offerByID(tx *store.Tx, id OfferID) (made, error) {
	rows, err := tx.Query(offerSelect+`WHERE o.id = $1`, id)
	o, err := store.One(rows, err, scanOffer)
	if err != nil {
		return o, fmt.Errorf("offer %s: %w", id, err)
	}
	return o, nil
}

// offerMade reports whether the submission's offer was made before.
func offerMade(tx *store.Tx, s Submission) (o made, done bool, err error) {
	if s == "" {
		return o, false, nil
	}
	o, err = offerByID(tx, derived(OfferID{}, "offer", s))
	if fault.Is(err, fault.NotFound) {
		return o, false, nil
	}
	return o, err == nil, err
}

// openOffer finds the offer of a place that waits for an answer.
func openOffer(tx *store.Tx, place PlaceID) (made, error) {
	rows, err := tx.Query(offerSelect+`WHERE o.place_id = $1 AND o.outcome = ''`, place)
	return store.One(rows, err, scanOffer)
}

func setOutcome(tx *store.Tx, id OfferID, outcome PlaceState) error {
	_, err := tx.Exec(`UPDATE place_offer SET outcome = $2, ended_at = $3 WHERE id = $1`, id, string(outcome), tx.Now())
	if err != nil {
		return fmt.Errorf("end offer %s: %w", id, err)
	}
	return nil
}

// offeredBefore is how earlier offers of a group ended, by place.
func offeredBefore(tx *store.Tx, group GroupID) (map[PlaceID]PlaceState, error) {
	rows, err := tx.Query(offerSelect+`WHERE o.group_id = $1 AND o.outcome IN ('declined', 'lapsed') ORDER BY o.offered_at`, group)
	all, err := store.Collect(rows, err, scanOffer)
	if err != nil {
		return nil, fmt.Errorf("earlier offers of group %s: %w", group, err)
	}
	out := make(map[PlaceID]PlaceState, len(all))
	for _, o := range all {
		out[o.place] = o.outcome
	}
	return out, nil
}

// expiredOffers finds places whose offer is over, of one group or of all.
func expiredOffers(tx *store.Tx, group GroupID, limit int) ([]made, error) {
	condition, args := ``, []any{tx.Now()}
	if !group.IsZero() {
		condition, args = ` AND p.group_id = $2`, append(args, group)
	}
	rows, err := tx.Query(offerSelect+`WHERE p.state = 'offered' AND p.expires_at <= $1 AND o.outcome = ''`+condition+
		` ORDER BY p.expires_at LIMIT `+fmt.Sprint(limit), args...)
	return store.Collect(rows, err, scanOffer)
}

// stoppedFor is why the last group in which a family had a place that the reader
// may see was cancelled; empty when it was not.
func stoppedFor(tx *store.Tx, who access.Actor, of family.ID) (string, error) {
	see := seen(who, 2)
	rows, err := tx.Query(`
SELECT CASE WHEN g.state = 'cancelled' THEN g.state_why ELSE '' END
FROM place pl JOIN place_offer o ON o.place_id = pl.id JOIN programme_group g ON g.id = o.group_id
WHERE pl.family_id = $1 AND o.outcome = 'accepted' AND `+see.SQL+` ORDER BY o.offered_at DESC LIMIT 1`, append([]any{of}, see.Args...)...)
	why, err := store.Collect(rows, err, store.Column[string])
	if err != nil || len(why) == 0 {
		return "", err
	}
	return why[0], nil
}
