package canary

import (
	"fmt"
	"slices"

	"holdfast/internal/app/apptest"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
)

// Calm writes something new about one adult, in every way there is, and says whose
// pages are other ones for it although that adult does not exist for them. It finds
// what no word gives away: a count, an order, a badge, an empty line.
func (t *Town) Calm(o Owner, reach Reach) []Leak {
	before := map[string]*apptest.Answer{}
	var watched []Viewer
	for _, v := range t.Viewers {
		// What somebody shows is not what happens to them.
		if slices.ContainsFunc(t.stands(v, o), func(s Standing) bool { return s != Shown && s != Known }) {
			continue
		}
		watched = append(watched, v)
		for _, target := range t.watch(v, reach) {
			before[v.Name+" "+target] = t.browser(v).Another().Get(target)
		}
	}
	t.stir(o)
	var leaks []Leak
	for _, v := range watched {
		for _, target := range t.watch(v, reach) {
			after, found := t.get(v, target)
			leaks = append(leaks, found...)
			if why := difference(before[v.Name+" "+target], after); why != "" {
				what := fmt.Sprintf("can tell that something was written about %s: %s", o, why)
				leaks = append(leaks, Leak{Viewer: v.Name, Where: t.named("GET " + target), What: what})
			}
		}
	}
	return leaks
}

// watch are the pages of a viewer that are looked at again: one of each pattern in a
// sample, and all of them else.
func (t *Town) watch(v Viewer, reach Reach) []string {
	var out []string
	each := map[string]int{}
	for _, target := range t.pages[v.Name] {
		if each[t.pattern(target)] < reach.Watch {
			each[t.pattern(target)]++
			out = append(out, target)
		}
	}
	return out
}

// Stirrable are the adults about whom something new can be written: one of each
// constellation that takes part.
func (t *Town) Stirrable() []Owner {
	var out []Owner
	for _, h := range t.placed() {
		for i, o := range adults(h) {
			if h.living() && h.Adults[i].cares() && !t.accounts[o].IsZero() {
				out = append(out, o)
				break
			}
		}
	}
	return out
}

// stir lets staff and the adult do everything that leaves a trace.
func (t *Town) stir(o Owner) {
	h := t.homeOf(o)
	leader, boss, self := t.leaderOf(h.Group), t.boss(h.Service), t.actor(o)
	t.call(leader, o, 7)
	t.askAlone(leader, o, safety.FeelsUnsafe, 7)
	for _, a := range []safety.NewAlert{
		{Person: t.people[o], Kind: safety.Said, Source: "staff", Note: t.markNth(o, "alert note", 7)},
		{Person: t.people[o], Kind: safety.HarmToInfant, Source: "staff", Note: t.markNth(o, "alert note", 8)},
	} {
		_, err := t.Rooms.Safety.Open(t.ctx(), leader, a)
		t.must(err)
	}
	_, err := t.Rooms.Safety.Open(t.ctx(), self, safety.NewAlert{Person: t.people[o], Kind: safety.WantsToTalk, Source: "caregiver"})
	t.must(err)
	t.stirSessions(h, o)
	t.must(t.Rooms.Families.SetDetails(t.ctx(), boss, t.people[o], []family.NewDetail{
		{Channel: family.Email, Value: "new" + markedWord(string(o), "email") + "@mail.example"}, {Channel: family.Call, Value: t.markNumber(o)},
	}))
	t.must(t.Rooms.Safety.SetContact(t.ctx(), self, t.people[o], []safety.SafeContact{{Channel: family.Email}, {Channel: family.Call, Safe: true}}))
	epds := map[int]int{}
	for item := 1; item <= 10; item++ {
		epds[item] = 1
	}
	t.key(leader, measure.KeyIn{Instrument: "epds", Dyad: t.dyads[o][0].ID, Timepoint: measure.Extra, Values: epds})
	t.must(t.Rooms.Consents.Withdraw(t.ctx(), self, t.people[o], "measures"))
	t.Work()
}

// stirSessions marks, takes back and writes at sessions, and tells that they cannot
// come to the next.
func (t *Town) stirSessions(h Home, o Owner) {
	leader := t.leaderOf(h.Group)
	sessions := t.sessionsOf(h.Group)
	next := slices.IndexFunc(sessions, func(s programme.Session) bool { return s.Day.After(today) })
	t.must(t.Rooms.Programmes.CantCome(t.ctx(), t.actor(o), sessions[next].ID, ""))
	held := sessions[next-2]
	t.must(t.Rooms.Programmes.Mark(t.ctx(), leader, programme.Marking{Session: held.ID, Person: t.people[o], Mark: programme.Part, WithBaby: true}))
	for i, d := range t.dyads[o] {
		t.must(t.Rooms.Programmes.WriteNote(t.ctx(), leader, programme.Note{Session: held.ID, Dyad: d.ID, Well: t.markNth(o, "session note", 1000+i)}))
	}
}

// homeOf is the home of an adult.
func (t *Town) homeOf(o Owner) Home {
	for _, h := range t.homes {
		if slices.Contains(adults(h), o) {
			return h
		}
	}
	t.t.Fatalf("%s has no home", o)
	return Home{}
}
