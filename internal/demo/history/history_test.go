package history

import (
	"fmt"
	"testing"
	"time"

	"holdfast/content/programmes"
	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/measure/packs"
	"holdfast/internal/programme"
)

// source is a world on a Tuesday morning.
func source(t testing.TB, seed uint64, families int) Source {
	t.Helper()
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := catalogue.Programme(programme.BabyLove)
	if err != nil {
		t.Fatal(err)
	}
	expecting, err := catalogue.Programme("baby-steps")
	if err != nil {
		t.Fatal(err)
	}
	library, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return Source{Seed: seed, Now: time.Date(2027, time.February, 9, 9, 20, 0, 0, time.UTC), Families: families, Programme: p, Expecting: expecting, Library: library}
}

func chapters(t testing.TB, src Source) (*World, []Chapter) {
	t.Helper()
	w, err := New(src)
	if err != nil {
		t.Fatal(err)
	}
	var out []Chapter
	for c := range w.Chapters() {
		out = append(out, c)
	}
	return w, out
}

func TestTheSameSeedTellsTheSameWorld(t *testing.T) {
	_, a := chapters(t, source(t, 4, 80))
	_, b := chapters(t, source(t, 4, 80))
	_, other := chapters(t, source(t, 5, 80))
	if fmt.Sprintf("%+v", flat(a)) != fmt.Sprintf("%+v", flat(b)) {
		t.Error("one seed told two worlds")
	}
	if fmt.Sprintf("%+v", flat(a)) == fmt.Sprintf("%+v", flat(other)) {
		t.Error("two seeds told the same world")
	}
}

// flat is the chapters without their pointers, so that their text can be compared.
func flat(all []Chapter) []any {
	var out []any
	for _, c := range all {
		for _, g := range c.Groups {
			plain := *g
			plain.Programme = nil
			out = append(out, plain)
		}
		for _, f := range c.Families {
			f.Place.Group, f.Enquiry.Group = nil, nil
			for i := range f.Place.Offers {
				f.Place.Offers[i].Group = nil
			}
			out = append(out, f)
		}
		for _, e := range c.Enquiries {
			e.Group = nil
			out = append(out, e)
		}
	}
	return out
}

func TestHarbourLaneHasTheFamiliesAskedFor(t *testing.T) {
	for _, n := range []int{1, 20, 80, 1000, 2500} {
		w, all := chapters(t, source(t, 1, n))
		got := 0
		for _, c := range all {
			if c.Team == w.Harbour.ID {
				got += len(c.Families)
			}
		}
		if got != n {
			t.Errorf("asked for %d families, got %d", n, got)
		}
	}
}

func TestEverythingHangsTogether(t *testing.T) {
	for seed := range uint64(4) {
		src := source(t, seed, 300)
		w, all := chapters(t, src)
		seen := map[ID]bool{}
		refs := map[string]bool{}
		for _, c := range all {
			for _, g := range c.Groups {
				checkGroup(t, w, g)
				once(t, seen, g.ID)
			}
			for _, f := range c.Families {
				checkFamily(t, w, f)
				once(t, seen, f.ID, f.Place.ID, f.Enquiry.ID)
				if refs[f.Ref] {
					t.Errorf("reference %s stands for two families", f.Ref)
				}
				refs[f.Ref] = true
			}
		}
	}
}

func once(t *testing.T, seen map[ID]bool, ids ...ID) {
	t.Helper()
	for _, id := range ids {
		if seen[id] || len(id) != 36 {
			t.Errorf("identifier %s comes twice or is none", id)
		}
		seen[id] = true
	}
}

func checkGroup(t *testing.T, w *World, g *Group) {
	t.Helper()
	if n := len(g.Programme.Sessions); len(g.Sessions) != n || g.Sessions[0].Day != g.First || g.Sessions[n-1].Day != g.Last || !g.Starts.Before(g.Ends) {
		t.Errorf("group %s: %d sessions from %s to %s, %s to %s", g.ID, len(g.Sessions), g.First, g.Last, g.Starts, g.Ends)
	}
	for i, s := range g.Sessions {
		if i > 0 && !g.Sessions[i-1].Day.Before(s.Day) {
			t.Errorf("group %s: session %d is not after the one before", g.ID, s.Number)
		}
		for _, h := range w.Harbour.Holidays {
			if h.Day == s.Day {
				t.Errorf("group %s meets on %s, %s", g.ID, s.Day, h.Name)
			}
		}
		if s.ClosedAt.After(w.src.Now) || !s.ClosedAt.IsZero() && !s.Day.Before(w.Today) {
			t.Errorf("group %s: the register of session %d on %s was finished at %s", g.ID, s.Number, s.Day, s.ClosedAt)
		}
	}
	if g.At.After(w.src.Now) || g.ChangedAt.After(w.src.Now) {
		t.Errorf("group %s was made or changed in the future", g.ID)
	}
}

func checkFamily(t *testing.T, w *World, f Family) {
	t.Helper()
	now, p := w.src.Now, f.Place
	inOrder(t, "enquiry of "+string(f.ID), now, f.Enquiry.StartedAt, f.Enquiry.SentAt, f.Enquiry.DecidedAt)
	inOrder(t, "place of "+string(f.ID), now, p.AskedAt, p.OfferedAt, p.AnsweredAt)
	answers := enquiry.Answers{}
	for _, a := range f.Enquiry.Answers {
		answers[a.Question] = a.Value
	}
	if err := answers.CheckAll(civil.Of(f.Enquiry.SentAt)); err != nil {
		t.Errorf("enquiry of %s: %v in %v", f.ID, err, answers)
	}
	if len(f.Dyads) != len(f.Adults)*len(f.Infants) || len(f.Dyads) == 0 {
		t.Errorf("family %s: %d dyads", f.ID, len(f.Dyads))
	}
	for _, b := range f.Infants {
		if b.Born.After(w.Today) || b.Anchor().IsZero() || b.Born.IsZero() && b.Due.Before(w.Today.AddDays(-14)) {
			t.Errorf("family %s: a baby born %s, due %s", f.ID, b.Born, b.Due)
		}
		if p.Group == nil {
			continue
		}
		baby := programme.Baby{Born: b.Born, Due: b.Due}
		if !b.ToldAt.IsZero() {
			baby.Born = civil.Date{} // as it was when the place was offered
		}
		fit := programme.Eligible(p.Group.Programme, baby, p.Group.First, p.Group.Last)
		if !fit.OK {
			t.Errorf("family %s: a baby does not fit its group: %s", f.ID, fit.Why)
		}
	}
	if p.State == waiting != p.OfferedAt.IsZero() {
		t.Errorf("family %s: a place %s offered at %s", f.ID, p.State, p.OfferedAt)
	}
	if p.State == offered && !p.ExpiresAt.After(now) {
		t.Errorf("family %s: an open offer that is over", f.ID)
	}
	days := map[ID]civil.Date{}
	if p.Group != nil {
		for _, s := range p.Group.Sessions {
			days[s.ID] = s.Day
		}
	}
	for _, m := range p.Marks {
		if m.At.After(now) || days[m.Session].IsZero() || days[m.Session].After(w.Today) {
			t.Errorf("family %s: marked at %s for a session on %s", f.ID, m.At, days[m.Session])
		}
	}
	checkResponses(t, w, f)
}

func checkResponses(t *testing.T, w *World, f Family) {
	t.Helper()
	alerts := map[ID]int{}
	for _, a := range f.Alerts {
		alerts[a.Response]++
		inOrder(t, "alert "+string(a.ID), w.src.Now, a.OpenedAt, a.OwnedAt, a.ClosedAt)
		if len(a.Steps) == 0 || a.Steps[0].Kind != "opened" || !a.ClosedAt.IsZero() && a.Steps[len(a.Steps)-1].Kind != "closed" {
			t.Errorf("alert %s has steps %+v", a.ID, a.Steps)
		}
		if a.Kind == "" || !a.ClosedAt.IsZero() && a.Steps[len(a.Steps)-1].Note == "" {
			t.Errorf("alert %s was closed without a word", a.ID)
		}
	}
	slots := map[string]bool{}
	for _, r := range f.Responses {
		if f.Place.AnsweredAt.IsZero() || r.StartedAt.Before(f.Place.AnsweredAt.Add(-6*time.Minute)) {
			t.Errorf("family %s filled in %s before they had a place", f.ID, r.Instrument)
		}
		inOrder(t, "response "+string(r.ID), w.src.Now, r.StartedAt, r.DoneAt)
		slot := fmt.Sprint(r.Instrument, r.Timepoint, r.Dyad)
		if slots[slot] || len(r.Items) == 0 {
			t.Errorf("family %s: %s twice, or without answers", f.ID, slot)
		}
		slots[slot] = true
		for _, i := range r.Items {
			if i.Value < 1 {
				t.Errorf("response %s: item %d has no option ticked", r.ID, i.Number)
			}
			risk := r.Instrument == "epds" && i.Number == 10 && i.Value < 4 || r.Instrument == "checkin" && i.Number == 6 && i.Value <= 2
			if risk && r.DoneAt.After(time.Time{}) && alerts[r.ID] == 0 {
				t.Errorf("response %s means risk and nobody was told", r.ID)
			}
		}
	}
}

// inOrder reports moments that do not follow one another, or lie after now. Zero
// moments have not come.
func inOrder(t *testing.T, what string, now time.Time, moments ...time.Time) {
	t.Helper()
	var last time.Time
	for _, m := range moments {
		if m.IsZero() {
			continue
		}
		if m.Before(last) || m.After(now) {
			t.Errorf("%s: %v are not in order, or after %s", what, moments, now)
		}
		last = m
	}
}

func TestWhicheverDayItIsTheServiceIsAlive(t *testing.T) {
	days := []civil.Date{civil.New(2026, 12, 25), civil.New(2027, 1, 1), civil.New(2028, 2, 29), civil.New(2027, 3, 28), civil.New(2027, 10, 31)}
	for n := 0; n < 365; n += 13 {
		days = append(days, civil.New(2027, 1, 3).AddDays(n))
	}
	for i, day := range days {
		src := source(t, 1, 60)
		src.Now = day.In(time.UTC, civil.Clock{Hour: i % 24, Minute: 7 * i % 60})
		w, all := chapters(t, src)
		today, coming, states := 0, 0, map[string]int{}
		for _, c := range all {
			for _, g := range c.Groups {
				checkGroup(t, w, g)
				for _, s := range g.Sessions {
					if s.Day == w.Today && c.Team == w.Harbour.ID {
						today++
					}
				}
				if c.Team == w.Harbour.ID {
					states[g.State]++
				}
				if c.Team == w.Harbour.ID && g.First.After(w.Today) {
					coming++
				}
			}
			for _, f := range c.Families {
				checkFamily(t, w, f)
			}
		}
		if today < 2 || coming != 6 || states["postponed"] != 1 {
			t.Errorf("on %s %d groups meet, %d are to come, and they are %v", w.Today, today, coming, states)
		}
	}
}
