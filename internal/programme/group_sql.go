package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// groupColumns are a group and what is taken of it. An offer past its end takes
// nothing, whether or not the job that ends it has run: $1 is now.
const groupColumns = `g.id, g.service_id, g.programme, g.ref, g.mode, g.site_id, COALESCE(t.name, ''), COALESCE(t.address, ''), COALESCE(t.access, ''),
 g.room, g.video_link, g.lang, g.capacity, g.first_on, g.last_on, g.starts, g.ends, g.state, g.state_why, g.back_by, g.next_number, g.changed_at,
 CAST((SELECT COALESCE(SUM(p.dyads), 0) FROM place p WHERE p.group_id = g.id
  AND (p.state IN ('accepted', 'completed') OR (p.state = 'offered' AND p.expires_at > $1))) AS BIGINT)`

const (
	groupWaiting = `(SELECT COUNT(*) FROM place p WHERE p.group_id = g.id AND p.state = 'waiting')`
	groupFrom    = ` FROM programme_group g LEFT JOIN site t ON t.id = g.site_id `
)

// groups reads the groups that a condition selects, with their leaders. today
// decides what each of them is.
func (s *Service) groups(tx *store.Tx, today civil.Date, condition string, args ...any) ([]Group, error) {
	found, err := s.groupsWhere(tx, today, groupWaiting, condition, args)
	if err != nil {
		return nil, err
	}
	return found, addLeaders(tx, found)
}

// plainGroups is groups without their leaders and who waits for them: for lists of
// something else, where many groups stand by.
func (s *Service) plainGroups(tx *store.Tx, today civil.Date, condition string, args ...any) ([]Group, error) {
	return s.groupsWhere(tx, today, `0`, condition, args)
}

func (s *Service) groupsWhere(tx *store.Tx, today civil.Date, waiting, condition string, args []any) ([]Group, error) {
	rows, err := tx.Query(`SELECT `+groupColumns+`, `+waiting+groupFrom+condition, append([]any{tx.Now()}, args...)...)
	found, err := store.Collect(rows, err, s.scanGroup)
	if err != nil {
		return nil, fmt.Errorf("groups: %w", err)
	}
	for i := range found {
		g := &found[i]
		g.Left = max(g.Capacity-g.Taken, 0)
		g.Status = g.statusOn(today)
	}
	return found, nil
}

// groupByID finds a group of a service; NotFound for another's.
func (s *Service) groupByID(tx *store.Tx, service access.ServiceID, today civil.Date, id GroupID) (Group, error) {
	found, err := s.groups(tx, today, `WHERE g.id = $2 AND g.service_id = $3`, id, service)
	if err != nil {
		return Group{}, err
	}
	if len(found) == 0 {
		return Group{}, notFound("group", id)
	}
	return found[0], nil
}

func (s *Service) scanGroup(r *store.Rows) (g Group, err error) {
	var key Key
	err = r.Scan(&g.ID, &g.Service, &key, &g.Ref, &g.Mode, &g.Site, &g.SiteName, &g.Address, &g.Access,
		&g.Room, &g.VideoLink, &g.Lang, &g.Capacity, &g.First, &g.Last, &g.Starts, &g.Ends, &g.State, &g.Why, &g.BackBy, &g.next, &g.ChangedAt,
		&g.Taken, &g.Waiting)
	if err != nil {
		return g, err
	}
	g.Programme, err = s.catalogue.Programme(key)
	return g, err
}

// addLeaders sets the leaders of every group found, in one query.
func addLeaders(tx *store.Tx, found []Group) error {
	if len(found) == 0 {
		return nil
	}
	args, at := make([]any, len(found)), make(map[GroupID]int, len(found))
	for i, g := range found {
		args[i], at[g.ID] = g.ID, i
	}
	rows, err := tx.Query(`
SELECT f.group_id, f.account_id, a.name, f.from_on, f.until_on FROM facilitator f JOIN account a ON a.id = f.account_id
WHERE f.group_id IN (`+store.List(1, len(args))+`) AND f.until_on IS NULL ORDER BY f.group_id, a.name, a.id`, args...)
	type led struct {
		group GroupID
		Leader
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (l led, err error) {
		err = r.Scan(&l.group, &l.Account, &l.Name, &l.From, &l.Until)
		return l, err
	})
	if err != nil {
		return fmt.Errorf("leaders of groups: %w", err)
	}
	for _, l := range all {
		g := &found[at[l.group]]
		g.Leaders = append(g.Leaders, l.Leader)
	}
	return nil
}

func insertGroup(tx *store.Tx, who access.Actor, g Group) error {
	_, err := tx.Exec(`
INSERT INTO programme_group (id, service_id, programme, ref, site_id, mode, room, video_link, lang, capacity,
 first_on, last_on, starts, ends, state, created_by, created_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)`,
		g.ID, g.Service, string(g.Programme.Key), g.Ref, g.Site, string(g.Mode), g.Room, g.VideoLink, g.Lang, g.Capacity,
		g.First, g.Last, g.Starts, g.Ends, string(StateOpen), who.Account, tx.Now())
	if err != nil {
		return fmt.Errorf("insert group %s: %w", g.ID, err)
	}
	return nil
}

func updateGroup(tx *store.Tx, g Group) error {
	_, err := tx.Exec(`
UPDATE programme_group SET site_id = $2, mode = $3, room = $4, video_link = $5, lang = $6, capacity = $7,
 first_on = $8, last_on = $9, starts = $10, ends = $11, state = $12, state_why = $13, back_by = $14, next_number = $15, changed_at = $16
WHERE id = $1`,
		g.ID, g.Site, string(g.Mode), g.Room, g.VideoLink, g.Lang, g.Capacity,
		g.First, g.Last, g.Starts, g.Ends, string(g.State), g.Why, g.BackBy, g.next, tx.Now())
	if err != nil {
		return fmt.Errorf("update group %s: %w", g.ID, err)
	}
	return nil
}

// setLeader makes an account a leader of a group from a day on.
func setLeader(tx *store.Tx, group GroupID, account access.AccountID, from civil.Date) error {
	_, err := tx.Exec(`
INSERT INTO facilitator (group_id, account_id, from_on) VALUES ($1, $2, $3)
ON CONFLICT (group_id, account_id) DO UPDATE SET until_on = NULL`, group, account, from)
	if err != nil {
		return fmt.Errorf("set leader of group %s: %w", group, err)
	}
	return nil
}

func endLeader(tx *store.Tx, group GroupID, account access.AccountID, on civil.Date) error {
	_, err := tx.Exec(`UPDATE facilitator SET until_on = $3 WHERE group_id = $1 AND account_id = $2`, group, account, on)
	if err != nil {
		return fmt.Errorf("end leader of group %s: %w", group, err)
	}
	return nil
}
