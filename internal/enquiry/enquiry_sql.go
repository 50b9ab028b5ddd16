package enquiry

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

func insertEnquiry(tx *store.Tx, id ID, in Begin, ref, tokenHash string) error {
	_, err := tx.Exec(`
INSERT INTO enquiry (id, service_id, programme, group_id, ref, token_hash, state, started_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, in.Service, string(in.Programme), in.Group, ref, tokenHash, string(Draft), tx.Now())
	if err != nil {
		return fmt.Errorf("insert enquiry %s: %w", id, err)
	}
	return nil
}

const columns = `e.id, e.service_id, e.programme, e.group_id, e.ref, e.state, e.started_at, e.sent_at, e.decided_at, e.decision, e.family_id, COALESCE(a.name, '')`

const from = ` FROM enquiry e LEFT JOIN account a ON a.id = e.decided_by `

func scan(r *store.Rows) (e Enquiry, err error) {
	err = r.Scan(&e.ID, &e.Service, &e.Programme, &e.Group, &e.Ref, &e.State, &e.StartedAt, &e.SentAt, &e.DecidedAt, &e.Decision, &e.Family, &e.DecidedBy)
	e.Answers = Answers{}
	return e, err
}

// byToken reads the enquiry of a browser. A draft that has run out is gone, even
// while the sweep has not come by.
func byToken(tx *store.Tx, token string) (Enquiry, error) {
	rows, err := tx.Query(`SELECT `+columns+from+`WHERE e.token_hash = $1 AND (e.state <> $2 OR e.started_at > $3)`,
		identity.HashSecret(token), string(Draft), tx.Now().Add(-DraftLasts))
	return one(tx, rows, err, "of a token")
}

// byID reads a sent enquiry of the reader's service.
func byID(tx *store.Tx, who access.Actor, id ID) (Enquiry, error) {
	rows, err := tx.Query(`SELECT `+columns+from+`WHERE e.id = $1 AND e.service_id = $2 AND e.state <> $3`, id, who.Service, string(Draft))
	return one(tx, rows, err, id.String())
}

func one(tx *store.Tx, rows *store.Rows, err error, which string) (Enquiry, error) {
	found, err := store.Collect(rows, err, scan)
	if err != nil {
		return Enquiry{}, fmt.Errorf("enquiry %s: %w", which, err)
	}
	if len(found) == 0 {
		return Enquiry{}, fault.NotFoundf("enquiry %s", which)
	}
	return found[0], addAnswers(tx, found)
}

// listed reads one more than a page holds. Identifiers sort by the time they were
// made, which is when the enquiry was begun.
func listed(tx *store.Tx, who access.Actor, f Filter) ([]Enquiry, error) {
	order, compare := "", ">"
	if f.State != Sent {
		order, compare = " DESC", "<"
	}
	args := []any{who.Service, string(f.State)}
	after := ""
	if !f.After.IsZero() {
		after = ` AND e.id ` + compare + ` $3`
		args = append(args, f.After.ID)
	}
	rows, err := tx.Query(`SELECT `+columns+from+`WHERE e.service_id = $1 AND e.state = $2`+after+
		` ORDER BY e.id`+order+` LIMIT `+fmt.Sprint(PageSize+1), args...)
	return store.Collect(rows, err, scan)
}

// addAnswers reads the answers of a page of enquiries in one query.
func addAnswers(tx *store.Tx, all []Enquiry) error {
	if len(all) == 0 {
		return nil
	}
	ids, at := make([]any, len(all)), make(map[ID]Answers, len(all))
	for i, e := range all {
		ids[i], at[e.ID] = e.ID, e.Answers
	}
	rows, err := tx.Query(`SELECT enquiry_id, question, value FROM enquiry_answer WHERE enquiry_id IN (`+store.List(1, len(ids))+`)`, ids...)
	_, err = store.Collect(rows, err, func(r *store.Rows) (none struct{}, err error) {
		var id ID
		var field, value string
		if err := r.Scan(&id, &field, &value); err != nil {
			return none, err
		}
		at[id][field] = value
		return none, nil
	})
	if err != nil {
		return fmt.Errorf("answers of enquiries: %w", err)
	}
	return nil
}

func putAnswers(tx *store.Tx, id ID, fields []string, values Answers) error {
	for _, f := range fields {
		_, err := tx.Exec(`
INSERT INTO enquiry_answer (enquiry_id, question, value) VALUES ($1, $2, $3)
ON CONFLICT (enquiry_id, question) DO UPDATE SET value = excluded.value`, id, f, values[f])
		if err != nil {
			return fmt.Errorf("store answer %s of %s: %w", f, id, err)
		}
	}
	return nil
}

func setGroup(tx *store.Tx, id ID, group programme.GroupID) error {
	_, err := tx.Exec(`UPDATE enquiry SET group_id = $1 WHERE id = $2`, group, id)
	return wrap("choose group for", id, err)
}

func markSent(tx *store.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE enquiry SET state = $1, sent_at = $2 WHERE id = $3`, string(Sent), tx.Now(), id)
	return wrap("mark sent", id, err)
}

func markDecided(tx *store.Tx, id ID, state State, by access.AccountID, decision string, f family.ID) error {
	_, err := tx.Exec(`UPDATE enquiry SET state = $1, decided_at = $2, decided_by = $3, decision = $4, family_id = $5 WHERE id = $6`,
		string(state), tx.Now(), by, decision, f, id)
	return wrap("decide", id, err)
}

func markReopened(tx *store.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE enquiry SET state = $1, decided_at = NULL, decided_by = NULL, decision = '' WHERE id = $2`, string(Sent), id)
	return wrap("reopen", id, err)
}

func stateOf(tx *store.Tx, id string) (state State, err error) {
	err = tx.QueryRow(`SELECT state FROM enquiry WHERE id = $1`, id).Scan(&state)
	return state, err
}

// countNew stops counting at most, so that a flood costs no more than a full page.
func countNew(tx *store.Tx, service access.ServiceID, most int) (n int, err error) {
	err = tx.QueryRow(`SELECT COUNT(*) FROM (SELECT 1 FROM enquiry WHERE service_id = $1 AND state = $2 LIMIT `+fmt.Sprint(most)+`) AS waiting`,
		service, string(Sent)).Scan(&n)
	return n, err
}

func deleteDrafts(tx *store.Tx, before time.Time) (int64, error) {
	_, err := tx.Exec(`DELETE FROM enquiry_answer WHERE enquiry_id IN (SELECT id FROM enquiry WHERE state = $1 AND started_at <= $2)`, string(Draft), before)
	if err != nil {
		return 0, fmt.Errorf("sweep answers: %w", err)
	}
	n, err := tx.Exec(`DELETE FROM enquiry WHERE state = $1 AND started_at <= $2`, string(Draft), before)
	if err != nil {
		return 0, fmt.Errorf("sweep enquiries: %w", err)
	}
	return n, nil
}

func wrap(what string, id ID, err error) error {
	if err != nil {
		return fmt.Errorf("%s enquiry %s: %w", what, id, err)
	}
	return nil
}
