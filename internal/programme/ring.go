package programme

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// How long a row of misses stays something to do, and how many people Today shows.
const (
	ringDays  = 60
	ringShown = 50
)

// ToRing is whom the actor may see that missed two sessions in a row and was not
// reached since, longest ago first. Calls without an answer are told beside them.
func (s *Service) ToRing(ctx context.Context, who access.Actor) (out []Ring, err error) {
	return s.ToRingFirst(ctx, who, ringShown)
}

// ToRingFirst is the first of ToRing: no more than these are read.
func (s *Service) ToRingFirst(ctx context.Context, who access.Actor, most int) (out []Ring, err error) {
	if err := who.Require(access.RegisterRead); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if out, err = ringsFor(tx, who, min(most, ringShown)); err != nil {
			return err
		}
		return addRingInfants(tx, who, out)
	})
	if err != nil {
		return nil, fmt.Errorf("whom to ring: %w", err)
	}
	return out, nil
}

// settled is the condition that a person was reached since a row of misses began.
const settled = `EXISTS (SELECT 1 FROM contact c WHERE c.person_id = r.person_id AND c.at >= r.since AND c.reached)`

func ringsFor(tx *store.Tx, who access.Actor, most int) ([]Ring, error) {
	see := who.Adults("p.id", "p.service_id", 3)
	rows, err := tx.Query(`
SELECT `+family.PersonColumns("p")+`, r.group_id, g.ref, r.misses, r.missed_on, r.since,
 (SELECT MAX(c.at) FROM contact c WHERE c.person_id = r.person_id AND c.at >= r.since)
FROM to_ring r JOIN person p ON p.id = r.person_id JOIN programme_group g ON g.id = r.group_id
WHERE r.service_id = $1 AND r.missed_on >= $2 AND NOT `+settled+` AND `+see.SQL+`
ORDER BY r.missed_on, p.id LIMIT `+fmt.Sprint(most),
		append([]any{who.Service, who.Today.AddDays(-ringDays)}, see.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (out Ring, err error) {
		var since time.Time
		err = r.Scan(append(family.PersonFields(&out.Person), &out.Group, &out.GroupRef, &out.Misses, &out.Since, &since, &out.TriedAt)...)
		return out, err
	})
}

// addRingInfants sets the babies of everybody to ring, in one query.
func addRingInfants(tx *store.Tx, who access.Actor, list []Ring) error {
	if len(list) == 0 {
		return nil
	}
	args := make([]any, len(list))
	for i, r := range list {
		args[i] = r.Person.ID
	}
	see := who.People("i.id", "i.service_id", len(args)+1)
	rows, err := tx.Query(`
SELECT d.caregiver_id, `+family.PersonColumns("i")+` FROM dyad d JOIN person i ON i.id = d.infant_id
WHERE d.caregiver_id IN (`+store.List(1, len(args))+`) AND d.ended_on IS NULL AND i.lost_on IS NULL AND `+see.SQL+` ORDER BY i.id`,
		append(args, see.Args...)...)
	type child struct {
		of     family.PersonID
		infant family.Person
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (c child, err error) {
		err = r.Scan(append([]any{&c.of}, family.PersonFields(&c.infant)...)...)
		return c, err
	})
	if err != nil {
		return fmt.Errorf("infants of those to ring: %w", err)
	}
	for _, c := range all {
		for i := range list {
			if list[i].Person.ID == c.of {
				list[i].Infants = append(list[i].Infants, c.infant)
			}
		}
	}
	return nil
}

// toRingIn says who of a group is to be rung.
func toRingIn(tx *store.Tx, group GroupID) (map[family.PersonID]bool, error) {
	rows, err := tx.Query(`SELECT r.person_id FROM to_ring r WHERE r.group_id = $1 AND NOT `+settled, group)
	all, err := store.Collect(rows, err, store.Column[family.PersonID])
	if err != nil {
		return nil, fmt.Errorf("whom to ring of group %s: %w", group, err)
	}
	out := make(map[family.PersonID]bool, len(all))
	for _, id := range all {
		out[id] = true
	}
	return out, nil
}

// deriveRing writes anew whether a caregiver of a group is to be rung, from all
// their marks. A row of misses that was there before keeps the moment it began, so
// that a mark corrected does not undo a call that was made; another miss begins it
// anew, because it is another silence.
func deriveRing(tx *store.Tx, g Group, person family.PersonID) error {
	all, err := marksIn(tx, g.ID, person)
	if err != nil {
		return err
	}
	var marks []Mark
	var last civil.Date
	for _, m := range all {
		if marks = append(marks, m.mark); m.mark == Absent {
			last = m.day
		}
	}
	misses := Misses(marks)
	if misses < ringAfter {
		_, err := tx.Exec(`DELETE FROM to_ring WHERE group_id = $1 AND person_id = $2`, g.ID, person)
		return err
	}
	_, err = tx.Exec(`
INSERT INTO to_ring (group_id, person_id, service_id, misses, missed_on, since) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (group_id, person_id) DO UPDATE SET
 since = CASE WHEN to_ring.misses < excluded.misses THEN excluded.since ELSE to_ring.since END,
 misses = excluded.misses, missed_on = excluded.missed_on`,
		g.ID, person, g.Service, misses, last, tx.Now())
	if err != nil {
		return fmt.Errorf("derive whom to ring in group %s: %w", g.ID, err)
	}
	return nil
}

// clearRing forgets the misses of those who left a group.
func clearRing(tx *store.Tx, g GroupID, p PlaceRow) error {
	for _, c := range p.Caregivers {
		if _, err := tx.Exec(`DELETE FROM to_ring WHERE group_id = $1 AND person_id = $2`, g, c.ID); err != nil {
			return fmt.Errorf("forget whom to ring in group %s: %w", g, err)
		}
	}
	return nil
}
