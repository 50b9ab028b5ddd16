package identity

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

func insertLink(tx *store.Tx, hash string, in NewLink) error {
	_, err := tx.Exec(`INSERT INTO link (token_hash, purpose, account_id, thing, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		hash, string(in.Purpose), in.Account, in.Thing, tx.Now(), in.Expires)
	if err != nil {
		return fmt.Errorf("insert link for %s: %w", in.Purpose, err)
	}
	return nil
}

func linkByHash(tx *store.Tx, p Purpose, hash string) (l Link, err error) {
	err = tx.QueryRow(`SELECT token_hash, purpose, account_id, thing, made_at, expires_at, used_at FROM link
WHERE token_hash = $1 AND purpose = $2`, hash, string(p)).
		Scan(&l.hash, &l.Purpose, &l.Account, &l.Thing, &l.Made, &l.Expires, &l.Used)
	return l, err
}

func markLinkUsed(tx *store.Tx, hash string) error {
	_, err := tx.Exec(`UPDATE link SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL`, tx.Now(), hash)
	if err != nil {
		return fmt.Errorf("use link: %w", err)
	}
	return nil
}

// expireAccountLinks ends what could still sign an account in.
func expireAccountLinks(tx *store.Tx, id access.AccountID) error {
	_, err := tx.Exec(`UPDATE link SET expires_at = $1 WHERE account_id = $2 AND used_at IS NULL AND expires_at > $1`, tx.Now(), id)
	if err != nil {
		return fmt.Errorf("end links of account %s: %w", id, err)
	}
	return nil
}
