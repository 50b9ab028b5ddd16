package safety

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

func upsertContact(tx *store.Tx, person access.PersonID, c SafeContact) error {
	from, until := "", ""
	if !c.AnyTime() {
		from, until = c.From.String(), c.Until.String()
	}
	_, err := tx.Exec(`
INSERT INTO safe_contact (person_id, channel, safe, from_time, until_time, voicemail, shared, asked_at, asked_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (person_id, channel) DO UPDATE SET safe = excluded.safe, from_time = excluded.from_time, until_time = excluded.until_time,
 voicemail = excluded.voicemail, shared = excluded.shared, asked_at = excluded.asked_at, asked_by = excluded.asked_by`,
		person, string(c.Channel), c.Safe, from, until, c.Voicemail, c.Shared, c.AskedAt, c.AskedBy)
	if err != nil {
		return fmt.Errorf("set safe contact of %s by %s: %w", person, c.Channel, err)
	}
	return nil
}

func contactsOf(tx *store.Tx, person access.PersonID) ([]SafeContact, error) {
	rows, err := tx.Query(`
SELECT channel, safe, from_time, until_time, voicemail, shared, asked_at, asked_by FROM safe_contact WHERE person_id = $1 ORDER BY channel`, person)
	return store.Collect(rows, err, func(r *store.Rows) (c SafeContact, err error) {
		var from, until string
		if err := r.Scan(&c.Channel, &c.Safe, &from, &until, &c.Voicemail, &c.Shared, &c.AskedAt, &c.AskedBy); err != nil {
			return c, err
		}
		if from == "" {
			return c, nil
		}
		if c.From, err = civil.ParseClock(from); err != nil {
			return c, err
		}
		c.Until, err = civil.ParseClock(until)
		return c, err
	})
}
