package demo_test

import (
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/demo"
	"holdfast/internal/demo/history"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/notify"
	"holdfast/internal/outcome"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// house is the whole product on a demonstration of eighty families.
type house struct {
	*app.Rooms
	t *testing.T
}

// each runs body on a filled database of each engine, at the moment it was filled.
func each(t *testing.T, body func(t *testing.T, h house)) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			c := app.Config{
				Database: "sqlite:" + filepath.Join(t.TempDir(), "demo.db"), Key: secret(), BaseURL: "http://127.0.0.1:8080",
				Demo: true, Log: slog.New(slog.DiscardHandler), Now: now,
			}
			if e == store.Postgres {
				c.Database = storetest.Config(t, e).URL
			}
			rooms, err := app.Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := rooms.Close(); err != nil {
					t.Error(err)
				}
			})
			if err := rooms.DB.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			fill(t, rooms.DB, 88)
			body(t, house{rooms, t})
		})
	}
}

// as is a persona, acting on the day of the demonstration.
func (h house) as(key string) access.Actor {
	h.t.Helper()
	i := slices.IndexFunc(demo.Personas(), func(p demo.Persona) bool { return p.Key == key })
	var who access.Actor
	err := h.DB.View(h.t.Context(), func(tx *store.Tx) (err error) {
		who, err = h.Accounts.ActorIn(tx, demo.Personas()[i].Account)
		return err
	})
	if err != nil {
		h.t.Fatalf("%s: %v", key, err)
	}
	return who
}

func (h house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func TestEverybodyOnThePageOfPeopleCanBegin(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		for _, p := range demo.Personas() {
			who := h.as(p.Key)
			if !who.Has(p.Role) || who.Name == "" {
				t.Errorf("%s acts as %v", p.Name, who.Roles)
			}
			token, err := h.Accounts.DemoSignIn(t.Context(), p.Account)
			if err != nil || token == "" {
				t.Errorf("%s cannot sign in: %v", p.Name, err)
			}
		}
	})
}

func TestAPractitionersDayIsAlive(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		ruth := h.as("ruth")
		day, err := h.Programmes.SessionsOn(t.Context(), ruth, programme.SessionFilter{Day: ruth.Today})
		h.ok(err)
		today := day.Rows
		if len(today) != 1 || today[0].Places < 6 || today[0].Marked != 1 {
			t.Fatalf("today: %+v", today)
		}
		register, err := h.Programmes.Session(t.Context(), ruth, today[0].Session.ID)
		h.ok(err)
		for _, r := range register.Rows {
			if len(r.Dyads) == 0 || r.Dyads[0].Age.Days < 36 {
				t.Errorf("%s comes with %+v", r.Caregiver.Called, r.Dyads)
			}
		}
		rings, err := h.Programmes.ToRing(t.Context(), ruth)
		h.ok(err)
		if !slices.ContainsFunc(rings, func(r programme.Ring) bool { return r.Person.Called == "Grace" && r.Misses == 2 && r.TriedAt != nil }) {
			t.Errorf("to ring: %+v", rings)
		}
		alerts, err := h.Safety.Alerts(t.Context(), ruth)
		h.ok(err)
		owned := map[string]bool{}
		for _, a := range alerts {
			owned[a.Name] = a.Owned()
		}
		if o, open := owned["Piotr"]; !open || o {
			t.Errorf("nobody has Piotr's alert: %v", owned)
		}
		if !owned["Chloe"] {
			t.Errorf("Ruth has Chloe's alert: %v", owned)
		}
		due, err := h.Measures.DueForStaff(t.Context(), ruth, measure.StaffQuery{})
		h.ok(err)
		if len(due.Tasks) == 0 {
			t.Error("nothing is due")
		}
	})
}

func TestLeadersSeeTheirPeopleAndNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		mei, ruth, amina := h.as("mei"), h.as("ruth"), h.as("amina")
		page, err := h.Programmes.Groups(t.Context(), mei, programme.GroupFilter{})
		h.ok(err)
		seen := 0
		for _, g := range page.Groups {
			leads := func(who access.Actor) bool {
				return slices.ContainsFunc(g.Leaders, func(l programme.Leader) bool { return l.Account == who.Account })
			}
			detail, err := h.Programmes.Group(t.Context(), mei, g.ID)
			h.ok(err)
			for _, p := range detail.Places {
				if p.State != programme.Accepted {
					continue
				}
				for _, who := range []access.Actor{ruth, amina} {
					_, err := h.Families.Find(t.Context(), who, p.Family)
					if leads(who) != (err == nil) || err != nil && !fault.Is(err, fault.NotFound) {
						t.Errorf("%s finds family %s of group %s: %v", who.Name, p.FamilyRef, g.Ref, err)
					}
					seen++
				}
			}
		}
		if seen < 40 {
			t.Errorf("only %d looks", seen)
		}
	})
}

func TestACoordinatorHasSomethingToDecide(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		mei := h.as("mei")
		waiting, err := h.Programmes.Waiting(t.Context(), mei, programme.WaitingFilter{Programme: programme.BabyLove})
		h.ok(err)
		if len(waiting.Rows) < 12 || waiting.Rows[0].DaysLeft > 5 || !waiting.Rows[0].Warn || !waiting.Outgrown {
			t.Errorf("%d wait, the first for %d days more, outgrown %v", len(waiting.Rows), waiting.Rows[0].DaysLeft, waiting.Outgrown)
		}
		groups, err := h.Programmes.PublicGroups(t.Context(), mei.Service, programme.BabyLove)
		h.ok(err)
		count := map[programme.Status]int{}
		for _, g := range groups {
			count[g.Status]++
			if g.Taken > g.Capacity {
				t.Errorf("group %s takes %d of %d", g.Ref, g.Taken, g.Capacity)
			}
			if g.Status == programme.Postponed && (g.Why == "" || g.BackBy.IsZero()) {
				t.Errorf("group %s is postponed without a word", g.Ref)
			}
		}
		if count[programme.Open] < 2 || count[programme.Full] != 1 || count[programme.Postponed] != 1 {
			t.Errorf("to come: %v", count)
		}
		kept := map[notify.State]int{}
		for after, more := (notify.MessageID{}), true; more; {
			page, err := h.Messages.Outbox(t.Context(), mei, notify.Filter{}, after)
			h.ok(err)
			for i, e := range page.Entries {
				kept[e.State]++
				if i > 0 && e.MadeAt.Truncate(time.Millisecond).After(page.Entries[i-1].MadeAt.Truncate(time.Millisecond)) {
					t.Error("the outbox is not newest first")
				}
			}
			after, more = page.Next, page.More
		}
		if kept[notify.Sent] < 50 || kept[notify.Held] < 3 || kept[notify.Said] < 3 {
			t.Errorf("outbox: %v", kept)
		}
		errands, err := h.Messages.ByHand(t.Context(), mei)
		h.ok(err)
		if len(errands) < 1 || len(errands) > 8 {
			t.Errorf("%d messages are to be said", len(errands))
		}
		fresh, err := h.Enquiries.List(t.Context(), mei, enquiry.Filter{State: enquiry.Sent})
		h.ok(err)
		if len(fresh.Enquiries) < 5 {
			t.Errorf("%d new enquiries", len(fresh.Enquiries))
		}
		for _, e := range fresh.Enquiries {
			_, err := h.Enquiries.Accept(t.Context(), mei, e.ID)
			h.ok(err)
		}
		declined, err := h.Enquiries.List(t.Context(), mei, enquiry.Filter{State: enquiry.Declined})
		h.ok(err)
		if len(declined.Enquiries) != 1 || declined.Enquiries[0].Decision == "" {
			t.Errorf("declined: %+v", declined.Enquiries)
		}
		first := groups[slices.IndexFunc(groups, func(g programme.Group) bool { return g.Status == programme.Open && g.Left > 0 })]
		if _, err := h.Programmes.NextOffer(t.Context(), mei, programme.NextOffer{Group: first.ID}); err != nil {
			t.Errorf("nobody can be offered the next place: %v", err)
		}
	})
}

func TestALeadReadsWhatCameOfIt(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		dana := h.as("dana")
		all, err := h.Outcomes.Overview(t.Context(), dana, outcome.Cursor{})
		h.ok(err)
		pairs, finished, telling, worse, few := 0, 0, 0, 0, false
		for _, g := range all.Groups {
			report, err := h.Outcomes.GroupReport(t.Context(), dana, g.ID)
			h.ok(err)
			if report.Group.Last.Before(dana.Today) {
				finished++
				if report.Flow.Completed == 0 || report.Flow.Started > report.Flow.Accepted || report.Flow.Completed > report.Flow.Started {
					t.Errorf("group %s: %+v", g.Ref, report.Flow)
				}
			}
			full := len(report.Measures) > 0
			for _, m := range report.Measures {
				pairs += m.Change.NPairs
				full = full && m.Change.NPairs >= 7 && m.Change.NPairs < m.Expected
				few = few || report.Group.Ended && m.Few()
				worse += reliablyWorse(m)
			}
			if report.Group.Ended && full {
				telling++
			}
		}
		if finished != 4 || pairs < 60 {
			t.Errorf("%d groups have ended, with %d pairs", finished, pairs)
		}
		if telling < 2 || !few || worse == 0 {
			t.Errorf("%d groups have seven pairs or more of every measure, one too few: %v, reliably worse: %d", telling, few, worse)
		}
		if len(all.Studies) != 1 || !strings.Contains(all.Studies[0].Name, "Made-up") {
			t.Fatalf("studies: %+v", all.Studies)
		}
		study, err := h.Outcomes.StudyReport(t.Context(), dana, all.Studies[0].ID)
		h.ok(err)
		if study.People < 200 || study.Complete < 180 || study.Complete == study.People || !strings.Contains(study.Source, "Made up") {
			t.Errorf("study: %+v", study.Study)
		}
	})
}

func reliablyWorse(m outcome.Measure) int {
	if m.Reliable == nil {
		return 0
	}
	return m.Reliable.Worse
}

func TestAnOfferWaitsAndCanBeAccepted(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		offer, err := h.Programmes.OfferByLink(t.Context(), history.OfferSecret)
		h.ok(err)
		if offer.State != programme.OfferOpen || len(offer.Infants) != 1 || offer.Infants[0].Called != "Noah" || !offer.Infants[0].Fit.OK {
			t.Fatalf("the offer shows %+v", offer)
		}
		got, err := h.Programmes.AcceptOffer(t.Context(), history.OfferSecret)
		h.ok(err)
		if got.State != programme.OfferAccepted {
			t.Errorf("accepting says %s", got.State)
		}
		home, err := h.Programmes.Home(t.Context(), h.as("leah"))
		h.ok(err)
		if len(home.Groups) != 1 || home.Groups[0].Next == nil {
			t.Errorf("home shows %+v", home)
		}
	})
}

func TestOneThingIsShownAndOneAnswerWaits(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		for who, want := range map[string]int{"piotr": 1, "marta": 0, "nadia": 0, "hollie": 0} {
			seen, err := h.Shares.Seen(t.Context(), h.as(who))
			h.ok(err)
			if len(seen) != want || want == 1 && seen[0].From != "Marta" {
				t.Errorf("%s is shown %+v", who, seen)
			}
		}
		own, err := h.Shares.Own(t.Context(), h.as("marta"))
		h.ok(err)
		if len(own) != 2 || len(own[0].Shown) != 1 || len(own[1].Shown) != 0 {
			t.Errorf("Marta wrote %+v", own)
		}
		for _, who := range []string{"dana", "amina"} {
			wait, err := h.Enquiries.Invitations(t.Context(), h.as(who))
			h.ok(err)
			if who == "dana" && (len(wait) != 1 || len(wait[0].Infants) != 2) {
				t.Errorf("%s finds %+v", who, wait)
			}
		}
	})
}

func TestCaregiversMeetTheirOwnOnly(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		nadia, marta, piotr := h.as("nadia"), h.as("marta"), h.as("piotr")
		due, err := h.Measures.Due(t.Context(), nadia)
		h.ok(err)
		if len(due) != 1 || due[0].Instrument != "checkin" || due[0].Way != measure.OnPhone {
			t.Errorf("due for Nadia: %+v", due)
		}
		_, err = h.Families.Person(t.Context(), marta, piotr.Person)
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("Marta reads Piotr: %v", err)
		}
		for _, who := range []access.Actor{marta, piotr} {
			mine, err := h.Families.Mine(t.Context(), who)
			h.ok(err)
			if len(mine) != 1 || mine[0].Caregiver.ID != who.Person || mine[0].Infant.Called != "Antek" {
				t.Errorf("%s has %+v", who.Name, mine)
			}
		}
		left, err := h.Measures.Due(t.Context(), h.as("hollie"))
		h.ok(err)
		if len(left) == 0 || left[0].Draft.IsZero() {
			t.Errorf("Hollie left nothing lying: %+v", left)
		}
	})
}

func TestHillRoadIsAnotherHouse(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		grace, dana := h.as("grace"), h.as("dana")
		for _, name := range []string{"Leah", "Nadia", "Piotr"} {
			found, err := h.Families.Search(t.Context(), grace, family.Query{Text: name})
			h.ok(err)
			for _, f := range found.People {
				if f.Person.Service != grace.Service {
					t.Errorf("Hill Road finds %s of another service", f.Person.Called)
				}
			}
		}
		alerts, err := h.Safety.Alerts(t.Context(), grace)
		h.ok(err)
		for _, a := range alerts {
			if a.Service == dana.Service {
				t.Error("Hill Road reads an alert of Harbour Lane")
			}
		}
		groups, err := h.Programmes.Groups(t.Context(), grace, programme.GroupFilter{})
		h.ok(err)
		if len(groups.Groups) < 2 {
			t.Errorf("Hill Road has %d groups", len(groups.Groups))
		}
	})
}

func TestTheTrailIsWhole(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		report, err := h.Log.Verify(t.Context(), h.DB)
		h.ok(err)
		if !report.OK() || report.Events < 88 || report.Unsealed != 0 {
			t.Errorf("trail: %+v", report)
		}
	})
}

func TestACoupleWhoseBabyCameEarlyIsOnItsWay(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		for _, key := range []string{"efua", "daniel"} {
			who := h.as(key)
			mine, err := h.Families.Mine(t.Context(), who)
			h.ok(err)
			ahead, err := h.Programmes.Ahead(t.Context(), who, mine[0].Family)
			h.ok(err)
			var waits, undone int
			for _, l := range ahead {
				if l.Contact.Kind == course.Visit && l.Waits {
					waits++
				}
				if l.Contact.Undone == course.Birth {
					undone++
				}
			}
			if waits != 1 || undone != 3 {
				t.Errorf("%s: %d visits wait while Abena is in hospital, and her birth left out %d sessions", key, waits, undone)
			}
		}
	})
}
