package identity

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

const accountColumns = `a.id, a.service_id, a.person_id, a.name, s.zone, r.role, r.from_on, r.until_on`

const accountTables = `account a JOIN service s ON s.id = a.service_id LEFT JOIN account_role r ON r.account_id = a.id`

// readAccount reads one account from rows that differ in the role only. extra are
// the destinations of columns that stand before accountColumns.
func readAccount(rows *store.Rows, err error, extra ...any) (acc account, _ error) {
	if err != nil {
		return acc, err
	}
	defer rows.Close()
	found := false
	for rows.Next() {
		found = true
		var role *string
		var from, until civil.Date
		dest := append(extra[:len(extra):len(extra)], &acc.id, &acc.service, &acc.person, &acc.name, &acc.zoneName, &role, &from, &until)
		if err := rows.Scan(dest...); err != nil {
			return acc, err
		}
		if role != nil {
			acc.roles = append(acc.roles, datedRole{access.Role(*role), from, until})
		}
	}
	if err := rows.Err(); err != nil {
		return acc, err
	}
	if !found {
		return acc, fault.NotFoundf("no account")
	}
	return acc, nil
}

func accountByID(tx *store.Tx, id access.AccountID) (account, error) {
	rows, err := tx.Query(`SELECT `+accountColumns+` FROM `+accountTables+`
WHERE a.id = $1 AND a.disabled_at IS NULL ORDER BY r.role`, id)
	return readAccount(rows, err)
}

func (a *Accounts) credentialsByEmail(tx *store.Tx, key string) (c credentials, err error) {
	rows, err := tx.Query(`SELECT a.password_hash, a.totp_secret, a.totp_step, `+accountColumns+` FROM `+accountTables+`
WHERE a.email_key = $1 AND a.disabled_at IS NULL AND a.totp_confirmed_at IS NOT NULL ORDER BY r.role`, key)
	acc, err := readAccount(rows, err, &c.hash, &c.key, &c.usedStep)
	if err != nil {
		return credentials{}, err
	}
	c.Actor, err = a.actorOf(acc, tx.Now())
	return c, err
}

func loginByToken(tx *store.Tx, hash string) (l login, err error) {
	rows, err := tx.Query(`SELECT l.seen_at, l.expires_at, `+accountColumns+`
FROM login l JOIN account a ON a.id = l.account_id JOIN service s ON s.id = a.service_id
LEFT JOIN account_role r ON r.account_id = a.id
WHERE l.token_hash = $1 AND l.ended_at IS NULL AND a.disabled_at IS NULL ORDER BY r.role`, hash)
	l.account, err = readAccount(rows, err, &l.seen, &l.expires)
	return l, err
}

func insertLogin(tx *store.Tx, hash string, account access.AccountID, expires time.Time) error {
	_, err := tx.Exec(`INSERT INTO login (token_hash, account_id, started_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)`,
		hash, account, tx.Now(), expires)
	if err != nil {
		return fmt.Errorf("insert login of %s: %w", account, err)
	}
	return nil
}

// touchLogin writes only when nobody else did meanwhile: a page with ten requests
// makes one write.
func touchLogin(tx *store.Tx, hash string, before time.Time) error {
	_, err := tx.Exec(`UPDATE login SET seen_at = $1 WHERE token_hash = $2 AND seen_at <= $3 AND ended_at IS NULL`, tx.Now(), hash, before)
	return err
}

func endLogin(tx *store.Tx, hash string) error {
	_, err := tx.Exec(`UPDATE login SET ended_at = $1 WHERE token_hash = $2 AND ended_at IS NULL`, tx.Now(), hash)
	return err
}

func endLogins(tx *store.Tx, account access.AccountID) error {
	_, err := tx.Exec(`UPDATE login SET ended_at = $1 WHERE account_id = $2 AND ended_at IS NULL`, tx.Now(), account)
	if err != nil {
		return fmt.Errorf("end logins of %s: %w", account, err)
	}
	return nil
}

// useStep marks a code's step as used, and reports false when it or a later one
// was used meanwhile, the password that was checked is no longer theirs, or the
// account was disabled.
func useStep(tx *store.Tx, c credentials, step int64) (bool, error) {
	n, err := tx.Exec(`UPDATE account SET totp_step = $1 WHERE id = $2 AND totp_step < $1 AND password_hash = $3 AND disabled_at IS NULL`,
		step, c.Account, c.hash)
	if err != nil {
		return false, fmt.Errorf("use code of %s: %w", c.Account, err)
	}
	return n == 1, nil
}

func countAttempts(tx *store.Tx, key string, since time.Time) (n int, err error) {
	err = tx.QueryRow(`SELECT COUNT(*) FROM attempt WHERE key = $1 AND at > $2`, key, since).Scan(&n)
	return n, err
}

func insertAttempt(tx *store.Tx, key string) error {
	_, err := tx.Exec(`INSERT INTO attempt (key, at) VALUES ($1, $2)`, key, tx.Now())
	return err
}

func forgetAttempts(tx *store.Tx, key string) error {
	_, err := tx.Exec(`DELETE FROM attempt WHERE key = $1`, key)
	return err
}
