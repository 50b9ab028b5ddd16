package programme_test

import (
	"slices"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
)

func days(sessions []programme.Session) (out []string) {
	for _, s := range sessions {
		out = append(out, s.Day.String())
	}
	return out
}

func TestAGroupIsLaidOutWeeklyLeavingOutHolidays(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, programme.Closure{From: civil.New(2027, 3, 30), Name: "Easter week"}))
		g := h.detail(h.group(nil))
		want := []string{"2027-03-02", "2027-03-09", "2027-03-16", "2027-03-23", "2027-04-06", "2027-04-13", "2027-04-20", "2027-04-27"}
		if !slices.Equal(days(g.Sessions), want) {
			t.Errorf("%v", days(g.Sessions))
		}
		if g.Last != civil.New(2027, 4, 27) || g.Status != programme.Open || g.Left != 8 || len(g.Leaders) != 2 || g.SiteName != "Harbour Lane Centre" {
			t.Errorf("%+v", g.Group)
		}
		if g.Sessions[3].Title != "When feelings run high" {
			t.Errorf("session 4 is %q", g.Sessions[3].Title)
		}
	})
}

func TestTheSameFormTwiceMakesOneGroup(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		twice := func(n *programme.NewGroup) { n.Submission = "a form's own identity" }
		if first, again := h.group(twice), h.group(twice); first != again {
			t.Error("two groups")
		}
		page, err := h.Groups(t.Context(), h.Here.Coordinator, programme.GroupFilter{})
		h.must(err)
		if len(page.Groups) != 1 {
			t.Errorf("%d groups", len(page.Groups))
		}
	})
}

func TestAGroupThatCannotBe(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, programme.Closure{From: civil.New(2027, 3, 30), Name: "Easter week"}))
		for _, tt := range []struct {
			name   string
			change func(*programme.NewGroup)
			key    string
		}{
			{"on a day that is over", func(n *programme.NewGroup) { n.First = civil.New(2027, 2, 8) }, "programme.group.first.past"},
			{"on a holiday", func(n *programme.NewGroup) { n.First = civil.New(2027, 3, 30) }, "programme.group.first.holiday"},
			{"ending before it starts", func(n *programme.NewGroup) { n.Ends = civil.Clock{Hour: 9} }, "programme.group.ends"},
			{"for nobody", func(n *programme.NewGroup) { n.Capacity = 0 }, "programme.group.capacity"},
			{"in person, nowhere", func(n *programme.NewGroup) { n.Site = identity.SiteID{} }, "programme.group.site"},
			{"by video, with a script for an address", func(n *programme.NewGroup) { n.Mode, n.VideoLink = programme.Video, "javascript:alert(1)" }, "programme.group.video-link"},
			{"led by one", func(n *programme.NewGroup) { n.Leaders = n.Leaders[:1] }, "programme.group.leaders.few"},
			{"led by the same person twice", func(n *programme.NewGroup) { n.Leaders[1] = n.Leaders[0] }, "programme.group.leaders.few"},
			{"led by an administrator", func(n *programme.NewGroup) { n.Leaders[1] = h.Here.Administrator.Account }, "programme.group.leaders.unable"},
			{"led by another service's practitioner", func(n *programme.NewGroup) { n.Leaders[1] = h.There.Practitioner.Account }, "programme.group.leaders.unable"},
		} {
			t.Run(tt.name, func(t *testing.T) {
				in := h.tuesday()
				tt.change(&in)
				_, err := h.CreateGroup(t.Context(), h.Here.Coordinator, in)
				h.refuses(err, fault.Invalid, tt.key)
			})
		}
	})
}

func TestThePublicPage(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		byVideo := h.group(func(n *programme.NewGroup) {
			n.Mode, n.VideoLink, n.Capacity, n.First = programme.Video, "https://call.example/room", 1, civil.New(2027, 3, 4)
		})
		postponed := h.group(nil)
		h.group(func(n *programme.NewGroup) { n.First = civil.New(2027, 2, 9) }) // begins today
		h.join(h.wait(fits("Amina")), byVideo)
		h.must(h.Postpone(t.Context(), h.Here.Coordinator, postponed, "One of the two leaders is ill", civil.New(2027, 3, 20)))

		// Weeks later the postponed group is still there, though its first day is past.
		h.on(civil.New(2027, 3, 3), 9, 0, h.Here.Coordinator)
		groups, err := h.PublicGroups(t.Context(), h.Here.Service, programme.BabyLove)
		h.must(err)
		if len(groups) != 2 {
			t.Fatalf("%d groups", len(groups))
		}
		if g := groups[0]; g.ID != postponed || g.Status != programme.Postponed || g.Why == "" || g.BackBy != civil.New(2027, 3, 20) {
			t.Errorf("the postponed group is %+v", g)
		}
		if g := groups[1]; g.ID != byVideo || g.Status != programme.Full || g.VideoLink != "" || g.Waiting != 0 {
			t.Errorf("the full group is %+v", g)
		}
		_, err = h.PublicGroup(t.Context(), h.There.Service, byVideo)
		h.refuses(err, fault.NotFound, "")
	})
}

func TestThePublicPageIsReadInParts(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		for range 15 {
			h.group(nil)
		}
		first, err := h.PublicPage(t.Context(), h.Here.Service, programme.BabyLove, programme.GroupCursor{})
		h.must(err)
		rest, err := h.PublicPage(t.Context(), h.Here.Service, programme.BabyLove, first.Next)
		h.must(err)
		seen := map[programme.GroupID]bool{}
		for _, g := range append(first.Groups, rest.Groups...) {
			seen[g.ID] = true
		}
		if len(first.Groups) != 12 || len(seen) != 15 || !rest.Next.IsZero() {
			t.Errorf("%d, then %d groups", len(first.Groups), len(rest.Groups))
		}
	})
}

func TestABabyIsShownTheGroupsItFits(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		for _, first := range []civil.Date{tuesdays, civil.New(2027, 6, 15), civil.New(2027, 6, 16), civil.New(2027, 1, 14).AddMonths(1)} {
			h.group(func(n *programme.NewGroup) { n.First = first })
		}
		for _, tt := range []struct {
			name   string
			babies []programme.Baby
			want   int
		}{
			{"those within its window, on both its ends", []programme.Baby{{Born: civil.New(2026, 12, 15)}}, 3},
			{"none for one who has grown out", []programme.Baby{{Born: civil.New(2026, 7, 1)}}, 0},
			{"those after the birth for one to come", []programme.Baby{{Due: civil.New(2027, 5, 10)}}, 2},
			{"none without a date", []programme.Baby{{}}, 0},
		} {
			got, err := h.PublicFits(t.Context(), h.Here.Service, programme.BabyLove, tt.babies)
			h.must(err)
			if len(got) != tt.want {
				t.Errorf("%s: %d groups", tt.name, len(got))
			}
			for _, f := range got {
				if !f.Fit.OK {
					t.Errorf("%s: %s does not fit: %s", tt.name, f.Group.First, f.Fit.Why)
				}
			}
		}
	})
}

func TestCancellingASessionMovesItAndAllLaterOnes(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina", "Tom"))
		h.join(amina, group)
		second := h.session(group, 2)

		preview, err := h.PreviewMove(t.Context(), h.Here.Coordinator, programme.Move{Session: second.ID})
		h.must(err)
		if len(preview.Moves) != 7 || preview.Families != 1 || preview.Moves[6].To != civil.New(2027, 4, 27) {
			t.Errorf("%+v", preview)
		}
		if h.session(group, 2).Day != second.Day {
			t.Error("looking moved it")
		}

		h.must(h.CancelSession(t.Context(), h.Here.Coordinator, second.ID, "The centre is closed"))
		g := h.detail(group)
		if s := g.Sessions[1]; s.Day != civil.New(2027, 3, 16) || s.Was != civil.New(2027, 3, 9) || s.ID != second.ID {
			t.Errorf("%+v", s)
		}
		if g.Sessions[0].Was.IsZero() == false || g.Last != civil.New(2027, 4, 27) || len(g.DaysOff) != 1 || g.DaysOff[0].Why != "The centre is closed" {
			t.Errorf("%+v", g)
		}
		for n := range 2 {
			if got := h.sent(amina.carer(n), "session-moved"); len(got) != 1 || got[0]["was"] != "2027-03-09" || got[0]["day"] != "2027-03-16" {
				t.Errorf("caregiver %d was told %v", n, got)
			}
		}
		if got := h.sees(h.Here.Practitioner, amina.carer(0), g.Last.AddDays(90)); !got {
			t.Error("sight did not move with the last day")
		}

		h.must(h.CancelSession(t.Context(), h.Here.Coordinator, second.ID, "Still closed"))
		if got := h.session(group, 2).Day; got != civil.New(2027, 3, 23) {
			t.Errorf("cancelled again, it is on %s", got)
		}
	})
}

func TestASessionThatWasHeldIsNotCancelled(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina"))
		h.join(amina, group)
		first := h.session(group, 1)
		who := h.on(tuesdays, 11, 0, h.Here.Practitioner)
		h.must(h.Mark(t.Context(), who, programme.Marking{Session: first.ID, Person: amina.carer(0), Mark: programme.Present}))
		err := h.CancelSession(t.Context(), h.on(tuesdays, 12, 0, h.Here.Coordinator), first.ID, "No")
		h.refuses(err, fault.Conflict, "programme.session.held")
	})
}

func TestPostponingKeepsPlacesAndResumingMovesSessions(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina"))
		ben := h.wait(people{carers: []string{"Ben"}, born: []civil.Date{civil.New(2026, 10, 1)}})
		h.join(amina, group)
		h.join(ben, group)
		h.must(h.Postpone(t.Context(), h.Here.Coordinator, group, "A leader is ill", civil.New(2027, 3, 20)))
		if g := h.detail(group); g.Status != programme.Postponed || g.Taken != 2 {
			t.Errorf("%s with %d taken", g.Status, g.Taken)
		}
		day, err := h.SessionsOn(t.Context(), h.Here.Coordinator, programme.SessionFilter{Day: tuesdays})
		h.must(err)
		if len(day.Rows) != 0 {
			t.Error("a postponed session is held today")
		}
		h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: h.wait(fits("Cleo")).place, Group: group}), fault.Conflict, "programme.offer.closed")

		preview, err := h.PreviewMove(t.Context(), h.Here.Coordinator, programme.Move{Group: group, First: civil.New(2027, 4, 6)})
		h.must(err)
		if preview.Families != 2 || len(preview.Outgrown) != 1 || preview.Outgrown[0].ID != ben.place {
			t.Errorf("%d families, outgrown %+v", preview.Families, preview.Outgrown)
		}
		h.must(h.Resume(t.Context(), h.Here.Coordinator, group, civil.New(2027, 4, 6)))
		g := h.detail(group)
		if g.First != civil.New(2027, 4, 6) || g.Last != civil.New(2027, 5, 25) || g.Sessions[0].Was != tuesdays || g.Taken != 2 || g.Status != programme.Open || g.Why != "" {
			t.Errorf("%+v", g.Group)
		}
		for _, text := range []string{"group-postponed", "group-resumed"} {
			if got := h.sent(amina.carer(0), text); len(got) != 1 {
				t.Errorf("%s was sent %d times", text, len(got))
			}
		}
		h.refuses(h.Resume(t.Context(), h.Here.Coordinator, group, civil.New(2027, 4, 6)), fault.Conflict, "programme.group.not-postponed")
	})
}

func TestPostponedAfterItBeganItResumesWithTheNextSession(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina"))
		h.join(amina, group)
		first := h.session(group, 1)
		who := h.on(tuesdays, 11, 0, h.Here.Practitioner)
		h.must(h.Mark(t.Context(), who, programme.Marking{Session: first.ID, Person: amina.carer(0), Mark: programme.Present}))
		coordinator := h.on(civil.New(2027, 3, 4), 9, 0, h.Here.Coordinator)
		h.must(h.Postpone(t.Context(), coordinator, group, "Flood", civil.New(2027, 3, 20)))
		public, err := h.PublicGroups(t.Context(), h.Here.Service, programme.BabyLove)
		h.must(err)
		if len(public) != 0 {
			t.Error("a group that had begun is offered to the public")
		}
		h.must(h.Resume(t.Context(), coordinator, group, civil.New(2027, 4, 1)))
		g := h.detail(group)
		if g.Sessions[0].Day != tuesdays || g.Sessions[1].Day != civil.New(2027, 4, 1) || g.Sessions[7].Day != civil.New(2027, 5, 13) || g.First != tuesdays {
			t.Errorf("%v", days(g.Sessions))
		}
	})
}

func TestACancelledGroupsFamiliesWaitAgain(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, ben := h.group(nil), h.wait(fits("Amina")), h.wait(fits("Ben"))
		h.join(amina, group)
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: ben.place, Group: group}))
		h.must(h.CancelGroup(t.Context(), h.Here.Coordinator, group, "Not enough leaders"))
		page, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
		h.must(err)
		if len(page.Rows) != 2 {
			t.Errorf("%d wait", len(page.Rows))
		}
		got, err := h.AcceptOffer(t.Context(), h.secret(ben.carer(0)))
		h.must(err)
		if got.State != programme.OfferWithdrawn || got.Token != "" {
			t.Errorf("the offer's link says %+v", got)
		}
		if got := h.sent(amina.carer(0), "group-cancelled"); len(got) != 1 {
			t.Errorf("told %d times", len(got))
		}
	})
}

func TestChangingAGroup(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina", "Tom"))
		h.join(amina, group)
		in := programme.GroupChange{
			Group: group, Mode: programme.Video, VideoLink: "https://call.example/room", Lang: "en", Capacity: 2,
			Starts: civil.Clock{Hour: 13}, Ends: civil.Clock{Hour: 14}, Leaders: []access.AccountID{h.Here.Colleague.Account, h.Here.Lead.Account},
		}
		small := in
		small.Capacity = 1
		h.refuses(h.UpdateGroup(t.Context(), h.Here.Coordinator, small), fault.Invalid, "programme.group.capacity.taken")

		h.must(h.UpdateGroup(t.Context(), h.Here.Coordinator, in))
		g := h.detail(group)
		if g.Mode != programme.Video || !g.Site.IsZero() || g.Sessions[0].Starts != (civil.Clock{Hour: 13}) || g.Status != programme.Full {
			t.Errorf("%+v", g.Group)
		}
		if h.sees(h.Here.Practitioner, amina.carer(0), accesstestToday) || !h.sees(h.Here.Colleague, amina.baby(), accesstestToday) {
			t.Error("sight did not change with the leaders")
		}
		if got := h.sent(amina.carer(0), "session-moved"); len(got) != 1 || got[0]["clock"] != "13:00" {
			t.Errorf("told %v", got)
		}
	})
}
