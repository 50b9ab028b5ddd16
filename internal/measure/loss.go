package measure

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// putAway reports whether a questionnaire of a caregiver is about a baby who was
// lost, or no longer lives with them: it is kept, and nothing speaks of it. One about
// the caregiver alone stays while another baby of the same place does.
func putAway(tx *store.Tx, key score.Key, r record) (bool, error) {
	dyads, args := `d.id = $1`, []any{r.dyad}
	if key.Per == score.PerPerson {
		dyads, args = `d.caregiver_id = $1 AND d.id IN (SELECT pd.dyad_id FROM place_dyad pd WHERE pd.place_id = $2)`, []any{r.person, r.place}
	}
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM dyad d JOIN person i ON i.id = d.infant_id
WHERE `+dyads+` AND d.ended_on IS NULL AND i.lost_on IS NULL`, args...).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("whom response %s is about: %w", r.id, err)
	}
	return n == 0, nil
}

// Kept is a questionnaire that a caregiver answered about a baby they lost.
type Kept struct {
	Infant access.PersonID
	Title  string     // in the words it was answered in, or the instrument's name
	On     civil.Date // zero: it was begun and not sent
}

// Remembered lists what the caregiver who asks answered about the babies they lost, oldest
// first. Nothing of it is ever deleted because of a loss, and nothing else shows it to
// them.
//
// Faults: Forbidden without HomeUse.
func (s *Service) Remembered(ctx context.Context, who access.Actor) (out []Kept, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out = nil
		found, err := keptOf(tx, who)
		if err != nil {
			return err
		}
		for _, f := range found {
			key, err := s.key(f.instrument)
			if err != nil {
				return err
			}
			k := Kept{Infant: f.infant, Title: key.Short, On: f.on}
			if wording, ok := wordingFor(s.library, f.instrument, f.lang); ok {
				k.Title = wording.Title
			}
			out = append(out, k)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("what %s keeps: %w", who.Person, err)
	}
	return out, nil
}

type keptRow struct {
	infant     family.PersonID
	instrument string
	lang       string
	on         civil.Date
}

func keptOf(tx *store.Tx, who access.Actor) ([]keptRow, error) {
	own := who.Adults("r.person_id", "r.service_id", 1)
	lost := who.Remembered("d.infant_id", "d.service_id", 1+len(own.Args))
	rows, err := tx.Query(`
SELECT d.infant_id, r.instrument, r.lang, r.taken_on FROM response r JOIN dyad d ON d.id = r.dyad_id
WHERE r.state <> 'void' AND r.source = 'caregiver' AND `+own.SQL+` AND `+lost.SQL+` ORDER BY r.started_at, r.id`, append(own.Args, lost.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (k keptRow, err error) {
		return k, r.Scan(&k.infant, &k.instrument, &k.lang, &k.on)
	})
}
