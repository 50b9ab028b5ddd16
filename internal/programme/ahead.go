package programme

import (
	"slices"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/programme/course"
)

// LineKind says what a line of a family's schedule is about.
type LineKind string

// The kinds of line.
const (
	LineContact LineKind = "contact" // a session, a visit, a call, a film review
	LineMeasure LineKind = "measure" // a questionnaire or a rating
	LineStart   LineKind = "start"   // the days on which a group may begin for who waits
	LineFit     LineKind = "fit"     // whether the babies fit the group they have a place in, before it begins
)

// MovedBy is what moved a line to another day than it had.
type MovedBy string

// What can move a line.
const (
	ByGroup    MovedBy = "group"    // the group meets on another day
	ByBirth    MovedBy = "birth"    // the baby came
	ByDue      MovedBy = "due"      // a better due date
	ByHospital MovedBy = "hospital" // it waits while the baby is in hospital
)

// Line is one line of a family's schedule: for one caregiver, or for the whole place
// where Caregiver is zero.
type Line struct {
	Key       string // the same in every schedule of the family
	Kind      LineKind
	Place     PlaceID
	Programme *Programme
	Caregiver family.PersonID
	Infants   []family.PersonID // whom it is about
	Contact   course.Contact    // of a LineContact
	Session   *Session          // of a session that the group meets for
	Group     GroupID
	Measure   measure.Expected // of a LineMeasure
	Fit       FamilyFit        // of a LineFit
	Days      civil.Window     // when; zero while nobody can say
	Was       civil.Date       // the first day it had; zero when it is where it was
	MovedBy   MovedBy
	Comes     bool         // the caregiver comes to what was meant for before the birth
	Waits     bool         // has no day while the baby is in hospital
	Visit     *FamilyVisit // what was agreed on a contact that is no session; nil: nothing yet
	Fact      bool         // over, held or filled in: nothing moves it any more
}

// Undone is why the line is left out of what the family comes to.
func (l Line) Undone() course.Reason { return l.Contact.Undone }

// life is everything that a family's schedule is worked out from, read once. What
// follows from it is computed as often as somebody asks what would be.
type life struct {
	today  civil.Date
	places []lifePlace
	pauses family.Pauses
	seated measure.Seated
	before map[family.PersonID]family.Previous
}

// lifePlace is one place of the family with what its days hang on.
type lifePlace struct {
	PlaceRow
	pairs      []pair
	programme  *Programme
	group      *Group
	sessions   []Session
	accepted   civil.Date
	allTheSame []family.PersonID
	visits     []FamilyVisit
}

// Assumed is the dates of infants as they are not, or not yet.
type Assumed map[family.PersonID]measure.Dates

// lines is the family's schedule if these dates held. It is the only place where a
// schedule is worked out: what is shown before a birth is confirmed is the
// difference between two answers of it.
func (l life) lines(as Assumed) []Line {
	var out []Line
	for _, p := range l.places {
		babies := p.living(as)
		if len(babies) == 0 {
			continue
		}
		switch p.State {
		case Waiting, Offered:
			out = append(out, p.startLine(babies))
		case Accepted, Completed:
			if p.State == Accepted && p.group != nil && p.group.First.After(l.today) {
				out = append(out, p.fitLine(babies))
			}
			out = append(out, l.contactLines(p, as)...)
		}
	}
	out = append(out, l.measureLines(as)...)
	slices.SortStableFunc(out, func(a, b Line) int { return compareDays(a.Days.From, b.Days.From) })
	return out
}

// compareDays sorts what has no day last.
func compareDays(a, b civil.Date) int {
	if a.IsZero() != b.IsZero() {
		return -a.Compare(b)
	}
	return a.Compare(b)
}

// living is the babies of a place by the dates assumed, without those who were lost.
func (p lifePlace) living(as Assumed) []family.Person {
	var out []family.Person
	for _, i := range p.Infants {
		if in, ok := as[i.ID]; ok {
			i.Due, i.Born = in.Due, in.Born
			if in.Lost {
				continue
			}
		}
		if i.Lost.IsZero() {
			out = append(out, i)
		}
	}
	return out
}

func babiesOf(people []family.Person) (out []Baby, ids []family.PersonID) {
	for _, p := range people {
		out, ids = append(out, Baby{Born: p.Born, Due: p.Due}), append(ids, p.ID)
	}
	return out, ids
}

func (p lifePlace) startLine(babies []family.Person) Line {
	all, ids := babiesOf(babies)
	return Line{
		Key: "start " + p.ID.String(), Kind: LineStart, Place: p.ID, Programme: p.programme, Infants: ids,
		Days: FamilyWindow(p.programme, all),
	}
}

func (p lifePlace) fitLine(babies []family.Person) Line {
	all, ids := babiesOf(babies)
	return Line{
		Key: "fit " + p.ID.String(), Kind: LineFit, Place: p.ID, Programme: p.programme, Group: p.group.ID, Infants: ids,
		Fit:  EligibleFamily(p.programme, all, p.group.First, p.group.Last),
		Days: civil.Window{From: p.group.First, To: p.group.Last},
	}
}

// contactLines is the course of a place for each of its caregivers: each says for
// themselves what waits, and whether they come all the same.
func (l life) contactLines(p lifePlace, as Assumed) []Line {
	var out []Line
	for _, c := range p.Caregivers {
		a, ids, living := l.anchors(p, c.ID, as)
		if !living {
			continue
		}
		for _, contact := range course.Of(p.programme.Course(), a) {
			line := l.contactLine(p, c.ID, ids, contact)
			line.Comes = a.AllTheSame && !a.Born.IsZero()
			out = append(out, line)
		}
	}
	return out
}

// anchors are the days that a caregiver's course of a place hangs on; living is
// false where no baby of theirs in it lives.
func (l life) anchors(p lifePlace, caregiver family.PersonID, as Assumed) (a course.Anchors, ids []family.PersonID, living bool) {
	var babies []course.Baby
	var dyads []family.DyadID
	alive := p.living(as)
	for _, pr := range p.pairs {
		i := slices.IndexFunc(alive, func(b family.Person) bool { return b.ID == pr.infant.ID })
		if pr.caregiver.ID != caregiver || i < 0 {
			continue
		}
		babies = append(babies, course.Baby{Due: alive[i].Due, Born: alive[i].Born})
		ids, dyads = append(ids, alive[i].ID), append(dyads, pr.dyad)
	}
	a.Due, a.Born, living = course.Together(babies)
	a.Accepted, a.Corrected = p.accepted, p.programme.Corrected
	a.AllTheSame = slices.Contains(p.allTheSame, caregiver)
	a.Pauses = l.pauses.Of(family.WaitSessions, dyads...)
	for _, s := range p.sessions {
		a.Sessions = append(a.Sessions, s.Day)
	}
	return a, ids, living
}

func (l life) contactLine(p lifePlace, caregiver family.PersonID, ids []family.PersonID, c course.Contact) Line {
	line := Line{
		Key:  "contact " + p.ID.String() + " " + c.Key + " " + caregiver.String(),
		Kind: LineContact, Place: p.ID, Programme: p.programme, Group: p.Group, Caregiver: caregiver, Infants: ids,
		Contact: c, Days: c.Window, Waits: c.Waits,
	}
	line.Fact = !c.On.IsZero() && c.Window.To.Before(l.today)
	if !c.Was.IsZero() {
		line.Was, line.MovedBy = c.Was, ByHospital
	}
	if c.Kind != course.Session {
		return p.visited(line)
	}
	if c.Number < 1 || c.Number > len(p.sessions) {
		return line
	}
	line.Session = &p.sessions[c.Number-1]
	line.Fact = line.Fact || line.Session.ClosedAt != nil
	if !line.Session.Was.IsZero() {
		line.Was, line.MovedBy = line.Session.Was, ByGroup
	}
	return line
}

// visit is what was agreed on a contact of a place; nil for nothing.
func (p lifePlace) visit(contact string) *FamilyVisit {
	i := slices.IndexFunc(p.visits, func(v FamilyVisit) bool { return v.Contact == contact })
	if i < 0 {
		return nil
	}
	return &p.visits[i]
}

// visited is the line of a contact with what was agreed on it with this caregiver: from
// then on its day is the one agreed, whatever happens to what it hung on. To another
// one the line says what it said before.
func (p lifePlace) visited(line Line) Line {
	v := p.visit(line.Contact.Key)
	if v == nil || !slices.Contains(v.With, line.Caregiver) {
		return line
	}
	line.Visit, line.Waits, line.Contact.Undone = v, false, course.Held
	line.Days = civil.Window{From: v.Day, To: v.Day}
	line.Was, line.MovedBy = civil.Date{}, ""
	line.Fact = v.State != VisitPlanned
	return line
}

func (l life) measureLines(as Assumed) []Line {
	var out []Line
	for _, e := range l.seated.Expect(as) {
		i := slices.IndexFunc(l.places, func(p lifePlace) bool { return p.ID == e.Place })
		if i < 0 {
			continue
		}
		out = append(out, Line{
			Key:  "measure " + e.Place.String() + " " + e.Instrument + " " + string(e.Timepoint) + " " + e.Caregiver.String() + " " + e.Infants[0].String(),
			Kind: LineMeasure, Place: e.Place, Programme: l.places[i].programme, Group: l.places[i].Group, Caregiver: e.Caregiver,
			Infants: e.Infants, Measure: e, Days: e.Days, Waits: e.Waits, Fact: e.Complete,
		})
	}
	return out
}
