package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// waitingPlaces reads the beginning of the waiting list, by the index place_waiting.
// The list is cut at today: who can still start, or who no longer can.
func waitingPlaces(tx *store.Tx, who access.Actor, f WaitingFilter, most int) ([]PlaceRow, error) {
	cut := `pl.start_by >= $4`
	if f.Outgrown {
		cut = `pl.start_by < $4`
	}
	return placesOfAll(tx, who, `pl.service_id = $1 AND pl.programme = $2 AND pl.state = $3 AND `+cut+` AND (pl.start_by, pl.id) > ($5, $6)`,
		[]any{who.Service, string(f.Programme), string(Waiting), who.Today, f.After.StartBy.String(), f.After.ID.String()},
		` ORDER BY pl.start_by, pl.id LIMIT `+fmt.Sprint(most))
}

// anyOutgrown reports whether a family waits for whom it is too late.
func anyOutgrown(tx *store.Tx, who access.Actor, programme Key) (bool, error) {
	see := seenFirst(who, 5)
	rows, err := tx.Query(`SELECT pl.id FROM place pl WHERE pl.service_id = $1 AND pl.programme = $2 AND pl.state = $3 AND pl.start_by < $4 AND `+
		see.SQL+` LIMIT 1`, append([]any{who.Service, string(programme), string(Waiting), who.Today}, see.Args...)...)
	found, err := store.Collect(rows, err, store.Column[PlaceID])
	return len(found) > 0, err
}

// candidatePlaces reads a batch of the waiting families who can start on the
// group's first day. A window is at most as long as the programme's, so nobody
// past the far end can have begun theirs: the walk stops there.
func candidatePlaces(tx *store.Tx, who access.Actor, g Group, w walk) ([]PlaceRow, error) {
	far := g.First.AddDays(g.Programme.Window.most())
	return placesOfAll(tx, who, `pl.service_id = $1 AND pl.programme = $2 AND pl.state = $3
 AND pl.start_by >= $4 AND pl.start_by <= $5 AND pl.start_from <= $4 AND (pl.start_by, pl.id) > ($6, $7)`,
		[]any{g.Service, string(g.Programme.Key), string(Waiting), g.First, far, w.after.StartBy.String(), w.after.ID.String()},
		` ORDER BY pl.start_by, pl.id LIMIT `+fmt.Sprint(w.batch))
}

// most is the most days a start window can be long.
func (w Window) most() int {
	if w.Expecting() {
		return (w.ToWeeks - w.FromWeeks) * 7
	}
	return (w.To-w.From)*31 + 4 // a few days more than the months: their ends are of different lengths
}
