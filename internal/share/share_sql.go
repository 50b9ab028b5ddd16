package share

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

func insertWords(tx *store.Tx, who access.Actor, in Write) (fresh bool, err error) {
	n, err := tx.Exec(`INSERT INTO own_words (id, service_id, person_id, words, written_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
		in.ID, who.Service, who.Person, in.Text, tx.Now())
	if err != nil {
		return false, fmt.Errorf("insert words %s: %w", in.ID, err)
	}
	return n > 0, nil
}

func deleteWords(tx *store.Tx, id WordsID) error {
	_, err := tx.Exec(`DELETE FROM own_words WHERE id = $1`, id)
	return err
}

// ownWords reads somebody's words with what they show of them.
func ownWords(tx *store.Tx, who access.Actor) ([]Words, error) {
	own := who.Adults("w.person_id", "w.service_id", 1)
	rows, err := tx.Query(`SELECT w.id, w.words, w.written_at FROM own_words w WHERE `+own.SQL+` ORDER BY w.written_at DESC, w.id`, own.Args...)
	out, err := store.Collect(rows, err, func(r *store.Rows) (w Words, err error) {
		err = r.Scan(&w.ID, &w.Text, &w.WrittenAt)
		return w, err
	})
	if err != nil {
		return nil, err
	}
	// Whom they know only by what is shown to them is nobody once that is not shown.
	own = who.Adults("s.person_id", "s.service_id", 2)
	known := who.Knows("s.to_id", 2+len(own.Args))
	rows, err = tx.Query(`
SELECT s.thing_id, s.id, s.to_id, CASE WHEN s.to_name <> '' THEN s.to_name ELSE p.called END, s.at FROM share s JOIN person p ON p.id = s.to_id
WHERE s.thing_kind = $1 AND s.ended_at IS NULL AND `+own.SQL+` AND (s.to_name <> '' OR `+known.SQL+`) ORDER BY s.at DESC, s.id`,
		slices.Concat([]any{kindWords}, own.Args, known.Args)...)
	type shown struct {
		of WordsID
		Share
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (s shown, err error) {
		err = r.Scan(&s.of, &s.ID, &s.To, &s.ToName, &s.At)
		return s, err
	})
	for _, s := range all {
		if i := slices.IndexFunc(out, func(w Words) bool { return w.ID == s.of }); i >= 0 {
			out[i].Shown = append(out[i].Shown, s.Share)
		}
	}
	return out, err
}

func wordsByID(tx *store.Tx, who access.Actor, id WordsID) (Words, error) {
	all, err := ownWords(tx, who)
	if err != nil {
		return Words{}, err
	}
	i := slices.IndexFunc(all, func(w Words) bool { return w.ID == id })
	if i < 0 {
		return Words{}, fault.NotFoundf("words %s", id)
	}
	return all[i], nil
}

// readers are those whom the actor knows to take part, by the name the actor gave
// them or, of those who show the actor something, by what they are called.
func readers(tx *store.Tx, who access.Actor) ([]Reader, error) {
	known := who.Knows("p.id", 2)
	rows, err := tx.Query(`
SELECT p.id, p.called, COALESCE((SELECT MIN(i.name) FROM invitation i WHERE i.by_person = $1 AND i.person_id = p.id AND i.tells
 AND i.state = 'confirmed' AND i.taken_back_at IS NULL), '') FROM person p
WHERE p.kind = 'adult' AND p.id <> $1 AND `+known.SQL+` ORDER BY p.id`, append([]any{who.Person}, known.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (one Reader, err error) {
		err = r.Scan(&one.Person, &one.Name, &one.given)
		if one.given != "" {
			one.Name = one.given
		}
		return one, err
	})
}

func insertShare(tx *store.Tx, who access.Actor, in Show, to Reader) (fresh bool, err error) {
	n, err := tx.Exec(`
INSERT INTO share (id, service_id, person_id, thing_kind, thing_id, to_id, to_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING`, in.ID, who.Service, who.Person, kindWords, in.Words, in.To, to.given, tx.Now())
	if err != nil {
		return false, fmt.Errorf("insert share %s: %w", in.ID, err)
	}
	return n > 0, nil
}

// ownShareEnded reports whether a share of the actor was taken back.
func ownShareEnded(tx *store.Tx, who access.Actor, id ID) (ended bool, err error) {
	own := who.Adults("s.person_id", "s.service_id", 2)
	err = tx.QueryRow(`SELECT s.ended_at IS NOT NULL FROM share s WHERE s.id = $1 AND `+own.SQL, append([]any{id}, own.Args...)...).Scan(&ended)
	if err != nil {
		return false, fmt.Errorf("share %s: %w", id, err)
	}
	return ended, nil
}

// shareEnded is that of anybody's: for what a restore carries over.
func shareEnded(tx *store.Tx, id ID) (ended bool, err error) {
	err = tx.QueryRow(`SELECT s.ended_at IS NOT NULL FROM share s WHERE s.id = $1`, id).Scan(&ended)
	return ended, err
}

func endShare(tx *store.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE share SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL`, tx.Now(), id)
	if err != nil {
		return fmt.Errorf("end share %s: %w", id, err)
	}
	return nil
}

// answersTo are the shares that stand only because of a share that has ended: the
// other knew of its giver by nothing else.
func answersTo(tx *store.Tx, ended ID) ([]ID, error) {
	rows, err := tx.Query(`
SELECT back.id FROM share s JOIN share back ON back.person_id = s.to_id AND back.to_id = s.person_id AND back.ended_at IS NULL AND back.to_name = ''
WHERE s.id = $1 AND NOT EXISTS (SELECT 1 FROM share more WHERE more.person_id = s.person_id AND more.to_id = s.to_id AND more.ended_at IS NULL)
ORDER BY back.id`, ended)
	return store.Collect(rows, err, store.Column[ID])
}

// seenBy is what others show the reader, of what is still there.
func seenBy(tx *store.Tx, who access.Actor) ([]Seen, error) {
	shown := who.Shown("s", 2)
	rows, err := tx.Query(`
SELECT s.id, p.called, w.words, s.at FROM share s JOIN own_words w ON w.id = s.thing_id AND w.person_id = s.person_id JOIN person p ON p.id = s.person_id
WHERE s.thing_kind = $1 AND `+shown.SQL+` ORDER BY s.at DESC, s.id`, append([]any{kindWords}, shown.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (one Seen, err error) {
		err = r.Scan(&one.ID, &one.From, &one.Text, &one.At)
		return one, err
	})
}
