package programme

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

const placeColumns = `pl.id, pl.programme, pl.family_id, f.ref, pl.group_id, pl.state, pl.dyads, pl.asked_by, pl.lang, pl.times, pl.modes,
 pl.start_from, pl.start_by, pl.asked_at, pl.offered_at, pl.expires_at, pl.answered_at, pl.ended_why`

const placeFrom = ` FROM place pl JOIN family f ON f.id = pl.family_id `

func scanPlace(r *store.Rows) (p PlaceRow, err error) {
	var times, modes string
	err = r.Scan(&p.ID, &p.Programme, &p.Family, &p.FamilyRef, &p.Group, &p.State, &p.Dyads, &p.AskedBy, &p.Wishes.Lang, &times, &modes,
		&p.StartFrom, &p.StartBy, &p.AskedAt, &p.OfferedAt, &p.ExpiresAt, &p.AnsweredAt, &p.EndedWhy)
	p.Wishes.Times, p.Wishes.Modes = unspaced[HalfDay](times), unspaced[Mode](modes)
	return p, err
}

// seen is the condition that the reader may see a caregiver of place pl with a baby
// of it: for queries that find few places by themselves.
func seen(who access.Actor, first int) access.Filter {
	f := pairSeen(who, first)
	f.SQL = `EXISTS (SELECT 1 FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id WHERE pd.place_id = pl.id AND ` + f.SQL + `)`
	return f
}

// pairSeen is the condition that the reader may see both people of dyad d.
func pairSeen(who access.Actor, first int) access.Filter {
	adult := who.Adults("d.caregiver_id", "d.service_id", first)
	infant := who.People("d.infant_id", "d.service_id", first+len(adult.Args))
	return access.Filter{SQL: adult.SQL + ` AND ` + infant.SQL, Args: append(adult.Args, infant.Args...)}
}

// seenFirst is seen for queries over a whole service. Who is seen is access's to
// say all the same; the query only begins with what is few: for a caregiver their
// own dyads, for a practitioner the people of their work. Those who fill groups see
// everybody, so of each place one person is asked about, who stands in its row.
func seenFirst(who access.Actor, first int) access.Filter {
	if who.May(access.PlaceFill) {
		return who.Adults("pl.asked_by", "pl.service_id", first)
	}
	f := pairSeen(who, first)
	if !who.Has(access.Practitioner) {
		f.SQL = `pl.id IN (SELECT pd.place_id FROM dyad d JOIN place_dyad pd ON pd.dyad_id = d.id WHERE ` + f.SQL + `)`
		return f
	}
	account, today := first+len(f.Args), first+len(f.Args)+1
	// CROSS JOIN keeps SQLite from beginning with all dyads.
	f.SQL = fmt.Sprintf(`pl.id IN (SELECT pd.place_id FROM sight work CROSS JOIN dyad d CROSS JOIN place_dyad pd
 WHERE work.account_id = $%d AND (work.until_on IS NULL OR work.until_on >= $%d) AND d.caregiver_id = work.person_id AND pd.dyad_id = d.id AND %s)`,
		account, today, f.SQL)
	f.Args = append(f.Args, who.Account, who.Today)
	return f
}

// places reads the places that a condition selects and of which the reader may
// see somebody. The condition's arguments come first; after holds the order and
// the limit.
func places(tx *store.Tx, who access.Actor, condition string, args []any, after string) ([]PlaceRow, error) {
	return placesSeen(tx, who, seen(who, len(args)+1), condition, args, after)
}

// placesOfAll is places over a whole service.
func placesOfAll(tx *store.Tx, who access.Actor, condition string, args []any, after string) ([]PlaceRow, error) {
	return placesSeen(tx, who, seenFirst(who, len(args)+1), condition, args, after)
}

func placesSeen(tx *store.Tx, who access.Actor, see access.Filter, condition string, args []any, after string) ([]PlaceRow, error) {
	rows, err := tx.Query(`SELECT `+placeColumns+placeFrom+`WHERE `+condition+` AND `+see.SQL+after, append(slices.Clip(args), see.Args...)...)
	found, err := store.Collect(rows, err, scanPlace)
	if err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	return found, addPeople(tx, who, found)
}

func placeByID(tx *store.Tx, who access.Actor, id PlaceID) (PlaceRow, error) {
	found, err := places(tx, who, `pl.id = $1`, []any{id}, ``)
	if err != nil {
		return PlaceRow{}, err
	}
	if len(found) == 0 {
		return PlaceRow{}, notFound("place", id)
	}
	return found[0], nil
}

// pair is one dyad of a place, as far as the reader may see both of its people.
type pair struct {
	place     PlaceID
	dyad      family.DyadID
	caregiver family.Person
	infant    family.Person
	ended     bool // the caregiver no longer cares for the baby
}

// lasts reports whether the baby lives and is this caregiver's to come with.
func (p pair) lasts() bool { return !p.ended && p.infant.Lost.IsZero() }

// pairsOf reads the dyads of places in one query.
func pairsOf(tx *store.Tx, who access.Actor, ids []any) ([]pair, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	adult := who.Adults("c.id", "c.service_id", len(ids)+1)
	infant := who.People("i.id", "i.service_id", len(ids)+1+len(adult.Args))
	args := append(append(slices.Clip(ids), adult.Args...), infant.Args...)
	rows, err := tx.Query(`
SELECT pd.place_id, d.id, d.ended_on IS NOT NULL, `+family.PersonColumns("c")+`, `+family.PersonColumns("i")+`
FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id JOIN person c ON c.id = d.caregiver_id JOIN person i ON i.id = d.infant_id
WHERE pd.place_id IN (`+store.List(1, len(ids))+`) AND `+adult.SQL+` AND `+infant.SQL+` ORDER BY pd.place_id, c.id, i.id`, args...)
	return store.Collect(rows, err, func(r *store.Rows) (p pair, err error) {
		fields := append([]any{&p.place, &p.dyad, &p.ended}, family.PersonFields(&p.caregiver)...)
		err = r.Scan(append(fields, family.PersonFields(&p.infant)...)...)
		return p, err
	})
}

// addPeople sets the people of every place found: the babies who live and the
// caregivers they come with. Where no baby is left, the place still says whose it
// was.
func addPeople(tx *store.Tx, who access.Actor, found []PlaceRow) error {
	ids, at := make([]any, len(found)), make(map[PlaceID]int, len(found))
	for i, p := range found {
		ids[i], at[p.ID] = p.ID, i
	}
	pairs, err := pairsOf(tx, who, ids)
	if err != nil {
		return fmt.Errorf("people of places: %w", err)
	}
	for _, p := range pairs {
		if !p.lasts() {
			continue
		}
		row := &found[at[p.place]]
		row.Caregivers = addPerson(row.Caregivers, p.caregiver)
		row.Infants = addPerson(row.Infants, p.infant)
	}
	for _, p := range pairs {
		if row := &found[at[p.place]]; len(row.Infants) == 0 {
			row.Caregivers = addPerson(row.Caregivers, p.caregiver)
		}
	}
	return nil
}

func addPerson(to []family.Person, p family.Person) []family.Person {
	if slices.ContainsFunc(to, func(q family.Person) bool { return q.ID == p.ID }) {
		return to
	}
	return append(to, p)
}

// taken is how many dyads the offered and accepted places of a group take.
func taken(tx *store.Tx, group GroupID) (n int, err error) {
	err = tx.QueryRow(`
SELECT CAST(COALESCE(SUM(dyads), 0) AS BIGINT) FROM place WHERE group_id = $1 AND state IN ('offered', 'accepted', 'completed')`, group).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("places taken in group %s: %w", group, err)
	}
	return n, nil
}

func insertPlace(tx *store.Tx, service access.ServiceID, p Place, dyads []family.DyadID) error {
	_, err := tx.Exec(`
INSERT INTO place (id, service_id, programme, family_id, group_id, state, dyads, asked_by, lang, times, modes, start_from, start_by, asked_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		p.ID, service, string(p.Programme), p.Family, p.Group, string(Waiting), p.Dyads, p.AskedBy,
		p.Wishes.Lang, spaced(p.Wishes.Times), spaced(p.Wishes.Modes), p.StartFrom, p.StartBy, p.AskedAt, tx.Now())
	if err != nil {
		return fmt.Errorf("insert place %s: %w", p.ID, err)
	}
	for _, d := range dyads {
		if err := insertPlaceDyad(tx, p.ID, d); err != nil {
			return err
		}
	}
	return nil
}

// dyadsOf reads which dyads a place is for, of those whose baby lives and is still
// theirs.
func dyadsOf(tx *store.Tx, place PlaceID) ([]family.DyadID, error) {
	rows, err := tx.Query(`
SELECT pd.dyad_id FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id JOIN person i ON i.id = d.infant_id
WHERE pd.place_id = $1 AND d.ended_on IS NULL AND i.lost_on IS NULL ORDER BY pd.dyad_id`, place)
	return store.Collect(rows, err, store.Column[family.DyadID])
}

// setPlace writes what an offer and its answer change.
func setPlace(tx *store.Tx, p Place) error {
	_, err := tx.Exec(`
UPDATE place SET group_id = $2, state = $3, offered_at = $4, expires_at = $5, answered_at = $6, ended_why = $7, changed_at = $8 WHERE id = $1`,
		p.ID, p.Group, string(p.State), p.OfferedAt, p.ExpiresAt, p.AnsweredAt, p.EndedWhy, tx.Now())
	if err != nil {
		return fmt.Errorf("set place %s to %s: %w", p.ID, p.State, err)
	}
	return nil
}

// setStart writes the start window of a place and how many dyads it takes.
func setStart(tx *store.Tx, id PlaceID, w civil.Window, dyads int) error {
	_, err := tx.Exec(`UPDATE place SET start_from = $2, start_by = $3, dyads = $4, changed_at = $5 WHERE id = $1`, id, w.From, w.To, dyads, tx.Now())
	if err != nil {
		return fmt.Errorf("set start of place %s: %w", id, err)
	}
	return nil
}

// countPlacesOf counts the places that somebody waits for, was offered or has.
func countPlacesOf(tx *store.Tx, person access.PersonID) (n int, err error) {
	err = tx.QueryRow(`
SELECT COUNT(*) FROM place pl WHERE pl.state IN ('waiting', 'offered', 'accepted')
 AND EXISTS (SELECT 1 FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id WHERE pd.place_id = pl.id AND d.caregiver_id = $1)`, person).Scan(&n)
	return n, err
}

// excludedOf reads which places have somebody who is offered no couples' group.
func excludedOf(tx *store.Tx, rows []PlaceRow) (map[PlaceID]bool, error) {
	out := map[PlaceID]bool{}
	if len(rows) == 0 {
		return out, nil
	}
	ids := make([]any, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	found, err := tx.Query(`
SELECT DISTINCT pd.place_id FROM place_dyad pd JOIN dyad d ON d.id = pd.dyad_id JOIN exclusion e ON e.person_id = d.caregiver_id AND e.ended_at IS NULL
WHERE pd.place_id IN (`+store.List(1, len(ids))+`)`, ids...)
	places, err := store.Collect(found, err, store.Column[PlaceID])
	for _, id := range places {
		out[id] = true
	}
	return out, err
}
