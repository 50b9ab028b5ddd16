package safety

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// sameWish finds the open wish to talk that another one of the same person would
// repeat.
func sameWish(tx *store.Tx, in NewAlert) (id AlertID, err error) {
	err = tx.QueryRow(`
SELECT id FROM alert WHERE person_id = $1 AND kind = $2 AND kind = 'wants-to-talk' AND response_id IS NULL AND closed_at IS NULL`,
		in.Person, string(in.Kind)).Scan(&id)
	return id, err
}

// ownWish is since when a caregiver waits to be rung.
func ownWish(tx *store.Tx, who access.Actor) (asked time.Time, err error) {
	own := who.Adults("a.person_id", "a.service_id", 2)
	err = tx.QueryRow(`
SELECT a.opened_at FROM alert a WHERE a.kind = $1 AND a.closed_at IS NULL AND `+own.SQL+` ORDER BY a.opened_at, a.id LIMIT 1`,
		append([]any{string(WantsToTalk)}, own.Args...)...).Scan(&asked)
	return asked, err
}

// alertOf finds the alert that a filling-in opened for a kind of risk.
func alertOf(tx *store.Tx, in NewAlert) (id AlertID, err error) {
	err = tx.QueryRow(`SELECT id FROM alert WHERE response_id = $1 AND kind = $2`, in.Response, string(in.Kind)).Scan(&id)
	return id, err
}

// moveAlert hangs the open alert of a filling-in on the one that took its place. An
// alert that somebody has closed was about what was known then, and stays.
func moveAlert(tx *store.Tx, in NewAlert) (id AlertID, moved bool, err error) {
	n, err := tx.Exec(`UPDATE alert SET response_id = $1 WHERE response_id = $2 AND kind = $3 AND closed_at IS NULL`,
		in.Response, in.Replaces, string(in.Kind))
	if err != nil {
		return id, false, fmt.Errorf("move alert: %w", err)
	}
	if n == 0 {
		return id, false, nil
	}
	id, err = alertOf(tx, in)
	return id, true, err
}

// insertAlert stores an alert, unless its filling-in has opened one of its kind
// before: then first is false. Asking beforehand would cost every risk a query.
func insertAlert(tx *store.Tx, a Alert) (first bool, err error) {
	var response any
	if a.Response != "" {
		response = a.Response
	}
	n, err := tx.Exec(`
INSERT INTO alert (id, service_id, person_id, dyad_id, kind, source, response_id, opened_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (response_id, kind) DO NOTHING`,
		a.ID, a.Service, a.Person, a.Dyad, string(a.Kind), a.Source, response, a.OpenedAt, a.DueAt)
	if err != nil {
		return false, fmt.Errorf("insert alert %s: %w", a.ID, err)
	}
	return n == 1, nil
}

func insertStep(tx *store.Tx, who access.Actor, id AlertID, s Step) error {
	// What a caregiver's answer opened was opened by nobody of the staff.
	by := who.Account
	if who.Has(access.Caregiver) {
		by = access.AccountID{}
	}
	_, err := tx.Exec(`INSERT INTO alert_step (id, alert_id, at, by_account, kind, note) VALUES ($1, $2, $3, $4, $5, $6)`,
		ident.New[step](), id, tx.Now(), by, string(s.Act), s.Note)
	if err != nil {
		return fmt.Errorf("insert step of alert %s: %w", id, err)
	}
	return nil
}

func setOwner(tx *store.Tx, id AlertID, owner access.AccountID, due time.Time) error {
	_, err := tx.Exec(`UPDATE alert SET owner_id = $1, owned_at = $2, due_at = $3 WHERE id = $4`, owner, tx.Now(), due, id)
	return err
}

func closeAlert(tx *store.Tx, id AlertID) error {
	_, err := tx.Exec(`UPDATE alert SET closed_at = $1 WHERE id = $2`, tx.Now(), id)
	return err
}

// ownedNow joins the owner of an alert, who of an open one still works for the
// service on the day in a placeholder: whoever is gone owns nothing.
func ownedNow(day int) string {
	return fmt.Sprintf(` LEFT JOIN account o ON o.id = al.owner_id AND (al.closed_at IS NOT NULL OR o.disabled_at IS NULL AND EXISTS (
 SELECT 1 FROM account_role held WHERE held.account_id = o.id AND held.from_on <= $%d AND (held.until_on IS NULL OR held.until_on >= $%d))) `, day, day)
}

// alertsWhere reads alerts about people the reader may see; condition uses the
// placeholders of args.
func alertsWhere(tx *store.Tx, who access.Actor, condition string, args []any, tail string) ([]Alert, error) {
	see := who.Within(access.AlertRead).Adults("al.person_id", "al.service_id", len(args)+1)
	rows, err := tx.Query(`
SELECT al.id, al.service_id, al.person_id, p.called, al.dyad_id, al.kind, al.source, COALESCE(al.response_id, ''),
 al.opened_at, al.due_at, o.id, COALESCE(o.name, ''), al.owned_at, al.closed_at
FROM alert al JOIN person p ON p.id = al.person_id`+ownedNow(len(args)+len(see.Args)+1)+`
WHERE `+condition+` AND `+see.SQL+` `+tail, append(append(args[:len(args):len(args)], see.Args...), who.Today)...)
	return store.Collect(rows, err, func(r *store.Rows) (a Alert, err error) {
		err = r.Scan(&a.ID, &a.Service, &a.Person, &a.Name, &a.Dyad, &a.Kind, &a.Source, &a.Response,
			&a.OpenedAt, &a.DueAt, &a.Owner, &a.OwnerName, &a.OwnedAt, &a.ClosedAt)
		return a, err
	})
}

// sees reports whether somebody may see the alert.
func sees(tx *store.Tx, who access.Actor, id AlertID) (bool, error) {
	see := who.Within(access.AlertRead).Adults("al.person_id", "al.service_id", 2)
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM alert al WHERE al.id = $1 AND `+see.SQL, append([]any{id}, see.Args...)...).Scan(&n)
	return n > 0, err
}

func countOpen(tx *store.Tx, who access.Actor) (c Counts, err error) {
	see := who.Within(access.AlertRead).Adults("al.person_id", "al.service_id", 2)
	err = tx.QueryRow(`
SELECT COUNT(*), COALESCE(SUM(CASE WHEN o.id IS NULL THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN al.due_at < $1 THEN 1 ELSE 0 END), 0)
FROM alert al`+ownedNow(len(see.Args)+2)+`WHERE al.closed_at IS NULL AND `+see.SQL, append(append([]any{tx.Now()}, see.Args...), who.Today)...).
		Scan(&c.Open, &c.Unowned, &c.Overdue)
	return c, err
}

// which says how many steps of each alert to read.
type which string

const (
	allSteps which = ""
	lastStep which = ` AND NOT EXISTS (SELECT 1 FROM alert_step later WHERE later.alert_id = st.alert_id AND later.id > st.id)`
)

// withSteps sets Steps and Infants of every alert, in two queries for them all.
func withSteps(tx *store.Tx, who access.Actor, all []Alert, w which) error {
	if len(all) == 0 {
		return nil
	}
	at, ids, people := map[AlertID]int{}, make([]any, len(all)), make([]any, len(all))
	for i, a := range all {
		at[a.ID], ids[i], people[i] = i, a.ID, a.Person
	}
	rows, err := tx.Query(`
SELECT st.alert_id, st.kind, st.at, st.by_account, COALESCE(ac.name, ''), st.note
FROM alert_step st LEFT JOIN account ac ON ac.id = st.by_account
WHERE st.alert_id IN (`+store.List(1, len(ids))+`)`+string(w)+` ORDER BY st.id`, ids...)
	type line struct {
		alert AlertID
		step  Step
	}
	lines, err := store.Collect(rows, err, func(r *store.Rows) (l line, err error) {
		err = r.Scan(&l.alert, &l.step.Act, &l.step.At, &l.step.By, &l.step.ByName, &l.step.Note)
		return l, err
	})
	if err != nil {
		return fmt.Errorf("steps of alerts: %w", err)
	}
	for _, l := range lines {
		a := &all[at[l.alert]]
		a.Steps = append(a.Steps, l.step)
	}
	infants, err := infantsOf(tx, who, people)
	if err != nil {
		return fmt.Errorf("infants of alerts: %w", err)
	}
	for i := range all {
		all[i].Infants = infants[all[i].Person]
	}
	return nil
}

// infantsOf reads what to call the babies somebody cares for: whoever may harm
// themselves, the next question is who has the baby now (DOMAIN §4.1).
func infantsOf(tx *store.Tx, who access.Actor, people []any) (map[access.PersonID][]string, error) {
	see := who.Within(access.AlertRead).People("p.id", "p.service_id", len(people)+1)
	rows, err := tx.Query(`
SELECT d.caregiver_id, p.called FROM dyad d JOIN person p ON p.id = d.infant_id
WHERE d.caregiver_id IN (`+store.List(1, len(people))+`) AND d.ended_on IS NULL AND p.lost_on IS NULL AND p.called <> '' AND `+see.SQL+`
ORDER BY p.id`, append(people[:len(people):len(people)], see.Args...)...)
	type pair struct {
		caregiver access.PersonID
		called    string
	}
	pairs, err := store.Collect(rows, err, func(r *store.Rows) (p pair, err error) {
		err = r.Scan(&p.caregiver, &p.called)
		return p, err
	})
	out := map[access.PersonID][]string{}
	for _, p := range pairs {
		out[p.caregiver] = append(out[p.caregiver], p.called)
	}
	return out, err
}
