package identity

import (
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

func insertStaff(tx *store.Tx, id access.AccountID, service access.ServiceID, in NewStaff) error {
	_, err := tx.Exec(`INSERT INTO account (id, service_id, name, email, email_key, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, service, strings.TrimSpace(in.Name), strings.TrimSpace(in.Email), emailKey(in.Email), tx.Now())
	if err != nil {
		return fmt.Errorf("insert staff %s: %w", id, err)
	}
	return nil
}

func insertCaregiver(tx *store.Tx, id access.AccountID, service access.ServiceID, person access.PersonID, name string) error {
	_, err := tx.Exec(`INSERT INTO account (id, service_id, person_id, name, created_at) VALUES ($1, $2, $3, $4, $5)`,
		id, service, person, name, tx.Now())
	if err != nil {
		return fmt.Errorf("insert caregiver's account %s: %w", id, err)
	}
	return nil
}

func accountOfPerson(tx *store.Tx, person access.PersonID) (id access.AccountID, err error) {
	err = tx.QueryRow(`SELECT id FROM account WHERE person_id = $1`, person).Scan(&id)
	return id, err
}

// insertRole also takes back the end of a role that ended on the day it began.
func insertRole(tx *store.Tx, id access.AccountID, r datedRole) error {
	_, err := tx.Exec(`INSERT INTO account_role (account_id, role, from_on, until_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id, role, from_on) DO UPDATE SET until_on = excluded.until_on`, id, string(r.role), r.from, r.until)
	if err != nil {
		return fmt.Errorf("give role %s to %s: %w", r.role, id, err)
	}
	return nil
}

func endRole(tx *store.Tx, id access.AccountID, r access.Role, last civil.Date) error {
	_, err := tx.Exec(`UPDATE account_role SET until_on = $1 WHERE account_id = $2 AND role = $3 AND (until_on IS NULL OR until_on > $1)`,
		last, id, string(r))
	if err != nil {
		return fmt.Errorf("end role %s of %s: %w", r, id, err)
	}
	return nil
}

func emailTaken(tx *store.Tx, key string) (taken bool, err error) {
	var n int
	err = tx.QueryRow(`SELECT COUNT(*) FROM account WHERE email_key = $1`, key).Scan(&n)
	return n > 0, err
}

// staffOf reads the staff of a service with the roles they hold on a day, a row
// for each role.
func staffOf(tx *store.Tx, service access.ServiceID, day civil.Date) ([]Member, error) {
	rows, err := tx.Query(`
SELECT a.id, a.name, a.email, a.totp_confirmed_at IS NOT NULL, a.disabled_at IS NOT NULL,
 (SELECT MAX(l.seen_at) FROM login l WHERE l.account_id = a.id), r.role
FROM account a LEFT JOIN account_role r ON r.account_id = a.id AND r.from_on <= $2 AND (r.until_on IS NULL OR r.until_on >= $2)
WHERE a.service_id = $1 AND a.person_id IS NULL ORDER BY a.name, a.id, r.role`, service, day)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Member
	for rows.Next() {
		var m Member
		var role *string
		if err := rows.Scan(&m.ID, &m.Name, &m.Email, &m.Enrolled, &m.Disabled, &m.Seen, &role); err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].ID != m.ID {
			out = append(out, m)
		}
		if role != nil {
			last := &out[len(out)-1]
			last.Roles = append(last.Roles, access.Role(*role))
		}
	}
	return out, rows.Err()
}

// staffInService is NotFound for an account that is not staff of the service.
func staffInService(tx *store.Tx, id access.AccountID, service access.ServiceID) error {
	var found access.AccountID
	return tx.QueryRow(`SELECT id FROM account WHERE id = $1 AND service_id = $2 AND person_id IS NULL`, id, service).Scan(&found)
}

func enroleeByID(tx *store.Tx, id access.AccountID) (e enrolee, err error) {
	err = tx.QueryRow(`SELECT id, name, email, totp_secret FROM account WHERE id = $1 AND disabled_at IS NULL`, id).
		Scan(&e.id, &e.name, &e.email, &e.key)
	return e, err
}

func setCodeKey(tx *store.Tx, id access.AccountID, sealed string) error {
	_, err := tx.Exec(`UPDATE account SET totp_secret = $1, totp_confirmed_at = NULL, totp_step = 0 WHERE id = $2`, sealed, id)
	if err != nil {
		return fmt.Errorf("set code key of %s: %w", id, err)
	}
	return nil
}

func clearCredentials(tx *store.Tx, id access.AccountID) error {
	_, err := tx.Exec(`UPDATE account SET password_hash = '', totp_secret = '', totp_confirmed_at = NULL WHERE id = $1`, id)
	return err
}

func setCredentials(tx *store.Tx, id access.AccountID, hash string, step int64) error {
	_, err := tx.Exec(`UPDATE account SET password_hash = $1, totp_confirmed_at = $2, totp_step = $3 WHERE id = $4`, hash, tx.Now(), step, id)
	if err != nil {
		return fmt.Errorf("set credentials of %s: %w", id, err)
	}
	return nil
}

func setDisabled(tx *store.Tx, id access.AccountID, disabled bool) error {
	var at any
	if disabled {
		at = tx.Now()
	}
	_, err := tx.Exec(`UPDATE account SET disabled_at = $1 WHERE id = $2`, at, id)
	return err
}
