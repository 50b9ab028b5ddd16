package demo

import (
	"strings"
	"time"

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
