package record_test

import (
	"fmt"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app/apptest"
	"holdfast/internal/store"
)

// house is the demonstration, with somebody who works with Marta and somebody who
// does not.
type house struct {
	*apptest.House
	t             *testing.T
	marta         access.PersonID
	ruth, nobody  access.AccountID
	martasAddress string
}

func open(t *testing.T) *house {
	t.Helper()
	return openOn(t, store.SQLite)
}

func openOn(t *testing.T, e store.Engine) *house {
	t.Helper()
	h := &house{House: apptest.Demo(t, e), t: t}
	h.View(func(tx *store.Tx) error {
		if err := tx.QueryRow(`SELECT person_id FROM account WHERE id = $1`, h.Persona("marta")).Scan(&h.marta); err != nil {
			return err
		}
		for in, to := range map[string]*access.AccountID{"IN": &h.ruth, "NOT IN": &h.nobody} {
			err := tx.QueryRow(`
SELECT a.id FROM account a JOIN account_role r ON r.account_id = a.id
WHERE r.role = 'practitioner' AND r.until_on IS NULL AND a.disabled_at IS NULL AND a.service_id = (SELECT service_id FROM person WHERE id = $1)
 AND a.id `+in+` (SELECT s.account_id FROM sight s WHERE s.person_id = $1 AND s.from_on <= $2 AND (s.until_on IS NULL OR s.until_on >= $2))
ORDER BY a.name LIMIT 1`, h.marta, "2027-02-09").Scan(to)
			if err != nil {
				return fmt.Errorf("practitioner %s: %w", in, err)
			}
		}
		return nil
	})
	h.martasAddress = "/desk/people/" + h.marta.String()
	return h
}

func (h *house) count(query string, args ...any) (n int) {
	h.t.Helper()
	h.View(func(tx *store.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	return n
}

// says fails the test unless the page's main part holds every sentence.
func says(t *testing.T, a *apptest.Answer, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		if !strings.Contains(a.Text("main"), s) {
			t.Errorf("the page does not say %q: %s", s, a.Text("main"))
		}
	}
}
