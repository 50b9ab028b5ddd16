package canary

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/ident"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// answerQuestionnaires lets every adult with an account fill in their check-in.
func (t *Town) answerQuestionnaires(at measure.Timepoint) {
	for _, h := range t.placed() {
		for _, o := range adults(h) {
			id, ok := t.beginCheckIn(o, at)
			if !ok {
				continue
			}
			who := t.actor(o)
			for item := 1; item <= 6; item++ {
				_, err := t.Rooms.Measures.Answer(t.ctx(), who, id, item, 1+(item+len(o))%5)
				t.must(err)
			}
			_, err := t.Rooms.Measures.Submit(t.ctx(), who, id)
			t.must(err)
		}
	}
}

// beginQuestionnaires leaves the check-in of the middle begun.
func (t *Town) beginQuestionnaires() {
	for _, h := range t.placed() {
		for _, o := range adults(h) {
			if id, ok := t.beginCheckIn(o, measure.Middle); ok {
				_, err := t.Rooms.Measures.Answer(t.ctx(), t.actor(o), id, 1, 2)
				t.must(err)
			}
		}
	}
}

func (t *Town) beginCheckIn(o Owner, at measure.Timepoint) (id measure.ResponseID, ok bool) {
	if t.accounts[o].IsZero() || t.tongues[o] == "" {
		return id, false
	}
	who := t.actor(o)
	due, err := t.Rooms.Measures.Due(t.ctx(), who)
	t.must(err)
	i := slices.IndexFunc(due, func(task measure.Task) bool { return task.Instrument == "checkin" && task.Timepoint == at })
	if i < 0 {
		return id, false
	}
	id, err = t.Rooms.Measures.Draft(t.ctx(), who, measure.Start{Instrument: "checkin", Dyad: due[i].Dyad, Timepoint: at})
	t.must(err)
	return id, true
}

// keyIn brings in what was filled in on paper and what was rated: one questionnaire
// that is fine, one with a risk in it, one that was a mistake.
func (t *Town) keyIn() {
	for n, h := range t.placed() {
		for i, o := range adults(h) {
			who := t.scribe(h, h.Adults[i])
			d := t.dyads[o][0].ID
			epds := map[int]int{}
			for item := 1; item <= 10; item++ {
				epds[item] = 1 + (item+n)%3
			}
			if n%3 != 0 {
				epds[10] = 4 // never
			}
			if !h.Adults[i].Outside {
				t.key(who, measure.KeyIn{Instrument: "epds", Dyad: d, Timepoint: measure.Before, Values: epds})
				t.rate(who, o, d)
			}
			mistake := t.key(who, measure.KeyIn{Instrument: "epds", Dyad: d, Timepoint: measure.Extra, Values: map[int]int{1: 1, 2: 2, 3: 3, 4: 1, 5: 2, 6: 3, 7: 1, 8: 2, 9: 3, 10: 4}})
			t.must(t.Rooms.Measures.Void(t.ctx(), who, mistake, t.mark(o, "void reason")))
		}
	}
}

func (t *Town) rate(who access.Actor, o Owner, d family.DyadID) {
	key, found := t.Rooms.Library.Key("sensitivity")
	if !found {
		t.t.Fatal("there is no rating of sensitivity")
	}
	values := map[int]int{}
	for _, item := range key.Items {
		values[item.Number] = 2
	}
	t.key(who, measure.KeyIn{Instrument: "sensitivity", Dyad: d, Timepoint: measure.Before, Values: values, Coder: t.mark(o, "coder")})
}

func (t *Town) key(who access.Actor, in measure.KeyIn) measure.ResponseID {
	in.ID, in.TakenOn = measure.NewID(), who.Today
	out, err := t.Rooms.Measures.KeyIn(t.ctx(), who, in)
	t.must(err)
	return out.ID
}

// visit writes down what became of a visit with the first adult of every home in a
// group: nothing of it is for another. The places are those of a programme with visits.
func (t *Town) visit() {
	for _, h := range t.placed() {
		o := adults(h)[0]
		if !h.Adults[0].cares() || !h.living() {
			continue
		}
		place := ident.New[struct{}]().String()
		t.exec(`INSERT INTO place (id, service_id, programme, family_id, group_id, state, dyads, lang, asked_by, start_from, start_by, times, modes, asked_at, changed_at)
SELECT $1, service_id, 'baby-steps', family_id, group_id, 'accepted', 0, lang, asked_by, start_from, start_by, times, modes, asked_at, changed_at FROM place WHERE id = $2`,
			place, t.places[h.Key])
		t.exec(`INSERT INTO place_dyad (place_id, dyad_id) SELECT $1, dyad_id FROM place_dyad WHERE place_id = $2`, place, t.places[h.Key])
		in := programme.FamilyVisit{
			Contact: "visit-after", With: []family.PersonID{t.people[o]}, State: programme.VisitMissed, Day: today, Why: t.mark(o, "visit why"),
		}
		t.must(in.Place.UnmarshalText([]byte(place)))
		t.must(t.Rooms.Programmes.SetVisit(t.ctx(), t.leaderOf(h.Group), in))
	}
}

// meet marks the registers of what was held from a day until yesterday and writes the
// notes. Every third adult stayed away twice, so that they have to be rung; today's
// register is not begun. Who has no living baby is not expected any more.
func (t *Town) meet(from, until civil.Date) {
	for n, h := range t.placed() {
		who := t.leaderOf(h.Group)
		for _, s := range t.sessionsOf(h.Group) {
			if s.Day.Before(from) || !s.Day.Before(until) || !h.living() && until == today {
				continue
			}
			for i, o := range adults(h) {
				if !h.Adults[i].cares() || h.Adults[i].Outside {
					continue
				}
				t.attend(who, s, o, (n+i)%3 == 0 && s.Number > 1)
			}
		}
	}
}

func (t *Town) attend(who access.Actor, s programme.Session, o Owner, away bool) {
	mark := programme.Marking{Session: s.ID, Person: t.people[o], Mark: programme.Present, WithBaby: true}
	if away {
		mark.Mark, mark.WithBaby = programme.Absent, false
	}
	t.must(t.Rooms.Programmes.Mark(t.ctx(), who, mark))
	if s.Number > 2 {
		return
	}
	for i, d := range t.dyads[o] {
		t.must(t.Rooms.Programmes.WriteNote(t.ctx(), who, programme.Note{
			Session: s.ID, Dyad: d.ID, Well: t.markNth(o, "session note", 10*s.Number+i), Next: t.markNth(o, "session note", 100*s.Number+i),
		}))
	}
}

// write logs a call with every adult and opens an alert about them, of which some
// are taken and tried.
func (t *Town) write() {
	for n, h := range t.placed() {
		for i, o := range adults(h) {
			who := t.scribe(h, h.Adults[i])
			t.call(who, o, 1)
			alert, err := t.Rooms.Safety.Open(t.ctx(), who, safety.NewAlert{
				Person: t.people[o], Kind: safety.Said, Source: "staff", Note: t.markNth(o, "alert note", 1),
			})
			t.must(err)
			if (n+i)%2 == 0 {
				t.must(t.Rooms.Safety.Take(t.ctx(), who, alert))
				t.must(t.Rooms.Safety.Note(t.ctx(), who, alert, t.markNth(o, "alert note", 2)))
			}
		}
	}
}

// confide keeps apart what adults said alone, lets them ask for a copy of their
// record, and takes one baby into hospital whose father may not know of it.
func (t *Town) confide() {
	for n, h := range t.placed() {
		for i, o := range adults(h) {
			if h.Adults[i].Outside {
				continue
			}
			t.askAlone(t.leaderOf(h.Group), o, []safety.SafeAnswer{safety.Declined, safety.FeelsUnsafe, safety.FeelsSafe}[(n+i)%3], 1)
			_, err := t.Rooms.Copies.Ask(t.ctx(), t.actor(o), t.people[o])
			t.must(err)
		}
		if h.Adults[len(h.Adults)-1].Shut {
			t.must(t.Rooms.Families.Stay(t.ctx(), t.boss(h.Service), family.NewStay{Infant: t.dyads[adults(h)[0]][0].Infant.ID, From: february}))
		}
	}
}

func (t *Town) askAlone(who access.Actor, o Owner, said safety.SafeAnswer, n int) {
	_, err := t.Rooms.Safety.Enquire(t.ctx(), who, safety.RestrictedNote{
		Person: t.people[o], Present: safety.PresentBaby, Answer: said, Note: t.markNth(o, "restricted note", n),
	})
	t.must(err)
}

func (t *Town) call(who access.Actor, o Owner, n int) {
	_, err := t.Rooms.Families.LogContact(t.ctx(), who, family.Contact{
		Person: t.people[o], Kind: family.Called, Reached: n%2 == 0, Note: t.markNth(o, "call note", n),
	})
	t.must(err)
}

// enquire lets one enquiry of each state come in at each service.
func (t *Town) enquire() {
	for _, service := range []string{here, there} {
		for _, state := range []string{"new", "declined", "draft"} {
			o := Owner("enquirer/" + service + "-" + state)
			t.serviceOf[o] = service
			token := t.ask(o, service)
			t.drafts[string(o)] = token
			if state == "draft" {
				continue
			}
			e, err := t.Rooms.Enquiries.Send(t.ctx(), token)
			t.must(err)
			if state == "declined" {
				t.must(t.Rooms.Enquiries.Decline(t.ctx(), t.boss(service), e.ID, t.mark(o, "decision")))
			}
		}
	}
}

func (t *Town) ask(o Owner, service string) (token string) {
	token, err := t.Rooms.Enquiries.Start(t.ctx(), enquiry.Begin{Service: t.services[service], Programme: programme.BabyLove, From: string(o)})
	t.must(err)
	values := map[string]string{
		enquiry.FieldBirth: enquiry.Born, enquiry.FieldDate: today.AddDays(-60).String(), enquiry.FieldBabies: "1", enquiry.FieldRelation: "mother",
		enquiry.FieldName: t.mark(o, "enquiry"), enquiry.FieldCalled: t.markNth(o, "enquiry", 2), enquiry.FieldLang: "en",
		enquiry.FieldTimes: "", enquiry.FieldModes: "", enquiry.FieldWays: "email", enquiry.FieldEmailValue: t.markNth(o, "enquiry", 3) + "@mail.example",
		"email.when": "any", "email.shared": "no", enquiry.FieldAgree: "yes",
	}
	for _, q := range (enquiry.Answers(values)).Questions() {
		_, err := t.Rooms.Enquiries.Answer(t.ctx(), token, q, values)
		t.must(err)
	}
	return token
}

// markMessages puts a word into every message that left, as if somebody's name for
// themselves were not enough to tell whose letter it is.
func (t *Town) markMessages() {
	owners := t.ownersOfPeople()
	type sent struct{ id, person string }
	var all []sent
	t.View(func(tx *store.Tx) error {
		rows, err := tx.Query(`SELECT id, person_id FROM message WHERE body <> '' AND person_id IS NOT NULL`)
		all, err = store.Collect(rows, err, func(r *store.Rows) (m sent, err error) {
			return m, r.Scan(&m.id, &m.person)
		})
		return err
	})
	for _, m := range all {
		t.exec(`UPDATE message SET body = $1 WHERE id = $2`, "Hello "+t.mark(owners[m.person], "message"), m.id)
	}
	if len(all) == 0 {
		t.t.Fatal(fmt.Sprint("no message left the house: ", len(t.mail.Mails())))
	}
}
