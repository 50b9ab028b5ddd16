package measure

import (
	"fmt"
	"maps"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// ScoresIn reads the scores of complete responses that belong to the places and
// to people the reader may see, oldest first; of people who do not want to be
// measured, none.
func (s *Service) ScoresIn(tx *store.Tx, who access.Actor, places []PlaceID) ([]Score, error) {
	var all []Score
	for part := range slices.Chunk(places, 500) {
		scores, err := scoresOf(tx, who, part)
		if err != nil {
			return nil, err
		}
		all = append(all, scores...)
	}
	people := distinctPeople(all)
	if len(people) == 0 {
		return nil, nil
	}
	if err := markRefused(tx, people); err != nil {
		return nil, err
	}
	refused := map[access.PersonID]bool{}
	for _, p := range people {
		refused[p.caregiver] = p.refused
	}
	return slices.DeleteFunc(all, func(s Score) bool { return refused[s.Person] }), nil
}

func scoresOf(tx *store.Tx, who access.Actor, places []PlaceID) ([]Score, error) {
	var args []any
	for _, p := range places {
		args = append(args, p)
	}
	see := who.Adults("r.person_id", "r.service_id", len(args)+1)
	rows, err := tx.Query(`
SELECT r.id, r.place_id, r.person_id, r.dyad_id, r.instrument, r.version, r.timepoint, r.taken_on, x.scale, x.value
FROM response r JOIN response_scale x ON x.response_id = r.id
WHERE r.place_id IN (`+store.List(1, len(args))+`) AND r.state = 'complete' AND `+see.SQL+`
ORDER BY r.taken_on, r.completed_at, r.id`, append(args, see.Args...)...)
	scores, err := store.Collect(rows, err, func(r *store.Rows) (s Score, err error) {
		err = r.Scan(&s.Response, &s.Place, &s.Person, &s.Dyad, &s.Instrument, &s.Version, &s.Timepoint, &s.On, &s.Scale, &s.Value)
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("scores of %d places: %w", len(places), err)
	}
	return scores, nil
}

func distinctPeople(scores []Score) []seat {
	people := map[access.PersonID]bool{}
	for _, s := range scores {
		people[s.Person] = true
	}
	var out []seat
	for id := range maps.Keys(people) {
		out = append(out, seat{caregiver: id})
	}
	return out
}

// StoreStudyIn stores the answers of a study. They are nobody's record: no person,
// no dyad, no alert.
func (s *Service) StoreStudyIn(tx *store.Tx, who access.Actor, id StudyID, key score.Key, answers []StudyAnswers) error {
	var responses, values, scales []any
	for _, a := range answers {
		r := ident.New[response]()
		responses = append(responses, r, who.Service, key.ID, key.Version, id, a.Row, string(Before), string(Complete), string(InStudy), tx.Now(), tx.Now())
		for _, item := range slices.Sorted(maps.Keys(a.Values)) {
			values = append(values, r, item, a.Values[item])
		}
		for _, scale := range key.Scales() {
			if v := a.Result.Value(scale.ID); v != nil {
				scales = append(scales, r, scale.ID, *v)
			}
		}
	}
	err := insertMany(tx, `INSERT INTO response (id, service_id, instrument, version, study_id, study_row, timepoint, state, source,
started_at, completed_at) VALUES `, 11, responses)
	if err != nil {
		return err
	}
	if err := insertMany(tx, insertItem, 3, values); err != nil {
		return err
	}
	return insertMany(tx, insertScale, 3, scales)
}

// StudyTalliesIn counts the scores of a study of the reader's service by scale and
// value, lowest first.
func (s *Service) StudyTalliesIn(tx *store.Tx, who access.Actor, id StudyID) ([]Tally, error) {
	rows, err := tx.Query(`
SELECT x.scale, x.value, COUNT(*) FROM response r JOIN response_scale x ON x.response_id = r.id
WHERE r.study_id = $1 AND r.service_id = $2 GROUP BY x.scale, x.value ORDER BY x.scale, x.value`, id, who.Service)
	tallies, err := store.Collect(rows, err, func(r *store.Rows) (t Tally, err error) { return t, r.Scan(&t.Scale, &t.Value, &t.Count) })
	if err != nil {
		return nil, fmt.Errorf("scores of study %s: %w", id, err)
	}
	return tallies, nil
}
