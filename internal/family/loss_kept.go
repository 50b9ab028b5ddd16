package family

import (
	"encoding/json"
	"fmt"

	"holdfast/internal/store"
)

// Kept is one thing that a loss put away, as it was.
type Kept struct {
	Kind  string // what kind of thing, as its room calls it
	Thing string // its identifier
	Was   any    // how it was, for JSON; in what is read, json.RawMessage
}

// Read decodes how the thing was.
func (k Kept) Read(into any) error {
	raw, ok := k.Was.(json.RawMessage)
	if !ok {
		return fmt.Errorf("kept %s %s was not read from the database", k.Kind, k.Thing)
	}
	return json.Unmarshal(raw, into)
}

// KeepIn keeps what a room puts away because of a loss, so that taking the loss back
// puts back just that.
func (s *Service) KeepIn(tx *store.Tx, of LossID, k Kept) error {
	was, err := json.Marshal(k.Was)
	if err != nil {
		return fmt.Errorf("keep %s %s: %w", k.Kind, k.Thing, err)
	}
	_, err = tx.Exec(`INSERT INTO loss_kept (loss_id, kind, thing, was) VALUES ($1, $2, $3, $4)`, of, k.Kind, k.Thing, string(was))
	if err != nil {
		return fmt.Errorf("keep %s %s: %w", k.Kind, k.Thing, err)
	}
	return nil
}

// KeptIn reads the things of one kind that a loss put away.
func (s *Service) KeptIn(tx *store.Tx, of LossID, kind string) ([]Kept, error) {
	rows, err := tx.Query(`SELECT k.kind, k.thing, k.was FROM loss_kept k WHERE k.loss_id = $1 AND k.kind = $2 ORDER BY k.thing`, of, kind)
	return store.Collect(rows, err, func(r *store.Rows) (k Kept, err error) {
		var was string
		err = r.Scan(&k.Kind, &k.Thing, &was)
		k.Was = json.RawMessage(was)
		return k, err
	})
}
