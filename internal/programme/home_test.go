package programme_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

func (h *house) home(who access.Actor) programme.HomeView {
	h.t.Helper()
	v, err := h.Home(h.t.Context(), who)
	h.must(err)
	return v
}

func TestTheVideoLinkOpensTenMinutesBeforeAndClosesAtTheEnd(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		// Summer time begins on 28 March: the fifth session is in it.
		group := h.group(func(n *programme.NewGroup) { n.Mode, n.VideoLink = programme.Video, "https://call.example/room" })
		token := h.join(h.wait(fits("Amina")), group)
		who := h.signedIn(token)
		for _, tt := range []struct {
			name         string
			session      int
			hour, minute int
			open         bool
		}{
			{"eleven minutes before", 1, 9, 49, false}, {"ten minutes before", 1, 9, 50, true}, {"in the middle", 1, 10, 45, true},
			{"in the last minute", 1, 11, 29, true}, {"at the end", 1, 11, 30, false},
			{"ten minutes before, in summer time", 5, 9, 50, true}, {"eleven minutes before, in summer time", 5, 9, 49, false},
		} {
			n := h.session(group, tt.session)
			v := h.home(h.on(n.Day, tt.hour, tt.minute, who))
			link := ""
			if next := v.Groups[0].Next; next.Session.ID == n.ID {
				link = next.Link
			}
			if (link == "https://call.example/room") != tt.open {
				t.Errorf("%s: link %q", tt.name, link)
			}
			if v.Groups[0].Group.VideoLink != "" {
				t.Errorf("%s: the group itself gives the link away", tt.name)
			}
			for _, later := range v.Groups[0].Later {
				if later.Link != "" {
					t.Errorf("%s: the link of session %d is open", tt.name, later.Session.Number)
				}
			}
		}
	})
}

func TestHomeShowsWhatComesNextAndOnlyOnesOwn(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, cleo := h.group(nil), h.wait(fits("Cleo"))
		who := h.signedIn(h.join(h.wait(fits("Amina")), group))
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: cleo.place, Group: group}))
		v := h.home(who)
		if len(v.Groups) != 1 || v.Groups[0].Next.Session.Number != 1 || len(v.Groups[0].Later) != 7 || v.Groups[0].Next.Public == "" {
			t.Fatalf("%+v", v)
		}
		stranger := access.Actor{Account: who.Account, Service: who.Service, Person: cleo.carer(0), Roles: []access.Role{access.Caregiver}, Today: who.Today}
		v = h.home(stranger)
		if len(v.Groups) != 0 {
			t.Error("an offer that was not accepted shows the group")
		}
		if len(v.Waits) != 1 || v.Waits[0].Expires.IsZero() || v.Waits[0].StartBy.IsZero() || v.Waits[0].Stopped != "" {
			t.Errorf("who was offered a place waits: %+v", v.Waits)
		}
		if v := h.home(h.on(tuesdays, 11, 30, who)); v.Groups[0].Next.Session.Number != 2 || v.Groups[0].Past != 1 {
			t.Errorf("%+v", v.Groups[0])
		}
		h.must(h.CancelGroup(t.Context(), h.Here.Coordinator, group, "The room was flooded."))
		v = h.home(who)
		if len(v.Groups) != 0 || len(v.Waits) != 1 || v.Waits[0].Stopped != "The room was flooded." || !v.Waits[0].Expires.IsZero() {
			t.Errorf("after the group was cancelled: %+v", v)
		}
	})
}

func TestSayingThatOneCannotCome(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		amina := h.wait(fits("Amina", "Tom"))
		who, cleo := h.signedIn(h.join(amina, group)), h.signedIn(h.join(h.wait(fits("Cleo")), h.group(nil)))
		first := h.session(group, 1).ID
		for range 2 {
			h.must(h.CantCome(t.Context(), who, first, "baby-ill"))
		}
		if next := h.home(who).Groups[0].Next; !next.Cant || next.Reason != "baby-ill" || !next.MayTell {
			t.Errorf("%+v", next)
		}
		ruth := h.on(tuesdays, 9, 0, h.Here.Practitioner)
		if row := h.row(ruth, first, amina.carer(0)); row.Mark != programme.Cant || row.Reason != "baby-ill" {
			t.Errorf("%+v", row)
		}
		if row := h.row(ruth, first, amina.carer(1)); row.Mark != programme.Unmarked {
			t.Error("one parent spoke for the other")
		}
		h.must(h.CanCome(t.Context(), who, first))
		if row := h.row(ruth, first, amina.carer(0)); row.Mark != programme.Unmarked {
			t.Errorf("%+v", row)
		}
		h.refuses(h.CantCome(t.Context(), cleo, first, ""), fault.NotFound, "")
		h.refuses(h.CantCome(t.Context(), who, first, "<script>"), fault.Invalid, "programme.reason.unknown")

		h.mark(ruth, first, amina.carer(0), programme.Present)
		h.refuses(h.CantCome(t.Context(), who, first, ""), fault.Conflict, "programme.session.over")
		second := h.session(group, 2)
		h.must(h.CantCome(t.Context(), who, second.ID, ""))
		h.must(h.CancelSession(t.Context(), h.on(tuesdays, 12, 0, h.Here.Coordinator), second.ID, "Closed"))
		if row := h.row(ruth, second.ID, amina.carer(0)); row.Mark != programme.Unmarked {
			t.Error("what was said of the old day stands on the new one")
		}
		h.refuses(h.CantCome(t.Context(), h.on(civil.New(2027, 3, 16), 11, 30, who), second.ID, ""), fault.Conflict, "programme.session.over")
	})
}

// auditDetails is what the audit keeps of one kind of act on one thing.
func (h *house) auditDetails(action, id string) (out []string) {
	h.t.Helper()
	h.must(h.db.View(h.t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Query(`SELECT detail FROM audit_event WHERE action = $1 AND thing = $2 ORDER BY id`, action, id)
		out, err = store.Collect(rows, err, store.Column[string])
		return err
	}))
	return out
}

func grant(s access.Sight) func(*store.Tx) error {
	return func(tx *store.Tx) error { return access.Grant(tx, s) }
}

func TestForARestrictedParentThePlaceDoesNotExist(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		w := h.wait(fits("Amina", "Tom"))
		amina := h.signedIn(h.join(w, group))
		tom := access.Caregiving(h.Here.Service, w.carer(1), amina.Today)
		tom.Account = access.NewAccountID()
		first := h.session(group, 1).ID
		if v := h.home(tom); len(v.Groups) != 1 {
			t.Fatalf("before: %+v", v)
		}
		_, err := h.families.Restrict(t.Context(), h.Here.Lead, family.NewRestriction{
			Adult: w.carer(1), About: w.baby(), From: amina.Today, Why: family.CourtOrder, Evidence: "Order seen",
		})
		h.must(err)
		if v := h.home(tom); len(v.Groups) != 0 || len(v.Waits) != 0 {
			t.Errorf("he still reads of it: %+v", v)
		}
		h.refuses(h.CantCome(t.Context(), tom, first, ""), fault.NotFound, "")
		if v := h.home(amina); len(v.Groups) != 1 || len(v.Groups[0].Infants) != 1 {
			t.Errorf("hers changed: %+v", v)
		}
		said := len(h.sent(w.carer(1), "session-moved"))
		h.must(h.CancelSession(t.Context(), h.on(tuesdays, 8, 0, h.Here.Coordinator), first, "Closed"))
		if got := len(h.sent(w.carer(1), "session-moved")); got != said {
			t.Error("news of it is queued for him")
		}
		if len(h.sent(w.carer(0), "session-moved")) == 0 {
			t.Error("she hears nothing")
		}
	})
}

// A parent whose child lives elsewhere now has no business where that child goes.
func TestWhoCaresForNoneOfTheBabiesHasNoGroup(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, waits := h.group(nil), h.wait(fits("Amina")), h.wait(fits("Cleo"))
		who := h.signedIn(h.join(amina, group))
		if v := h.home(who); len(v.Groups) != 1 {
			t.Fatalf("before: %+v", v)
		}
		stranger := access.Actor{Account: who.Account, Service: who.Service, Person: waits.carer(0), Roles: []access.Role{access.Caregiver}, Today: who.Today}
		h.update(func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE dyad SET ended_on = $1 WHERE caregiver_id IN ($2, $3)`, who.Today, amina.carer(0), waits.carer(0))
			return err
		})
		if v := h.home(who); len(v.Groups) != 0 {
			t.Errorf("shown the group: %+v", v.Groups)
		}
		if v := h.home(stranger); len(v.Waits) != 0 {
			t.Errorf("told of the place the baby waits for: %+v", v.Waits)
		}
	})
}
