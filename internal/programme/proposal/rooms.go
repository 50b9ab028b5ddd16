package proposal

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// MostRooms is the most rooms of a site, and the most places that a room is said to hold.
const MostRooms = 50

// SiteRooms is what a site has for groups.
type SiteRooms struct {
	Site  programme.SiteID
	Name  string
	Rooms int      // groups that can meet there at one time; 0: no limit
	Holds int      // places of a group that the smallest room holds; 0: not known
	Names []string // of rooms that groups of the last two years met in
}

// Rooms lists where groups meet and what there is.
//
// Faults: Forbidden without GroupPlan.
func (s *Service) Rooms(ctx context.Context, who access.Actor) (all []SiteRooms, err error) {
	if err := who.Require(access.GroupPlan); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err = s.roomsIn(tx, who)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("rooms: %w", err)
	}
	return all, nil
}

func (s *Service) roomsIn(tx *store.Tx, who access.Actor) ([]SiteRooms, error) {
	sites, err := s.accounts.SitesIn(tx, who.Service)
	if err != nil {
		return nil, err
	}
	known, err := siteRooms(tx, who)
	if err != nil {
		return nil, err
	}
	names, err := roomNames(tx, who)
	if err != nil {
		return nil, err
	}
	out := make([]SiteRooms, len(sites))
	for i, site := range sites {
		out[i] = known[site.ID]
		out[i].Site, out[i].Name, out[i].Names = site.ID, site.Name, names[site.ID]
	}
	return out, nil
}

// SetRooms writes down what a site has.
//
// Faults: Forbidden without GroupPlan; NotFound for a site that is not the service's;
// Invalid on rooms and holds.
func (s *Service) SetRooms(ctx context.Context, who access.Actor, in SiteRooms) error {
	if err := who.Require(access.GroupPlan); err != nil {
		return err
	}
	var problems []fault.Problem
	for field, n := range map[string]int{"rooms": in.Rooms, "holds": in.Holds} {
		if n < 0 || n > MostRooms {
			problems = append(problems, fault.At(field, "opening.rooms.number", "limit", MostRooms))
		}
	}
	if err := fault.Check(problems...); err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		all, err := s.roomsIn(tx, who)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(o SiteRooms) bool { return o.Site == in.Site }) {
			return fault.NotFoundf("site %s", in.Site)
		}
		if err := setRooms(tx, who, in); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("site.rooms", "site", in.Site.String()))
	})
}

func setRooms(tx *store.Tx, who access.Actor, in SiteRooms) error {
	_, err := tx.Exec(`
INSERT INTO site_room (site_id, service_id, rooms, holds, at, by_account) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (site_id) DO UPDATE SET rooms = excluded.rooms, holds = excluded.holds, at = excluded.at, by_account = excluded.by_account`,
		in.Site, who.Service, in.Rooms, in.Holds, tx.Now(), who.Account)
	if err != nil {
		return fmt.Errorf("set rooms of site %s: %w", in.Site, err)
	}
	return nil
}

func siteRooms(tx *store.Tx, who access.Actor) (map[programme.SiteID]SiteRooms, error) {
	rows, err := tx.Query(`SELECT site_id, rooms, holds FROM site_room WHERE service_id = $1`, who.Service)
	all, err := store.Collect(rows, err, func(r *store.Rows) (s SiteRooms, err error) { return s, r.Scan(&s.Site, &s.Rooms, &s.Holds) })
	if err != nil {
		return nil, fmt.Errorf("rooms of sites: %w", err)
	}
	out := map[programme.SiteID]SiteRooms{}
	for _, s := range all {
		out[s.Site] = s
	}
	return out, nil
}

// roomNames is which rooms groups that began in the last two years met in, by site.
func roomNames(tx *store.Tx, who access.Actor) (map[programme.SiteID][]string, error) {
	rows, err := tx.Query(`
SELECT DISTINCT site_id, room FROM programme_group WHERE service_id = $1 AND site_id IS NOT NULL AND room <> '' AND first_on >= $2 ORDER BY site_id, room`,
		who.Service, who.Today.AddDays(-730))
	type room struct {
		site programme.SiteID
		name string
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (x room, err error) { return x, r.Scan(&x.site, &x.name) })
	if err != nil {
		return nil, fmt.Errorf("names of rooms: %w", err)
	}
	out := map[programme.SiteID][]string{}
	for _, x := range all {
		out[x.site] = append(out[x.site], x.name)
	}
	return out, nil
}

// groundIn reads what a service has for new groups.
func (s *Service) groundIn(tx *store.Tx, who access.Actor) (g ground, err error) {
	if g.sites, err = s.roomsIn(tx, who); err != nil {
		return g, err
	}
	days, err := s.accounts.HolidaysIn(tx, who.Service, who.Today)
	if err != nil {
		return g, err
	}
	for _, d := range days {
		g.holidays = append(g.holidays, d.Day)
	}
	if g.meeting, err = meetings(tx, who); err != nil {
		return g, err
	}
	g.busy, err = leading(tx, who)
	return g, err
}

// meetings are the groups of every programme that meet in person and have not ended.
func meetings(tx *store.Tx, who access.Actor) ([]meeting, error) {
	rows, err := tx.Query(`
SELECT id, site_id, room, first_on, last_on, starts FROM programme_group
WHERE service_id = $1 AND site_id IS NOT NULL AND state = 'open' AND last_on >= $2 ORDER BY id`, who.Service, who.Today)
	all, err := store.Collect(rows, err, func(r *store.Rows) (m meeting, err error) {
		var starts civil.Clock
		err = r.Scan(&m.id, &m.site, &m.room, &m.first, &m.last, &starts)
		m.time = programme.HalfDayOf(m.first.Weekday(), starts)
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("groups that meet: %w", err)
	}
	return all, nil
}

// leading is until when somebody leads a group at a half-day.
func leading(tx *store.Tx, who access.Actor) (map[access.AccountID]map[programme.HalfDay]civil.Date, error) {
	rows, err := tx.Query(`
SELECT f.account_id, g.first_on, g.last_on, g.starts FROM facilitator f JOIN programme_group g ON g.id = f.group_id
WHERE g.service_id = $1 AND f.until_on IS NULL AND g.state = 'open' AND g.last_on >= $2`, who.Service, who.Today)
	type led struct {
		account     access.AccountID
		first, last civil.Date
		starts      civil.Clock
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (l led, err error) { return l, r.Scan(&l.account, &l.first, &l.last, &l.starts) })
	if err != nil {
		return nil, fmt.Errorf("who leads when: %w", err)
	}
	out := map[access.AccountID]map[programme.HalfDay]civil.Date{}
	for _, l := range all {
		if out[l.account] == nil {
			out[l.account] = map[programme.HalfDay]civil.Date{}
		}
		at := programme.HalfDayOf(l.first.Weekday(), l.starts)
		if l.last.After(out[l.account][at]) {
			out[l.account][at] = l.last
		}
	}
	return out, nil
}
