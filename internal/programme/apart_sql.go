package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// keptFrom reads, by place, whom a standing restriction keeps the people of the
// place from, or from them.
func keptFrom(tx *store.Tx, today civil.Date, rows []PlaceRow) (map[PlaceID][]family.PersonID, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	args := make([]any, len(rows), len(rows)+1)
	for i, row := range rows {
		args[i] = row.ID
	}
	from := ` FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id JOIN restriction r ON `
	where := ` WHERE pd.place_id IN (` + store.List(1, len(rows)) + `) AND ` + access.RestrictionStands("r", fmt.Sprintf("$%d", len(rows)+1))
	found, err := tx.Query(`
SELECT pd.place_id, r.about_id`+from+`r.adult_id = d.caregiver_id`+where+`
UNION SELECT pd.place_id, r.adult_id`+from+`r.about_id = d.caregiver_id`+where+`
UNION SELECT pd.place_id, r.adult_id`+from+`r.about_id = d.infant_id`+where, append(args, today)...)
	type kept struct {
		place PlaceID
		from  family.PersonID
	}
	all, err := store.Collect(found, err, func(r *store.Rows) (k kept, err error) { return k, r.Scan(&k.place, &k.from) })
	if err != nil {
		return nil, fmt.Errorf("who is kept apart: %w", err)
	}
	out := map[PlaceID][]family.PersonID{}
	for _, k := range all {
		out[k.place] = append(out[k.place], k.from)
	}
	return out, nil
}

// groupsOf reads the groups in which people have a place or are offered one.
func groupsOf(tx *store.Tx, people []any) (map[family.PersonID][]GroupID, error) {
	list := store.List(1, len(people))
	from := ` FROM dyad d JOIN place_dyad pd ON pd.dyad_id = d.id JOIN place pl ON pl.id = pd.place_id
 WHERE pl.state IN ('offered', 'accepted') AND pl.group_id IS NOT NULL AND `
	rows, err := tx.Query(`
SELECT d.caregiver_id, pl.group_id`+from+`d.caregiver_id IN (`+list+`)
UNION SELECT d.infant_id, pl.group_id`+from+`d.infant_id IN (`+list+`)`, people...)
	type seat struct {
		person family.PersonID
		group  GroupID
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (s seat, err error) { return s, r.Scan(&s.person, &s.group) })
	if err != nil {
		return nil, fmt.Errorf("groups of people: %w", err)
	}
	out := map[family.PersonID][]GroupID{}
	for _, s := range all {
		out[s.person] = append(out[s.person], s.group)
	}
	return out, nil
}

// placesOfBoth reads the places that go on in which an adult sits together with
// another person, and those of the adult's own in a group where that person has
// another.
func placesOfBoth(tx *store.Tx, who access.Actor, adult, about family.PersonID) (shared, beside []PlaceRow, err error) {
	const (
		his   = `SELECT a.place_id FROM dyad m JOIN place_dyad a ON a.dyad_id = m.id WHERE m.caregiver_id = $1`
		other = `SELECT o.place_id FROM dyad n JOIN place_dyad o ON o.dyad_id = n.id WHERE n.infant_id = $2 OR n.caregiver_id = $2`
	)
	shared, err = places(tx, who, `pl.state IN ('waiting', 'offered', 'accepted', 'lapsed', 'declined') AND pl.id IN (`+his+`) AND pl.id IN (`+other+`)`,
		[]any{adult, about}, ` ORDER BY pl.id`)
	if err != nil {
		return nil, nil, err
	}
	beside, err = places(tx, who, `pl.state IN ('offered', 'accepted') AND pl.id IN (`+his+`) AND pl.id NOT IN (`+other+`)
 AND pl.group_id IN (SELECT q.group_id FROM place q WHERE q.state IN ('offered', 'accepted') AND q.id IN (`+other+`))`,
		[]any{adult, about}, ` ORDER BY pl.id`)
	return shared, beside, err
}

// leavePlace takes an adult's dyads out of a place that has not begun.
func leavePlace(tx *store.Tx, id PlaceID, adult family.PersonID) error {
	_, err := tx.Exec(`DELETE FROM place_dyad WHERE place_id = $1 AND dyad_id IN (SELECT d.id FROM dyad d WHERE d.caregiver_id = $2)`, id, adult)
	if err != nil {
		return fmt.Errorf("leave place %s: %w", id, err)
	}
	return nil
}

// splitPlace gives an adult a place of their own that has ended, with their dyads
// and what the register says of them; the rest stays where it is.
func splitPlace(tx *store.Tx, who access.Actor, row PlaceRow, adult family.PersonID) (ended Place, err error) {
	ended = row.Place
	ended.ID, ended.AskedBy = fresh(PlaceID{}), adult
	if err := insertPlace(tx, who.Service, ended, nil); err != nil {
		return ended, err
	}
	ended.State, ended.EndedWhy = Withdrawn, ""
	if err := setPlace(tx, ended); err != nil {
		return ended, err
	}
	for _, move := range []string{
		`UPDATE place_dyad SET place_id = $1 WHERE place_id = $2 AND dyad_id IN (SELECT d.id FROM dyad d WHERE d.caregiver_id = $3)`,
		`UPDATE attendance SET place_id = $1 WHERE place_id = $2 AND person_id = $3`,
		`UPDATE response SET place_id = $1 WHERE place_id = $2 AND person_id = $3`,
		`UPDATE questionnaire_told SET place_id = $1 WHERE place_id = $2 AND person_id = $3`,
	} {
		if _, err := tx.Exec(move, ended.ID, row.ID, adult); err != nil {
			return ended, fmt.Errorf("split place %s: %w", row.ID, err)
		}
	}
	return ended, clearPlans(tx, ended, who.Today.AddDays(-1))
}

func setAskedBy(tx *store.Tx, id PlaceID, by family.PersonID) error {
	_, err := tx.Exec(`UPDATE place SET asked_by = $1, changed_at = $2 WHERE id = $3`, by, tx.Now(), id)
	if err != nil {
		return fmt.Errorf("who asked for place %s: %w", id, err)
	}
	return nil
}
