package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/pledge"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// TestWhatMustNotBeForgottenIsCarriedOver: yesterday and today are the same people on two databases: what happened today is
// known to one of them.
func TestWhatMustNotBeForgottenIsCarriedOver(t *testing.T) {
	all := whatHappenedToday(t)
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := &lossHouse{House: apptest.Demo(t, e), t: t}
			h.find("marta")
			mail := len(h.Post.Sent())
			carried, err := h.Rooms.CarryOver(t.Context(), all)
			if err != nil {
				t.Fatal(err)
			}
			want := []app.Carried{
				{Kind: pledge.Loss, Applied: 1}, {Kind: pledge.Restriction, Applied: 1}, {Kind: pledge.Exclusion, Applied: 1}, {Kind: pledge.ShutOut, Applied: 1},
				{Kind: pledge.Consent, Applied: 1}, {Kind: pledge.SafeContact, Applied: 1},
			}
			if !slices.Equal(carried, want) {
				t.Errorf("carried over %+v, want %+v", carried, want)
			}
			if again, err := h.Rooms.CarryOver(t.Context(), all); err != nil || len(again) != 0 {
				t.Errorf("a second time: %+v, %v", again, err)
			}
			for what, n := range map[string]int{
				"the baby is lost":               h.count(`SELECT COUNT(*) FROM person WHERE id = $1 AND lost_on = '2027-02-08'`, h.infant),
				"its place has ended":            h.count(`SELECT COUNT(*) FROM place WHERE family_id = $1 AND state = 'withdrawn' AND ended_why = 'loss'`, h.family),
				"somebody is asked to call":      h.count(`SELECT COUNT(*) FROM alert WHERE kind = 'loss' AND closed_at IS NULL`),
				"the restriction holds":          h.count(`SELECT COUNT(*) FROM restriction WHERE why = 'safety' AND ended_at IS NULL AND evidence <> ''`),
				"Amina is shut out":              h.count(`SELECT COUNT(*) FROM account WHERE id = $1 AND disabled_at IS NOT NULL`, h.Persona("amina")),
				"she is left out of couples":     h.count(`SELECT COUNT(*) FROM exclusion e JOIN account a ON a.person_id = e.person_id WHERE a.id = $1 AND e.ended_at IS NULL`, h.Persona("nadia")),
				"Nadia's consent is withdrawn":   h.count(`SELECT COUNT(*) FROM consent c JOIN account a ON a.person_id = c.person_id WHERE a.id = $1 AND c.purpose = 'measures' AND NOT c.given`, h.Persona("nadia")),
				"no text message to Nadia":       h.count(`SELECT COUNT(*) FROM safe_contact s JOIN account a ON a.person_id = s.person_id WHERE a.id = $1 AND s.channel = 'text' AND NOT s.safe`, h.Persona("nadia")),
				"audit says that it was carried": h.count(`SELECT COUNT(*) FROM audit_event WHERE action = 'pledges.carried-over'`),
			} {
				if n != 1 {
					t.Errorf("%s: %d", what, n)
				}
			}
			h.Work()
			for _, m := range h.Post.Sent()[mail:] {
				if m.To == "marta@mail.example" || m.To == "piotr@mail.example" {
					t.Errorf("%s was written to: %s", m.To, m.Subject)
				}
			}
			h.As(h.Persona("marta")).Get("/home/after").Is(http.StatusOK).Lacks("form main")
		})
	}
}

const (
	noMeasures = `SELECT COUNT(*) FROM consent c JOIN account a ON a.person_id = c.person_id WHERE a.id = $1 AND c.purpose = 'measures' AND NOT c.given`
	noText     = `SELECT COUNT(*) FROM safe_contact s JOIN account a ON a.person_id = s.person_id WHERE a.id = $1 AND s.channel = 'text' AND NOT s.safe`
)

// TestWhatWasEndedSinceDoesNotComeBack restores three copies: from before it all, from
// between, and from after.
func TestWhatWasEndedSinceDoesNotComeBack(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			day := newDay(t, e)
			said := day.sayNo()
			no := day.pledges()
			day.sayYesAgain(said)
			yes := day.pledges()

			before := newDay(t, e)
			before.carry(yes)
			before.holds("from before", map[string]int{
				`SELECT COUNT(*) FROM person WHERE lost_on IS NOT NULL`:                      0,
				`SELECT COUNT(*) FROM alert WHERE kind = 'loss'`:                             0,
				`SELECT COUNT(*) FROM restriction WHERE why = 'safety' AND ended_at IS NULL`: 0,
				`SELECT COUNT(*) FROM exclusion WHERE ended_at IS NULL`:                      0,
				noMeasures: 0,
				noText:     0,
				`SELECT COUNT(*) FROM place WHERE state = 'withdrawn' AND ended_why = 'loss'`:        0,
				`SELECT COUNT(*) FROM audit_event WHERE action = 'pledges.carried-over'`:             1,
				`SELECT COUNT(*) FROM pledge WHERE kind = 'loss-reversed' OR kind = 'consent-again'`: 2,
			})

			between := newDay(t, e)
			between.carry(no) // the copy knows every no
			between.carry(yes)
			between.holds("from between", map[string]int{
				`SELECT COUNT(*) FROM person WHERE lost_on IS NOT NULL`:                          0,
				`SELECT COUNT(*) FROM alert WHERE kind = 'loss' AND closed_at IS NULL`:           0,
				`SELECT COUNT(*) FROM restriction WHERE why = 'safety' AND ended_at IS NULL`:     0,
				`SELECT COUNT(*) FROM exclusion WHERE ended_at IS NULL`:                          0,
				`SELECT COUNT(*) FROM restriction WHERE why = 'safety' AND ended_at IS NOT NULL`: 1,
				noMeasures: 1, // theirs to say again
				noText:     1,
				`SELECT COUNT(*) FROM place WHERE state = 'withdrawn' AND ended_why = 'loss'`: 0,
			})

			if again := day.carry(yes); len(again) != 0 {
				t.Errorf("a copy from after knows it all, and carries over %+v", again)
			}
		})
	}
}

// whatHappenedToday is the pledges of a day on which a loss was told and three people
// said no in one way or another.
func whatHappenedToday(t *testing.T) []pledge.Pledge {
	d := newDay(t, store.SQLite)
	d.sayNo()
	return d.pledges()
}

// day is a house on a day on which much is said.
type day struct {
	*lossHouse
	dana, nadia, per access.Actor
}

func newDay(t *testing.T, e store.Engine) *day {
	d := &day{lossHouse: &lossHouse{House: apptest.Demo(t, e), t: t}}
	d.find("marta")
	var err error
	d.dana, err = d.Rooms.Accounts.Actor(t.Context(), token(t, d.House, "dana"))
	must(t, err)
	d.nadia, err = d.Rooms.Accounts.Actor(t.Context(), token(t, d.House, "nadia"))
	must(t, err)
	d.per, err = d.Rooms.Accounts.Actor(t.Context(), token(t, d.House, "per"))
	must(t, err)
	return d
}

func (d *day) pledges() (all []pledge.Pledge) {
	d.View(func(tx *store.Tx) (err error) {
		all, err = pledge.All(tx)
		return err
	})
	return all
}

func (d *day) carry(all []pledge.Pledge) []app.Carried {
	d.t.Helper()
	carried, err := d.Rooms.CarryOver(d.t.Context(), all)
	must(d.t, err)
	return carried
}

func (d *day) holds(name string, want map[string]int) {
	d.t.Helper()
	for query, n := range want {
		var args []any
		if strings.Contains(query, "$1") {
			args = []any{d.Persona("nadia")}
		}
		if got := d.count(query, args...); got != n {
			d.t.Errorf("%s: %s: %d, not %d", name, query, got, n)
		}
	}
}

// noes is what was said, for taking it back.
type noes struct {
	loss        family.LossID
	restriction family.RestrictionID
}

func (d *day) sayNo() (said noes) {
	t, rooms := d.t, d.Rooms
	var infant access.PersonID
	must(t, infant.UnmarshalText([]byte(d.infant)))
	l, err := rooms.Families.RecordLoss(t.Context(), d.dana, family.NewLoss{Infant: infant, Kind: family.Death, Day: civil.New(2027, 2, 8)})
	must(t, err)
	said.loss = l.ID
	said.restriction, err = rooms.Families.Restrict(t.Context(), d.dana, family.NewRestriction{
		Adult: person(t, d.House, "piotr"), About: d.nadia.Person, From: d.dana.Today, Why: family.Danger, Evidence: "A letter.",
	})
	must(t, err)
	must(t, rooms.Safety.SetCouples(t.Context(), d.dana, d.nadia.Person, safety.LeaveOut))
	must(t, rooms.Accounts.DisableStaff(t.Context(), d.per, d.Persona("amina")))
	must(t, rooms.Consents.Withdraw(t.Context(), d.nadia, d.nadia.Person, consent.Measures))
	must(t, rooms.Safety.SetContact(t.Context(), d.nadia, d.nadia.Person, []safety.SafeContact{{Channel: family.Text}}))
	return said
}

func (d *day) sayYesAgain(said noes) {
	t, rooms := d.t, d.Rooms
	_, err := rooms.Families.ReverseLoss(t.Context(), d.dana, said.loss)
	must(t, err)
	must(t, rooms.Families.EndRestriction(t.Context(), d.dana, said.restriction))
	must(t, rooms.Safety.SetCouples(t.Context(), d.dana, d.nadia.Person, safety.MayMeet))
	must(t, rooms.Accounts.EnableStaff(t.Context(), d.per, d.Persona("amina")))
	must(t, rooms.Consents.Give(t.Context(), d.nadia, d.nadia.Person, consent.Measures, "enquiry.agree.v1"))
	must(t, rooms.Safety.SetContact(t.Context(), d.nadia, d.nadia.Person, []safety.SafeContact{{Channel: family.Text, Safe: true}}))
}

func person(t *testing.T, h *apptest.House, key string) (id access.PersonID) {
	t.Helper()
	h.View(func(tx *store.Tx) error {
		if err := tx.QueryRow(`SELECT person_id FROM account WHERE id = $1`, h.Persona(key)).Scan(&id); err != nil {
			return fmt.Errorf("person of %s: %w", key, err)
		}
		return nil
	})
	return id
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
