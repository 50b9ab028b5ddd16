package measure

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// record is a response as it is stored, without its answers and scores.
type record struct {
	id         ResponseID
	service    access.ServiceID
	instrument string
	version    string
	lang       string // of the wording it was answered in
	person     access.PersonID
	dyad       family.DyadID
	place      PlaceID
	timepoint  Timepoint
	state      State
	source     Source
	enteredBy  access.AccountID
	coder      string
	takenOn    civil.Date
	voidWhy    string
}

const recordColumns = `r.id, r.service_id, r.instrument, r.version, r.lang, r.person_id, r.dyad_id, r.place_id,
r.timepoint, r.state, r.source, r.entered_by, r.coder, r.taken_on, r.void_why`

func (r *record) fields() []any {
	return []any{
		&r.id, &r.service, &r.instrument, &r.version, &r.lang, &r.person, &r.dyad, &r.place,
		&r.timepoint, &r.state, &r.source, &r.enteredBy, &r.coder, &r.takenOn, &r.voidWhy,
	}
}

// recordByID reads a response of somebody whose own words the reader may read,
// about a baby whom the reader may see, with its answers. Two small queries: joined, every answer would carry the whole
// record along, and sending a questionnaire took a third more of the processor.
func recordByID(tx *store.Tx, who access.Actor, id ResponseID) (out record, values map[int]int, err error) {
	adult := who.Adults("r.person_id", "r.service_id", 2)
	infant := who.People("d.infant_id", "d.service_id", 2+len(adult.Args))
	err = tx.QueryRow(`SELECT `+recordColumns+` FROM response r WHERE r.id = $1 AND `+adult.SQL+`
 AND (r.dyad_id IS NULL OR EXISTS (SELECT 1 FROM dyad d WHERE d.id = r.dyad_id AND `+infant.SQL+`))`,
		slices.Concat([]any{id}, adult.Args, infant.Args)...).Scan(out.fields()...)
	if err != nil {
		return record{}, nil, fmt.Errorf("response %s: %w", id, err)
	}
	values, err = valuesOf(tx, id)
	return out, values, err
}

func valuesOf(tx *store.Tx, id ResponseID) (map[int]int, error) {
	rows, err := tx.Query(`SELECT item, value FROM response_item WHERE response_id = $1`, id)
	if err != nil {
		return nil, fmt.Errorf("answers of response %s: %w", id, err)
	}
	defer rows.Close()
	values := map[int]int{}
	for rows.Next() {
		var item, value int
		if err := rows.Scan(&item, &value); err != nil {
			return nil, fmt.Errorf("answers of response %s: %w", id, err)
		}
		values[item] = value
	}
	return values, rows.Err()
}

// infantOf reads what the infant of a response's dyad is called; the reader must
// be allowed to see the infant.
func infantOf(tx *store.Tx, who access.Actor, r record) (called string, err error) {
	see := who.People("i.id", "i.service_id", 2)
	err = tx.QueryRow(`SELECT i.called FROM dyad d JOIN person i ON i.id = d.infant_id WHERE d.id = $1 AND `+see.SQL,
		append([]any{r.dyad}, see.Args...)...).Scan(&called)
	if err != nil {
		return "", fmt.Errorf("infant of dyad %s: %w", r.dyad, err)
	}
	return called, nil
}

// readersOf names those who lead the group of a place now.
func readersOf(tx *store.Tx, place PlaceID, today civil.Date) ([]string, error) {
	rows, err := tx.Query(`
SELECT a.name FROM place pl JOIN facilitator f ON f.group_id = pl.group_id JOIN account a ON a.id = f.account_id
WHERE pl.id = $1 AND f.from_on <= $2 AND (f.until_on IS NULL OR f.until_on >= $2) ORDER BY a.name`, place, today)
	return store.Collect(rows, err, store.Column[string])
}

// The beginnings of statements for insertMany.
const (
	insertItem  = `INSERT INTO response_item (response_id, item, value) VALUES `
	insertScale = `INSERT INTO response_scale (response_id, scale, value) VALUES `
)

func insertRecord(tx *store.Tx, r record) error {
	completed := any(nil)
	if r.state == Complete {
		completed = tx.Now()
	}
	_, err := tx.Exec(`
INSERT INTO response (id, service_id, instrument, version, lang, person_id, dyad_id, place_id, timepoint, state, source,
  entered_by, coder, taken_on, started_at, completed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		r.id, r.service, r.instrument, r.version, r.lang, r.person, r.dyad, r.place, string(r.timepoint), string(r.state),
		string(r.source), r.enteredBy, r.coder, r.takenOn, tx.Now(), completed)
	if err != nil {
		return fmt.Errorf("insert response %s: %w", r.id, err)
	}
	return nil
}

// completeRecord turns a draft into a complete response, unless its slot was filled
// meanwhile: then done is false.
func completeRecord(tx *store.Tx, r record, key score.Key, on civil.Date) (done bool, err error) {
	about, subject := "dyad_id", any(r.dyad)
	if key.Per == score.PerPerson {
		about, subject = "person_id", any(r.person)
	}
	n, err := tx.Exec(`
UPDATE response SET state = 'complete', version = $1, taken_on = $2, completed_at = $3
WHERE id = $4 AND state = 'draft' AND NOT EXISTS (SELECT 1 FROM response o WHERE o.place_id = $5 AND o.instrument = $6
  AND o.timepoint = $7 AND o.state = 'complete' AND o.timepoint <> 'extra' AND o.`+about+` = $8)`,
		key.Version, on, tx.Now(), r.id, r.place, r.instrument, string(r.timepoint), subject)
	if err != nil {
		return false, fmt.Errorf("complete response %s: %w", r.id, err)
	}
	return n == 1, nil
}

// entriesFor reads what stands in a slot: a complete response first, then drafts.
func entriesFor(tx *store.Tx, key score.Key, r record) ([]entry, error) {
	about, subject := "r.dyad_id", any(r.dyad)
	if key.Per == score.PerPerson {
		about, subject = "r.person_id", any(r.person)
	}
	rows, err := tx.Query(`
SELECT r.id, r.state FROM response r
WHERE r.place_id = $1 AND r.instrument = $2 AND r.timepoint = $3 AND r.state <> 'void' AND `+about+` = $4
ORDER BY r.state, r.id`, r.place, r.instrument, string(r.timepoint), subject)
	return store.Collect(rows, err, func(r *store.Rows) (e entry, err error) {
		var state State
		err = r.Scan(&e.id, &state)
		e.complete = state == Complete
		return e, err
	})
}

func voidRecord(tx *store.Tx, id ResponseID, why string) error {
	_, err := tx.Exec(`UPDATE response SET state = 'void', void_why = $1 WHERE id = $2`, why, id)
	if err != nil {
		return fmt.Errorf("void response %s: %w", id, err)
	}
	return nil
}

// putValue stores one answer, or takes it away when value is 0.
func putValue(tx *store.Tx, id ResponseID, item, value int) error {
	query, args := `INSERT INTO response_item (response_id, item, value) VALUES ($1, $2, $3)
ON CONFLICT (response_id, item) DO UPDATE SET value = excluded.value`, []any{id, item, value}
	if value == 0 {
		query, args = `DELETE FROM response_item WHERE response_id = $1 AND item = $2`, []any{id, item}
	}
	_, err := tx.Exec(query, args...)
	if err != nil {
		return fmt.Errorf("answer item %d of response %s: %w", item, id, err)
	}
	return nil
}

func insertValues(tx *store.Tx, id ResponseID, values map[int]int) error {
	var args []any
	for _, item := range slices.Sorted(maps.Keys(values)) {
		if values[item] != 0 {
			args = append(args, id, item, values[item])
		}
	}
	return insertMany(tx, insertItem, 3, args)
}

// insertScales stores every score that could be worked out, the total among them.
func insertScales(tx *store.Tx, id ResponseID, key score.Key, result score.Result) error {
	var args []any
	for _, scale := range key.Scales() {
		if v := result.Value(scale.ID); v != nil {
			args = append(args, id, scale.ID, *v)
		}
	}
	return insertMany(tx, insertScale, 3, args)
}

// insertMany inserts rows of so many columns with as few statements as their
// number allows.
func insertMany(tx *store.Tx, into string, columns int, args []any) error {
	const rowsAtOnce = 300
	for part := range slices.Chunk(args, rowsAtOnce*columns) {
		var b strings.Builder
		b.WriteString(into)
		for n := range part {
			switch {
			case n == 0:
				b.WriteString("($")
			case n%columns == 0:
				b.WriteString("), ($")
			default:
				b.WriteString(", $")
			}
			b.WriteString(strconv.Itoa(n + 1))
		}
		b.WriteByte(')')
		if _, err := tx.Exec(b.String(), part...); err != nil {
			return fmt.Errorf("insert %d rows: %w", len(part)/columns, err)
		}
	}
	return nil
}

// enteredBefore reports whether this very form is stored already. Somebody else's
// response under the same identifier is not there for the reader.
func enteredBefore(tx *store.Tx, who access.Actor, r record) (bool, error) {
	var by access.AccountID
	var instrument string
	var dyad family.DyadID
	err := tx.QueryRow(`SELECT entered_by, instrument, dyad_id FROM response WHERE id = $1`, r.id).Scan(&by, &instrument, &dyad)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err == nil && (by != who.Account || instrument != r.instrument || dyad != r.dyad) {
		return false, notThere(r.id)
	}
	return err == nil, err
}

// lastPlace is the place that the dyad accepted last, whatever became of it; zero
// for none. An offer that was taken back is withdrawn too, and was never answered. Whoever calls has shown that the reader may see the dyad.
func lastPlace(tx *store.Tx, dyad family.DyadID) (id PlaceID, err error) {
	err = tx.QueryRow(`
SELECT pl.id FROM place_dyad pd JOIN place pl ON pl.id = pd.place_id
WHERE pd.dyad_id = $1 AND pl.state IN ('accepted', 'completed', 'withdrawn') AND pl.group_id IS NOT NULL AND pl.answered_at IS NOT NULL
ORDER BY pl.answered_at DESC, pl.id DESC LIMIT 1`, dyad).Scan(&id)
	if fault.Is(err, fault.NotFound) {
		return PlaceID{}, nil
	}
	return id, err
}

func draftsOf(tx *store.Tx, person access.PersonID) ([]ResponseID, error) {
	rows, err := tx.Query(`SELECT id FROM response WHERE person_id = $1 AND state = 'draft' ORDER BY id`, person)
	return store.Collect(rows, err, store.Column[ResponseID])
}

func countSent(tx *store.Tx, person access.PersonID) (n int, err error) {
	err = tx.QueryRow(`SELECT COUNT(*) FROM response WHERE person_id = $1 AND state = 'complete'`, person).Scan(&n)
	return n, err
}

// forgetDraft deletes the answers of a draft. Its row stays, as one that was taken
// back: an alert may have come from it.
func forgetDraft(tx *store.Tx, id ResponseID) error {
	if _, err := tx.Exec(`DELETE FROM response_item WHERE response_id = $1`, id); err != nil {
		return fmt.Errorf("delete answers of %s: %w", id, err)
	}
	if _, err := tx.Exec(`UPDATE response SET state = 'void', void_why = 'withdrawn' WHERE id = $1 AND state = 'draft'`, id); err != nil {
		return fmt.Errorf("forget draft %s: %w", id, err)
	}
	return nil
}
