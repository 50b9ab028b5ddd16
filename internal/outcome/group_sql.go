package outcome

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

const headColumns = `g.id, g.ref, g.programme, g.first_on, g.last_on, g.mode, g.state`

// groupOf reads a group of the reader's service.
func groupOf(tx *store.Tx, who access.Actor, id programme.GroupID) (head GroupHead, key programme.Key, err error) {
	err = tx.QueryRow(`SELECT `+headColumns+` FROM programme_group g WHERE g.id = $1 AND g.service_id = $2`, id, who.Service).
		Scan(&head.ID, &head.Ref, &key, &head.First, &head.Last, &head.Mode, &head.State)
	if err != nil {
		return GroupHead{}, "", fmt.Errorf("group %s: %w", id, err)
	}
	head.Ended = head.Last.Before(who.Today)
	return head, key, nil
}

type pagedHead struct {
	GroupHead
	key programme.Key
}

// groupsAfter reads a page of groups that have begun, the latest first.
func groupsAfter(tx *store.Tx, who access.Actor, after Cursor, limit int) ([]pagedHead, error) {
	args := []any{who.Service, who.Today}
	page := ""
	if !after.IsZero() {
		args = append(args, after.Last, after.ID)
		page = ` AND (g.last_on < $3 OR (g.last_on = $3 AND g.id < $4))`
	}
	rows, err := tx.Query(fmt.Sprintf(`
SELECT %s FROM programme_group g WHERE g.service_id = $1 AND g.first_on <= $2 AND g.state <> 'cancelled'%s
ORDER BY g.last_on DESC, g.id DESC LIMIT %d`, headColumns, page, limit), args...)
	return store.Collect(rows, err, func(r *store.Rows) (h pagedHead, err error) {
		err = r.Scan(&h.ID, &h.Ref, &h.key, &h.First, &h.Last, &h.Mode, &h.State)
		h.Ended = h.Last.Before(who.Today)
		return h, err
	})
}

// reachedBy counts the caregivers who were ever offered a place, by group.
func reachedBy(tx *store.Tx, who access.Actor, groups []any) (map[programme.GroupID]int, error) {
	see := who.People("d.caregiver_id", "d.service_id", len(groups)+1)
	rows, err := tx.Query(`
SELECT o.group_id, COUNT(DISTINCT d.caregiver_id)
FROM place_offer o JOIN place_dyad pd ON pd.place_id = o.place_id JOIN dyad d ON d.id = pd.dyad_id
WHERE o.group_id IN (`+store.List(1, len(groups))+`) AND `+see.SQL+` GROUP BY o.group_id`, append(groups, see.Args...)...)
	type count struct {
		group programme.GroupID
		n     int
	}
	counts, err := store.Collect(rows, err, func(r *store.Rows) (c count, err error) { return c, r.Scan(&c.group, &c.n) })
	if err != nil {
		return nil, fmt.Errorf("offers: %w", err)
	}
	out := map[programme.GroupID]int{}
	for _, c := range counts {
		out[c.group] = c.n
	}
	return out, nil
}

// membersOf reads the caregivers of the groups' places with their babies and
// marks, by group. sessions is how many each group has.
func membersOf(tx *store.Tx, who access.Actor, heads []GroupHead, sessions func(programme.GroupID) int) (map[programme.GroupID][]member, error) {
	groups := make([]any, len(heads))
	first := map[programme.GroupID]civil.Date{}
	for i, h := range heads {
		groups[i], first[h.ID] = h.ID, h.First
	}
	adult := who.Adults("d.caregiver_id", "d.service_id", len(groups)+1)
	infants := who.People("i.id", "i.service_id", len(groups)+1+len(adult.Args))
	args := append(append(append([]any{}, groups...), adult.Args...), infants.Args...)
	rows, err := tx.Query(`
SELECT pl.group_id, pl.id, pl.state, pl.answered_at IS NOT NULL, d.caregiver_id, d.id, i.born_on, i.due_on, i.lost_on
FROM place pl JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id JOIN person i ON i.id = d.infant_id
WHERE pl.group_id IN (`+store.List(1, len(groups))+`) AND `+adult.SQL+` AND `+infants.SQL+`
ORDER BY pl.group_id, d.caregiver_id, d.id`, args...)
	type row struct {
		group           programme.GroupID
		place           programme.PlaceID
		state           programme.PlaceState
		answered        bool
		person          access.PersonID
		dyad            family.DyadID
		born, due, lost civil.Date
	}
	found, err := store.Collect(rows, err, func(r *store.Rows) (x row, err error) {
		return x, r.Scan(&x.group, &x.place, &x.state, &x.answered, &x.person, &x.dyad, &x.born, &x.due, &x.lost)
	})
	if err != nil {
		return nil, fmt.Errorf("members: %w", err)
	}
	out := map[programme.GroupID][]member{}
	for _, x := range found {
		of := out[x.group]
		if len(of) == 0 || of[len(of)-1].person != x.person {
			of = append(of, member{person: x.person, place: x.place, state: x.state, answered: x.answered, marks: make([]programme.Mark, sessions(x.group))})
		}
		start := programme.Baby{Born: x.born, Due: x.due}.Start()
		m := &of[len(of)-1]
		m.dyads = append(m.dyads, infant{x.dyad, civil.AgeAt(start, first[x.group]).Days / 7, !x.lost.IsZero()})
		out[x.group] = of
	}
	return out, markMembers(tx, groups, out)
}

// markMembers fills in the marks of members already read.
func markMembers(tx *store.Tx, groups []any, members map[programme.GroupID][]member) error {
	type key struct {
		group  programme.GroupID
		person access.PersonID
	}
	at := map[key]*member{}
	for group, of := range members {
		for i := range of {
			at[key{group, of[i].person}] = &of[i]
		}
	}
	rows, err := tx.Query(`
SELECT s.group_id, s.number, a.person_id, a.mark FROM attendance a JOIN group_session s ON s.id = a.session_id
WHERE s.group_id IN (`+store.List(1, len(groups))+`)`, groups...)
	type marked struct {
		key
		number int
		mark   programme.Mark
	}
	marks, err := store.Collect(rows, err, func(r *store.Rows) (m marked, err error) {
		return m, r.Scan(&m.group, &m.number, &m.person, &m.mark)
	})
	if err != nil {
		return fmt.Errorf("marks: %w", err)
	}
	for _, m := range marks {
		if of := at[m.key]; of != nil && m.number >= 1 && m.number <= len(of.marks) {
			of.marks[m.number-1] = m.mark
		}
	}
	return nil
}

// sessionsOf reads the sessions of one group.
func sessionsOf(tx *store.Tx, id programme.GroupID) ([]SessionCount, error) {
	rows, err := tx.Query(`SELECT number, on_day FROM group_session WHERE group_id = $1 ORDER BY number`, id)
	sessions, err := store.Collect(rows, err, func(r *store.Rows) (s SessionCount, err error) { return s, r.Scan(&s.Number, &s.On) })
	if err != nil {
		return nil, fmt.Errorf("sessions of group %s: %w", id, err)
	}
	return sessions, nil
}
