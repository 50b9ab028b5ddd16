// Package family knows people and how they belong together: caregivers, infants
// born and unborn, the dyads between them, how they are reached, and the contacts
// that staff had with them.
//
// The unit of the work is the dyad: one caregiver with one infant. Twins with two
// parents are four dyads. A Family only says who belongs together; it carries no
// rights and no words of anybody. What a reader is given of a family is whichever
// of its people that reader may see, as if there were no others.
package family

import (
	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/ident"
	"holdfast/internal/jobs"
	"holdfast/internal/store"
)

type (
	family  struct{}
	dyad    struct{}
	detail  struct{}
	contact struct{}
	episode struct{}
)

// ID identifies a family.
type ID = ident.ID[family]

// PersonID identifies an adult or an infant.
type PersonID = access.PersonID

// DyadID identifies one caregiver with one infant.
type DyadID = ident.ID[dyad]

// DetailID identifies one address or number of a person.
type DetailID = ident.ID[detail]

// ContactID identifies one call or visit.
type ContactID = ident.ID[contact]

// Kind says whether a person gives care or is given it.
type Kind string

// The two kinds of person.
const (
	Adult  Kind = "adult"
	Infant Kind = "infant"
)

// Relation is who a caregiver is to an infant.
type Relation string

// The relations, in the order they are offered.
const (
	Mother      Relation = "mother"
	Father      Relation = "father"
	Partner     Relation = "partner"
	Grandparent Relation = "grandparent"
	Foster      Relation = "foster"
	Adoptive    Relation = "adoptive"
	Other       Relation = "other"
)

// Relations lists them in the order they are offered.
func Relations() []Relation {
	return []Relation{Mother, Father, Partner, Grandparent, Foster, Adoptive, Other}
}

// Channel is a way to reach a person.
type Channel string

// The channels.
const (
	Email Channel = "email"
	Text  Channel = "text"
	Call  Channel = "call"
)

// Channels lists them in the order they are offered.
func Channels() []Channel { return []Channel{Text, Call, Email} }

// Person is an adult or an infant.
type Person struct {
	ID          PersonID
	Family      ID
	Service     access.ServiceID
	Kind        Kind
	Name        string // whole, as they write it; empty for a baby not named yet
	Called      string // what to call them
	Lang        string // language to speak with them, as a BCP 47 tag
	Interpreter bool
	Due         civil.Date // infants: the expected day of birth, when known
	Born        civil.Date // infants: zero until born
	Lost        civil.Date // died, or the pregnancy ended
}

// Anchor is the day from which an infant's age counts: birth, or the due date
// while unborn.
func (p Person) Anchor() civil.Date {
	if p.Born.IsZero() {
		return p.Due
	}
	return p.Born
}

// Dyad is one caregiver with one infant.
type Dyad struct {
	ID        DyadID
	Family    ID
	Caregiver Person
	Infant    Person
	Relation  Relation
	Since     civil.Date
	Ended     civil.Date // zero while it lasts
}

// Detail is one address or number of a person.
type Detail struct {
	ID      DetailID
	Person  PersonID
	Channel Channel
	Value   string
}

// Record is as much of a family as its reader may see.
type Record struct {
	ID     ID
	Ref    string
	People []Person // adults first, in the order they came
	Dyads  []Dyad   // only those both of whose people may be seen
}

// Adults are the caregivers of the record.
func (r Record) Adults() []Person { return r.of(Adult) }

// Infants are the babies of the record.
func (r Record) Infants() []Person { return r.of(Infant) }

func (r Record) of(k Kind) []Person {
	var out []Person
	for _, p := range r.People {
		if p.Kind == k {
			out = append(out, p)
		}
	}
	return out
}

// InfantDatedJob is enqueued when an infant's birth or due date becomes known or
// changes; its payload is an InfantDated. Rooms above re-hang on it what counts
// from the infant's age.
const InfantDatedJob = "family.infant-dated"

// InfantDated says whose date changed.
type InfantDated struct {
	Service access.ServiceID `json:"service"`
	Infant  PersonID         `json:"infant"`
}

// Service is the use cases of this room.
type Service struct {
	db    *store.DB
	log   *audit.Log
	queue *jobs.Queue

	onRestrict []OnRestrict
	puts       []Put
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, queue *jobs.Queue) *Service {
	return &Service{db: db, log: log, queue: queue}
}
