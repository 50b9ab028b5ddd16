package safety

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

func upsertContact(tx *store.Tx, person access.PersonID, c SafeContact) error {
	from, until := "", ""
	if !c.AnyTime() {
		from, until = c.From.String(), c.Until.String()
	}
	_, err := tx.Exec(`
INSERT INTO safe_contact (person_id, channel, safe, from_time, until_time, voicemail, shared, seen_by, wording, asked_at, asked_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (person_id, channel) DO UPDATE SET safe = excluded.safe, from_time = excluded.from_time, until_time = excluded.until_time,
 voicemail = excluded.voicemail, shared = excluded.shared, seen_by = excluded.seen_by, wording = excluded.wording,
 asked_at = excluded.asked_at, asked_by = excluded.asked_by`,
		person, string(c.Channel), c.Safe, from, until, c.Voicemail, c.Shared, string(c.SeenBy), string(c.words()), c.AskedAt, c.AskedBy)
	if err != nil {
		return fmt.Errorf("set safe contact of %s by %s: %w", person, c.Channel, err)
	}
	return nil
}

func contactsOf(tx *store.Tx, person access.PersonID) ([]SafeContact, error) {
	all, err := contactsOfAll(tx, []access.PersonID{person}, access.Filter{SQL: "1 = 1"})
	return all[person], err
}

// contactsOfAll reads what several adults said, in one query, by adult. see is who
// of them may be seen, from $1 on; they come after its arguments.
func contactsOfAll(tx *store.Tx, people []access.PersonID, see access.Filter) (map[access.PersonID][]SafeContact, error) {
	if len(people) == 0 {
		return nil, nil
	}
	args := slices.Clip(see.Args)
	for _, p := range people {
		args = append(args, p)
	}
	rows, err := tx.Query(`
SELECT c.person_id, c.channel, c.safe, c.from_time, c.until_time, c.voicemail, c.shared, c.seen_by, c.wording, c.asked_at, c.asked_by
FROM safe_contact c JOIN person p ON p.id = c.person_id
WHERE c.person_id IN (`+store.List(len(see.Args)+1, len(people))+`) AND `+see.SQL+` ORDER BY c.person_id, c.channel`, args...)
	out := make(map[access.PersonID][]SafeContact, len(people))
	_, err = store.Collect(rows, err, func(r *store.Rows) (none struct{}, err error) {
		person, c, err := scanContact(r)
		out[person] = append(out[person], c)
		return none, err
	})
	return out, err
}

func scanContact(r *store.Rows) (person access.PersonID, c SafeContact, err error) {
	var from, until string
	if err := r.Scan(&person, &c.Channel, &c.Safe, &from, &until, &c.Voicemail, &c.Shared, &c.SeenBy, &c.Wording, &c.AskedAt, &c.AskedBy); err != nil {
		return person, c, err
	}
	if from == "" {
		return person, c, nil
	}
	if c.From, err = civil.ParseClock(from); err != nil {
		return person, c, err
	}
	c.Until, err = civil.ParseClock(until)
	return person, c, err
}

// changesAround reads what happened around a person that may have made a way to
// reach them unsafe.
func changesAround(tx *store.Tx, person access.PersonID) (c changes, err error) {
	err = tx.QueryRow(`
SELECT f.at FROM infant_fact f JOIN dyad d ON d.infant_id = f.infant_id
WHERE d.caregiver_id = $1 AND d.ended_on IS NULL AND f.kind = 'birth' AND f.undone_at IS NULL ORDER BY f.at DESC LIMIT 1`, person).Scan(&c.birth)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return c, fmt.Errorf("last birth around %s: %w", person, err)
	}
	// Whoever joined by an invitation is left out: being asked on the day after would
	// tell whoever invited them that they take part, which they may not wish.
	err = tx.QueryRow(`
SELECT o.since_on FROM dyad d JOIN dyad o ON o.infant_id = d.infant_id AND o.caregiver_id <> d.caregiver_id
WHERE d.caregiver_id = $1 AND d.ended_on IS NULL AND o.ended_on IS NULL
 AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.person_id = o.caregiver_id) ORDER BY o.since_on DESC LIMIT 1`, person).Scan(&c.joined)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return c, fmt.Errorf("carers beside %s: %w", person, err)
	}
	return c, nil
}

func putOffUntil(tx *store.Tx, person access.PersonID) (on civil.Date, err error) {
	err = tx.QueryRow(`SELECT until_on FROM safe_put_off WHERE person_id = $1`, person).Scan(&on)
	if fault.Is(err, fault.NotFound) {
		return civil.Date{}, nil
	}
	return on, err
}

func setPutOff(tx *store.Tx, person access.PersonID, until civil.Date) error {
	_, err := tx.Exec(`
INSERT INTO safe_put_off (person_id, until_on) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET until_on = excluded.until_on`, person, until)
	if err != nil {
		return fmt.Errorf("put off safe contact of %s: %w", person, err)
	}
	return nil
}

func askedToday(tx *store.Tx, person access.PersonID) error {
	_, err := tx.Exec(`UPDATE safe_contact SET asked_at = $1, asked_by = NULL WHERE person_id = $2`, tx.Now(), person)
	if err != nil {
		return fmt.Errorf("confirm safe contact of %s: %w", person, err)
	}
	return nil
}
