package proposal

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/replay"
	"holdfast/internal/store"
)

// past is a family that once asked for a place.
type past struct {
	programme.Seeker
	left civil.Date // the day on which it stopped waiting without a place; zero when it did not
}

// pasts reads who asked for a programme and could start on a day or later, as far as the
// reader may see them, without people. Whoever lost the baby is not among them.
func pasts(tx *store.Tx, who access.Actor, key programme.Key, from civil.Date) ([]past, error) {
	see := who.Adults("pl.asked_by", "pl.service_id", 5)
	rows, err := tx.Query(`
SELECT pl.id, pl.dyads, pl.lang, pl.times, pl.modes, pl.start_from, pl.start_by, pl.asked_at, COALESCE(n.need, ''), pl.changed_at,
 CASE WHEN pl.state = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM place_offer o WHERE o.place_id = pl.id AND o.outcome = 'accepted') THEN 1 ELSE 0 END
FROM place pl LEFT JOIN place_need n ON n.place_id = pl.id
WHERE pl.service_id = $1 AND pl.programme = $2 AND pl.start_by >= $3 AND pl.asked_at <= $4 AND pl.dyads > 0 AND `+see.SQL+` ORDER BY pl.asked_at, pl.id`,
		append([]any{who.Service, string(key), from, tx.Now()}, see.Args...)...)
	found, err := store.Collect(rows, err, func(r *store.Rows) (p past, err error) {
		var times, modes string
		var changed time.Time
		var gone int
		err = r.Scan(&p.ID, &p.Takes, &p.Wishes.Lang, &times, &modes, &p.Start.From, &p.Start.To, &p.Since, &p.Need, &changed, &gone)
		p.Wishes.Times, p.Wishes.Modes = unspaced[programme.HalfDay](times), unspaced[programme.Mode](modes)
		if gone != 0 {
			p.left = civil.Of(changed)
		}
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("who asked for %s: %w", key, err)
	}
	return found, nil
}

// held reads the groups of a programme that began between two days, each with the day on
// which it was announced.
func held(tx *store.Tx, who access.Actor, key programme.Key, span civil.Window) ([]replay.Given, error) {
	rows, err := tx.Query(`
SELECT g.id, g.lang, g.mode, g.capacity, g.first_on, g.starts, g.created_at FROM programme_group g
WHERE g.service_id = $1 AND g.programme = $2 AND g.first_on >= $3 AND g.first_on <= $4 AND (g.state = 'open' OR g.next_number > 1) ORDER BY g.first_on, g.id`,
		who.Service, string(key), span.From, span.To)
	found, err := store.Collect(rows, err, func(r *store.Rows) (g replay.Given, err error) {
		var id programme.GroupID
		var mode programme.Mode
		var clock civil.Clock
		var made time.Time
		err = r.Scan(&id, &g.Language, &mode, &g.Places, &g.Starts, &clock, &made)
		g.ID, g.Programme, g.Mode, g.Announced = id.String(), string(key), modeOf(mode), civil.Of(made)
		g.Slot = string(programme.HalfDayOf(g.Starts.Weekday(), clock))
		g.Site = siteOf(mode)
		return g, err
	})
	if err != nil {
		return nil, fmt.Errorf("groups held of %s: %w", key, err)
	}
	return found, nil
}
