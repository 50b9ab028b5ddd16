package measure

import (
	"cmp"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// seatLimit is how many dyads one page of due measures looks at.
const seatLimit = 200

// seatsWhere reads the dyads of accepted places that the reader may see, with
// what their measures hang on, by place. It takes six queries however many they
// are. condition's own placeholders come first; args are theirs.
func seatsWhere(tx *store.Tx, who access.Actor, condition string, args ...any) ([]seat, error) {
	adult := who.Adults("c.id", "c.service_id", len(args)+1)
	infant := who.People("i.id", "i.service_id", len(args)+1+len(adult.Args))
	args = append(append(args, adult.Args...), infant.Args...)
	rows, err := tx.Query(fmt.Sprintf(`
SELECT pl.id, pl.programme, pl.answered_at, g.id, g.ref, g.state, s.zone, s.lang,
       d.id, c.id, c.called, c.lang, i.id, i.called, i.lost_on, i.due_on, i.born_on
FROM place pl JOIN programme_group g ON g.id = pl.group_id JOIN service s ON s.id = pl.service_id
JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id
JOIN person c ON c.id = d.caregiver_id JOIN person i ON i.id = d.infant_id
WHERE pl.state IN ('accepted', 'completed') AND g.state <> 'cancelled' AND d.ended_on IS NULL AND %s AND %s AND %s
ORDER BY pl.id, d.id LIMIT %d`, condition, adult.SQL, infant.SQL, seatLimit), args...)
	found, err := store.Collect(rows, err, scanSeat)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	seats := make([]seat, len(found))
	for n, f := range found {
		seats[n] = f.seat
	}
	if err := dateSeats(tx, seats, found); err != nil {
		return nil, err
	}
	if err := nameReaders(tx, who.Today, seats); err != nil {
		return nil, err
	}
	if err := pauseSeats(tx, seats); err != nil {
		return nil, err
	}
	return seats, markRefused(tx, seats)
}

// pauseSeats gives every seat what waits while its baby is in hospital.
func pauseSeats(tx *store.Tx, seats []seat) error {
	dyads := make([]family.DyadID, len(seats))
	for i, s := range seats {
		dyads[i] = s.dyad
	}
	pauses, err := family.PausesIn(tx, dyads...)
	for i := range seats {
		seats[i].pauses = pauses
	}
	return err
}

// seatRow is a seat with what its days are worked out from.
type seatRow struct {
	seat
	accepted  *time.Time
	zone      string
	postponed bool
}

func scanSeat(r *store.Rows) (out seatRow, err error) {
	var state, serviceLang string
	var lost civil.Date
	err = r.Scan(&out.place, &out.programme, &out.accepted, &out.group, &out.groupRef, &state, &out.zone, &serviceLang,
		&out.dyad, &out.caregiver, &out.called, &out.lang, &out.infantID, &out.infant, &lost, &out.anchors.Due, &out.anchors.Born)
	out.lang = cmp.Or(out.lang, serviceLang)
	out.infantLost = !lost.IsZero()
	out.postponed = state == "postponed"
	return out, err
}

// dateSeats gives every seat the day it was accepted, where the service is, and
// the days of its group's sessions. While a group is postponed the days that are
// stored are not the days it will meet.
func dateSeats(tx *store.Tx, seats []seat, found []seatRow) error {
	groups := distinct(seats, func(s seat) GroupID { return s.group })
	rows, err := tx.Query(`SELECT group_id, on_day FROM group_session WHERE group_id IN (`+store.List(1, len(groups))+`)
ORDER BY group_id, number`, groups...)
	type day struct {
		group GroupID
		on    civil.Date
	}
	days, err := store.Collect(rows, err, func(r *store.Rows) (d day, err error) { return d, r.Scan(&d.group, &d.on) })
	if err != nil {
		return fmt.Errorf("session days: %w", err)
	}
	of := map[GroupID][]civil.Date{}
	for _, d := range days {
		of[d.group] = append(of[d.group], d.on)
	}
	zones := map[string]*time.Location{}
	for n, f := range found {
		if !f.postponed {
			seats[n].anchors.Sessions = of[f.group]
		}
		if f.accepted == nil {
			continue
		}
		if zones[f.zone] == nil {
			if zones[f.zone], err = time.LoadLocation(f.zone); err != nil {
				return fmt.Errorf("zone of the service: %w", err)
			}
		}
		seats[n].anchors.Accepted = civil.Of(f.accepted.In(zones[f.zone]))
	}
	return nil
}

// nameReaders gives every seat the names of those who lead its group now: they
// are who reads the answers.
func nameReaders(tx *store.Tx, today civil.Date, seats []seat) error {
	groups := distinct(seats, func(s seat) GroupID { return s.group })
	n := len(groups) + 1
	rows, err := tx.Query(fmt.Sprintf(`
SELECT f.group_id, a.name FROM facilitator f JOIN account a ON a.id = f.account_id
WHERE f.group_id IN (%s) AND f.from_on <= $%d AND (f.until_on IS NULL OR f.until_on >= $%d)
ORDER BY f.group_id, a.name`, store.List(1, len(groups)), n, n), append(groups, today)...)
	type leads struct {
		group GroupID
		name  string
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (l leads, err error) { return l, r.Scan(&l.group, &l.name) })
	if err != nil {
		return fmt.Errorf("readers: %w", err)
	}
	of := map[GroupID][]string{}
	for _, l := range all {
		of[l.group] = append(of[l.group], l.name)
	}
	for i := range seats {
		seats[i].readers = of[seats[i].group]
	}
	return nil
}

// markRefused marks the seats of caregivers whose last word on being measured was
// no. Nobody having asked yet is no refusal.
func markRefused(tx *store.Tx, seats []seat) error {
	people := distinct(seats, func(s seat) access.PersonID { return s.caregiver })
	rows, err := tx.Query(fmt.Sprintf(`SELECT person_id, given FROM consent WHERE purpose = $1 AND about_id IS NULL AND person_id IN (%s) ORDER BY at, id`,
		store.List(2, len(people))), append([]any{string(consent.Measures)}, people...)...)
	type word struct {
		person access.PersonID
		given  bool
	}
	words, err := store.Collect(rows, err, func(r *store.Rows) (w word, err error) { return w, r.Scan(&w.person, &w.given) })
	if err != nil {
		return fmt.Errorf("consent to measures: %w", err)
	}
	refused := map[access.PersonID]bool{}
	for _, w := range words {
		refused[w.person] = !w.given
	}
	for i := range seats {
		seats[i].refused = refused[seats[i].caregiver]
	}
	return nil
}

// storedFor reads what there is for the slots of these seats.
func (s *Service) storedFor(tx *store.Tx, seats []seat) (map[slot]entry, error) {
	stored := map[slot]entry{}
	if len(seats) == 0 {
		return stored, nil
	}
	places := distinct(seats, func(s seat) PlaceID { return s.place })
	rows, err := tx.Query(`
SELECT r.id, r.instrument, r.timepoint, r.state, r.person_id, r.dyad_id, r.place_id,
       CASE WHEN r.state = 'draft' THEN (SELECT COUNT(*) FROM response_item a WHERE a.response_id = r.id) ELSE 0 END
FROM response r WHERE r.place_id IN (`+store.List(1, len(places))+`) AND r.state <> 'void'`, places...)
	type row struct {
		slot
		entry
	}
	found, err := store.Collect(rows, err, func(r *store.Rows) (out row, err error) {
		var state State
		var person access.PersonID
		var dyad family.DyadID
		err = r.Scan(&out.id, &out.instrument, &out.timepoint, &state, &person, &dyad, &out.place, &out.answered)
		key, _ := s.library.Key(out.instrument)
		out.complete, out.subject = state == Complete, subject(key, person, dyad)
		return out, err
	})
	if err != nil {
		return nil, fmt.Errorf("stored responses: %w", err)
	}
	for _, f := range found {
		if !stored[f.slot].complete {
			stored[f.slot] = f.entry
		}
	}
	return stored, nil
}

// lingerDays is how long after its last session a group's measures are looked for.
const lingerDays = 90

// ledBy reads the groups that the reader leads and that are going on, or ended
// not long ago.
func ledBy(tx *store.Tx, who access.Actor) ([]any, error) {
	rows, err := tx.Query(`
SELECT g.id FROM facilitator f JOIN programme_group g ON g.id = f.group_id
WHERE f.account_id = $1 AND f.from_on <= $2 AND (f.until_on IS NULL OR f.until_on >= $2) AND g.last_on >= $3
ORDER BY g.id`, who.Account, who.Today, who.Today.AddDays(-lingerDays))
	return store.Collect(rows, err, func(r *store.Rows) (any, error) { return store.Column[GroupID](r) })
}

// distinct lists the values that f gives, each once, as query arguments.
func distinct[T comparable](seats []seat, f func(seat) T) []any {
	var out []any
	seen := map[T]bool{}
	for _, s := range seats {
		if v := f(s); !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
