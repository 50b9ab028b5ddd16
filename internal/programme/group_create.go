package programme

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
)

// RoomLimit is the most characters of a room's name.
const RoomLimit = 120

// NewGroup is what a group is made of.
type NewGroup struct {
	Programme  Key
	Mode       Mode
	Site       SiteID
	Room       string
	VideoLink  string
	Lang       string
	Capacity   int // dyads
	First      civil.Date
	Starts     civil.Clock
	Ends       civil.Clock
	Leaders    []access.AccountID
	Submission Submission
}

// check finds what cannot be, apart from what only the database knows.
func (n NewGroup) check(today civil.Date) []fault.Problem {
	var out []fault.Problem
	wrong := func(bad bool, field, key string, args ...any) {
		if bad {
			out = append(out, fault.At(field, key, args...))
		}
	}
	wrong(n.First.IsZero(), "first", "programme.group.first.missing")
	wrong(n.First.Before(today), "first", "programme.group.first.past")
	wrong(n.First.After(today.AddMonths(18)), "first", "programme.group.first.far")
	wrong(!n.Starts.Before(n.Ends), "ends", "programme.group.ends")
	wrong(n.Capacity < 1 || n.Capacity > MostDyads, "capacity", "programme.group.capacity", "limit", MostDyads)
	wrong(n.Mode != InPerson && n.Mode != Video, "mode", "programme.group.mode")
	wrong(n.Mode == InPerson && n.Site.IsZero(), "site", "programme.group.site")
	wrong(n.Mode == Video && !isLink(n.VideoLink), "video_link", "programme.group.video-link")
	wrong(n.Lang == "", "lang", "programme.group.lang")
	wrong(len(n.Leaders) == 0, "leaders", "programme.group.leaders.missing")
	wrong(utf8.RuneCountInString(n.Room) > RoomLimit, "room", "programme.group.room", "limit", RoomLimit)
	return out
}

// isLink accepts an address that a browser can open safely.
func isLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Host != "" && len(s) <= 500
}

// CreateGroup opens a group: its sessions are laid out weekly from the first day,
// leaving out the service's holidays.
//
// Faults: Forbidden; NotFound for a programme without a file; Invalid on first,
// ends, capacity, mode, site, video_link, lang, leaders, room.
func (s *Service) CreateGroup(ctx context.Context, who access.Actor, in NewGroup) (id GroupID, err error) {
	if err := who.Require(access.GroupPlan); err != nil {
		return id, err
	}
	p, err := s.catalogue.Programme(in.Programme)
	if err != nil {
		return id, err
	}
	in.Room, in.VideoLink = strings.TrimSpace(in.Room), strings.TrimSpace(in.VideoLink)
	in.Leaders = slices.Clone(in.Leaders)
	slices.SortFunc(in.Leaders, func(a, b access.AccountID) int { return strings.Compare(a.String(), b.String()) })
	in.Leaders = slices.Compact(in.Leaders)
	problems := in.check(who.Today)
	if len(in.Leaders) > 0 && len(in.Leaders) < p.Facilitators {
		problems = append(problems, fault.At("leaders", "programme.group.leaders.few", "n", p.Facilitators))
	}
	if err := fault.Check(problems...); err != nil {
		return id, err
	}
	id = derived(GroupID{}, "group", in.Submission)
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		if _, err := s.groupByID(tx, who.Service, who.Today, id); err == nil || !fault.Is(err, fault.NotFound) {
			return err // the same form once more: the group is there
		}
		return s.createIn(tx, who, p, id, in)
	})
	if err != nil {
		return GroupID{}, fmt.Errorf("create group: %w", err)
	}
	return id, nil
}

func (s *Service) createIn(tx *store.Tx, who access.Actor, p *Programme, id GroupID, in NewGroup) error {
	holidays, err := s.holidaysFrom(tx, who.Service, in.First)
	if err != nil {
		return err
	}
	if slices.Contains(holidays, in.First) {
		return fault.Check(fault.At("first", "programme.group.first.holiday"))
	}
	if err := s.checkSite(tx, who, in.Mode, in.Site); err != nil {
		return err
	}
	if err := s.checkLeaders(tx, who, in.Leaders); err != nil {
		return err
	}

	days := course.Days(p.Course(), in.First, holidays)
	g := Group{
		ID: id, Service: who.Service, Programme: p, Ref: ident.Reference(),
		Mode: in.Mode, Site: in.Site, Room: in.Room, VideoLink: in.VideoLink, Lang: in.Lang, Capacity: in.Capacity,
		First: in.First, Last: days[len(days)-1], Starts: in.Starts, Ends: in.Ends,
	}
	g.keepMode()
	if err := insertGroup(tx, who, g); err != nil {
		return err
	}
	for i, day := range days {
		if err := insertSession(tx, g, i+1, day); err != nil {
			return err
		}
	}
	for _, l := range in.Leaders {
		if err := setLeader(tx, id, l, who.Today); err != nil {
			return err
		}
	}
	return s.record(tx, who, "group.created", "group", id.String(), map[string]string{"first": in.First.String()})
}

// keepMode drops what belongs to the other way of meeting: a video link left over
// in a group that meets in a room would be given to families.
func (g *Group) keepMode() {
	if g.Mode == Video {
		g.Site = SiteID{}
		return
	}
	g.VideoLink = ""
}

func (s *Service) checkSite(tx *store.Tx, who access.Actor, mode Mode, site SiteID) error {
	if mode == Video {
		return nil
	}
	sites, err := s.accounts.SitesIn(tx, who.Service)
	if err != nil {
		return err
	}
	for _, known := range sites {
		if known.ID == site {
			return nil
		}
	}
	return fault.Check(fault.At("site", "programme.group.site"))
}

// checkLeaders accepts those who work for the service today and may keep a
// register.
func (s *Service) checkLeaders(tx *store.Tx, who access.Actor, leaders []access.AccountID) error {
	able, err := s.accounts.ColleaguesIn(tx, who, access.RegisterWrite)
	if err != nil {
		return err
	}
	for _, l := range leaders {
		if !containsColleague(able, l) {
			return fault.Check(fault.At("leaders", "programme.group.leaders.unable"))
		}
	}
	return nil
}
