package measure

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// meetings reads the groups that go on, are to come or ended not long ago.
func meetings(tx *store.Tx) ([]meeting, error) {
	rows, err := tx.Query(meetingSelect+`
WHERE g.state = 'open' AND g.last_on >= $1 ORDER BY g.id`, civil.Of(tx.Now()).AddDays(-lingerDays))
	out, err := store.Collect(rows, err, scanMeeting)
	if err != nil {
		return nil, fmt.Errorf("groups with something due: %w", err)
	}
	return out, nil
}

// meetingOf reads the group of a place; zero while it does not meet.
func meetingOf(tx *store.Tx, place PlaceID) (meeting, error) {
	rows, err := tx.Query(meetingSelect+`JOIN place pl ON pl.group_id = g.id WHERE pl.id = $1 AND g.state = 'open'`, place)
	found, err := store.Collect(rows, err, scanMeeting)
	if err != nil || len(found) == 0 {
		return meeting{}, err
	}
	return found[0], nil
}

const meetingSelect = `SELECT g.id, g.service_id, s.zone FROM programme_group g JOIN service s ON s.id = g.service_id `

func scanMeeting(r *store.Rows) (g meeting, err error) {
	var zone string
	if err := r.Scan(&g.id, &g.service, &zone); err != nil {
		return g, err
	}
	g.zone, err = time.LoadLocation(zone)
	return g, err
}

// told is that somebody was told of a questionnaire. It is one fact for both
// twins: they open on the same day, in the same message.
type told struct {
	place      PlaceID
	person     access.PersonID
	instrument string
	timepoint  Timepoint
}

func fact(t Task) told { return told{t.Place, t.Caregiver, t.Instrument, t.Timepoint} }

func toldIn(tx *store.Tx, group GroupID) (map[told]bool, error) {
	rows, err := tx.Query(`
SELECT t.place_id, t.person_id, t.instrument, t.timepoint FROM questionnaire_told t JOIN place pl ON pl.id = t.place_id
WHERE pl.group_id = $1`, group)
	all, err := store.Collect(rows, err, func(r *store.Rows) (f told, err error) {
		return f, r.Scan(&f.place, &f.person, &f.instrument, &f.timepoint)
	})
	if err != nil {
		return nil, fmt.Errorf("what group %s was told: %w", group, err)
	}
	out := make(map[told]bool, len(all))
	for _, f := range all {
		out[f] = true
	}
	return out, nil
}

func insertTold(tx *store.Tx, t Task) error {
	_, err := tx.Exec(`
INSERT INTO questionnaire_told (place_id, person_id, instrument, timepoint, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		t.Place, t.Caregiver, t.Instrument, string(t.Timepoint), tx.Now())
	if err != nil {
		return fmt.Errorf("keep what place %s was told: %w", t.Place, err)
	}
	return nil
}
