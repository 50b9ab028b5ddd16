package programme_test

import (
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

// Notes say what was seen of a parent with their baby. Who fills groups reads the
// marks beside them and not a word of these.
func TestNotesInARegisterAreForThoseWhoWriteThem(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, ruth := h.began()
		first := h.session(group, 1).ID
		h.mark(ruth, first, amina.carer(0), programme.Present)
		h.must(h.WriteNote(t.Context(), ruth, programme.Note{Session: first, Dyad: amina.record.Dyads[0].ID, Well: "Held him close", Next: "Cried"}))
		both := h.Here.Colleague
		both.Roles = []access.Role{access.Practitioner, access.Coordinator}
		for _, tt := range []struct {
			name string
			who  access.Actor
			want string
		}{
			{"its leader reads them", h.Here.Practitioner, "Held him close"},
			{"the lead reads them", h.Here.Lead, "Held him close"},
			{"the coordinator does not", h.Here.Coordinator, ""},
			{"nor does a coordinator who works with other families", both, ""},
		} {
			row := h.row(h.on(tuesdays, 11, 0, tt.who), first, amina.carer(0))
			if d := row.Dyads[0]; row.Mark != programme.Present || d.Well != tt.want || (d.Next != "") != (tt.want != "") || (d.NoteBy != "") != (tt.want != "") {
				t.Errorf("%s: %+v", tt.name, row)
			}
		}
	})
}

func TestALeaderWhoLeavesLosesSightOfThoseWhoLeftBefore(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, _ := h.began()
		h.must(h.Withdraw(t.Context(), h.Here.Coordinator, amina.place, "They moved away"))
		if !h.sees(h.Here.Practitioner, amina.carer(0), tuesdays) {
			t.Fatal("who left is out of sight at once")
		}
		in := programme.GroupChange{
			Group: group, Mode: programme.InPerson, Site: h.site, Lang: "en", Capacity: 8,
			Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
			Leaders: []access.AccountID{h.Here.Lead.Account, h.Here.Colleague.Account},
		}
		h.must(h.UpdateGroup(t.Context(), h.on(tuesdays, 12, 0, h.Here.Coordinator), in))
		if h.sees(h.Here.Practitioner, amina.carer(0), tuesdays) {
			t.Error("the leader left the group and still sees a family that left it before")
		}
	})
}

func TestWhoLeftIsNotExpectedAnyMore(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, _, ben, ruth := h.began()
		later := h.session(group, 3)
		h.mark(ruth, h.session(group, 1).ID, ben.carer(0), programme.Present)
		h.must(h.Mark(t.Context(), ruth, programme.Marking{Session: later.ID, Person: ben.carer(0), Mark: programme.Cant}))
		h.must(h.Withdraw(t.Context(), h.on(tuesdays, 12, 0, h.Here.Coordinator), ben.place, "They moved away"))
		for _, row := range h.register(ruth, later.ID).Rows {
			if row.Caregiver.ID == ben.carer(0) {
				t.Error("who left stands in a register to come, because they had said that they could not come")
			}
		}
		day, err := h.SessionsOn(t.Context(), ruth, programme.SessionFilter{Day: later.Day})
		h.must(err)
		if row := day.Rows[0]; row.Places != 2 || row.Coming != 2 {
			t.Errorf("%d of %d coming", row.Coming, row.Places)
		}
		if row := h.row(ruth, h.session(group, 1).ID, ben.carer(0)); row.Mark != programme.Present {
			t.Error("that they came before they left is gone")
		}
	})
}

// What was attended is a fact. A family that left in the middle waits for another
// group with a place of its own, and its sessions stay where they were.
func TestPuttingBackWhoLeftInTheMiddleKeepsWhatTheyCameTo(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, _, ben, ruth := h.began()
		first := h.session(group, 1).ID
		h.mark(ruth, first, ben.carer(0), programme.Present)
		coordinator := h.on(tuesdays, 12, 0, h.Here.Coordinator)
		h.must(h.Withdraw(t.Context(), coordinator, ben.place, "Too much just now"))
		for range 2 { // a second click
			h.must(h.PutBack(t.Context(), coordinator, ben.place))
		}
		page, err := h.Waiting(t.Context(), coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
		h.must(err)
		if len(page.Rows) != 1 || page.Rows[0].Family != ben.record.ID || page.Rows[0].Dyads != 1 || page.Rows[0].ID == ben.place {
			t.Errorf("waiting: %+v", page.Rows)
		}
		if p := h.placeIn(group, ben.place); p.State != programme.Withdrawn {
			t.Errorf("the place they left is %s", p.State)
		}
		if row := h.row(ruth, first, ben.carer(0)); row.Mark != programme.Present {
			t.Errorf("the register says %q", row.Mark)
		}
	})
}

func TestCancellingAGroupThatBeganKeepsItsRegisters(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, _, ben, ruth := h.began()
		first := h.session(group, 1).ID
		h.mark(ruth, first, ben.carer(0), programme.Present)
		coordinator := h.on(tuesdays, 12, 0, h.Here.Coordinator)
		h.must(h.CancelGroup(t.Context(), coordinator, group, "Both of us are ill"))
		page, err := h.Waiting(t.Context(), coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
		h.must(err)
		if len(page.Rows) != 2 {
			t.Errorf("%d families wait", len(page.Rows))
		}
		if row := h.row(ruth, first, ben.carer(0)); row.Mark != programme.Present {
			t.Errorf("the register says %q", row.Mark)
		}
	})
}

func TestAnOfferThatIsOverCanBeMadeAgainAtOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		one, other, amina := h.group(nil), h.group(nil), h.wait(fits("Amina"))
		for _, group := range []programme.GroupID{one, one, other} {
			h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: amina.place, Group: group, Expires: h.clock.Now().Add(time.Hour)}))
			if p := h.placeIn(group, amina.place); p.State != programme.Offered {
				t.Fatalf("the place is %s", p.State)
			}
			h.clock.Advance(time.Hour)
		}
	})
}

// Registers are finished in any order, and corrected afterwards.
func TestWhoCompletedIsWorkedOutAnewWithEveryMark(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, ben, ruth := h.began()
		sessions := h.detail(group).Sessions
		for i, n := range sessions {
			ruth = h.on(n.Day, 12, 0, ruth)
			for _, person := range []access.PersonID{amina.carer(0), amina.carer(1), ben.carer(0)} {
				mark := programme.Absent
				if person == ben.carer(0) && (i < 4 || i == 7) {
					mark = programme.Present // five of eight; six are asked
				}
				if i != 6 {
					h.mark(ruth, n.ID, person, mark)
				}
			}
			if i != 6 {
				h.must(h.CloseRegister(t.Context(), ruth, n.ID))
			}
		}
		want := func(when string, state programme.PlaceState) {
			t.Helper()
			if p := h.placeIn(group, ben.place); p.State != state {
				t.Errorf("%s they are %s", when, p.State)
			}
		}
		want("with one register open", programme.Accepted)
		for _, person := range []access.PersonID{amina.carer(0), amina.carer(1)} {
			h.mark(ruth, sessions[6].ID, person, programme.Absent)
		}
		h.mark(ruth, sessions[6].ID, ben.carer(0), programme.Present)
		h.must(h.CloseRegister(t.Context(), ruth, sessions[6].ID))
		want("with the last one finished", programme.Completed)
		h.mark(ruth, sessions[0].ID, ben.carer(0), programme.Absent)
		want("after a correction", programme.Accepted)
	})
}

func TestARegisterOfASessionThatDidNotTakePlaceIsNotFinished(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		coordinator := h.on(tuesdays, 9, 0, h.Here.Coordinator)
		h.must(h.Postpone(t.Context(), coordinator, group, "Flu", tuesdays.AddDays(14)))
		err := h.CloseRegister(t.Context(), h.on(tuesdays, 12, 0, h.Here.Practitioner), h.session(group, 1).ID)
		h.refuses(err, fault.Conflict, "programme.session.group-stopped")
	})
}

// Families accept while the leaders change: whoever leads in the end sees them all,
// and whoever led before sees none.
func TestSightFollowsTheLeadersHoweverTheMomentsFall(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		var all []waiting
		var secrets []string
		for _, name := range []string{"Amina", "Ben", "Cleo", "Dora"} {
			w := h.wait(fits(name))
			h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group}))
			all, secrets = append(all, w), append(secrets, h.secret(w.carer(0)))
		}
		change := programme.GroupChange{
			Group: group, Mode: programme.InPerson, Site: h.site, Lang: "en", Capacity: 8,
			Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
			Leaders: []access.AccountID{h.Here.Lead.Account, h.Here.Colleague.Account},
		}
		race(t, 8, func(i int) error {
			switch {
			case i < len(secrets):
				_, err := h.AcceptOffer(t.Context(), secrets[i])
				return err
			case i == len(secrets):
				return h.UpdateGroup(t.Context(), h.Here.Coordinator, change)
			}
			return h.Withdraw(t.Context(), h.Here.Coordinator, all[0].place, "They moved away")
		})
		for _, w := range all[1:] {
			if h.sees(h.Here.Practitioner, w.carer(0), accesstestToday) || !h.sees(h.Here.Colleague, w.carer(0), accesstestToday) {
				t.Error("sight stayed with who led before, or did not come to who leads now")
			}
		}
		if h.sees(h.Here.Practitioner, all[0].carer(0), accesstestToday) {
			t.Error("who led before sees a family that left meanwhile")
		}
	})
}

// A family answers in the very moment in which the coordinator takes the offer back
// and the job ends what is over: one of them is true, and the others say so.
func TestAnOfferHasOneEnd(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Capacity = 1 })
		for range 4 {
			w := h.wait(fits("Amina"))
			h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group, Expires: h.clock.Now().Add(time.Hour)}))
			secret := h.secret(w.carer(0))
			race(t, 4, func(i int) error {
				var err error
				switch i {
				case 0:
					_, err = h.AcceptOffer(t.Context(), secret)
				case 1:
					_, err = h.DeclineOffer(t.Context(), secret, programme.StopWaiting)
				case 2:
					h.clock.Advance(time.Hour)
					_, err = h.Lapse(t.Context())
				default:
					err = h.Withdraw(t.Context(), h.Here.Coordinator, w.place, "Somebody else needs it more")
				}
				if fault.Is(err, fault.Conflict) {
					return nil
				}
				return err
			})
			view, err := h.OfferByLink(t.Context(), secret)
			h.must(err)
			p := h.placeIn(group, w.place)
			if left := map[programme.PlaceState]programme.OfferState{
				programme.Accepted: programme.OfferAccepted, programme.Declined: programme.OfferDeclined,
			}[p.State]; left != "" && view.State != left {
				t.Errorf("the place is %s and its link says %s", p.State, view.State)
			}
			if g := h.detail(group); (p.State == programme.Accepted) != (g.Taken == 1) || p.State == programme.Offered || view.State == programme.OfferOpen {
				t.Errorf("the place is %s, %d taken, the link says %s", p.State, g.Taken, view.State)
			}
			if p.State == programme.Accepted {
				h.must(h.Withdraw(t.Context(), h.Here.Coordinator, w.place, "Next round"))
			}
		}
	})
}

// A video link lets whoever holds it in among the families.
func TestAVideoLinkIsForThoseWhoMayMeetTheFamilies(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) {
			n.Mode, n.Site, n.VideoLink = programme.Video, programme.SiteID{}, "https://call.example/room"
		})
		for _, tt := range []struct {
			name string
			who  access.Actor
			want string
		}{
			{"its leader", h.Here.Practitioner, "https://call.example/room"},
			{"the coordinator, who sets it", h.Here.Coordinator, "https://call.example/room"},
			{"a colleague who leads none of it", h.Here.Colleague, ""},
			{"an administrator", h.Here.Administrator, ""},
		} {
			one, err := h.Group(t.Context(), tt.who, group)
			h.must(err)
			page, err := h.Groups(t.Context(), tt.who, programme.GroupFilter{})
			h.must(err)
			if one.VideoLink != tt.want || len(page.Groups) != 1 || page.Groups[0].VideoLink != tt.want {
				t.Errorf("%s is given %q and %q", tt.name, one.VideoLink, page.Groups[0].VideoLink)
			}
		}
	})
}
