package family

import (
	"context"
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Seer is somebody of staff who may see a person, or could, and why.
type Seer struct {
	Name   string
	Reason string     // the beginning of the sight's reason: "facilitates", "key-worker"
	From   civil.Date // first day
	Until  civil.Date // last day; zero for open
}

// SeenBy is who of staff may see a person because of their work with them, whoever
// still may first. Leads, and those who fill groups, see everybody of the service
// and stand in no row.
//
// Faults: NotFound for a person the reader may not see.
func (s *Service) SeenBy(ctx context.Context, who access.Actor, person PersonID) (out []Seer, err error) {
	if err := who.Require(access.RestrictionRead); err != nil {
		return nil, err
	}
	who = who.Within(access.RestrictionRead)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := personByID(tx, who, person); err != nil {
			return err
		}
		rows, err := tx.Query(`
SELECT a.name, s.reason, s.from_on, s.until_on FROM sight s JOIN account a ON a.id = s.account_id
WHERE s.person_id = $1 ORDER BY COALESCE(s.until_on, '9999-12-31') DESC, a.name, s.reason`, person)
		out, err = store.Collect(rows, err, func(r *store.Rows) (w Seer, err error) {
			err = r.Scan(&w.Name, &w.Reason, &w.From, &w.Until)
			w.Reason, _, _ = strings.Cut(w.Reason, ":")
			return w, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("who sees %s: %w", person, err)
	}
	return out, nil
}
