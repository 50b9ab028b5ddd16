package safety_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

func TestAlertIsOwnedUntilSomebodyWritesWhatTheyDid(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.opened(t, safety.SelfHarm)
		a := h.read(t, id)
		if a.Name != "Julia" || !slices.Equal(a.Infants, []string{"Antoni"}) || a.Owned() || !a.DueAt.Equal(morning.Add(15*time.Minute)) {
			t.Errorf("opened as %+v", a)
		}
		if len(a.Steps) != 1 || a.Steps[0].Act != safety.Opened || !a.Steps[0].By.IsZero() {
			t.Errorf("first step %+v", a.Steps)
		}

		worker := h.Here.Practitioner
		wantFault(t, "closing what nobody owns", h.Close(t.Context(), worker, id, "Rang her."), fault.Conflict)
		if err := h.Take(t.Context(), worker, id); err != nil {
			t.Fatal(err)
		}
		if err := h.Take(t.Context(), worker, id); err != nil {
			t.Errorf("taking one's own again: %v", err)
		}
		wantFault(t, "taking somebody's", h.Take(t.Context(), h.Here.Lead, id), fault.Conflict)
		for _, empty := range []string{"", " \n\t "} {
			wantFault(t, "closing without a word", h.Close(t.Context(), worker, id, empty), fault.Invalid)
		}
		for range 2 { // the form sent twice
			if err := h.Note(t.Context(), worker, id, "Rang twice, no answer."); err != nil {
				t.Fatal(err)
			}
		}
		wantFault(t, "a note of a book's length", h.Note(t.Context(), worker, id, strings.Repeat("x", 4001)), fault.Invalid)
		if err := h.Close(t.Context(), worker, id, "Spoke with her. Her sister has the baby."); err != nil {
			t.Fatal(err)
		}
		a = h.read(t, id)
		var acts []safety.Act
		for _, s := range a.Steps {
			acts = append(acts, s.Act)
		}
		if want := []safety.Act{safety.Opened, safety.Took, safety.Tried, safety.Closed}; !slices.Equal(acts, want) {
			t.Errorf("steps %v, want %v", acts, want)
		}
		if a.Open() || a.OwnerName != worker.Name || a.Steps[3].ByName != worker.Name {
			t.Errorf("closed as %+v", a)
		}
		wantFault(t, "a note on a closed one", h.Note(t.Context(), worker, id, "Later."), fault.Conflict)
		wantFault(t, "closing twice", h.Close(t.Context(), worker, id, "Again."), fault.Conflict)
		if open, err := h.Alerts(t.Context(), worker); err != nil || len(open) != 0 {
			t.Errorf("still on the list: %v, %v", open, err)
		}
	})
}

func TestWhoSeesAnAlert(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.opened(t, safety.SelfHarm)
		both := h.Here.Colleague
		both.Roles = []access.Role{access.Practitioner, access.Coordinator}
		for _, tt := range []struct {
			name string
			who  access.Actor
			list fault.Kind // of the list, the count and what is known of the person
			one  fault.Kind
			n    int
		}{
			{"a practitioner who may see her", h.Here.Practitioner, fault.Internal, fault.Internal, 1},
			{"the lead", h.Here.Lead, fault.Internal, fault.Internal, 1},
			{"a practitioner whose sight ended yesterday", h.Here.Colleague, fault.Internal, fault.NotFound, 0},
			{"the same, who is a coordinator as well", both, fault.Internal, fault.NotFound, 0},
			{"a coordinator", h.Here.Coordinator, fault.Forbidden, fault.Forbidden, 0},
			{"an administrator", h.Here.Administrator, fault.Forbidden, fault.Forbidden, 0},
			{"the person herself", h.own, fault.Forbidden, fault.Forbidden, 0},
			{"the other parent", h.partner, fault.Forbidden, fault.Forbidden, 0},
			{"a practitioner of another service", h.There.Practitioner, fault.Internal, fault.NotFound, 0},
			{"the lead of another service", h.There.Lead, fault.Internal, fault.NotFound, 0},
			{"a visitor", access.Actor{}, fault.Forbidden, fault.Forbidden, 0},
		} {
			t.Run(tt.name, func(t *testing.T) {
				list, err := h.Alerts(t.Context(), tt.who)
				if fault.KindOf(err) != tt.list || len(list) != tt.n {
					t.Errorf("list: %d, %v", len(list), err)
				}
				counts, err := h.Counts(t.Context(), tt.who)
				if fault.KindOf(err) != tt.list || counts.Open != tt.n || counts.Unowned != tt.n {
					t.Errorf("counts: %+v, %v", counts, err)
				}
				about, err := h.ForPerson(t.Context(), tt.who, h.mother)
				if fault.KindOf(err) != tt.list || len(about) != tt.n {
					t.Errorf("about the person: %d, %v", len(about), err)
				}
				a, err := h.Alert(t.Context(), tt.who, id)
				if fault.KindOf(err) != tt.one || (a.ID == id) != (tt.n == 1) {
					t.Errorf("one: %v, %v", a.ID, err)
				}
				if tt.n == 1 {
					return
				}
				for what, err := range map[string]error{
					"take":  h.Take(t.Context(), tt.who, id),
					"note":  h.Note(t.Context(), tt.who, id, "x"),
					"close": h.Close(t.Context(), tt.who, id, "x"),
					"hand":  h.Hand(t.Context(), tt.who, id, h.Here.Lead.Account),
				} {
					if fault.KindOf(err) != tt.one {
						t.Errorf("%s: %v, want %s", what, err, tt.one)
					}
				}
				if absent := h.Take(t.Context(), tt.who, safety.AlertID{}); fault.KindOf(absent) != tt.one {
					t.Errorf("one that is not there: %v, want the same answer", absent)
				}
			})
		}
		if a := h.read(t, id); a.Owned() || len(a.Steps) != 1 {
			t.Errorf("somebody left a trace: %+v", a)
		}
	})
}

func TestHand(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.opened(t, safety.SelfHarm)
		worker, lead := h.Here.Practitioner, h.Here.Lead
		takers, err := h.Takers(t.Context(), worker, id)
		if err != nil || len(takers) != 2 || takers[0].ID != lead.Account || takers[1].ID != worker.Account {
			t.Errorf("takers %v, %v; want the lead and the worker who may see her", takers, err)
		}
		for what, to := range map[string]access.AccountID{
			"a worker whose sight ended": h.Here.Colleague.Account,
			"a coordinator":              h.Here.Coordinator.Account,
			"another service's lead":     h.There.Lead.Account,
			"nobody":                     {},
			"a caregiver":                h.own.Account,
		} {
			wantFault(t, "handing to "+what, h.Hand(t.Context(), worker, id, to), fault.Invalid)
		}
		if err := h.Hand(t.Context(), worker, id, lead.Account); err != nil {
			t.Fatal(err)
		}
		a := h.read(t, id)
		if a.OwnerName != lead.Name || a.Steps[1].Act != safety.Handed || a.Steps[1].Note != lead.Name || a.Steps[1].ByName != worker.Name {
			t.Errorf("handed as %+v", a)
		}
		due := a.DueAt
		wantFault(t, "handing on somebody's", h.Hand(t.Context(), worker, id, worker.Account), fault.Forbidden)
		wantFault(t, "closing somebody's", h.Close(t.Context(), worker, id, "Done."), fault.Forbidden)
		h.clock.Advance(time.Hour)
		if err := h.Hand(t.Context(), lead, id, worker.Account); err != nil {
			t.Fatal(err)
		}
		if a = h.read(t, id); a.OwnerName != worker.Name || !a.DueAt.Equal(due) {
			t.Errorf("handed on: due %s, want %s: handing round buys no time", a.DueAt, due)
		}
		if err := h.Close(t.Context(), lead, id, "Decided together."); err != nil {
			t.Errorf("a lead closes: %v", err)
		}
	})
}

// A risk is owned by somebody who is there to answer it. When they leave the
// service it is nobody's again, and their name stays where they wrote something.
func TestWhoIsGoneOwnsNothing(t *testing.T) {
	for name, leave := range map[string]struct {
		query string
		since any
	}{
		"an account that was disabled":     {`UPDATE account SET disabled_at = $2 WHERE id = $1`, morning},
		"a worker whose last role is over": {`UPDATE account_role SET until_on = $2 WHERE account_id = $1`, accesstest.Today.AddDays(-1)},
	} {
		t.Run(name, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, h house) {
				id := h.opened(t, safety.SelfHarm)
				if err := h.Take(t.Context(), h.Here.Practitioner, id); err != nil {
					t.Fatal(err)
				}
				err := h.db.Update(t.Context(), func(tx *store.Tx) error {
					_, err := tx.Exec(leave.query, h.Here.Practitioner.Account, leave.since)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				if c, err := h.Counts(t.Context(), h.Here.Lead); err != nil || c.Unowned != 1 {
					t.Errorf("counts %+v, %v", c, err)
				}
				if err := h.Take(t.Context(), h.Here.Lead, id); err != nil {
					t.Fatalf("nobody else can take it: %v", err)
				}
				if a := h.read(t, id); a.OwnerName != h.Here.Lead.Name || a.Steps[1].ByName != h.Here.Practitioner.Name {
					t.Errorf("%+v", a)
				}
			})
		})
	}
}

func TestAlertsComeInTheOrderTheyAreDue(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		talk := h.opened(t, safety.WantsToTalk)
		h.clock.Advance(time.Minute)
		risk := h.opened(t, safety.SelfHarm)
		h.clock.Advance(15*time.Minute + time.Second)
		all, err := h.Alerts(t.Context(), h.Here.Lead)
		if err != nil || len(all) != 2 || all[0].ID != risk || all[1].ID != talk {
			t.Fatalf("alerts %v, %v", all, err)
		}
		if !all[0].Overdue(h.clock.Now()) || all[1].Overdue(h.clock.Now()) {
			t.Error("a risk is late after a quarter of an hour, a wish to talk is not")
		}
		if c, err := h.Counts(t.Context(), h.Here.Lead); err != nil || c != (safety.Counts{Open: 2, Unowned: 2, Overdue: 1}) {
			t.Errorf("counts %+v, %v", c, err)
		}
		if err := h.Take(t.Context(), h.Here.Practitioner, risk); err != nil {
			t.Fatal(err)
		}
		if c, err := h.Counts(t.Context(), h.Here.Practitioner); err != nil || c != (safety.Counts{Open: 2, Unowned: 1}) {
			t.Errorf("counts once owned %+v, %v", c, err)
		}
	})
}

func TestOneAnswerOpensOneAlert(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		in := safety.NewAlert{Person: h.mother, Kind: safety.SelfHarm, Source: "caregiver", Response: "0198c5f0-0000-7000-8000-000000000001"}
		open := func(in safety.NewAlert) safety.AlertID {
			t.Helper()
			id, err := h.Open(t.Context(), h.own, in)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		first := open(in)
		if open(in) != first {
			t.Error("the same answer opened a second alert")
		}
		in.Kind = safety.HarmToInfant
		if open(in) == first {
			t.Error("another risk of the same filling-in was swallowed")
		}
		talk := h.opened(t, safety.WantsToTalk)
		if h.opened(t, safety.WantsToTalk) != talk {
			t.Error("asking to talk twice opened two")
		}
		if err := h.Take(t.Context(), h.Here.Lead, talk); err != nil {
			t.Fatal(err)
		}
		if err := h.Close(t.Context(), h.Here.Lead, talk, "Spoke with her."); err != nil {
			t.Fatal(err)
		}
		if h.opened(t, safety.WantsToTalk) == talk {
			t.Error("asking again after somebody rang was swallowed")
		}
	})
}

func TestWhoOpensAnAlert(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		for _, tt := range []struct {
			name string
			who  access.Actor
			want fault.Kind
		}{
			{"a worker who may see her", h.Here.Practitioner, fault.Internal},
			{"the other parent, about her", h.partner, fault.NotFound},
			{"a worker whose sight ended yesterday", h.Here.Colleague, fault.NotFound},
			{"another service", h.There.Lead, fault.NotFound},
			{"an administrator", h.Here.Administrator, fault.NotFound},
		} {
			_, err := h.Open(t.Context(), tt.who, safety.NewAlert{Person: h.mother, Kind: safety.Said, Source: "staff", Note: "Said at the door."})
			if fault.KindOf(err) != tt.want || (err == nil) != (tt.want == fault.Internal) {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
		_, err := h.Open(t.Context(), h.Here.Lead, safety.NewAlert{Person: h.mother, Kind: "gossip"})
		wantFault(t, "an alert about nothing known", err, fault.Invalid)
	})
}

func TestRefusalStaysOnRecord(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.opened(t, safety.SelfHarm)
		wantFault(t, "taking unseen", h.Take(t.Context(), h.Here.Colleague, id), fault.NotFound)
		var n int
		err := h.db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(`SELECT COUNT(*) FROM audit_event WHERE action = 'alert.taken.refused' AND actor = $1 AND thing = $2`,
				h.Here.Colleague.Account.String(), id.String()).Scan(&n)
		})
		if err != nil || n != 1 {
			t.Errorf("%d lines of the refusal, %v", n, err)
		}
	})
}

func TestSafeContact(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		way := safety.SafeContact{Channel: "email", Safe: true, Shared: true}
		way.From.Hour, way.Until.Hour = 9, 15
		if err := h.SetContact(t.Context(), h.Here.Coordinator, h.mother, []safety.SafeContact{way, {Channel: "call"}}); err != nil {
			t.Fatal(err)
		}
		way.Shared = false
		if err := h.SetContact(t.Context(), h.own, h.mother, []safety.SafeContact{way}); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name string
			who  access.Actor
			want int // -1: not found
		}{
			{"the person herself", h.own, 2},
			{"a worker who may see her", h.Here.Practitioner, 2},
			{"the coordinator", h.Here.Coordinator, 2},
			{"the other parent", h.partner, -1},
			{"a worker whose sight ended yesterday", h.Here.Colleague, -1},
			{"an administrator", h.Here.Administrator, -1},
			{"another service", h.There.Lead, -1},
		} {
			got, err := h.Contacts(t.Context(), tt.who, h.mother)
			if tt.want < 0 {
				wantFault(t, tt.name, err, fault.NotFound)
				wantFault(t, tt.name+" setting it", h.SetContact(t.Context(), tt.who, h.mother, []safety.SafeContact{way}), fault.NotFound)
				continue
			}
			if err != nil || len(got) != tt.want {
				t.Errorf("%s: %d ways, %v", tt.name, len(got), err)
			}
		}
		got, err := h.Contacts(t.Context(), h.own, h.mother)
		if err != nil {
			t.Fatal(err)
		}
		if got[0].Safe || got[0].AskedBy != h.Here.Coordinator.Account || !got[1].Safe || got[1].Shared || !got[1].AskedBy.IsZero() || got[1].Until.Hour != 15 {
			t.Errorf("reads back as %+v", got)
		}
		if got, err := h.Contacts(t.Context(), h.partner, h.father); err != nil || len(got) != 0 {
			t.Errorf("nobody asked the father: %v, %v", got, err)
		}
		wantFault(t, "a way that there is not", h.SetContact(t.Context(), h.own, h.mother, []safety.SafeContact{{Channel: "pigeon"}}), fault.Invalid)
		way.Until.Hour = 25
		wantFault(t, "an hour that there is not", h.SetContact(t.Context(), h.own, h.mother, []safety.SafeContact{way}), fault.Invalid)
	})
}

func TestTwoWhoTakeAtOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id := h.opened(t, safety.SelfHarm)
		results := make(chan error, 2)
		for _, who := range []access.Actor{h.Here.Practitioner, h.Here.Lead} {
			go func() { results <- h.Take(t.Context(), who, id) }()
		}
		owned := 0
		for range cap(results) {
			if err := <-results; err == nil {
				owned++
			} else {
				wantFault(t, "the second", err, fault.Conflict)
			}
		}
		if owned != 1 {
			t.Errorf("%d of two own it, want one", owned)
		}
	})
}
