package safety_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

var (
	badDetails  = []family.NewDetail{{Channel: family.Call, Value: "no number"}}
	goodDetails = []family.NewDetail{{Channel: family.Call, Value: "07700 900123"}}
	safeCall    = []safety.SafeContact{{Channel: family.Call, Safe: true, Shared: true, SeenBy: safety.SeenByPartner, Wording: safety.Named}}
)

func (h house) count(t *testing.T, query string, args ...any) (n int) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNobodyIsAskedAboutViolenceUnlessAlone(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		for _, tt := range []struct {
			name string
			note safety.RestrictedNote
			ok   bool
		}{
			{"alone", safety.RestrictedNote{Present: safety.PresentNobody, Answer: safety.FeelsSafe}, true},
			{"with a baby", safety.RestrictedNote{Present: safety.PresentBaby, Answer: safety.Declined}, true},
			{"with somebody, and asked all the same", safety.RestrictedNote{Present: safety.PresentSomebody, Answer: safety.FeelsSafe}, false},
			{"with somebody, and not asked", safety.RestrictedNote{Present: safety.PresentSomebody, Answer: safety.NotAsked}, true},
			{"not asked, and yet something was heard", safety.RestrictedNote{Present: safety.PresentSomebody, Answer: safety.NotAsked, Note: "heard"}, false},
			{"nobody said who is there", safety.RestrictedNote{Answer: safety.FeelsSafe}, false},
			{"no answer", safety.RestrictedNote{Present: safety.PresentNobody}, false},
		} {
			t.Run(tt.name, func(t *testing.T) {
				tt.note.Person = h.mother
				_, err := h.Enquire(t.Context(), h.Here.Practitioner, tt.note)
				if (err == nil) != tt.ok || err != nil && !fault.Is(err, fault.Invalid) {
					t.Errorf("kept: %v", err)
				}
			})
		}
		if n := h.count(t, `SELECT COUNT(*) FROM alert`) + h.count(t, `SELECT COUNT(*) FROM exclusion`); n != 0 {
			t.Errorf("%d alerts and exclusions although nobody is unsafe", n)
		}
	})
}

func TestWhatIsSaidInConfidenceIsKeptApart(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		note := safety.RestrictedNote{Person: h.mother, Present: safety.PresentNobody, Answer: safety.FeelsUnsafe, Note: "He reads her phone."}
		alert, err := h.Enquire(t.Context(), h.Here.Practitioner, note)
		if err != nil || alert.IsZero() {
			t.Fatalf("alert %s, %v", alert, err)
		}
		if a := h.read(t, alert); a.Kind != safety.DomesticAbuse || strings.Contains(a.Steps[0].Note, "phone") {
			t.Errorf("the alert says %+v", a.Steps)
		}
		for _, tt := range []struct {
			name string
			who  access.Actor
			want fault.Kind // Internal for "may"
		}{
			{"a worker who may see her", h.Here.Practitioner, fault.Internal},
			{"the lead", h.Here.Lead, fault.Internal},
			{"the coordinator", h.Here.Coordinator, fault.Forbidden},
			{"the administrator", h.Here.Administrator, fault.Forbidden},
			{"a worker whose sight ended yesterday", h.Here.Colleague, fault.NotFound},
			{"the lead of another service", h.There.Lead, fault.NotFound},
			{"the other parent", h.partner, fault.Forbidden},
			{"she herself, on her pages", h.own, fault.Forbidden},
		} {
			t.Run(tt.name, func(t *testing.T) {
				seen := `SELECT COUNT(*) FROM audit_event WHERE action = 'restricted.seen' AND actor = $1`
				before := h.count(t, seen, tt.who.Account.String())
				kept, err := h.Restricted(t.Context(), tt.who, h.mother)
				if fault.KindOf(err) != tt.want || (err == nil) != (len(kept.Notes) == 1 && kept.Excluded) {
					t.Errorf("reads %d notes, %v; want %s", len(kept.Notes), err, tt.want)
				}
				if grew := h.count(t, seen, tt.who.Account.String()) - before; (grew == 1) != (err == nil) {
					t.Errorf("%d readings on record", grew)
				}
				err = h.SetCouples(t.Context(), tt.who, h.mother, safety.LeaveOut)
				if fault.KindOf(err) != tt.want || (err == nil) != (tt.want == fault.Internal) {
					t.Errorf("writes: %v", err)
				}
			})
		}
		if n := h.count(t, `SELECT COUNT(*) FROM exclusion WHERE ended_at IS NULL`); n != 1 {
			t.Errorf("%d exclusions stand", n)
		}
		if err := h.SetCouples(t.Context(), h.Here.Lead, h.mother, safety.MayMeet); err != nil {
			t.Fatal(err)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM exclusion WHERE ended_at IS NULL`); n != 0 {
			t.Errorf("%d exclusions stand after it was ended", n)
		}
	})
}

func TestARecordIsOpenedInNeedForAnHour(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		var ref string
		err := h.db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(`SELECT f.ref FROM family f JOIN person p ON p.family_id = f.id WHERE p.id = $1`, h.mother).Scan(&ref)
		})
		if err != nil {
			t.Fatal(err)
		}
		who := h.Here.Colleague
		who.Now = h.clock.Now()
		need := safety.InNeed{Ref: strings.ToLower(ref), Name: "julia", Why: "She rang from the bus stop and is frightened."}
		for name, wrong := range map[string]safety.InNeed{
			"another name":    {Ref: ref, Name: "Marta", Why: need.Why},
			"no name":         {Ref: ref, Why: need.Why},
			"a reference":     {Ref: "AAAA-AAAA", Name: "Julia", Why: need.Why},
			"hardly a reason": {Ref: ref, Name: "Julia", Why: "please"},
		} {
			if _, err := h.OpenInNeed(t.Context(), who, wrong); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s opened it: %v", name, err)
			}
		}
		for _, other := range []access.Actor{h.Here.Coordinator, h.Here.Administrator, h.own} {
			if _, err := h.OpenInNeed(t.Context(), other, need); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%v opened it: %v", other.Roles, err)
			}
		}
		stranger := h.There.Practitioner
		stranger.Now = who.Now
		if _, err := h.OpenInNeed(t.Context(), stranger, need); !fault.Is(err, fault.Invalid) {
			t.Errorf("another service opened it: %v", err)
		}
		open, err := h.OpenInNeed(t.Context(), who, need)
		if err != nil || open.Person != h.mother || open.Until.Sub(who.Now).Round(time.Minute) != time.Hour {
			t.Fatalf("open %+v, %v", open, err)
		}
		h.glassHolds(t, who)
	})
}

// glassHolds asks what the colleague sees within the hour and after it, and who
// answers the alert.
func (h house) glassHolds(t *testing.T, who access.Actor) {
	t.Helper()
	later, timeless := who, who
	later.Now, timeless.Now = who.Now.Add(time.Hour), time.Time{}
	for _, tt := range []struct {
		name   string
		who    access.Actor
		person access.PersonID
		sees   bool
	}{
		{"within the hour", who, h.mother, true},
		{"the other parent, within the hour", who, h.father, false},
		{"when it is over", later, h.mother, false},
		{"an actor who does not know what time it is", timeless, h.mother, false},
	} {
		_, err := h.Contacts(t.Context(), tt.who, tt.person)
		if (err == nil) != tt.sees {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	all, err := h.Alerts(t.Context(), h.Here.Lead)
	if err != nil || len(all) != 1 || all[0].Kind != safety.InNeedOpened {
		t.Fatalf("the lead is told %+v, %v", all, err)
	}
	if a := h.read(t, all[0].ID); !strings.Contains(a.Steps[0].Note, "bus stop") || a.Steps[0].By != who.Account {
		t.Errorf("the alert says %+v", a.Steps)
	}
	wantFault(t, "whoever opened it takes the alert", h.Take(t.Context(), who, all[0].ID), fault.Forbidden)
	if err := h.Take(t.Context(), h.Here.Lead, all[0].ID); err != nil {
		t.Error(err)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM audit_event WHERE action = 'glass.broken' AND thing = $1 AND actor = $2`, h.mother.String(), who.Account.String()); n != 1 {
		t.Errorf("%d lines in the audit", n)
	}
}

func TestANumberAndWhatWasSaidAboutItAreKeptTogether(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		wrong := []safety.SafeContact{{Channel: "pigeon"}}
		wantFault(t, "a way there is not", h.SetReach(t.Context(), h.Here.Coordinator, h.families, h.mother, nil, wrong), fault.Invalid)
		bad := h.SetReach(t.Context(), h.Here.Coordinator, h.families, h.mother, badDetails, safeCall)
		wantFault(t, "a number that is none", bad, fault.Invalid)
		if n := h.count(t, `SELECT COUNT(*) FROM safe_contact WHERE person_id = $1`, h.mother); n != 0 {
			t.Errorf("%d ways are kept beside a number that was refused", n)
		}
		if err := h.SetReach(t.Context(), h.Here.Coordinator, h.families, h.mother, goodDetails, safeCall); err != nil {
			t.Fatal(err)
		}
		ways, err := h.Contacts(t.Context(), h.own, h.mother)
		if err != nil || len(ways) != 1 || ways[0].Wording != safety.Named || ways[0].SeenBy != safety.SeenByPartner {
			t.Errorf("kept %+v, %v", ways, err)
		}
	})
}
