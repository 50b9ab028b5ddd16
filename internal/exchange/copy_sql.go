package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/blob"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

const copySelect = `
SELECT c.id, c.service_id, c.person_id, p.called, c.asked_at, COALESCE(a.name, ''), c.given_at, c.until_on, c.file_id,
 (SELECT COUNT(*) FROM record_passage g WHERE g.copy_id = c.id AND g.decision = '')
FROM record_copy c JOIN person p ON p.id = c.person_id LEFT JOIN account a ON a.id = c.asked_by `

func scanCopy(r *store.Rows) (c Copy, err error) {
	err = r.Scan(&c.ID, &c.Service, &c.Person, &c.Name, &c.AskedAt, &c.ByName, &c.GivenAt, &c.Until, &c.file, &c.Held)
	return c, err
}

// lastCopy is the copy a person asked for last. Who may read it is for the caller
// to have asked: it is the person, or who sees them.
func lastCopy(tx *store.Tx, person access.PersonID) (Copy, error) {
	rows, err := tx.Query(copySelect+`WHERE c.person_id = $1 ORDER BY c.asked_at DESC, c.id DESC LIMIT 1`, person)
	return store.One(rows, err, scanCopy)
}

// copiesWhere reads copies about people the reader may see.
func copiesWhere(tx *store.Tx, who access.Actor, condition string, arg any) ([]Copy, error) {
	see := who.Adults("c.person_id", "c.service_id", 2)
	rows, err := tx.Query(copySelect+`WHERE `+condition+` AND `+see.SQL+` ORDER BY c.asked_at, c.id`, append([]any{arg}, see.Args...)...)
	return store.Collect(rows, err, scanCopy)
}

func insertCopy(tx *store.Tx, c Copy, by access.AccountID) error {
	_, err := tx.Exec(`INSERT INTO record_copy (id, service_id, person_id, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5)`,
		c.ID, c.Service, c.Person, tx.Now(), by)
	if err != nil {
		return fmt.Errorf("insert copy %s: %w", c.ID, err)
	}
	return nil
}

func insertPassage(tx *store.Tx, id CopyID, number int, p Passage) error {
	_, err := tx.Exec(`
INSERT INTO record_passage (id, copy_id, number, source, held, written_at, text) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		ident.New[passage](), id, number, string(p.Source), string(p.Held), p.At, p.Text)
	if err != nil {
		return fmt.Errorf("insert passage of copy %s: %w", id, err)
	}
	return nil
}

func passagesOf(tx *store.Tx, id CopyID) ([]Passage, error) {
	rows, err := tx.Query(`
SELECT id, source, held, written_at, text, decision, reason FROM record_passage WHERE copy_id = $1 ORDER BY number`, id)
	return store.Collect(rows, err, func(r *store.Rows) (p Passage, err error) {
		return p, r.Scan(&p.ID, &p.Source, &p.Held, &p.At, &p.Text, &p.Decision, &p.Reason)
	})
}

func setDecision(tx *store.Tx, id CopyID, on PassageID, by access.AccountID, d Decision, reason string) error {
	n, err := tx.Exec(`UPDATE record_passage SET decision = $1, reason = $2, decided_by = $3, decided_at = $4 WHERE id = $5 AND copy_id = $6`,
		string(d), reason, by, tx.Now(), on, id)
	if err != nil {
		return fmt.Errorf("decide about passage %s: %w", on, err)
	}
	if n == 0 {
		return fault.NotFoundf("passage %s", on)
	}
	return nil
}

func setGiven(tx *store.Tx, id CopyID, by access.AccountID, until civil.Date, file blob.ID) error {
	_, err := tx.Exec(`UPDATE record_copy SET given_at = $1, given_by = $2, until_on = $3, file_id = $4 WHERE id = $5`, tx.Now(), by, until, file, id)
	if err != nil {
		return fmt.Errorf("set copy %s given: %w", id, err)
	}
	return nil
}

// overdueFiles reads copies whose file should be gone; a day is let pass, so that
// no zone is cut short.
func overdueFiles(tx *store.Tx, now time.Time) ([]Copy, error) {
	rows, err := tx.Query(copySelect+`WHERE c.file_id IS NOT NULL AND c.until_on < $1 ORDER BY c.id`, civil.Of(now.UTC()).AddDays(-1))
	return store.Collect(rows, err, scanCopy)
}

// FilesNamed reads which encrypted files the database names here: a backup carries them.
func FilesNamed(tx *store.Tx) ([]blob.ID, error) {
	rows, err := tx.Query(`SELECT c.file_id FROM record_copy c WHERE c.file_id IS NOT NULL ORDER BY c.id`)
	return store.Collect(rows, err, store.Column[blob.ID])
}

func forgetFile(tx *store.Tx, id CopyID) error {
	_, err := tx.Exec(`UPDATE record_copy SET file_id = NULL WHERE id = $1`, id)
	return err
}

// passagesAbout reads what staff wrote about one adult in words of their own, or
// judged: about a call or a visit, a session with a baby of theirs, a risk, how much
// they need a place. What is kept apart is not among it.
func passagesAbout(tx *store.Tx, who access.Actor, person access.PersonID) ([]Passage, error) {
	var out []Passage
	for _, from := range []struct {
		source  Source
		held    Held
		person  string // the column that says about whom
		service string
		query   string
	}{
		{FromContact, ThirdParty, "x.person_id", "x.service_id", `SELECT x.at, x.note FROM contact x WHERE x.person_id = $1 AND x.note <> '' AND `},
		{FromSession, ThirdParty, "x.caregiver_id", "x.service_id", `SELECT n.at, n.well FROM session_note n JOIN dyad x ON x.id = n.dyad_id WHERE x.caregiver_id = $1 AND n.well <> '' AND `},
		{FromSession, ThirdParty, "x.caregiver_id", "x.service_id", `SELECT n.at, n.next FROM session_note n JOIN dyad x ON x.id = n.dyad_id WHERE x.caregiver_id = $1 AND n.next <> '' AND `},
		{FromAlert, Harm, "x.person_id", "x.service_id", `SELECT st.at, st.note FROM alert_step st JOIN alert x ON x.id = st.alert_id
 WHERE x.person_id = $1 AND st.note <> '' AND st.kind <> 'handed' AND x.kind <> 'domestic-abuse' AND `},
		{FromVisit, ThirdParty, "w.person_id", "x.service_id", `SELECT v.at, v.why FROM visit v JOIN visit_with w ON w.place_id = v.place_id AND w.contact = v.contact
 JOIN place x ON x.id = v.place_id WHERE w.person_id = $1 AND v.why <> '' AND `},
		{FromNeed, ThirdParty, "x.caregiver_id", "x.service_id", `SELECT DISTINCT n.at, n.need FROM place_need n JOIN place_dyad pd ON pd.place_id = n.place_id
 JOIN dyad x ON x.id = pd.dyad_id WHERE x.caregiver_id = $1 AND n.need <> '' AND `},
	} {
		see := who.Adults(from.person, from.service, 2)
		rows, err := tx.Query(from.query+see.SQL+` ORDER BY 1`, append([]any{person}, see.Args...)...)
		some, err := store.Collect(rows, err, func(r *store.Rows) (p Passage, err error) {
			p.Source, p.Held = from.source, from.held
			return p, r.Scan(&p.At, &p.Text)
		})
		if err != nil {
			return nil, fmt.Errorf("passages of %s: %w", from.source, err)
		}
		out = append(out, some...)
	}
	slices.SortStableFunc(out, func(a, b Passage) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Source, b.Source)) })
	return out, nil
}
