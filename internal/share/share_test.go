package share_test

import (
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/jobs"
	"holdfast/internal/pledge"
	"holdfast/internal/share"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// house is the rooms this one needs, and the people of two services.
type house struct {
	accesstest.World
	*testing.T
	db       *store.DB
	svc      *share.Service
	families *family.Service
}

func newHouse(t *testing.T, db *store.DB) house {
	t.Helper()
	log := audit.New(storetest.Key())
	return house{accesstest.New(t, db), t, db, share.New(db, log), family.New(db, log, jobs.NewQueue())}
}

// couple is a mother and the father she asked, who lets her know that he takes part.
type couple struct {
	mother, father access.Actor
	baby           access.PersonID
	asked          string // her invitation
	words          share.WordsID
}

func (h house) couple() (c couple) {
	h.Helper()
	h.does(h.db.Update(h.Context(), func(tx *store.Tx) error {
		r, err := h.families.RegisterIn(tx, h.Here.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{{Name: "Julia Wiśniewska", Called: "Julia", Relation: family.Mother}, {Name: "Tomasz Wiśniewski", Called: "Tomasz", Relation: family.Father}},
			Infants:    []family.NewInfant{{Name: "Antoni", Born: civil.New(2026, 11, 1)}},
		})
		if err != nil {
			return err
		}
		c.mother, c.father = access.Caregiving(h.Here.Service, r.Adults()[0].ID, accesstest.Today), access.Caregiving(h.Here.Service, r.Adults()[1].ID, accesstest.Today)
		c.baby, c.asked = r.Infants()[0].ID, ident.New[struct{}]().String()
		_, err = tx.Exec(`
INSERT INTO invitation (id, service_id, family_id, by_person, by_account, name, relation, email, email_key, state, made_at, expires_at, tells, person_id)
VALUES ($1, $2, $3, $4, $5, 'Tomek', 'father', 't@post.example', 't@post.example', 'confirmed', $6, $6, $7, $8)`,
			c.asked, h.Here.Service, r.ID, c.mother.Person, h.Here.Lead.Account, tx.Now(), true, c.father.Person)
		if err == nil {
			_, err = tx.Exec(`INSERT INTO invitation_infant (invitation_id, infant_id) VALUES ($1, $2)`, c.asked, c.baby)
		}
		return err
	}))
	var err error
	c.words, err = h.svc.Write(h.Context(), c.mother, share.Write{Text: "Nights are hard."})
	h.does(err)
	return c
}

func (h house) does(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h house) shows(c couple) {
	h.Helper()
	h.does(h.svc.Show(h.Context(), c.mother, share.Show{Words: c.words, To: c.father.Person}))
}

// reads is how many things are shown to somebody.
func (h house) reads(who access.Actor) []share.Seen {
	h.Helper()
	all, err := h.svc.Seen(h.Context(), who)
	h.does(err)
	return all
}

// showing is what somebody reads of what they show.
func (h house) showing(who access.Actor) (out []share.Share) {
	h.Helper()
	all, err := h.svc.Own(h.Context(), who)
	h.does(err)
	for _, w := range all {
		out = append(out, w.Shown...)
	}
	return out
}

func (h house) knows(who access.Actor) (out []string) {
	h.Helper()
	all, err := h.svc.Readers(h.Context(), who)
	h.does(err)
	for _, r := range all {
		out = append(out, r.Name)
	}
	return out
}

func (h house) exec(sql string, args ...any) {
	h.Helper()
	h.does(h.db.Update(h.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(sql, args...)
		return err
	}))
}

func (h house) keeps(adult, from access.PersonID) {
	h.Helper()
	_, err := h.families.Restrict(h.Context(), h.Here.Lead, family.NewRestriction{
		Adult: adult, About: from, From: accesstest.Today, Why: family.Danger, Evidence: "Said so",
	})
	h.does(err)
}

func TestNothingCrossesButByAnAct(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		c, other := h.couple(), h.couple()
		if all := h.reads(c.father); len(all) != 0 {
			t.Errorf("he reads what she only wrote: %+v", all)
		}
		if names := h.knows(c.mother); len(names) != 1 || names[0] != "Tomek" {
			t.Errorf("she knows %v, by the name she gave", names)
		}
		if names := h.knows(c.father); len(names) != 0 {
			t.Errorf("he knows %v, and nobody told him", names)
		}
		for range 2 { // twice is once
			h.shows(c)
		}
		all := h.reads(c.father)
		if len(all) != 1 || all[0].Text != "Nights are hard." || all[0].From != "Julia" {
			t.Fatalf("he reads %+v", all)
		}
		for name, who := range map[string]access.Actor{"she herself": c.mother, "another mother": other.mother, "her worker": h.Here.Lead, "the program": h.Here.System} {
			if seen, err := h.svc.Seen(t.Context(), who); err == nil && len(seen) != 0 {
				t.Errorf("%s reads it as shown: %+v", name, seen)
			}
		}
		shown := h.showing(c.mother)
		if len(shown) != 1 || shown[0].ToName != "Tomek" {
			t.Fatalf("she shows %+v", shown)
		}
		for name, who := range map[string]access.Actor{"he": c.father, "another mother": other.mother} {
			if err := h.svc.TakeBack(t.Context(), who, shown[0].ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s takes it back: %v", name, err)
			}
			if err := h.svc.Throw(t.Context(), who, c.words); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s throws it away: %v", name, err)
			}
			if err := h.svc.Show(t.Context(), who, share.Show{Words: c.words, To: other.father.Person}); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s shows it on: %v", name, err)
			}
		}
		// Those she does not know of are not there.
		for _, to := range []access.PersonID{other.father.Person, c.mother.Person, c.baby, access.NewPersonID()} {
			if err := h.svc.Show(t.Context(), c.mother, share.Show{Words: c.words, To: to}); !fault.Is(err, fault.NotFound) {
				t.Errorf("shown to %s: %v", to, err)
			}
		}
	})
}

// ends is what stops something from being read, and what whoever shows it sees of
// that: nothing that is not theirs to know.
var ends = map[string]struct {
	do     func(house, couple)
	shows  int  // how much she sees that she shows
	knows  int  // of how many she knows that they take part
	forHer bool // that she may notice: she did it, or it is hers to know
}{
	"she takes it back": {func(h house, c couple) {
		id := h.showing(c.mother)[0].ID
		for range 2 { // twice is once
			h.does(h.svc.TakeBack(h.Context(), c.mother, id))
		}
	}, 0, 1, true},
	"she throws it away":        {func(h house, c couple) { h.does(h.svc.Throw(h.Context(), c.mother, c.words)) }, 0, 1, true},
	"he is kept from the baby":  {func(h house, c couple) { h.keeps(c.father.Person, c.baby) }, 1, 1, false},
	"he is kept from her":       {func(h house, c couple) { h.keeps(c.father.Person, c.mother.Person) }, 1, 1, false},
	"she is kept from him":      {func(h house, c couple) { h.keeps(c.mother.Person, c.father.Person) }, 1, 0, true},
	"she is kept from the baby": {func(h house, c couple) { h.keeps(c.mother.Person, c.baby) }, 1, 0, true},
	"he cares for the baby no more": {func(h house, c couple) {
		h.exec(`UPDATE dyad SET ended_on = '2027-02-01' WHERE caregiver_id = $1`, c.father.Person)
	}, 1, 1, false},
	"she cares for the baby no more": {func(h house, c couple) {
		h.exec(`UPDATE dyad SET ended_on = '2027-02-01' WHERE caregiver_id = $1`, c.mother.Person)
	}, 1, 0, true},
	"the baby was lost":             {func(h house, c couple) { h.exec(`UPDATE person SET lost_on = '2027-02-01' WHERE id = $1`, c.baby) }, 1, 0, true},
	"he says that she may not know": {func(h house, c couple) { h.exec(`UPDATE invitation SET tells = $1 WHERE id = $2`, false, c.asked) }, 1, 0, true},
}

func TestWhatIsShownIsReadOnlyWhileItStands(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		house := newHouse(t, db)
		for name, end := range ends {
			t.Run(name, func(t *testing.T) {
				h := house
				h.T = t
				c := h.couple()
				h.shows(c)
				before := h.reads(c.father)
				if len(before) != 1 {
					t.Fatalf("he reads %+v", before)
				}
				end.do(h, c)
				if all := h.reads(c.father); len(all) != 0 {
					t.Errorf("he reads it still: %+v", all)
				}
				_, gone := h.svc.SeenOne(t.Context(), c.father, before[0].ID)
				_, never := h.svc.SeenOne(t.Context(), c.father, share.ID{})
				if !fault.Is(gone, fault.NotFound) || !fault.Is(never, fault.NotFound) {
					t.Errorf("what is gone answers %v, what never was %v", gone, never)
				}
				if shows, knows := len(h.showing(c.mother)), len(h.knows(c.mother)); shows != end.shows || knows != end.knows {
					t.Errorf("she shows %d and knows %d, not %d and %d", shows, knows, end.shows, end.knows)
				}
				if end.forHer {
					return
				}
				// That he reads nothing does not show: she may show him more.
				more, err := h.svc.Write(t.Context(), c.mother, share.Write{Text: "And days are long."})
				h.does(err)
				h.does(h.svc.Show(t.Context(), c.mother, share.Show{Words: more, To: c.father.Person}))
				if n := len(h.showing(c.mother)); n != 2 {
					t.Errorf("she shows %d", n)
				}
				if all := h.reads(c.father); len(all) != 0 {
					t.Errorf("he reads more: %+v", all)
				}
			})
		}
	})
}

func TestWhoIsShownSomethingMayAnswerWhileItStands(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		c := h.couple()
		h.shows(c)
		if names := h.knows(c.father); len(names) != 1 || names[0] != "Julia" {
			t.Fatalf("he knows %v", names)
		}
		his, err := h.svc.Write(t.Context(), c.father, share.Write{Text: "I can do Thursdays."})
		h.does(err)
		h.does(h.svc.Show(t.Context(), c.father, share.Show{Words: his, To: c.mother.Person}))
		if all := h.reads(c.mother); len(all) != 1 || all[0].From != "Tomasz" {
			t.Errorf("she reads %+v", all)
		}
		h.does(h.svc.TakeBack(t.Context(), c.mother, h.showing(c.mother)[0].ID))
		if all := h.reads(c.mother); len(all) != 0 {
			t.Errorf("what he writes goes on although she stopped: %+v", all)
		}
		if names := h.knows(c.father); len(names) != 0 {
			t.Errorf("he knows %v", names)
		}
		if shown := h.showing(c.father); len(shown) != 0 {
			t.Errorf("his own page still names her: %+v", shown)
		}
		h.shows(c)
		if all := h.reads(c.mother); len(all) != 0 {
			t.Errorf("what he writes begins again by itself: %+v", all)
		}
	})
}

func TestWhoIsShutOutIsNotNamedWhatTheyShowed(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		c := h.couple()
		h.shows(c)
		his, err := h.svc.Write(t.Context(), c.father, share.Write{Text: "I can do Thursdays."})
		h.does(err)
		h.does(h.svc.Show(t.Context(), c.father, share.Show{Words: his, To: c.mother.Person}))
		h.keeps(c.father.Person, c.mother.Person)
		if shown := h.showing(c.father); len(shown) != 0 {
			t.Errorf("he is told her name still: %+v", shown)
		}
		if shown := h.showing(c.mother); len(shown) != 1 {
			t.Errorf("what she shows changed for her: %+v", shown)
		}
		if all := h.reads(c.mother); len(all) != 0 {
			t.Errorf("she is shown what he wrote: %+v", all)
		}
	})
}

func TestWhatWasTakenBackStaysSoAfterARestore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		c := h.couple()
		h.shows(c)
		h.does(h.svc.TakeBack(t.Context(), c.mother, h.showing(c.mother)[0].ID))
		var kept []pledge.Pledge
		h.does(db.View(t.Context(), func(tx *store.Tx) (err error) {
			kept, err = pledge.All(tx)
			return err
		}))
		if len(kept) != 1 || kept[0].Kind != pledge.ShareEnded || strings.Contains(string(kept[0].What), "Nights") {
			t.Fatalf("pledges: %+v", kept)
		}
		h.exec(`UPDATE share SET ended_at = NULL WHERE person_id = $1`, c.mother.Person) // as an earlier copy knows it
		for n, want := range []bool{true, false} {
			var applied bool
			h.does(db.Update(t.Context(), func(tx *store.Tx) (err error) {
				applied, err = h.svc.Carry(tx, kept[0])
				return err
			}))
			if applied != want {
				t.Errorf("time %d: applied %t", n+1, applied)
			}
		}
		if all := h.reads(c.father); len(all) != 0 {
			t.Errorf("he reads it again: %+v", all)
		}
	})
}

func TestWordsThatCannotBe(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	h := newHouse(t, db)
	c := h.couple()
	for text, key := range map[string]string{" \n ": "share.words.missing", strings.Repeat("ż", share.WordsLimit+1): "share.words.long"} {
		_, err := h.svc.Write(t.Context(), c.mother, share.Write{Text: text})
		if p := fault.ProblemsOf(err); len(p) != 1 || p[0].Key != key {
			t.Errorf("%.10q: %v", text, err)
		}
	}
	if _, err := h.svc.Write(t.Context(), c.mother, share.Write{Text: strings.Repeat("ż", share.WordsLimit)}); err != nil {
		t.Errorf("as much as may be: %v", err)
	}
	if _, err := h.svc.Write(t.Context(), c.father, share.Write{ID: c.words, Text: "Mine"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("under the identifier of hers: %v", err)
	}
}
