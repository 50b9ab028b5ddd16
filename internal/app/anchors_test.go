package app_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// How many random lives are led, and the seed of the first: each has its own, which
// stands in the message of a failure. PostgreSQL leads fewer, since what differs
// between the engines differs in the first few. Several houses live side by side,
// each waiting for its own disk.
const (
	housesSQLite   = 6
	housesPostgres = 1
	livesEach      = 40
	firstLife      = 1
)

// TestRandomLivesHangOnTheirAnchors lets families through Baby Steps live in any
// order: scans, early and late births, twins of whom one is entered, hospital,
// sessions cancelled, groups postponed, loss, and the undoing of each. After every
// step
//
//   - the schedule equals the one worked out from scratch, from the test's own list
//     of what still stands;
//   - nothing is about a baby who was lost, and no message about one is sent;
//   - nobody is told twice of one thing;
//   - what a birth was foreseen to move is what it moved, and undoing it restores
//     the schedule exactly.
func TestRandomLivesHangOnTheirAnchors(t *testing.T) {
	for engine, houses := range map[store.Engine]int{store.SQLite: housesSQLite, store.Postgres: housesPostgres} {
		if !slices.Contains(storetest.Engines(), engine) {
			continue
		}
		for nth := range houses {
			t.Run(fmt.Sprintf("%s/%d", engine, nth), func(t *testing.T) {
				t.Parallel()
				n := livesEach
				if testing.Short() {
					n /= 10
				}
				h := newLives(t, engine)
				for i := range n {
					h.lead(firstLife+uint64(nth*livesEach+i), i)
				}
				h.t.Logf("%d lives from seed %d on, %d mails, steps: %v", n, firstLife+nth*livesEach, len(h.Post.Sent()), h.steps)
				if len(h.Post.Sent()) < n {
					h.t.Errorf("hardly anything happened in these lives")
				}
			})
		}
	}
}

type lives struct {
	*apptest.House
	accesstest.World
	t     *testing.T
	site  identity.SiteID
	zone  *time.Location
	plan  []course.Planned
	steps map[string]int // taken, by name
}

func newLives(t *testing.T, e store.Engine) *lives {
	h := &lives{House: apptest.Open(t, e), t: t, zone: time.UTC, steps: map[string]int{}}
	h.World = accesstest.New(t, h.Rooms.DB)
	var err error
	if h.site, err = h.Rooms.Accounts.AddSite(t.Context(), h.Here.Administrator, identity.Site{Name: "Harbour Lane Centre"}); err != nil {
		t.Fatal(err)
	}
	steps, err := h.Rooms.Catalogue.Programme("baby-steps")
	if err != nil {
		t.Fatal(err)
	}
	h.plan = steps.Course()
	return h
}

// fact is what the test remembers of a date written down.
type fact struct {
	id        family.FactID
	due, born civil.Date
	undone    bool
}

// aLife is one family, and the test's own list of what happened to it.
type aLife struct {
	*lives
	seed   uint64
	rand   *rand.Rand
	today  civil.Date
	record family.Record
	carers []access.Actor
	place  programme.PlaceID
	group  programme.GroupID
	facts  map[family.PersonID][]fact
	lost   map[family.PersonID]time.Time
	told   map[family.PersonID]family.LossID
	stays  []family.Pause
	comes  map[family.PersonID]bool
	joined civil.Date
	over   bool
	log    []string
}

func (l *aLife) fail(format string, args ...any) {
	l.t.Helper()
	l.t.Fatalf("life %d, after %s: %s", l.seed, strings.Join(l.log, ", "), fmt.Sprintf(format, args...))
}

func (l *aLife) must(what string, err error) {
	l.t.Helper()
	if err != nil {
		l.fail("%s: %v", what, err)
	}
}

// tolerate accepts what the rooms refuse a person: a step that cannot be taken is
// not taken.
func (l *aLife) tolerate(what string, err error) bool {
	l.t.Helper()
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Invalid) {
		return false
	}
	l.must(what, err)
	return true
}

// lead leads one life. Lives follow each other in time, so that the groups of one
// are over when the next begins.
func (h *lives) lead(seed uint64, nth int) {
	l := &aLife{
		lives: h, seed: seed, rand: rand.New(rand.NewPCG(seed, 3)), today: accesstest.Today.AddDays(nth * 560),
		facts: map[family.PersonID][]fact{}, lost: map[family.PersonID]time.Time{}, told: map[family.PersonID]family.LossID{}, comes: map[family.PersonID]bool{},
	}
	l.clock()
	l.begin()
	l.check()
	for range 8 + l.rand.IntN(8) {
		l.today = l.today.AddDays(l.rand.IntN(16))
		l.clock()
		l.step()
		if l.over {
			return
		}
		_, err := l.Rooms.Measures.Remind(l.t.Context())
		l.must("remind", err)
		l.Work()
		l.check()
	}
}

func (l *aLife) clock() { l.Clock.Set(l.today.In(l.zone, civil.Clock{Hour: 10})) }

// as is somebody of the staff today.
func (l *aLife) as(who access.Actor) access.Actor {
	who.Today = l.today
	return who
}

func (l *aLife) carer(i int) access.Actor { return l.as(l.carers[i%len(l.carers)]) }

// begin registers the family, opens a group for it and lets it accept its place.
func (l *aLife) begin() {
	due := l.today.AddDays(280 - 26*7 - l.rand.IntN(7)) // in week 26
	in := family.Registration{}
	for i := range 1 + l.rand.IntN(2) {
		in.Caregivers = append(in.Caregivers, family.NewCaregiver{
			Name: fmt.Sprintf("Carer %d of %d", i, l.seed), Relation: family.Mother,
			Details: []family.NewDetail{{Channel: family.Email, Value: fmt.Sprintf("carer%d.%d@mail.example", i, l.seed)}},
		})
	}
	for range 1 + l.rand.IntN(2) {
		in.Infants = append(in.Infants, family.NewInfant{Due: due})
	}
	coordinator := l.as(l.Here.Coordinator)
	l.must("register", l.Rooms.DB.Update(l.t.Context(), func(tx *store.Tx) (err error) {
		if l.record, err = l.Rooms.Families.RegisterIn(tx, coordinator, in); err != nil {
			return err
		}
		for _, a := range l.record.Adults() {
			if err := l.Rooms.Safety.SetContactIn(tx, coordinator, a.ID, []safety.SafeContact{{Channel: family.Email, Safe: true}}); err != nil {
				return err
			}
			if err := l.Rooms.Consents.GiveIn(tx, coordinator, a.ID, consent.Messages, "test"); err != nil {
				return err
			}
		}
		l.place, err = l.Rooms.Programmes.WaitIn(tx, coordinator, programme.NewPlace{
			Programme: "baby-steps", Family: l.record.ID, AskedBy: l.record.Adults()[0].ID, Dyads: l.record.Dyads,
		})
		return err
	}))
	for _, a := range l.record.Adults() {
		l.carers = append(l.carers, accesstest.CaregiverOf(l.t, l.Rooms.DB, l.Here.Service, a.ID))
	}
	for _, b := range l.record.Infants() {
		l.facts[b.ID] = []fact{{due: due}}
	}
	l.join()
}

func (l *aLife) join() {
	var err error
	l.group, err = l.Rooms.Programmes.CreateGroup(l.t.Context(), l.as(l.Here.Coordinator), programme.NewGroup{
		Programme: "baby-steps", Mode: programme.InPerson, Site: l.site, Lang: "en", Capacity: 8,
		First: l.today.AddDays(7 + l.rand.IntN(10)), Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 12},
		Leaders: []access.AccountID{l.Here.Practitioner.Account, l.Here.Colleague.Account},
	})
	l.must("open a group", err)
	l.must("offer", l.Rooms.Programmes.Offer(l.t.Context(), l.as(l.Here.Coordinator), programme.Offer{Place: l.place, Group: l.group}))
	var args string
	l.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT args FROM message WHERE person_id = $1 AND text_key = 'place-offer'`, l.record.Adults()[0].ID).Scan(&args)
	})
	said := map[string]string{}
	l.must("read the offer", json.Unmarshal([]byte(args), &said))
	got, err := l.Rooms.Programmes.AcceptOffer(l.t.Context(), strings.TrimPrefix(said["link"], "/o/"))
	l.must("accept", err)
	if got.State != programme.OfferAccepted {
		l.fail("the offer is %s", got.State)
	}
	l.joined = l.today
	l.Work()
}

// dates is what holds of a baby by the test's own list.
func (l *aLife) dates(baby family.PersonID) (due, born civil.Date) {
	for _, f := range l.facts[baby] {
		if f.undone {
			continue
		}
		if !f.due.IsZero() {
			due = f.due
		}
		if !f.born.IsZero() {
			born = f.born
		}
	}
	return due, born
}

func (l *aLife) living() (out []family.PersonID) {
	for _, b := range l.record.Infants() {
		if l.lost[b.ID].IsZero() {
			out = append(out, b.ID)
		}
	}
	return out
}

// anchors are a carer's days from scratch.
func (l *aLife) anchors(carer family.PersonID, sessions []civil.Date) (a course.Anchors, living bool) {
	var babies []course.Baby
	for _, id := range l.living() {
		due, born := l.dates(id)
		babies = append(babies, course.Baby{Due: due, Born: born})
	}
	a.Due, a.Born, living = course.Together(babies)
	a.Sessions, a.Accepted, a.AllTheSame, a.Corrected = sessions, l.joined, l.comes[carer], l.corrected()
	for _, s := range l.stays {
		if s.Caregiver == carer && s.Waits(family.WaitSessions) && l.lost[s.Infant].IsZero() {
			a.Pauses = append(a.Pauses, s.Days())
		}
	}
	return a, living
}

func (l *aLife) corrected() bool {
	p, err := l.Rooms.Catalogue.Programme("baby-steps")
	l.must("programme", err)
	return p.Corrected
}

func (l *aLife) ahead(who access.Actor) []programme.Line {
	l.t.Helper()
	lines, err := l.Rooms.Programmes.Ahead(l.t.Context(), who, l.record.ID)
	l.must("look ahead", err)
	return lines
}

// check compares what the rooms say with the test's own list.
func (l *aLife) check() {
	l.t.Helper()
	g, err := l.Rooms.Programmes.Group(l.t.Context(), l.as(l.Here.Coordinator), l.group)
	l.must("group", err)
	var sessions []civil.Date
	if g.State == programme.StateOpen {
		for _, s := range g.Sessions {
			sessions = append(sessions, s.Day)
		}
	}
	for i := range l.carers {
		who := l.carer(i)
		lines := l.ahead(who)
		l.checkContacts(who, lines, sessions)
		for _, line := range lines {
			for _, baby := range line.Infants {
				if !l.lost[baby].IsZero() {
					l.fail("%s is about a baby who was lost", line.Key)
				}
			}
		}
		due, err := l.Rooms.Measures.Due(l.t.Context(), who)
		l.must("due", err)
		if len(l.living()) == 0 && len(due)+len(lines) > 0 {
			l.fail("%d things are due and %d to come with no baby who lives", len(due), len(lines))
		}
	}
	l.checkStored()
	l.checkSent()
}

func (l *aLife) checkContacts(who access.Actor, lines []programme.Line, sessions []civil.Date) {
	l.t.Helper()
	a, living := l.anchors(who.Person, sessions)
	want := map[string]course.Contact{}
	if living {
		for _, c := range course.Of(l.plan, a) {
			want[c.Key] = c
		}
	}
	for _, line := range lines {
		if line.Kind != programme.LineContact {
			continue
		}
		if c := want[line.Contact.Key]; !reflect.DeepEqual(c, line.Contact) {
			l.fail("%s is %+v, from scratch %+v", line.Contact.Key, line.Contact, c)
		}
		delete(want, line.Contact.Key)
	}
	if len(want) > 0 {
		l.fail("%d contacts are missing", len(want))
	}
}

// checkStored compares the derived days that are stored with those from scratch.
func (l *aLife) checkStored() {
	l.t.Helper()
	if len(l.living()) == 0 {
		return
	}
	var babies []programme.Baby
	for _, id := range l.living() {
		due, born := l.dates(id)
		babies = append(babies, programme.Baby{Due: due, Born: born})
	}
	p, err := l.Rooms.Catalogue.Programme("baby-steps")
	l.must("programme", err)
	want := programme.FamilyWindow(p, babies)
	var got civil.Window
	l.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT start_from, start_by FROM place WHERE id = $1`, l.place).Scan(&got.From, &got.To)
	})
	if got != want {
		l.fail("the place says that a group may begin %v, from scratch %v", got, want)
	}
}

// checkSent looks at what left: nothing after a loss, nothing twice.
func (l *aLife) checkSent() {
	l.t.Helper()
	sent := map[string]bool{}
	for _, m := range l.Post.Sent() {
		if sent[m.ID] {
			l.fail("a mail went twice")
		}
		sent[m.ID] = true
	}
	for _, c := range l.carers {
		var told, messages int
		l.View(func(tx *store.Tx) error {
			if err := tx.QueryRow(`SELECT COUNT(*) FROM questionnaire_told WHERE person_id = $1`, c.Person).Scan(&told); err != nil {
				return err
			}
			return tx.QueryRow(`SELECT COUNT(*) FROM message WHERE person_id = $1 AND text_key = 'questionnaire-due'`, c.Person).Scan(&messages)
		})
		if messages > told {
			l.fail("%d messages about %d questionnaires", messages, told)
		}
	}
	for baby, at := range l.lost {
		if at.IsZero() {
			continue
		}
		var n int
		l.View(func(tx *store.Tx) error {
			return tx.QueryRow(`SELECT COUNT(*) FROM message WHERE infant_id = $1 AND state = 'sent' AND decided_at > $2`, baby, at).Scan(&n)
		})
		if n > 0 {
			l.fail("%d messages about a baby were sent after its loss", n)
		}
	}
}

// step takes one step at random.
func (l *aLife) step() {
	steps := []struct {
		name   string
		weight int
		do     func() bool
	}{
		{"scan", 3, l.scan}, {"birth", 5, l.birth}, {"birth and undo", 2, l.birthUndone}, {"other day", 2, l.otherDay},
		{"undo", 3, l.undo}, {"hospital", 3, l.hospital}, {"home", 2, l.home}, {"waits", 2, l.waits}, {"comes", 2, l.comesOrNot},
		{"cancelled session", 2, l.cancel}, {"postponed", 1, l.postpone}, {"resumed", 3, l.resume}, {"loss", 1, l.loss}, {"loss undone", 2, l.lossUndone},
	}
	total := 0
	for _, s := range steps {
		total += s.weight
	}
	at := l.rand.IntN(total)
	for _, s := range steps {
		if at -= s.weight; at >= 0 {
			continue
		}
		if s.do() {
			l.steps[s.name]++
			l.log = append(l.log, fmt.Sprintf("%s on %s", s.name, l.today))
		}
		return
	}
}

func pickOne[T any](l *aLife, from []T) (one T, ok bool) {
	if len(from) == 0 {
		return one, false
	}
	return from[l.rand.IntN(len(from))], true
}

func (l *aLife) scan() bool {
	baby, ok := pickOne(l, l.living())
	if !ok {
		return false
	}
	due, born := l.dates(baby)
	if !born.IsZero() {
		return false
	}
	to := due.AddDays(l.rand.IntN(29) - 14)
	if to == due || !l.tolerate("scan", l.Rooms.Families.SetDates(l.t.Context(), l.as(l.Here.Coordinator), family.Dates{Infant: baby, Due: to})) {
		return false
	}
	l.remember(baby, fact{due: to})
	return true
}

// remember keeps what was just written, with its identifier.
func (l *aLife) remember(baby family.PersonID, f fact) {
	l.t.Helper()
	all, err := l.Rooms.Families.Facts(l.t.Context(), l.as(l.Here.Lead), baby)
	l.must("facts", err)
	f.id = all[len(all)-1].ID
	l.facts[baby] = append(l.facts[baby], f)
}

// teller is whoever tells of a birth: a carer or staff.
func (l *aLife) teller() access.Actor {
	if l.rand.IntN(3) == 0 {
		return l.as(l.Here.Lead)
	}
	return l.carer(l.rand.IntN(2))
}

func (l *aLife) newBirth() (family.NewBirth, bool) {
	baby, ok := pickOne(l, l.living())
	if !ok {
		return family.NewBirth{}, false
	}
	due, born := l.dates(baby)
	weeks := civil.GestationAt(due, l.today).Weeks()
	if !born.IsZero() || weeks < 27 {
		return family.NewBirth{}, false
	}
	return family.NewBirth{Infant: baby, Day: l.today.AddDays(-l.rand.IntN(4)), Sure: weeks > 44}, true
}

// birth tells of one, and finds that what was foreseen is what moved.
func (l *aLife) birth() bool {
	in, ok := l.newBirth()
	if !ok {
		return false
	}
	who := l.carer(0)
	baby, err := l.Rooms.Families.Person(l.t.Context(), who, in.Infant)
	l.must("baby", err)
	before := l.ahead(who)
	foreseen, err := l.Rooms.Programmes.PreviewBirth(l.t.Context(), who, baby, in)
	if !l.tolerate("preview", err) {
		return false
	}
	got, err := l.Rooms.Families.RecordBirth(l.t.Context(), l.teller(), in)
	if !l.tolerate("birth", err) || got.State != family.Recorded {
		return false
	}
	l.remember(in.Infant, fact{born: in.Day})
	l.compare(before, foreseen, l.ahead(who))
	return true
}

// compare finds that exactly the lines that were foreseen to change did.
func (l *aLife) compare(before []programme.Line, foreseen []programme.Change, after []programme.Line) {
	l.t.Helper()
	told := map[string]*programme.Line{}
	for _, c := range foreseen {
		if c.Is != nil {
			told[c.Is.Key] = c.Is
		} else {
			told[c.Was.Key] = nil
		}
	}
	was := map[string]programme.Line{}
	for _, line := range before {
		was[line.Key] = line
	}
	for _, line := range after {
		want, moved := told[line.Key]
		switch {
		case moved && (want == nil || want.Days != line.Days || want.Undone() != line.Undone() || want.Waits != line.Waits):
			l.fail("%s was foreseen otherwise: %+v, is %+v", line.Key, want, line)
		case !moved && was[line.Key].Days != line.Days && !line.Fact:
			l.fail("%s moved from %v to %v, which nobody foresaw", line.Key, was[line.Key].Days, line.Days)
		}
	}
}

// birthUndone tells of a birth and takes it back: everything is as it was.
func (l *aLife) birthUndone() bool {
	in, ok := l.newBirth()
	if !ok {
		return false
	}
	who := l.teller()
	var before [][]programme.Line
	for i := range l.carers {
		before = append(before, l.ahead(l.carer(i)))
	}
	got, err := l.Rooms.Families.RecordBirth(l.t.Context(), who, in)
	if !l.tolerate("birth", err) || got.State != family.Recorded {
		return false
	}
	if l.rand.IntN(2) == 0 {
		l.Work()
	}
	l.must("undo", l.Rooms.Families.Undo(l.t.Context(), who, got.Stands.ID))
	l.Work()
	for i := range l.carers {
		if after := l.ahead(l.carer(i)); !reflect.DeepEqual(before[i], after) {
			l.fail("undoing a birth did not restore the schedule")
		}
	}
	return true
}

func (l *aLife) otherDay() bool {
	baby, ok := pickOne(l, l.living())
	if !ok {
		return false
	}
	_, born := l.dates(baby)
	if born.IsZero() {
		return false
	}
	in := family.NewBirth{Infant: baby, Day: born.AddDays(-1), Sure: true}
	got, err := l.Rooms.Families.RecordBirth(l.t.Context(), l.teller(), in)
	if !l.tolerate("another day", err) {
		return false
	}
	if got.State != family.Differs {
		l.fail("another day is %s", got.State)
	}
	in.Instead = got.Stands.ID
	got, err = l.Rooms.Families.RecordBirth(l.t.Context(), l.teller(), in)
	if !l.tolerate("chosen day", err) || got.State != family.Recorded {
		return false
	}
	l.remember(baby, fact{born: in.Day})
	return true
}

func (l *aLife) undo() bool {
	baby, ok := pickOne(l, l.living())
	if !ok {
		return false
	}
	all := l.facts[baby]
	at := l.rand.IntN(len(all))
	if at == 0 || all[at].undone {
		return false
	}
	if !l.tolerate("undo", l.Rooms.Families.Undo(l.t.Context(), l.as(l.Here.Lead), all[at].id)) {
		return false
	}
	all[at].undone = true
	return true
}

func (l *aLife) hospital() bool {
	baby, ok := pickOne(l, l.living())
	if !ok {
		return false
	}
	in := family.NewStay{ID: family.NewStayID(), Infant: baby, From: l.today.AddDays(-l.rand.IntN(3)), Waits: l.someWaits()}
	if l.rand.IntN(2) == 0 {
		in.Until = l.today.AddDays(l.rand.IntN(20))
	}
	teller := l.rand.IntN(len(l.carers))
	if !l.tolerate("hospital", l.Rooms.Families.Stay(l.t.Context(), l.carer(teller), in)) {
		return false
	}
	for i, c := range l.carers {
		p := family.Pause{Stay: family.Stay{ID: in.ID, Infant: baby, From: in.From, Until: in.Until}, Caregiver: c.Person, Kinds: family.Waits()}
		if i == teller {
			p.Kinds = in.Waits
		}
		l.stays = append(l.stays, p)
	}
	return true
}

func (l *aLife) someWaits() (out []family.Wait) {
	for _, w := range family.Waits() {
		if l.rand.IntN(3) > 0 {
			out = append(out, w)
		}
	}
	return out
}

func (l *aLife) home() bool {
	stay, ok := pickOne(l, l.stays)
	if !ok || !l.lost[stay.Infant].IsZero() {
		return false
	}
	last := l.today.AddDays(-l.rand.IntN(10))
	l.must("home", l.Rooms.Families.EndStay(l.t.Context(), l.carer(0), stay.ID, last))
	if last.Before(stay.From) {
		last = stay.From.AddDays(-1)
	}
	for i := range l.stays {
		if l.stays[i].ID == stay.ID {
			l.stays[i].Until = last
		}
	}
	return true
}

func (l *aLife) waits() bool {
	at, ok := pickOne(l, slices.Collect(func(yield func(int) bool) {
		for i := range l.stays {
			if !yield(i) {
				return
			}
		}
	}))
	if !ok || !l.lost[l.stays[at].Infant].IsZero() {
		return false
	}
	kinds := l.someWaits()
	i := slices.IndexFunc(l.carers, func(c access.Actor) bool { return c.Person == l.stays[at].Caregiver })
	l.must("waits", l.Rooms.Families.SetWaits(l.t.Context(), l.carer(i), l.stays[at].ID, kinds))
	l.stays[at].Kinds = kinds
	return true
}

func (l *aLife) comesOrNot() bool {
	who := l.carer(l.rand.IntN(2))
	comes := programme.Comes(l.rand.IntN(2) == 0)
	err := l.Rooms.Programmes.SetComes(l.t.Context(), who, l.place, comes)
	if len(l.living()) == 0 {
		if !fault.Is(err, fault.NotFound) {
			l.fail("a place to choose for after a loss: %v", err)
		}
		return false
	}
	if !l.tolerate("comes", err) {
		return false
	}
	l.comes[who.Person] = bool(comes)
	return true
}

func (l *aLife) cancel() bool {
	g, err := l.Rooms.Programmes.Group(l.t.Context(), l.as(l.Here.Coordinator), l.group)
	l.must("group", err)
	n, ok := pickOne(l, g.Sessions)
	return ok && l.tolerate("cancel", l.Rooms.Programmes.CancelSession(l.t.Context(), l.as(l.Here.Coordinator), n.ID, "The room was flooded."))
}

func (l *aLife) postpone() bool {
	return l.tolerate("postpone", l.Rooms.Programmes.Postpone(l.t.Context(), l.as(l.Here.Coordinator), l.group, "Nobody to lead it.", l.today.AddDays(14)))
}

func (l *aLife) resume() bool {
	return l.tolerate("resume", l.Rooms.Programmes.Resume(l.t.Context(), l.as(l.Here.Coordinator), l.group, l.today.AddDays(7)))
}

// loss is of a twin mostly, so that a life goes on: with the last baby the place ends.
func (l *aLife) loss() bool {
	alive := l.living()
	if len(alive) == 0 || len(alive) == 1 && l.rand.IntN(4) > 0 {
		return false
	}
	baby, _ := pickOne(l, alive)
	kind := family.Stillbirth
	if _, born := l.dates(baby); !born.IsZero() {
		kind = family.Death
	}
	told, err := l.Rooms.Families.RecordLoss(l.t.Context(), l.teller(), family.NewLoss{Infant: baby, Kind: kind, Day: l.today})
	l.must("loss", err)
	l.lost[baby], l.told[baby] = l.Clock.Now(), told.ID
	return true
}

// lossUndone takes back one that was told by mistake. What could not be put back
// ends the life, as far as this test goes.
func (l *aLife) lossUndone() bool {
	for _, b := range l.record.Infants() {
		if l.lost[b.ID].IsZero() {
			continue
		}
		back, err := l.Rooms.Families.ReverseLoss(l.t.Context(), l.as(l.Here.Lead), l.told[b.ID])
		l.must("take a loss back", err)
		delete(l.lost, b.ID)
		l.over = len(back.NotBack) > 0
		return true
	}
	return false
}
