package proposal_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app/apptest"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// house is the demonstration, with its coordinator and its lead.
type house struct {
	*apptest.House
	t         *testing.T
	mei, dana access.Actor
}

func each(t *testing.T, body func(t *testing.T, h *house)) {
	t.Helper()
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := &house{House: apptest.Demo(t, e), t: t}
			h.mei, h.dana = h.as("mei"), h.as("dana")
			body(t, h)
		})
	}
}

func (h *house) as(key string) access.Actor {
	h.t.Helper()
	token, err := h.Rooms.Accounts.DemoSignIn(h.t.Context(), h.Persona(key))
	h.must(err)
	who, err := h.Rooms.Accounts.Actor(h.t.Context(), token)
	h.must(err)
	return who
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// plan makes a proposal and reads it.
func (h *house) plan() proposal.View {
	h.t.Helper()
	id, err := h.Rooms.Proposals.Make(h.t.Context(), h.mei, proposal.Make{Programme: programme.BabyLove})
	h.must(err)
	return h.read(id)
}

func (h *house) read(id proposal.ID) proposal.View {
	h.t.Helper()
	v, err := h.Rooms.Proposals.Proposal(h.t.Context(), h.mei, proposal.Ask{ID: id})
	h.must(err)
	return v
}

// seats is the families with a place, by place.
func seats(v proposal.View) map[programme.PlaceID]proposal.Seat {
	out := map[programme.PlaceID]proposal.Seat{}
	for _, p := range v.Parts {
		for _, s := range p.Seats {
			out[s.ID] = s
		}
	}
	return out
}

// together finds two families that a plan puts into one group.
func together(t *testing.T, v proposal.View) (a, b proposal.Seat) {
	t.Helper()
	for _, p := range v.Parts {
		if len(p.Seats) > 1 {
			return p.Seats[0], p.Seats[1]
		}
	}
	t.Fatal("no two families come together")
	return a, b
}

// restrict keeps the adult of one family from the adult of another.
func (h *house) restrict(a, b proposal.Seat) {
	h.t.Helper()
	_, err := h.Rooms.Families.Restrict(h.t.Context(), h.dana, family.NewRestriction{
		Adult: a.Caregivers[0].ID, About: b.Caregivers[0].ID, From: h.dana.Today, Why: family.Danger, Evidence: "What staff heard.",
	})
	h.must(err)
}

func TestAPlanIsAFactWithItsAuthor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		v := h.plan()
		if v.By != h.mei.Name || v.Weighting != proposal.Count || v.At.IsZero() || v.Reach.Placed == 0 || v.Most < v.Reach.Placed {
			t.Errorf("%+v", v.Proposal)
		}
		if v.Reach.Placed < v.FirstCome.Placed || v.Reach.Placed < v.Deadline.Placed {
			t.Errorf("%d placed, by who came first %d, by deadline %d", v.Reach.Placed, v.FirstCome.Placed, v.Deadline.Placed)
		}
		h.View(func(tx *store.Tx) error {
			var n int
			err := tx.QueryRow(`SELECT COUNT(*) FROM audit_event WHERE action = 'proposal.made' AND thing = $1`, v.ID.String()).Scan(&n)
			if n != 1 {
				t.Errorf("%d lines in the audit", n)
			}
			return err
		})
	})
}

func TestWhoIsKeptApartComesToDifferentGroupsAndNothingSaysSo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		before := h.plan()
		a, b := together(t, before)
		h.restrict(a, b)
		after := seats(h.plan())
		if x, y := after[a.ID], after[b.ID]; !x.Placed() || !y.Placed() || x.Line.Group == y.Line.Group {
			t.Fatalf("%+v and %+v", x.Line, y.Line)
		}
		// The group that the other sits in is told as one that does not fit.
		for _, was := range []proposal.Seat{a, b} {
			if now := after[was.ID]; now.Line.Group != was.Line.Group && now.Fits != was.Fits-1 {
				t.Errorf("%d groups fit, before it were %d", now.Fits, was.Fits)
			}
		}

		// One of them is offered the group: it is none for the other any more.
		taken := a.Line.Group
		h.must(h.Rooms.Programmes.Offer(t.Context(), h.mei, programme.Offer{Place: a.ID, Group: taken}))
		v := h.plan()
		now := seats(v)[b.ID]
		if now.Line.Group == taken {
			t.Error("the plan brings them together")
		}
		for _, g := range now.Could {
			if g == taken {
				t.Error("the page would let somebody bring them together")
			}
		}
		_, err := h.Rooms.Proposals.Move(t.Context(), h.mei, proposal.Move{Proposal: v.ID, Place: b.ID, Group: taken})
		if !fault.Is(err, fault.Conflict) && now.Line.Group != taken {
			t.Errorf("moved together: %v", err)
		}
	})
}

func TestOfferedPlacesStayAsTheyAre(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		v := h.plan()
		a, b := together(t, v)
		got, err := h.Rooms.Proposals.Accept(t.Context(), h.mei, proposal.Accept{Proposal: v.ID, Places: []programme.PlaceID{a.ID}})
		h.must(err)
		if got.Offered != 1 || got.Refused != 0 {
			t.Errorf("%+v", got)
		}
		next := h.plan()
		for _, l := range next.Lines {
			if l.Place == a.ID {
				t.Error("an offered place is planned for again")
			}
		}
		if s := seats(h.read(v.ID))[a.ID]; s.State != proposal.Offered {
			t.Errorf("the plan says %s", s.State)
		}
		// Somebody was offered something else since: it is said, and nothing is offered.
		h.must(h.Rooms.Programmes.Withdraw(t.Context(), h.mei, b.ID, "moved away"))
		got, err = h.Rooms.Proposals.Accept(t.Context(), h.mei, proposal.Accept{Proposal: v.ID, Places: []programme.PlaceID{b.ID}})
		h.must(err)
		if got.Offered != 0 || got.Refused != 1 {
			t.Errorf("%+v", got)
		}
		if s := seats(h.read(v.ID))[b.ID]; s.State != proposal.Gone || s.Refused == "" {
			t.Errorf("%s, refused %q", s.State, s.Refused)
		}
	})
}

func TestAMoveIsPlannedRound(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		v := h.plan()
		var move proposal.Move
		for _, s := range seats(v) {
			for _, g := range s.Could {
				if g != s.Line.Group {
					move = proposal.Move{Proposal: v.ID, Place: s.ID, Group: g, Submission: "the same form"}
				}
			}
		}
		if move.Place.IsZero() {
			t.Fatal("nobody could go elsewhere")
		}
		id, err := h.Rooms.Proposals.Move(t.Context(), h.mei, move)
		h.must(err)
		again, err := h.Rooms.Proposals.Move(t.Context(), h.mei, move)
		h.must(err)
		moved := h.read(id)
		if s := seats(moved)[move.Place]; again != id || s.Line.Group != move.Group || !s.Hand || s.Why != proposal.Moved {
			t.Errorf("moved to %+v, and sent twice %v", s.Line, again == id)
		}
		if moved.Change == nil || len(moved.Change.Moved) != 1 || moved.Change.Before.Placed != v.Reach.Placed || moved.Best.Placed != v.Reach.Placed {
			t.Errorf("%+v", moved.Change)
		}
		// Out of the plan, and the first move still stands.
		var other programme.PlaceID
		for id := range seats(moved) {
			if id != move.Place {
				other = id
			}
		}
		id, err = h.Rooms.Proposals.Move(t.Context(), h.mei, proposal.Move{Proposal: id, Place: other})
		h.must(err)
		out := h.read(id)
		if s := seats(out)[move.Place]; s.Line.Group != move.Group {
			t.Error("who was moved before has moved again")
		}
		if len(out.None) != 1 || out.None[0].Why != proposal.LeftOut {
			t.Errorf("left out: %+v", out.None)
		}
	})
}

func TestWhoMayPlan(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		v := h.plan()
		s, ctx := h.Rooms.Proposals, t.Context()
		for key, kind := range map[string]fault.Kind{"grace": fault.NotFound, "per": fault.Forbidden, "marta": fault.Forbidden} {
			who := h.as(key)
			_, read := s.Proposal(ctx, who, proposal.Ask{ID: v.ID})
			_, moved := s.Move(ctx, who, proposal.Move{Proposal: v.ID})
			_, offered := s.Accept(ctx, who, proposal.Accept{Proposal: v.ID})
			for what, err := range map[string]error{"read": read, "move": moved, "offer": offered, "find": s.Find(ctx, who, v.ID)} {
				if !fault.Is(err, kind) {
					t.Errorf("%s, %s: %v, want %s", key, what, err, kind)
				}
			}
		}
		_, err := s.Make(ctx, h.as("per"), proposal.Make{Programme: programme.BabyLove})
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("an administrator plans: %v", err)
		}
		_, err = s.Make(ctx, h.mei, proposal.Make{Programme: "no-such"})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("a programme that is not there: %v", err)
		}
	})
}

func TestWhatCameBackIsPlannedAgainTheNextMorning(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.Work() // what came back before the test began
		if _, err := h.Rooms.Proposals.Fresh(t.Context(), h.mei); err == nil {
			h.plan() // somebody has looked
		}
		v := h.plan()
		a, _ := together(t, v)
		_, err := h.Rooms.Proposals.Accept(t.Context(), h.mei, proposal.Accept{Proposal: v.ID, Places: []programme.PlaceID{a.ID}})
		h.must(err)
		h.Clock.Advance(73 * time.Hour) // the offer lapses
		h.Work()
		if _, err := h.Rooms.Proposals.Fresh(t.Context(), h.mei); !fault.Is(err, fault.NotFound) {
			t.Errorf("it is planned again on the same day: %v", err)
		}
		h.Clock.Advance(17 * time.Hour) // the small hours of the next day
		h.Work()
		if _, err := h.Rooms.Proposals.Fresh(t.Context(), h.mei); !fault.Is(err, fault.NotFound) {
			t.Errorf("it is planned again in the night: %v", err)
		}
		h.Clock.Advance(6 * time.Hour)
		for range 2 { // once a day, however often the job runs
			h.Work()
			h.Clock.Advance(40 * time.Minute)
		}
		fresh, err := h.Rooms.Proposals.Fresh(t.Context(), h.mei)
		h.must(err)
		if n := h.byProgram(); n != 1 || fresh.Placed == 0 {
			t.Errorf("%d plans by the program today, %d placed", n, fresh.Placed)
		}
		today := h.As(h.Persona("mei")).Get("/desk").Is(200).Has(`a[href="/desk/plans/` + fresh.ID.String() + `"]`)
		if !strings.Contains(today.Text("main"), "Places came back. A plan made this morning") {
			t.Error("Today does not say so")
		}
		if v := h.read(fresh.ID); v.By != "" {
			t.Errorf("made by %q", v.By)
		}
		h.plan()
		h.As(h.Persona("mei")).Get("/desk").Is(200).Lacks(`a[href="/desk/plans/` + fresh.ID.String() + `"]`)
	})
}

// byProgram counts what the program proposed within a day for Harbour Lane.
func (h *house) byProgram() (n int) {
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT COUNT(*) FROM proposal WHERE service_id = $1 AND by_account IS NULL AND at >= $2`, h.mei.Service, tx.Now().Add(-8*time.Hour)).Scan(&n)
	})
	return n
}
