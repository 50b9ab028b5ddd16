package family

import (
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

const lossColumns = `l.id, l.service_id, l.infant_id, l.kind, l.on_day, l.at, l.by_account, COALESCE(b.name, ''), l.ring_id, l.caller_id,
 COALESCE(c.name, ''), l.call_by, l.reversed_at, COALESCE(r.name, ''), l.not_back`

const lossTables = ` FROM loss l LEFT JOIN account b ON b.id = l.by_account LEFT JOIN account c ON c.id = l.caller_id
 LEFT JOIN account r ON r.id = l.reversed_by `

// scanLoss reads lossColumns and whatever columns follow them.
func scanLoss(r *store.Rows, extra ...any) (l Loss, err error) {
	var notBack string
	err = r.Scan(append([]any{&l.ID, &l.Service, &l.Infant, &l.Kind, &l.Day, &l.At, &l.By, &l.ByName, &l.Ring, &l.Caller,
		&l.CallerName, &l.CallBy, &l.ReversedAt, &l.ReversedBy, &notBack}, extra...)...)
	l.NotBack = strings.Fields(notBack)
	return l, err
}

func insertLoss(tx *store.Tx, l Loss) error {
	_, err := tx.Exec(`INSERT INTO loss (id, service_id, infant_id, kind, on_day, at, by_account, ring_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		l.ID, l.Service, l.Infant, string(l.Kind), l.Day, l.At, l.By, l.Ring)
	if err != nil {
		return fmt.Errorf("insert loss %s: %w", l.ID, err)
	}
	return nil
}

func setCaller(tx *store.Tx, l Loss) error {
	_, err := tx.Exec(`UPDATE loss SET caller_id = $2, call_by = $3 WHERE id = $1`, l.ID, l.Caller, l.CallBy)
	return err
}

func setReversed(tx *store.Tx, l Loss, by access.AccountID) error {
	_, err := tx.Exec(`UPDATE loss SET reversed_at = $2, reversed_by = $3 WHERE id = $1`, l.ID, l.ReversedAt, by)
	return err
}

func setNotBack(tx *store.Tx, l Loss) error {
	_, err := tx.Exec(`UPDATE loss SET not_back = $2 WHERE id = $1`, l.ID, strings.Join(l.NotBack, " "))
	return err
}

// setLost writes a person's lost_on from the losses that stand.
func setLost(tx *store.Tx, infant PersonID) error {
	_, err := tx.Exec(`
UPDATE person SET lost_on = (SELECT MIN(l.on_day) FROM loss l WHERE l.infant_id = $1 AND l.kind <> 'moved' AND l.reversed_at IS NULL) WHERE id = $1`, infant)
	if err != nil {
		return fmt.Errorf("set loss of %s: %w", infant, err)
	}
	return nil
}

// lossesOf reads what was told of an infant, newest first. Who may see the infant is
// the caller's to have asked.
func lossesOf(tx *store.Tx, infant PersonID) ([]Loss, error) {
	rows, err := tx.Query(`SELECT `+lossColumns+lossTables+`WHERE l.infant_id = $1 ORDER BY l.at DESC, l.id DESC`, infant)
	return store.Collect(rows, err, func(r *store.Rows) (Loss, error) { return scanLoss(r) })
}

func lossByID(tx *store.Tx, who access.Actor, id LossID) (Loss, error) {
	see := who.People("l.infant_id", "l.service_id", 2)
	rows, err := tx.Query(`SELECT `+lossColumns+lossTables+`WHERE l.id = $1 AND `+see.SQL, append([]any{id}, see.Args...)...)
	return store.One(rows, err, func(r *store.Rows) (Loss, error) { return scanLoss(r) })
}

func rememberedByID(tx *store.Tx, who access.Actor, id PersonID) (p Person, err error) {
	f := who.Remembered("p.id", "p.service_id", 2)
	err = tx.QueryRow(`SELECT `+PersonColumns("p")+` FROM person p WHERE p.id = $1 AND `+f.SQL,
		append([]any{id}, f.Args...)...).Scan(PersonFields(&p)...)
	if err != nil {
		return Person{}, fmt.Errorf("person %s: %w", id, err)
	}
	return p, nil
}

// lostOf reads the losses that stand of the babies whom a caregiver lost.
func lostOf(tx *store.Tx, who access.Actor) ([]Lost, error) {
	f := who.Remembered("p.id", "p.service_id", 1)
	rows, err := tx.Query(`SELECT `+lossColumns+`, `+PersonColumns("p")+lossTables+`JOIN person p ON p.id = l.infant_id
WHERE l.reversed_at IS NULL AND `+f.SQL+` ORDER BY l.at DESC, l.id DESC`, f.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (out Lost, err error) {
		out.Loss, err = scanLoss(r, PersonFields(&out.Infant)...)
		return out, err
	})
}

// lastingDyads reads every dyad of an infant that lasts, whoever asks: a loss
// concerns them all.
func lastingDyads(tx *store.Tx, infant PersonID) ([]Dyad, error) {
	rows, err := tx.Query(`
SELECT d.id, d.family_id, d.relation, d.since_on, d.ended_on, `+PersonColumns("p")+`, `+PersonColumns("i")+`
FROM dyad d JOIN person p ON p.id = d.caregiver_id JOIN person i ON i.id = d.infant_id
WHERE d.infant_id = $1 AND d.ended_on IS NULL ORDER BY d.id`, infant)
	all, err := store.Collect(rows, err, scanDyad)
	if err != nil {
		return nil, fmt.Errorf("dyads of %s: %w", infant, err)
	}
	return all, nil
}

func endDyad(tx *store.Tx, id DyadID, on civil.Date) error {
	_, err := tx.Exec(`UPDATE dyad SET ended_on = $2, ended_why = 'moved' WHERE id = $1 AND ended_on IS NULL`, id, on)
	if err != nil {
		return fmt.Errorf("end dyad %s: %w", id, err)
	}
	return nil
}

func resumeDyad(tx *store.Tx, id string) error {
	_, err := tx.Exec(`UPDATE dyad SET ended_on = NULL, ended_why = '' WHERE id = $1 AND ended_why = 'moved'`, id)
	if err != nil {
		return fmt.Errorf("resume dyad %s: %w", id, err)
	}
	return nil
}

// KeyWorkersIn reads who works with the families of an infant's caregivers now, the
// latest first.
func (s *Service) KeyWorkersIn(tx *store.Tx, infant PersonID) ([]access.AccountID, error) {
	rows, err := tx.Query(`
SELECT e.worker_id FROM person p JOIN episode e ON e.family_id = p.family_id
WHERE p.id = $1 AND e.worker_id IS NOT NULL AND e.closed_on IS NULL ORDER BY e.opened_on DESC, e.id DESC`, infant)
	return store.Collect(rows, err, store.Column[access.AccountID])
}
