package audit

import (
	"strings"

	"holdfast/internal/fault"
	"holdfast/internal/store"
)

const columns = `id, at, service_id, actor, role, action, kind, thing, detail, mac`

// insertAtOnce rows go into one statement; what is left goes row by row, so that
// there are two statements to prepare and not a hundred.
const insertAtOnce = 50

func insertEvents(tx *store.Tx, rows []row) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= insertAtOnce {
			n = insertAtOnce
		}
		if err := insertSome(tx, rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func insertSome(tx *store.Tx, rows []row) error {
	const width = 10
	var values strings.Builder
	args := make([]any, 0, width*len(rows))
	for i, r := range rows {
		if i > 0 {
			values.WriteString(", ")
		}
		values.WriteString("(" + store.List(i*width+1, width) + ")")
		args = append(args, r.id, r.At, r.Service, r.Actor, r.Role, r.Action, r.Kind, r.ID, r.detail, r.mac)
	}
	_, err := tx.Exec(`INSERT INTO audit_event (`+columns+`) VALUES `+values.String(), args...)
	return err
}

func scanRow(rows *store.Rows) (r row, err error) {
	err = rows.Scan(&r.id, &r.At, &r.Service, &r.Actor, &r.Role, &r.Action, &r.Kind, &r.ID, &r.detail, &r.mac)
	return r, err
}

func selectTrail(tx *store.Tx, kind, id string, after ID, limit int) ([]row, error) {
	rows, err := tx.Query(`SELECT `+columns+` FROM audit_event WHERE kind = $1 AND thing = $2 AND id > $3 ORDER BY id LIMIT $4`,
		kind, id, after.String(), limit)
	return store.Collect(rows, err, scanRow)
}

// selectUnsealed reads events without a seal, after the given one.
func selectUnsealed(tx *store.Tx, after ID, limit int) ([]row, error) {
	rows, err := tx.Query(`SELECT `+columns+` FROM audit_event WHERE seal IS NULL AND id > $1 ORDER BY id LIMIT $2`,
		after.String(), limit)
	return store.Collect(rows, err, scanRow)
}

func selectSealed(tx *store.Tx, seal int) ([]row, error) {
	rows, err := tx.Query(`SELECT `+columns+` FROM audit_event WHERE seal = $1 ORDER BY id`, seal)
	return store.Collect(rows, err, scanRow)
}

func setSeal(tx *store.Tx, seal int, from, to ID) (int64, error) {
	return tx.Exec(`UPDATE audit_event SET seal = $1 WHERE seal IS NULL AND id >= $2 AND id <= $3`, seal, from, to)
}

func insertSeal(tx *store.Tx, s seal) error {
	_, err := tx.Exec(`INSERT INTO audit_seal (number, at, events, mac) VALUES ($1, $2, $3, $4)`, s.number, s.at, s.events, s.mac)
	return err
}

func selectSeals(tx *store.Tx, after, limit int) ([]seal, error) {
	rows, err := tx.Query(`SELECT number, at, events, mac FROM audit_seal WHERE number > $1 ORDER BY number LIMIT $2`, after, limit)
	return store.Collect(rows, err, func(rows *store.Rows) (s seal, err error) {
		return s, rows.Scan(&s.number, &s.at, &s.events, &s.mac)
	})
}

// lastSeal is the seal with the greatest number; the zero seal when there is none.
func lastSeal(tx *store.Tx) (s seal, err error) {
	err = tx.QueryRow(`SELECT number, at, events, mac FROM audit_seal ORDER BY number DESC LIMIT 1`).Scan(&s.number, &s.at, &s.events, &s.mac)
	if fault.Is(err, fault.NotFound) {
		return seal{}, nil
	}
	return s, err
}

func setHead(tx *store.Tx, number int, mac []byte) error {
	_, err := tx.Exec(`INSERT INTO audit_head (one, number, mac) VALUES (1, $1, $2)
		ON CONFLICT (one) DO UPDATE SET number = excluded.number, mac = excluded.mac`, number, mac)
	return err
}

// selectHead reads the head; number 0 when there is none.
func selectHead(tx *store.Tx) (number int, mac []byte, err error) {
	err = tx.QueryRow(`SELECT number, mac FROM audit_head`).Scan(&number, &mac)
	if fault.Is(err, fault.NotFound) {
		return 0, nil, nil
	}
	return number, mac, err
}

// selectStray counts events that claim a seal which is not there.
func selectStray(tx *store.Tx) (n int, err error) {
	err = tx.QueryRow(`SELECT COUNT(*) FROM audit_event e LEFT JOIN audit_seal s ON s.number = e.seal
		WHERE e.seal IS NOT NULL AND s.number IS NULL`).Scan(&n)
	return n, err
}
