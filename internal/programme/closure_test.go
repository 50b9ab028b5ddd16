package programme_test

import (
	"slices"
	"strings"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

func march(day int) civil.Date { return civil.New(2027, 3, day) }

func TestClosingTheServiceMovesTheGroupsThatWereToMeetThen(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		tuesday := h.group(nil)
		thursday := h.group(func(n *programme.NewGroup) { n.First, n.Room = march(4), "Room 1" })
		amina := h.wait(fits("Amina", "Bilal"))
		h.join(amina, tuesday)
		twoWeeks := programme.Closure{From: march(15), To: march(23), Name: "The roof is mended"}

		preview, err := h.PreviewClosure(t.Context(), h.Here.Administrator, twoWeeks)
		h.must(err)
		if len(preview.Groups) != 2 || preview.Groups[0].Group.ID != tuesday || preview.Groups[0].Families != 1 || len(preview.Groups[0].Moves) != 6 {
			t.Fatalf("preview %+v", preview)
		}
		if h.session(tuesday, 3).Day != march(16) {
			t.Error("looking moved it")
		}

		h.must(h.CloseDays(t.Context(), h.Here.Administrator, twoWeeks))
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, twoWeeks)) // the same form once more
		want := []string{"2027-03-02", "2027-03-09", "2027-03-30", "2027-04-06", "2027-04-13", "2027-04-20", "2027-04-27", "2027-05-04"}
		g := h.detail(tuesday)
		if !slices.Equal(days(g.Sessions), want) || g.Last != civil.New(2027, 5, 4) {
			t.Errorf("%v until %s", days(g.Sessions), g.Last)
		}
		if len(g.DaysOff) != 2 || g.DaysOff[0].Day != march(16) || g.DaysOff[1].Day != march(23) || g.DaysOff[1].Why != twoWeeks.Name {
			t.Errorf("days off %+v", g.DaysOff)
		}
		if got := days(h.detail(thursday).Sessions); got[1] != "2027-03-11" || got[2] != "2027-03-25" {
			t.Errorf("the Thursday group meets on %v", got)
		}
		for n := range 2 {
			got := h.sent(amina.carer(n), "session-moved")
			if len(got) != 1 || got[0]["was"] != "2027-03-16" || got[0]["day"] != "2027-03-30" {
				t.Errorf("caregiver %d was told %v", n, got)
			}
		}
		if !h.sees(h.Here.Practitioner, amina.carer(0), g.Last.AddDays(90)) {
			t.Error("sight did not move with the last day")
		}
	})
}

func TestAClosureTakenBackPutsSessionsBack(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina"))
		h.join(amina, group)
		before := days(h.detail(group).Sessions)
		closed := programme.Closure{From: march(15), To: march(23), Name: "Closed by mistake"}
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, closed))

		preview, err := h.PreviewOpening(t.Context(), h.Here.Administrator, closed)
		h.must(err)
		if len(preview.Groups) != 1 || len(preview.Groups[0].Moves) != 6 || preview.Groups[0].Moves[0].To != march(16) {
			t.Fatalf("preview %+v", preview)
		}
		h.must(h.OpenDays(t.Context(), h.Here.Administrator, closed, programme.MoveBack))
		g := h.detail(group)
		if !slices.Equal(days(g.Sessions), before) || len(g.DaysOff) != 0 || g.Last.String() != before[7] {
			t.Errorf("%v, days off %v, until %s", days(g.Sessions), g.DaysOff, g.Last)
		}
		if got := h.sent(amina.carer(0), "session-moved"); len(got) != 2 || got[1]["day"] != "2027-03-16" {
			t.Errorf("told %v", got)
		}

		// A session that was called off by itself stays where it is.
		h.must(h.CancelSession(t.Context(), h.Here.Coordinator, h.session(group, 3).ID, "Both of us are ill"))
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, closed))
		h.must(h.OpenDays(t.Context(), h.Here.Administrator, closed, programme.MoveBack))
		if got := h.session(group, 3).Day; got != march(23) {
			t.Errorf("session 3 is on %s", got)
		}
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, closed))
		h.must(h.OpenDays(t.Context(), h.Here.Administrator, closed, programme.StayMoved))
		if got := h.session(group, 3).Day; got != march(30) {
			t.Errorf("left where it was, session 3 is on %s", got)
		}
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, closed))
		h.must(h.OpenDays(t.Context(), h.Here.Administrator, closed, programme.MoveBack))
		if got := h.session(group, 3).Day; got != march(30) {
			t.Errorf("a later closure pulls session 3 back to %s", got)
		}
	})
}

func TestWhatAClosureLeavesAlone(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, postponed := h.group(nil), h.group(func(n *programme.NewGroup) { n.Room = "Room 1" })
		amina := h.wait(fits("Amina"))
		h.join(amina, group)
		h.must(h.Postpone(t.Context(), h.Here.Coordinator, postponed, "Burst pipe", civil.New(2027, 5, 1)))
		first := h.session(group, 1)
		practitioner := h.on(tuesdays, 10, 5, h.Here.Practitioner)
		h.must(h.Mark(t.Context(), practitioner, programme.Marking{Session: first.ID, Person: amina.carer(0), Mark: programme.Present}))

		admin := h.on(tuesdays, 12, 0, h.Here.Administrator)
		snow := programme.Closure{From: tuesdays.AddDays(-10), To: tuesdays, Name: "Snow"}
		preview, err := h.PreviewClosure(t.Context(), admin, snow)
		h.must(err)
		if len(preview.Groups) != 1 || !preview.Groups[0].Held || len(preview.Groups[0].Moves) != 0 {
			t.Errorf("preview %+v", preview)
		}
		h.must(h.CloseDays(t.Context(), admin, snow))
		if got := h.session(group, 1).Day; got != tuesdays {
			t.Errorf("a session that was held moved to %s", got)
		}
		if got := h.session(postponed, 1).Day; got != tuesdays {
			t.Errorf("a postponed group moved to %s", got)
		}
		if got := h.sent(amina.carer(0), "session-moved"); len(got) != 0 {
			t.Errorf("told %v", got)
		}
	})
}

func TestOneSideOfAClosureCannotComeBackAlone(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, programme.Closure{From: march(15), To: march(23), Name: "The roof is mended"}))
		h.must(h.OpenDays(t.Context(), h.Here.Administrator, programme.Closure{From: march(23)}, programme.MoveBack))
		if got := days(h.detail(group).Sessions); got[2] != "2027-03-30" || got[3] != "2027-04-06" {
			t.Errorf("%v: the fourth may not come before the third", got)
		}
	})
}

func TestAClosureThatCannotBe(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		for _, tt := range []struct {
			name string
			in   programme.Closure
			key  string
		}{
			{"without a day", programme.Closure{Name: "Snow"}, "programme.closure.day"},
			{"ends before it begins", programme.Closure{From: march(15), To: march(14), Name: "Snow"}, "programme.closure.last"},
			{"a slip in the year", programme.Closure{From: march(15), To: march(15).AddMonths(12), Name: "Snow"}, "programme.closure.long"},
			{"one day too long", programme.Closure{From: march(15), To: march(15).AddDays(programme.MostClosed), Name: "Snow"}, "programme.closure.long"},
			{"without a reason", programme.Closure{From: march(15), Name: " "}, "programme.why.missing"},
			{"a letter as its reason", programme.Closure{From: march(15), Name: strings.Repeat("x", 301)}, "programme.why.long"},
		} {
			h.refuses(h.CloseDays(t.Context(), h.Here.Administrator, tt.in), fault.Invalid, tt.key)
			_, err := h.PreviewClosure(t.Context(), h.Here.Administrator, tt.in)
			h.refuses(err, fault.Invalid, tt.key)
		}
		fine := programme.Closure{From: march(15), Name: "Snow"}
		h.refuses(h.CloseDays(t.Context(), h.Here.Coordinator, fine), fault.Forbidden, "")
		h.refuses(h.OpenDays(t.Context(), h.Here.Coordinator, fine, programme.MoveBack), fault.Forbidden, "")
		_, err := h.PreviewOpening(t.Context(), h.Here.Practitioner, fine)
		h.refuses(err, fault.Forbidden, "")
	})
}
