package programme_test

import (
	"context"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

// acts is every use case that is not a caregiver's own, on things of this house.
func (h *house) acts(group programme.GroupID, w waiting) map[string]func(context.Context, access.Actor) error {
	session, back := h.session(group, 1).ID, civil.New(2027, 5, 1)
	return map[string]func(context.Context, access.Actor) error{
		"Group": func(ctx context.Context, who access.Actor) error { _, err := h.Group(ctx, who, group); return err },
		"UpdateGroup": func(ctx context.Context, who access.Actor) error {
			return h.UpdateGroup(ctx, who, programme.GroupChange{
				Group: group, Mode: programme.Video, VideoLink: "https://call.example/", Lang: "en", Capacity: 8,
				Starts: civil.Clock{Hour: 9}, Ends: civil.Clock{Hour: 10}, Leaders: []access.AccountID{h.Here.Practitioner.Account},
			})
		},
		"Candidates": func(ctx context.Context, who access.Actor) error {
			_, err := h.Candidates(ctx, who, group, programme.WaitingCursor{}, 0)
			return err
		},
		"Offer": func(ctx context.Context, who access.Actor) error {
			return h.Offer(ctx, who, programme.Offer{Place: w.place, Group: group})
		},
		"NextOffer": func(ctx context.Context, who access.Actor) error {
			_, err := h.NextOffer(ctx, who, programme.NextOffer{Group: group})
			return err
		},
		"Withdraw":      func(ctx context.Context, who access.Actor) error { return h.Withdraw(ctx, who, w.place, "why") },
		"PutBack":       func(ctx context.Context, who access.Actor) error { return h.PutBack(ctx, who, w.place) },
		"CancelSession": func(ctx context.Context, who access.Actor) error { return h.CancelSession(ctx, who, session, "why") },
		"PreviewMove": func(ctx context.Context, who access.Actor) error {
			_, err := h.PreviewMove(ctx, who, programme.Move{Session: session})
			return err
		},
		"Postpone":    func(ctx context.Context, who access.Actor) error { return h.Postpone(ctx, who, group, "why", back) },
		"Resume":      func(ctx context.Context, who access.Actor) error { return h.Resume(ctx, who, group, back) },
		"CancelGroup": func(ctx context.Context, who access.Actor) error { return h.CancelGroup(ctx, who, group, "why") },
		"Session":     func(ctx context.Context, who access.Actor) error { _, err := h.Session(ctx, who, session); return err },
		"Mark": func(ctx context.Context, who access.Actor) error {
			return h.Mark(ctx, who, programme.Marking{Session: session, Person: w.carer(0), Mark: programme.Cant})
		},
		"UndoMark": func(ctx context.Context, who access.Actor) error { return h.UndoMark(ctx, who, session, w.carer(0)) },
		"WriteNote": func(ctx context.Context, who access.Actor) error {
			return h.WriteNote(ctx, who, programme.Note{Session: session, Dyad: w.record.Dyads[0].ID, Well: "smiled"})
		},
		"CloseRegister": func(ctx context.Context, who access.Actor) error { return h.CloseRegister(ctx, who, session) },
		"CantCome":      func(ctx context.Context, who access.Actor) error { return h.CantCome(ctx, who, session, "") },
	}
}

// Who may not know of a thing is told that it is not there; who may know of it and
// lacks the permission is told so. A name stands here for what each role may do.
func TestWhoMayDoWhat(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, _ := h.began()
		h.on(accesstestToday, 10, 0, h.Here.System)
		stranger := h.signedIn(h.join(h.wait(fits("Cleo")), h.group(nil)))
		lastYear := h.Here.Colleague
		h.update(grant(access.Sight{Account: lastYear.Account, Person: amina.carer(0), Reason: "facilitates:last-year",
			From: accesstestToday.AddDays(-400), Until: accesstestToday.AddDays(-1)}))

		staff := []string{"Group", "Session"}
		plan := []string{"UpdateGroup", "PreviewMove", "CancelSession", "Postpone", "Resume", "CancelGroup"}
		fill := []string{"Offer", "NextOffer", "Withdraw", "PutBack"}
		write := []string{"Mark", "UndoMark", "WriteNote", "CloseRegister"}
		for _, tt := range []struct {
			name      string
			who       access.Actor
			forbidden [][]string
			absent    [][]string
		}{
			{"another service's lead", h.There.Lead, [][]string{{"CantCome"}}, [][]string{staff, plan, fill, write, {"Candidates"}}},
			{"another service's practitioner", h.There.Practitioner, [][]string{plan, fill, {"CantCome"}}, [][]string{staff, write, {"Candidates"}}},
			{"an administrator", h.Here.Administrator, [][]string{plan, fill, write, {"Session", "Candidates", "CantCome"}}, nil},
			{"a practitioner who led it last year", lastYear, [][]string{plan, fill, {"CantCome"}}, [][]string{write}},
			{"a coordinator, at the register", h.Here.Coordinator, [][]string{write, {"CantCome"}}, nil},
			{"a caregiver of another group", stranger, [][]string{staff, plan, fill, write, {"Candidates"}}, [][]string{{"CantCome"}}},
			{"a visitor", access.Actor{}, [][]string{staff, plan, fill, write, {"Candidates", "CantCome"}}, nil},
		} {
			t.Run(tt.name, func(t *testing.T) {
				acts := h.acts(group, amina)
				for kind, lists := range map[fault.Kind][][]string{fault.Forbidden: tt.forbidden, fault.NotFound: tt.absent} {
					for _, list := range lists {
						for _, name := range list {
							if err := acts[name](t.Context(), tt.who); !fault.Is(err, kind) {
								t.Errorf("%s: %v, want %s", name, err, kind)
							}
						}
					}
				}
			})
		}
	})
}

func TestWhoSeesWhomInAGroup(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, ben, _ := h.began()
		for _, tt := range []struct {
			name string
			who  access.Actor
			want int
		}{
			{"its leader sees both families", h.Here.Practitioner, 2},
			{"the coordinator sees both", h.Here.Coordinator, 2},
			{"a colleague sees the dates and nobody", h.Here.Colleague, 0},
			{"an administrator sees the dates and nobody", h.Here.Administrator, 0},
		} {
			g, err := h.Group(t.Context(), tt.who, group)
			h.must(err)
			if len(g.Places) != 0 && len(g.Places[0].Caregivers) == 0 {
				t.Errorf("%s: a place without anybody in it leaves a gap", tt.name)
			}
			if len(g.Places) != tt.want || len(g.Sessions) != 8 {
				t.Errorf("%s: %d places, %d sessions", tt.name, len(g.Places), len(g.Sessions))
			}
		}
		// Sight of one person of a place is not sight of the others.
		h.update(grant(access.Sight{Account: h.Here.Colleague.Account, Person: ben.carer(0), Reason: "key-worker:1", From: accesstestToday}))
		h.update(grant(access.Sight{Account: h.Here.Colleague.Account, Person: ben.baby(), Reason: "key-worker:1", From: accesstestToday}))
		h.update(grant(access.Sight{Account: h.Here.Colleague.Account, Person: amina.carer(1), Reason: "key-worker:2", From: accesstestToday}))
		h.update(grant(access.Sight{Account: h.Here.Colleague.Account, Person: amina.baby(), Reason: "key-worker:2", From: accesstestToday}))
		g, err := h.Group(t.Context(), h.Here.Colleague, group)
		h.must(err)
		var names []string
		for _, p := range g.Places {
			for _, c := range p.Caregivers {
				names = append(names, c.Name)
			}
		}
		if len(names) != 2 || names[0] != "Tom" || names[1] != "Ben" {
			t.Errorf("sees %v", names)
		}
	})
}

// A role that may see everybody for filling groups does not widen a practitioner's
// registers.
func TestAPractitionerWhoIsACoordinatorKeepsOnlyTheirOwnRegisters(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, _ := h.began()
		both := h.Here.Colleague
		both.Roles = []access.Role{access.Practitioner, access.Coordinator}
		both = h.on(tuesdays, 11, 0, both)
		err := h.Mark(t.Context(), both, programme.Marking{Session: h.session(group, 1).ID, Person: amina.carer(0), Mark: programme.Present})
		h.refuses(err, fault.NotFound, "")
	})
}
