package programme_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

// at is a group of that Tuesday that begins at an hour, led by somebody with the
// colleague.
func (h *house) at(hour, minute int, site programme.SiteID, leader access.Actor) programme.GroupID {
	h.t.Helper()
	return h.group(func(g *programme.NewGroup) {
		g.Site, g.Leaders = site, []access.AccountID{leader.Account, h.Here.Colleague.Account}
		g.Starts, g.Ends = civil.Clock{Hour: hour, Minute: minute}, civil.Clock{Hour: hour + 1, Minute: minute}
	})
}

func TestADayBeginsWithWhatOneLeads(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		early, late := h.at(9, 0, h.site, h.Here.Practitioner), h.at(15, 0, h.site, h.Here.Lead)
		noon := h.at(12, 0, h.site, h.Here.Practitioner)
		stopped := h.at(8, 0, h.site, h.Here.Practitioner)
		h.must(h.Postpone(t.Context(), h.Here.Coordinator, stopped, "A leader is ill", civil.New(2027, 3, 20)))
		for _, tt := range []struct {
			name string
			who  access.Actor
			most int
			want []programme.GroupID
			all  int
		}{
			{"who leads the last sees it first", h.Here.Lead, 2, []programme.GroupID{late, early}, 3},
			{"a coordinator sees them by their hour", h.Here.Coordinator, 2, []programme.GroupID{early, noon}, 3},
			{"all of them where there is room", h.Here.Coordinator, 3, []programme.GroupID{early, noon, late}, 3},
			{"a practitioner sees what she leads, and no other is counted", h.Here.Practitioner, 1, []programme.GroupID{early}, 2},
			{"the colleague, who leads them all, is told of the rest", h.Here.Colleague, 1, []programme.GroupID{early}, 3},
			{"another service sees nothing", h.There.Lead, 2, nil, 0},
		} {
			first, err := h.FirstSessionsOn(t.Context(), tt.who, tuesdays, tt.most)
			h.must(err)
			if first.All != tt.all || len(first.Rows) != len(tt.want) {
				t.Errorf("%s: %d of %d", tt.name, len(first.Rows), first.All)
				continue
			}
			for i, row := range first.Rows {
				if row.Group.ID != tt.want[i] || row.Session.Group != tt.want[i] || row.Group.SiteName != "Harbour Lane Centre" {
					t.Errorf("%s: place %d is the group at %s", tt.name, i, row.Session.Starts)
				}
			}
		}
	})
}

func TestALongDayIsPagedByItsHours(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		const all = 53
		quay := h.addSite("Quay House")
		for i := range all {
			site := h.site
			if i == 20 {
				site = quay
			}
			h.at(9+i%3, 0, site, h.Here.Practitioner) // many begin at one hour
		}
		seen, last := map[programme.SessionID]bool{}, civil.Clock{}
		f := programme.SessionFilter{Day: tuesdays}
		for _, want := range []int{50, 3} {
			page, err := h.SessionsOn(t.Context(), h.Here.Coordinator, f)
			h.must(err)
			if len(page.Rows) != want || page.Next.IsZero() != (want == 3) {
				t.Fatalf("%d on a page of %d, next %v", len(page.Rows), want, page.Next)
			}
			for _, row := range page.Rows {
				if row.Session.Starts.Before(last) {
					t.Errorf("%s comes after %s", row.Session.Starts, last)
				}
				seen[row.Session.ID], last = true, row.Session.Starts
			}
			f.After = page.Next
		}
		if len(seen) != all {
			t.Errorf("%d different sessions on two pages, want %d", len(seen), all)
		}
		there, err := h.SessionsOn(t.Context(), h.Here.Coordinator, programme.SessionFilter{Day: tuesdays, Site: quay})
		h.must(err)
		if len(there.Rows) != 1 || there.Rows[0].Group.SiteName != "Quay House" {
			t.Errorf("%d sessions at one site", len(there.Rows))
		}
		first, err := h.FirstSessionsOn(t.Context(), h.Here.Coordinator, tuesdays, 8)
		h.must(err)
		if len(first.Rows) != 8 || first.All != programme.SessionCountMost {
			t.Errorf("%d of %d: counting does not stop", len(first.Rows), first.All)
		}
	})
}
