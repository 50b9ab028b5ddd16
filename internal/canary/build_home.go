package canary

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// settle registers the homes that are meant, says how they may be reached and what
// they agreed to, and gives them their place.
func (t *Town) settle(meant func(Home) bool) {
	for _, h := range t.homesInOrder() {
		if !meant(h) {
			continue
		}
		t.register(h)
		if h.Group != "" {
			t.offerPlace(h, h.Group)
			_, err := t.Rooms.Programmes.AcceptOffer(t.ctx(), t.offerSecret(h))
			t.must(err)
		}
	}
	t.Work()
	t.readAccounts()
}

// register makes the record of a home, by whoever fills groups.
func (t *Town) register(h Home) {
	who := t.boss(h.Service)
	born := who.Today.AddDays(-84)
	var in family.Registration
	for _, a := range h.Adults {
		o := Owner(h.Key + "/" + a.Name)
		in.Caregivers = append(in.Caregivers, family.NewCaregiver{
			Name: t.mark(o, "name") + " Ash", Called: t.mark(o, "called"), Lang: t.tongues[o], Relation: a.Relation,
			Details: []family.NewDetail{
				{Channel: family.Email, Value: strings.ToLower(t.mark(o, "email")) + "@mail.example"},
				{Channel: family.Call, Value: t.markNumber(o)},
			},
		})
	}
	for _, b := range h.Babies {
		o := Owner(h.Key + "/" + b.Name)
		in.Infants = append(in.Infants, family.NewInfant{Name: t.mark(o, "infant name"), Called: t.mark(o, "infant called"), Born: born})
	}
	var record family.Record
	t.update(func(tx *store.Tx) (err error) {
		if record, err = t.Rooms.Families.RegisterIn(tx, who, in); err != nil {
			return err
		}
		for _, a := range record.Adults() {
			if err := t.agree(tx, who, a.ID); err != nil {
				return err
			}
		}
		t.places[h.Key], err = t.Rooms.Programmes.WaitIn(tx, who, programme.NewPlace{
			Programme: programme.BabyLove, Family: record.ID, AskedBy: record.Adults()[0].ID, Dyads: coming(h, record),
		})
		return err
	})
	t.families[h.Key] = record.ID
	for i, a := range record.Adults() {
		o := Owner(h.Key + "/" + h.Adults[i].Name)
		t.people[o] = a.ID
		t.dyads[o] = slices.DeleteFunc(slices.Clone(record.Dyads), func(d family.Dyad) bool { return d.Caregiver.ID != a.ID })
	}
	for i, b := range record.Infants() {
		t.people[Owner(h.Key+"/"+h.Babies[i].Name)] = b.ID
	}
	t.answerFor(h)
}

// coming are the dyads of those who take part.
func coming(h Home, record family.Record) []family.Dyad {
	return slices.DeleteFunc(slices.Clone(record.Dyads), func(d family.Dyad) bool {
		return slices.ContainsFunc(h.Adults, func(a Adult) bool {
			i := slices.IndexFunc(record.Adults(), func(p family.Person) bool { return p.ID == d.Caregiver.ID })
			return a.Outside && h.Adults[i].Name == a.Name
		})
	})
}

// answerFor gives mothers and fathers responsibility for their babies before the
// law: also those who care for them no longer, or may not know of them.
func (t *Town) answerFor(h Home) {
	for i, o := range adults(h) {
		if r := h.Adults[i].Relation; r != family.Mother && r != family.Father {
			continue
		}
		for _, d := range t.dyads[o] {
			id, err := t.Rooms.Families.AddStanding(t.ctx(), t.boss(h.Service), family.NewStanding{
				Adult: t.people[o], Infant: d.Infant.ID, What: family.Responsibility, Value: family.Yes, Basis: family.OnCertificate,
				Evidence: t.mark(o, "standing evidence"), From: d.Since,
			})
			t.must(err)
			t.thing("standing", id.String(), o)
		}
	}
}

// agree writes down that somebody takes part, may be written to and asked, and by
// which ways at any hour.
func (t *Town) agree(tx *store.Tx, who access.Actor, person access.PersonID) error {
	for _, p := range []consent.Purpose{consent.TakingPart, consent.Messages, consent.Measures} {
		if err := t.Rooms.Consents.GiveIn(tx, who, person, p, "enquiry.agree.v1"); err != nil {
			return err
		}
	}
	return t.Rooms.Safety.SetContactIn(tx, who, person, []safety.SafeContact{
		{Channel: family.Email, Safe: true}, {Channel: family.Call, Safe: true, Voicemail: true},
	})
}

func (t *Town) offerPlace(h Home, group string) {
	err := t.Rooms.Programmes.Offer(t.ctx(), t.boss(h.Service), programme.Offer{
		Place: t.places[h.Key], Group: t.groups[group], Submission: programme.Submission("offer " + h.Key + group),
	})
	t.must(err)
}

// offerSecret reads the link of a home's offer where its message has it.
func (t *Town) offerSecret(h Home) string {
	var args map[string]string
	t.View(func(tx *store.Tx) error {
		var text string
		err := tx.QueryRow(`SELECT args FROM message WHERE person_id = $1 AND text_key = 'place-offer' ORDER BY made_at DESC, id DESC LIMIT 1`,
			t.people[adults(h)[0]]).Scan(&text)
		if err != nil {
			return err
		}
		return json.Unmarshal([]byte(text), &args)
	})
	return strings.TrimPrefix(args["link"], "/o/")
}

func (t *Town) readAccounts() {
	owners := t.ownersOfPeople()
	t.View(func(tx *store.Tx) error {
		rows, err := tx.Query(`SELECT id, person_id FROM account WHERE person_id IS NOT NULL`)
		all, err := store.Collect(rows, err, func(r *store.Rows) (a struct {
			id     access.AccountID
			person access.PersonID
		}, err error) {
			return a, r.Scan(&a.id, &a.person)
		})
		for _, a := range all {
			t.accounts[owners[a.person.String()]] = a.id
		}
		return err
	})
}

// leave lets those go who gave their place up, and takes tuesday's group from whom
// led it until now.
func (t *Town) leave() {
	for _, h := range t.homesInOrder() {
		if h.Left {
			why := t.mark(Owner(h.Key), "leaving reason")
			t.must(t.Rooms.Programmes.Withdraw(t.ctx(), t.boss(h.Service), t.places[h.Key], why))
		}
	}
	who := t.boss(here)
	g, err := t.Rooms.Programmes.Group(t.ctx(), who, t.groups[tuesday])
	t.must(err)
	change := programme.GroupChange{
		Group: g.ID, Mode: g.Mode, Site: g.Site, Room: g.Room, VideoLink: g.VideoLink, Lang: g.Lang, Capacity: g.Capacity, Starts: g.Starts, Ends: g.Ends,
	}
	for _, w := range staff() {
		if slices.Contains(w.Leads, tuesday) {
			change.Leaders = append(change.Leaders, t.accounts[Owner("staff/"+w.Name)])
		}
	}
	t.must(t.Rooms.Programmes.UpdateGroup(t.ctx(), who, change))
}

// partAndLose ends what ended: who no longer cares for a baby, whom a baby was lost
// to, and who may not know of somebody.
func (t *Town) partAndLose() {
	for _, h := range t.homesInOrder() {
		for _, a := range h.Adults {
			o := Owner(h.Key + "/" + a.Name)
			if a.Parted {
				t.lose(h, family.NewLoss{Infant: t.dyads[o][0].Infant.ID, Kind: family.Moved, Carers: []family.PersonID{t.people[o]}})
				t.rename(h)
			}
			if a.Shut {
				t.shut(h, o)
			}
		}
		for _, b := range h.Babies {
			if b.Lost {
				t.lose(h, family.NewLoss{Infant: t.people[Owner(h.Key+"/"+b.Name)], Kind: family.Death})
			}
		}
	}
}

// rename lets those with whom a baby lives now call it by another name.
func (t *Town) rename(h Home) {
	o := Owner(h.Key + "/" + h.Babies[0].Name)
	who := t.boss(h.Service)
	p, err := t.Rooms.Families.Person(t.ctx(), who, t.people[o])
	t.must(err)
	t.must(t.Rooms.Families.SetDates(t.ctx(), who, family.Dates{Infant: p.ID, Name: t.mark(o, "infant new name"), Born: p.Born}))
}

func (t *Town) lose(h Home, in family.NewLoss) {
	_, err := t.Rooms.Families.RecordLoss(t.ctx(), t.boss(h.Service), in)
	t.must(err)
}

// shut keeps everybody else of a home from one adult.
func (t *Town) shut(h Home, adult Owner) {
	for _, o := range t.ofHome(h) {
		if o == adult {
			continue
		}
		id, err := t.Rooms.Families.Restrict(t.ctx(), t.boss(h.Service), family.NewRestriction{
			Adult: t.people[adult], About: t.people[o], From: february, Why: family.CourtOrder, Evidence: t.mark(o, "restriction evidence"),
		})
		t.must(err)
		t.thing("restriction", id.String(), o)
	}
}

// ofHome is everybody of a home.
func (t *Town) ofHome(h Home) []Owner {
	out := adults(h)
	for _, b := range h.Babies {
		out = append(out, Owner(h.Key+"/"+b.Name))
	}
	return out
}

func (t *Town) exec(query string, args ...any) {
	t.update(func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
}

// propose lets each service plan who could have which place.
func (t *Town) propose() {
	for _, o := range []Owner{"staff/Dana", "staff/Greta"} {
		id, err := t.Rooms.Proposals.Make(t.ctx(), t.actor(o), proposal.Make{Programme: programme.BabyLove})
		t.must(err)
		t.proposals[o] = id.String()
	}
}

// offer leaves open the offers that nobody has answered.
func (t *Town) offer() {
	for _, h := range t.homesInOrder() {
		if h.Offered != "" {
			t.offerPlace(h, h.Offered)
		}
	}
}

// sessionsOf are the days on which a group met or meets.
func (t *Town) sessionsOf(group string) []programme.Session {
	g, err := t.Rooms.Programmes.Group(t.ctx(), t.boss(t.serviceOf[Owner("group/"+group)]), t.groups[group])
	t.must(err)
	return g.Sessions
}

// leaderOf is somebody who leads a group today.
func (t *Town) leaderOf(group string) access.Actor {
	for _, w := range staff() {
		if slices.Contains(w.Leads, group) {
			return t.actor(Owner("staff/" + w.Name))
		}
	}
	t.t.Fatal(fmt.Sprint("nobody leads ", group))
	return access.Actor{}
}

// scribe is who writes about an adult: a leader of their group, or the lead about
// those who are in none.
func (t *Town) scribe(h Home, a Adult) access.Actor {
	if a.Outside {
		return t.boss(h.Service)
	}
	return t.leaderOf(h.Group)
}

// placed are the homes that take part in a group today.
func (t *Town) placed() []Home {
	return slices.DeleteFunc(t.homesInOrder(), func(h Home) bool { return h.Group == "" || h.Group == last || h.Left })
}
