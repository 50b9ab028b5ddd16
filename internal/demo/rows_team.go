package demo

import (
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/demo/history"
)

// teams gathers the services, their sites and holidays, and those who work there.
func (in *rows) teams() {
	for _, t := range in.world.Teams() {
		in.add(in.service, string(t.ID), t.Slug, t.Name, t.Zone, "en", t.Phone, t.Email, t.Sender, t.ExitURL, t.OfferHours, t.WarnDays, t.At)
		for _, s := range t.Sites {
			in.add(in.site, string(s.ID), string(t.ID), s.Name, s.Address, s.Access)
		}
		for _, h := range t.Holidays {
			in.add(in.holiday, string(t.ID), h.Day, h.Name)
		}
		for _, s := range t.Staff {
			in.addStaff(t, s)
		}
		in.leaders(t)
		in.letters[t.ID] = in.lettersOf(t)
		in.event(t.ID, "service", t.ID)
	}
}

// addStaff makes an account that is signed in to from the page of people only: it
// has no password, and nobody can guess one that is not there.
func (in *rows) addStaff(t *history.Team, s history.Staff) {
	var disabled time.Time
	if !s.Until.IsZero() {
		disabled = s.Until.AddDays(1).In(time.UTC, midday)
	}
	in.add(in.account, string(s.ID), string(t.ID), nil, s.Name, s.Email, strings.ToLower(s.Email), "", s.At.Add(time.Hour), s.At, when(disabled))
	var until any
	if !s.Until.IsZero() {
		until = s.Until
	}
	in.add(in.role, string(s.ID), s.Role, s.From, until)
}

// free is what those who lead can take on beside their groups, in turn: two at each of
// some half-days, and one who leads in Arabic.
var free = []struct{ languages, times string }{
	{"en", "mon-am wed-am"}, {"ar en", "tue-pm thu-pm"}, {"en", "mon-am tue-pm"}, {"en", "wed-am fri-am"}, {"en pl", "thu-pm fri-am"},
}

// What every site of a team has: rooms for so many groups at one time, each with a few
// places more than a group.
const (
	roomsEach = 2
	roomHolds = 10
)

// leaders writes down what the practitioners of a team can lead, and what its sites have,
// as whoever fills its groups would.
func (in *rows) leaders(t *history.Team) {
	var by history.ID
	for _, s := range t.Staff {
		if s.Role == string(access.Coordinator) && s.Until.IsZero() {
			by = s.ID
		}
	}
	for _, s := range t.Sites {
		if by != "" {
			in.add(in.siteRoom, string(s.ID), string(t.ID), roomsEach, roomHolds, t.At.Add(3*time.Hour), string(by))
		}
	}
	n := 0
	for _, s := range t.Staff {
		if by == "" || s.Role != string(access.Practitioner) || !s.Until.IsZero() {
			continue
		}
		can := free[n%len(free)]
		in.add(in.canLead, string(s.ID), string(t.ID), can.languages, can.times, "in-person video", s.At.Add(2*time.Hour), string(by))
		n++
	}
}
