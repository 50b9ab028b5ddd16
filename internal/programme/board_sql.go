package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// seekers reads who waits for a programme and can still start, by the index
// place_waiting: a line each, without people, since a plan looks at all of them.
func seekers(tx *store.Tx, who access.Actor, key Key) ([]Seeker, error) {
	see := seenFirst(who, 4)
	rows, err := tx.Query(`SELECT pl.id, pl.dyads, pl.lang, pl.times, pl.modes, pl.start_from, pl.start_by, pl.asked_at, c.interpreter, COALESCE(n.need, ''),
 (SELECT COUNT(DISTINCT d.caregiver_id) FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id WHERE pd.place_id = pl.id)
FROM place pl JOIN person c ON c.id = pl.asked_by LEFT JOIN place_need n ON n.place_id = pl.id
WHERE pl.service_id = $1 AND pl.programme = $2 AND pl.state = 'waiting' AND pl.start_by >= $3 AND pl.dyads > 0 AND `+see.SQL+` ORDER BY pl.start_by, pl.id`,
		append([]any{who.Service, string(key), who.Today}, see.Args...)...)
	found, err := store.Collect(rows, err, func(r *store.Rows) (s Seeker, err error) {
		var times, modes string
		var carers int
		err = r.Scan(&s.ID, &s.Takes, &s.Wishes.Lang, &times, &modes, &s.Start.From, &s.Start.To, &s.Since, &s.Interpreter, &s.Need, &carers)
		s.Alone = carers == 1
		s.Wishes.Times, s.Wishes.Modes = unspaced[HalfDay](times), unspaced[Mode](modes)
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("who waits for %s: %w", key, err)
	}
	return found, nil
}

// apartPair is a waiting place and one that it may not come together with: of somebody
// who waits too, when group is zero, and else of somebody who sits in that group.
type apartPair struct {
	place, other PlaceID
	group        GroupID
}

// placesApart reads, from both sides, the places that a standing restriction keeps
// apart.
func placesApart(tx *store.Tx, who access.Actor, key Key) ([]apartPair, error) {
	side := func(about, mine, other string) string {
		return `SELECT a.id, b.id, CASE WHEN b.state = 'waiting' THEN NULL ELSE b.group_id END
FROM restriction r JOIN dyad da ON da.caregiver_id = r.adult_id JOIN place_dyad adults ON adults.dyad_id = da.id
JOIN dyad db ON db.` + about + ` = r.about_id JOIN place_dyad abouts ON abouts.dyad_id = db.id
JOIN place a ON a.id = ` + mine + `.place_id JOIN place b ON b.id = ` + other + `.place_id
WHERE r.service_id = $1 AND ` + access.RestrictionStands("r", "$2") + ` AND a.programme = $3 AND b.programme = $3
 AND a.state = 'waiting' AND b.state IN ('waiting', 'offered', 'accepted')`
	}
	rows, err := tx.Query(side("caregiver_id", "adults", "abouts")+` UNION `+side("infant_id", "adults", "abouts")+
		` UNION `+side("caregiver_id", "abouts", "adults")+` UNION `+side("infant_id", "abouts", "adults")+` ORDER BY 1, 2, 3`,
		who.Service, who.Today, string(key))
	found, err := store.Collect(rows, err, func(r *store.Rows) (p apartPair, err error) { return p, r.Scan(&p.place, &p.other, &p.group) })
	if err != nil {
		return nil, fmt.Errorf("places kept apart: %w", err)
	}
	return found, nil
}

// excludedFrom reads the waiting places of somebody who is offered no couples' group.
func excludedFrom(tx *store.Tx, who access.Actor, key Key) ([]PlaceID, error) {
	rows, err := tx.Query(`
SELECT DISTINCT pl.id FROM exclusion e JOIN dyad d ON d.caregiver_id = e.person_id JOIN place_dyad pd ON pd.dyad_id = d.id JOIN place pl ON pl.id = pd.place_id
WHERE e.service_id = $1 AND e.ended_at IS NULL AND pl.programme = $2 AND pl.state = 'waiting' ORDER BY pl.id`, who.Service, string(key))
	return store.Collect(rows, err, store.Column[PlaceID])
}

// refusedBefore reads which groups to come were declined, or their offer left to
// lapse, by families that wait.
func refusedBefore(tx *store.Tx, who access.Actor, key Key) (map[PlaceID][]GroupID, error) {
	rows, err := tx.Query(`
SELECT DISTINCT o.place_id, o.group_id FROM programme_group g JOIN place_offer o ON o.group_id = g.id JOIN place pl ON pl.id = o.place_id
WHERE g.service_id = $1 AND g.state = 'open' AND g.first_on > $2 AND g.programme = $3 AND o.outcome IN ('declined', 'lapsed') AND pl.state = 'waiting'
ORDER BY o.place_id, o.group_id`, who.Service, who.Today, string(key))
	type refused struct {
		place PlaceID
		group GroupID
	}
	found, err := store.Collect(rows, err, func(r *store.Rows) (x refused, err error) { return x, r.Scan(&x.place, &x.group) })
	if err != nil {
		return nil, fmt.Errorf("groups refused before: %w", err)
	}
	out := map[PlaceID][]GroupID{}
	for _, x := range found {
		out[x.place] = append(out[x.place], x.group)
	}
	return out, nil
}

// answersSince counts how the offers of a service ended since a day.
func answersSince(tx *store.Tx, who access.Actor, since civil.Date) (map[PlaceState]int, error) {
	rows, err := tx.Query(`
SELECT o.outcome, COUNT(*) FROM programme_group g JOIN place_offer o ON o.group_id = g.id
WHERE g.service_id = $1 AND g.first_on >= $2 AND o.outcome IN ('accepted', 'declined', 'lapsed') GROUP BY o.outcome`, who.Service, since)
	type count struct {
		state PlaceState
		n     int
	}
	found, err := store.Collect(rows, err, func(r *store.Rows) (c count, err error) { return c, r.Scan(&c.state, &c.n) })
	if err != nil {
		return nil, fmt.Errorf("answers to offers: %w", err)
	}
	out := map[PlaceState]int{}
	for _, c := range found {
		out[c.state] = c.n
	}
	return out, nil
}
