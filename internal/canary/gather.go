package canary

import (
	"slices"
	"strings"

	"holdfast/internal/store"
)

// gather lists who goes through the house, and every identifier there is.
func (t *Town) gather() {
	t.Viewers = append(t.Viewers, Viewer{Name: "a visitor"})
	for _, w := range staff() {
		o := Owner("staff/" + w.Name)
		t.Viewers = append(t.Viewers, Viewer{
			Name: w.Name + ", " + strings.Join(w.Roles, " and ") + " of " + w.Service, Owner: o, Service: w.Service, Roles: w.Roles, Leads: w.Leads, Account: t.accounts[o],
		})
		t.thing("account", t.accounts[o].String(), o)
	}
	for _, h := range t.homesInOrder() {
		for _, o := range adults(h) {
			if account := t.accounts[o]; !account.IsZero() {
				t.Viewers = append(t.Viewers, Viewer{Name: string(o), Owner: o, Service: h.Service, Roles: []string{"caregiver"}, Account: account})
			}
		}
	}
	for o := range t.drafts {
		t.Viewers = append(t.Viewers, Viewer{Name: o, Owner: Owner(o)})
	}
	for name, id := range t.groups {
		t.thing("group", id.String(), Owner("group/"+name))
		for _, s := range t.sessionsOf(name) {
			t.thing("session", s.ID.String(), Owner("group/"+name))
		}
	}
	for planner, id := range t.proposals {
		t.thing("proposal", id, planner)
	}
	t.gatherHomes()
	t.gatherRows("response", `SELECT id, person_id FROM response WHERE person_id IS NOT NULL`)
	t.gatherRows("message", `SELECT id, person_id FROM message WHERE person_id IS NOT NULL`)
	t.gatherRows("alert", `SELECT id, person_id FROM alert`)
	t.gatherRows("fact", `SELECT id, infant_id FROM infant_fact`)
	t.gatherRows("stay", `SELECT id, infant_id FROM hospital_stay`)
	t.gatherRows("visit", `SELECT place_id AS id, person_id FROM visit_with`)
	t.gatherRows("copy", `SELECT id, person_id FROM record_copy`)
	t.gatherRows("invitation", `SELECT id, by_person FROM invitation WHERE by_person IS NOT NULL`)
	t.gatherRows("words", `SELECT id, person_id FROM own_words`)
	t.gatherRows("share", `SELECT id, person_id FROM share`)
	t.gatherEnquiries()
	slices.SortStableFunc(t.Things, func(a, b Thing) int { return strings.Compare(a.Kind+string(a.Owner), b.Kind+string(b.Owner)) })
}

func (t *Town) gatherHomes() {
	for _, h := range t.homesInOrder() {
		t.thing("family", t.families[h.Key].String(), Owner(h.Key))
		t.thing("place", t.places[h.Key].String(), Owner(h.Key))
		for _, o := range adults(h) {
			t.thing("adult", t.people[o].String(), o)
			for _, d := range t.dyads[o] {
				t.thing("dyad", d.ID.String(), o)
			}
		}
		for _, b := range h.Babies {
			o := Owner(h.Key + "/" + b.Name)
			t.thing("infant", t.people[o].String(), o)
		}
	}
}

// gatherRows reads the things that belong to one person each.
func (t *Town) gatherRows(kind, query string) {
	owners := t.ownersOfPeople()
	t.View(func(tx *store.Tx) error {
		rows, err := tx.Query(query + ` ORDER BY id`)
		all, err := store.Collect(rows, err, func(r *store.Rows) (pair [2]string, err error) {
			return pair, r.Scan(&pair[0], &pair[1])
		})
		for _, pair := range all {
			t.thing(kind, pair[0], owners[pair[1]])
		}
		return err
	})
}

func (t *Town) gatherEnquiries() {
	for o, token := range t.drafts {
		e, err := t.Rooms.Enquiries.Load(t.ctx(), token)
		t.must(err)
		if e.SentAt != nil {
			t.thing("enquiry", e.ID.String(), Owner(o))
		}
	}
}
