package enquiry_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// parent is a mother with an account and a baby, whom she alone is known to care for.
type parent struct {
	access.Actor
	family family.ID
	baby   access.PersonID
}

func (h house) parent(t *testing.T) parent { return h.parentOf(t, h.Here) }

func (h house) parentOf(t *testing.T, team accesstest.Staff) parent {
	t.Helper()
	var r family.Record
	err := h.db.Update(t.Context(), func(tx *store.Tx) (err error) {
		r, err = h.rooms.Families.RegisterIn(tx, team.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{{Name: "Julia Wiśniewska", Called: "Julia", Relation: family.Mother, Details: []family.NewDetail{{Channel: family.Email, Value: "julia@post.example"}}}},
			Infants:    []family.NewInfant{{Name: "Antoni", Born: civil.New(2026, 11, 1)}},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return parent{accesstest.CaregiverOf(t, h.db, team.Service, r.Adults()[0].ID), r.ID, r.Infants()[0].ID}
}

func (p parent) asks(email string) enquiry.Invite {
	return enquiry.Invite{Name: "Tomasz", Relation: family.Father, Email: email, Infants: []family.PersonID{p.baby}}
}

// invited is the secret of the last invitation that was sent.
func (h house) invited(t *testing.T, who access.Actor, in enquiry.Invite) string {
	t.Helper()
	if err := h.svc.Invite(t.Context(), who, in); err != nil {
		t.Fatal(err)
	}
	var args string
	err := h.db.View(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT args FROM message WHERE text_key = 'invitation' ORDER BY made_at DESC, id DESC LIMIT 1`).Scan(&args)
	})
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]string
	if err := json.Unmarshal([]byte(args), &out); err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(out["link"], "/join/")
}

func (h house) answered(t *testing.T, who parent, tells bool) enquiry.InvitationID {
	t.Helper()
	secret := h.invited(t, who.Actor, who.asks("tomasz@post.example"))
	if err := h.svc.Join(t.Context(), access.Actor{}, secret, enquiry.Join{Name: "Tomasz Wiśniewski", Email: "tomek@post.example", Tells: tells}); err != nil {
		t.Fatal(err)
	}
	all, err := h.svc.Invitations(t.Context(), h.Here.Lead)
	if err != nil || len(all) != 1 {
		t.Fatalf("staff see %d, %v", len(all), err)
	}
	return all[0].ID
}

func TestAnInviterLearnsOnlyThatItWasSent(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia, other := h.parent(t), h.parent(t)
		what := func() enquiry.Asked {
			t.Helper()
			all, err := h.svc.Asked(t.Context(), julia.Actor)
			if err != nil || len(all) != 1 {
				t.Fatalf("%+v, %v", all, err)
			}
			return all[0]
		}
		id := h.answered(t, julia, true)
		if what().TakesPart {
			t.Error("answered is told to her before anybody looked")
		}
		if all, err := h.svc.Asked(t.Context(), other.Actor); err != nil || len(all) != 0 {
			t.Errorf("somebody else reads it: %+v, %v", all, err)
		}
		if err := h.svc.TakeBack(t.Context(), other.Actor, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody else takes it back: %v", err)
		}
		for range 2 {
			if err := h.svc.Confirm(t.Context(), h.Here.Lead, id, family.PersonID{}); err != nil {
				t.Fatal(err)
			}
		}
		if !what().TakesPart {
			t.Error("he said that she may know")
		}
		// He cares for the baby now, and knows nothing of her.
		var tomasz access.PersonID
		if err := db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(`SELECT person_id FROM invitation WHERE id = $1`, id).Scan(&tomasz)
		}); err != nil {
			t.Fatal(err)
		}
		him := access.Caregiving(h.Here.Service, tomasz, julia.Today)
		if mine, err := h.rooms.Families.Mine(t.Context(), him); err != nil || len(mine) != 1 || mine[0].Infant.ID != julia.baby {
			t.Errorf("his dyads: %+v, %v", mine, err)
		}
		if _, err := h.rooms.Families.Person(t.Context(), him, julia.Person); !fault.Is(err, fault.NotFound) {
			t.Errorf("he reads her: %v", err)
		}
	})
}

// askedOfSafeContact has somebody asked, two days ago, how they may be reached.
func (h house) askedOfSafeContact(t *testing.T, who parent) {
	t.Helper()
	if err := h.rooms.Safety.SetContact(t.Context(), h.Here.Lead, who.Person, []safety.SafeContact{{Channel: family.Email, Safe: true}}); err != nil {
		t.Fatal(err)
	}
	err := h.db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE safe_contact SET asked_at = $1 WHERE person_id = $2`, tx.Now().AddDate(0, 0, -2), who.Person)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhoDoesNotWishItIsNotToldOf(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia := h.parent(t)
		h.askedOfSafeContact(t, julia)
		if err := h.svc.Confirm(t.Context(), h.Here.Lead, h.answered(t, julia, false), family.PersonID{}); err != nil {
			t.Fatal(err)
		}
		if why, err := h.rooms.Safety.AskAgain(t.Context(), julia.Actor); err != nil || why != safety.NotAgain {
			t.Errorf("she is asked about safe contact, which tells her that somebody joined: %q, %v", why, err)
		}
		if all, err := h.svc.Asked(t.Context(), julia.Actor); err != nil || all[0].TakesPart {
			t.Errorf("she is told: %+v, %v", all, err)
		}
	})
}

func TestARestrictedParentWhoWasInvitedIsNotLinkedToTheBaby(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia, his := h.parent(t), h.parent(t)
		if err := h.rooms.Families.SetDetails(t.Context(), h.Here.Lead, his.Person, []family.NewDetail{{Channel: family.Email, Value: "Tomek@post.example"}}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.rooms.Families.Restrict(t.Context(), h.Here.Lead, family.NewRestriction{
			Adult: his.Person, About: julia.baby, From: julia.Today, Why: family.CourtOrder, Evidence: "Order seen",
		}); err != nil {
			t.Fatal(err)
		}
		id := h.answered(t, julia, true)
		_, alike, err := h.svc.Invitation(t.Context(), h.Here.Lead, id)
		if err != nil || len(alike) != 1 || !alike[0].Apart || !alike[0].Address {
			t.Fatalf("staff are not told: %+v, %v", alike, err)
		}
		if err := h.svc.Confirm(t.Context(), h.Here.Lead, id, his.Person); !fault.Is(err, fault.Conflict) {
			t.Errorf("confirmed all the same: %v", err)
		}
		if err := h.svc.Refuse(t.Context(), h.Here.Lead, id); err != nil {
			t.Fatal(err)
		}
		if all, err := h.svc.Asked(t.Context(), julia.Actor); err != nil || len(all) != 1 || all[0].TakesPart {
			t.Errorf("she sees more than that it was sent: %+v, %v", all, err)
		}
		if _, err := h.svc.Invitations(t.Context(), h.Here.Coordinator); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a coordinator reads it: %v", err)
		}
		if all, err := h.svc.Invitations(t.Context(), h.Here.Colleague); err != nil || len(all) != 0 {
			t.Errorf("who does not work with the baby reads it: %v, %v", all, err)
		}
	})
}

func TestALinkThatIsOverOpensNothing(t *testing.T) {
	good := enquiry.Join{Name: "Tomasz", Email: "tomek@post.example"}
	for name, over := range map[string]func(t *testing.T, h house, julia parent, secret string){
		"it was answered": func(t *testing.T, h house, julia parent, secret string) {
			if err := h.svc.Join(t.Context(), access.Actor{}, secret, good); err != nil {
				t.Fatal(err)
			}
		},
		"it came to somebody else": func(t *testing.T, h house, julia parent, secret string) {
			if err := h.svc.NotMe(t.Context(), access.Actor{}, secret); err != nil {
				t.Fatal(err)
			}
		},
		"she took it back": func(t *testing.T, h house, julia parent, secret string) {
			all, err := h.svc.Asked(t.Context(), julia.Actor)
			if err == nil {
				err = h.svc.TakeBack(t.Context(), julia.Actor, all[0].ID)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, db *store.DB) {
				h := newHouse(t, db)
				julia := h.parent(t)
				secret := h.invited(t, julia.Actor, julia.asks("tomasz@post.example"))
				if d, err := h.svc.Door(t.Context(), secret); err != nil || !d.Open {
					t.Fatalf("%+v, %v", d, err)
				}
				over(t, h, julia, secret)
				if d, err := h.svc.Door(t.Context(), secret); err != nil || d.Open {
					t.Errorf("still open: %+v, %v", d, err)
				}
				changed := good
				changed.Name = "Somebody Else"
				if err := h.svc.Join(t.Context(), access.Actor{}, secret, changed); err != nil {
					t.Fatal(err)
				}
				var n int
				err := db.View(t.Context(), func(tx *store.Tx) error {
					return tx.QueryRow(`SELECT COUNT(*) FROM invitation WHERE own_name = 'Somebody Else'`).Scan(&n)
				})
				if err != nil || n != 0 {
					t.Errorf("an old link answered: %d, %v", n, err)
				}
			})
		})
	}
}

func TestAnInvitationThatCannotBe(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia, other := h.parent(t), h.parent(t)
		own := julia.asks("JULIA@post.example")
		if got := problems(fault.ProblemsOf(h.svc.Invite(t.Context(), julia.Actor, own))); got != "sure:kin.invite.shared" {
			t.Errorf("her own address: %s", got)
		}
		own.Sure = true
		secret := h.invited(t, julia.Actor, own)
		if err := h.svc.Join(t.Context(), julia.Actor, secret, enquiry.Join{Name: "Julia", Email: "julia@post.example"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("she answers her own: %v", err)
		}
		if err := h.svc.Invite(t.Context(), julia.Actor, other.asks("a@post.example")); !fault.Is(err, fault.NotFound) {
			t.Errorf("for a baby that is not hers: %v", err)
		}
		if err := h.svc.Invite(t.Context(), h.Here.Colleague, julia.asks("a@post.example")); !fault.Is(err, fault.NotFound) {
			t.Errorf("by staff who do not see the baby: %v", err)
		}
		if err := h.svc.Invite(t.Context(), access.Caregiving(h.Here.Service, other.Person, julia.Today), julia.asks("a@post.example")); err == nil {
			t.Error("by another mother")
		}
		// Whoever is known here already is asked in the same words.
		for _, address := range []string{"nobody@post.example", "b@post.example"} {
			if err := h.svc.Invite(t.Context(), julia.Actor, julia.asks(address)); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.svc.Invite(t.Context(), julia.Actor, julia.asks("c@post.example")); !fault.Is(err, fault.Conflict) {
			t.Errorf("a fourth: %v", err)
		}
	})
}

func TestInvitationsRunOut(t *testing.T) {
	clock := storetest.NewClock(time.Date(2027, 2, 9, 10, 0, 0, 0, time.UTC))
	db := storetest.Open(t, store.SQLite, storetest.WithClock(clock))
	h := newHouse(t, db)
	julia := h.parent(t)
	secret := h.invited(t, julia.Actor, julia.asks("tomasz@post.example"))
	clock.Set(time.Date(2027, 2, 24, 10, 0, 0, 0, time.UTC))
	if d, err := h.svc.Door(t.Context(), secret); err != nil || d.Open || d.Done {
		t.Errorf("after two weeks: %+v, %v", d, err)
	}
}

func TestTakingItBackTellsNothingWhateverBecameOfIt(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for name, became := range map[string]func(id enquiry.InvitationID, secret string) error{
			"nobody answered": func(enquiry.InvitationID, string) error { return nil },
			"it came to somebody else": func(_ enquiry.InvitationID, secret string) error {
				return h.svc.NotMe(t.Context(), access.Actor{}, secret)
			},
			"staff confirmed, and she is not to know": func(id enquiry.InvitationID, secret string) error {
				if err := h.svc.Join(t.Context(), access.Actor{}, secret, enquiry.Join{Name: "Tomasz", Email: "tomek@post.example"}); err != nil {
					return err
				}
				return h.svc.Confirm(t.Context(), h.Here.Lead, id, family.PersonID{})
			},
			"staff refused": func(id enquiry.InvitationID, secret string) error {
				if err := h.svc.Join(t.Context(), access.Actor{}, secret, enquiry.Join{Name: "Tomasz", Email: "tomek@post.example"}); err != nil {
					return err
				}
				return h.svc.Refuse(t.Context(), h.Here.Lead, id)
			},
		} {
			t.Run(name, func(t *testing.T) {
				julia := h.parent(t)
				secret := h.invited(t, julia.Actor, julia.asks("tomasz@post.example"))
				all, err := h.svc.Asked(t.Context(), julia.Actor)
				if err != nil || len(all) != 1 {
					t.Fatalf("%+v, %v", all, err)
				}
				if err := became(all[0].ID, secret); err != nil {
					t.Fatal(err)
				}
				// As many as may stand, counted as far as she knows.
				for _, address := range []string{"a@post.example", "b@post.example"} {
					if err := h.svc.Invite(t.Context(), julia.Actor, julia.asks(address)); err != nil {
						t.Fatal(err)
					}
				}
				if err := h.svc.Invite(t.Context(), julia.Actor, julia.asks("c@post.example")); !fault.Is(err, fault.Conflict) {
					t.Errorf("that a fourth goes tells her of the first: %v", err)
				}
				for range 2 {
					if err := h.svc.TakeBack(t.Context(), julia.Actor, all[0].ID); err != nil {
						t.Fatal(err)
					}
				}
				if left, err := h.svc.Asked(t.Context(), julia.Actor); err != nil || len(left) != 2 {
					t.Errorf("it stays on her page: %+v, %v", left, err)
				}
				if d, err := h.svc.Door(t.Context(), secret); err != nil || d.Open {
					t.Errorf("its link opens: %+v, %v", d, err)
				}
			})
		}
	})
}

func TestNobodyPressesSomebodyWithLinks(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	h := newHouse(t, db)
	julia := h.parent(t)
	var last error
	sent := 0
	for ; sent < 20; sent++ {
		if last = h.svc.Invite(t.Context(), julia.Actor, julia.asks("tomasz@post.example")); last != nil {
			break
		}
		all, err := h.svc.Asked(t.Context(), julia.Actor)
		if err == nil {
			err = h.svc.TakeBack(t.Context(), julia.Actor, all[0].ID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if !fault.Is(last, fault.Conflict) || sent != 5 {
		t.Errorf("%d links in a day, then %v", sent, last)
	}
}

func TestWhoJoinedDecidesWhatWhoeverAskedMayKnow(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia := h.parent(t)
		him := h.joined(t, julia)
		knows := func() bool {
			t.Helper()
			all, err := h.svc.Asked(t.Context(), julia.Actor)
			if err != nil || len(all) != 1 {
				t.Fatalf("%+v, %v", all, err)
			}
			return all[0].TakesPart
		}
		says := func(want enquiry.Telling) {
			t.Helper()
			if is, err := h.svc.Telling(t.Context(), him); err != nil || is != want {
				t.Errorf("he says %q, %v", is, err)
			}
		}
		says(enquiry.TellsIt)
		if err := h.svc.Tell(t.Context(), him, enquiry.TellsNothing); err != nil {
			t.Fatal(err)
		}
		says(enquiry.TellsNothing)
		if knows() {
			t.Error("she knows it still")
		}
		if err := h.svc.Tell(t.Context(), him, enquiry.TellsIt); err != nil || !knows() {
			t.Errorf("he may say it again: %v", err)
		}
		if err := h.svc.Tell(t.Context(), julia.Actor, enquiry.TellsIt); !fault.Is(err, fault.NotFound) {
			t.Errorf("nobody asked her: %v", err)
		}
		// Kept from him, she reads what she would read had he said no.
		if _, err := h.rooms.Families.Restrict(t.Context(), h.Here.Lead, family.NewRestriction{
			Adult: julia.Person, About: him.Person, From: julia.Today, Why: family.Danger, Evidence: "Said so",
		}); err != nil {
			t.Fatal(err)
		}
		if knows() {
			t.Error("she is told of somebody she is kept from")
		}
	})
}

// joined is a father whom she invited, who lets her know it and has an account.
func (h house) joined(t *testing.T, julia parent) access.Actor {
	t.Helper()
	id := h.answered(t, julia, true)
	if err := h.svc.Confirm(t.Context(), h.Here.Lead, id, family.PersonID{}); err != nil {
		t.Fatal(err)
	}
	him := access.Caregiving(h.Here.Service, access.PersonID{}, julia.Today)
	if err := h.db.View(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT i.person_id, a.id FROM invitation i JOIN account a ON a.person_id = i.person_id WHERE i.id = $1`, id).Scan(&him.Person, &him.Account)
	}); err != nil {
		t.Fatal(err)
	}
	return him
}

func TestWhoCannotBeTheOneInvited(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia, his := h.parent(t), h.parent(t)
		if err := h.rooms.Families.SetDetails(t.Context(), h.Here.Lead, his.Person, []family.NewDetail{{Channel: family.Email, Value: "Tomek@post.example"}}); err != nil {
			t.Fatal(err)
		}
		id := h.answered(t, julia, true)
		if err := h.svc.Confirm(t.Context(), h.Here.Lead, id, julia.Person); !fault.Is(err, fault.Conflict) {
			t.Errorf("whoever invited: %v", err)
		}
		if err := h.svc.Confirm(t.Context(), h.Here.Lead, id, h.parentOf(t, h.There).Person); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody of another service: %v", err)
		}
		if _, err := h.rooms.Families.Restrict(t.Context(), h.Here.Lead, family.NewRestriction{
			Adult: his.Person, About: julia.baby, From: julia.Today, Why: family.CourtOrder, Evidence: "Order seen",
		}); err != nil {
			t.Fatal(err)
		}
		if err := h.svc.Confirm(t.Context(), h.Here.Lead, id, family.PersonID{}); !fault.Is(err, fault.Conflict) {
			t.Errorf("somebody new at the mailbox of somebody kept apart: %v", err)
		}
	})
}

func TestAfterALossItsInvitationsOpenNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		julia, other := h.parent(t), h.parent(t)
		secret := h.invited(t, julia.Actor, julia.asks("tomasz@post.example"))
		h.answered(t, other, true)
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE person SET lost_on = $1 WHERE id IN ($2, $3)`, julia.Today, julia.baby, other.baby)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if d, err := h.svc.Door(t.Context(), secret); err != nil || d.Open {
			t.Errorf("it opens: %+v, %v", d, err)
		}
		if all, err := h.svc.Invitations(t.Context(), h.Here.Lead); err != nil || len(all) != 0 {
			t.Errorf("staff are asked about it: %+v, %v", all, err)
		}
		if all, err := h.svc.Asked(t.Context(), julia.Actor); err != nil || len(all) != 0 {
			t.Errorf("her page speaks of it: %+v, %v", all, err)
		}
	})
}
