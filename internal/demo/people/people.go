// Package people makes up families: names as people write them, who belongs to
// whom, and how they can be reached. Everybody in it is invented, every mailbox
// ends in .example and every telephone number lies in a range that is given to
// nobody, so that a demonstration can never ring or write to a stranger.
//
// It is pure: the same random source gives the same people.
package people

import (
	"math/rand/v2"
	"strings"
)

// Relation is who an adult is to the babies of the household, in the words of
// package family.
type Relation string

// The relations that households are made of.
const (
	Mother      Relation = "mother"
	Father      Relation = "father"
	Partner     Relation = "partner"
	Grandparent Relation = "grandparent"
	Foster      Relation = "foster"
)

// Adult is somebody who comes with the babies of a household.
type Adult struct {
	Name        string // whole, as they write it
	Called      string
	Lang        string
	Interpreter bool
	Relation    Relation
	Email       string // empty when they have none
	Phone       string
}

// Household is who comes together. A family never comes in part, so its dyads are
// all pairs of an adult and a baby.
type Household struct {
	Adults []Adult
	Babies []string // names; twins are two
}

// Dyads is how many seats the household takes.
func (h Household) Dyads() int { return len(h.Adults) * len(h.Babies) }

// shape is a kind of household and how often, in a hundred, it comes.
type shape struct {
	share    int
	adults   []Relation
	babies   int
	otherFor bool // the babies do not have the adults' surname
}

// shapes add up to a hundred. Mothers alone with their baby are most of those who
// come to such groups, and the product must not look as if they were all.
var shapes = []shape{
	{66, []Relation{Mother}, 1, false},
	{13, []Relation{Mother, Father}, 1, false},
	{5, []Relation{Father}, 1, false},
	{4, []Relation{Mother}, 2, false},
	{3, []Relation{Grandparent}, 1, false},
	{4, []Relation{Foster}, 1, true},
	{3, []Relation{Mother, Partner}, 1, false},
	{2, []Relation{Mother, Father}, 2, false},
}

// Maker makes households one after the other. Numbers of telephones and mailboxes
// count up, so no two people share one by accident.
type Maker struct {
	rand  *rand.Rand
	count int
}

// NewMaker makes a maker whose first household has this number.
func NewMaker(r *rand.Rand, first int) *Maker { return &Maker{rand: r, count: first} }

// Household makes one of at most so many dyads.
func (m *Maker) Household(most int) Household {
	for {
		s := m.shape()
		if n := len(s.adults) * s.babies; n <= most || most < 1 {
			return m.household(s)
		}
	}
}

func (m *Maker) shape() shape {
	n := m.rand.IntN(100)
	for _, s := range shapes {
		if n < s.share {
			return s
		}
		n -= s.share
	}
	return shapes[0]
}

func (m *Maker) household(s shape) Household {
	o := m.origin()
	surname := pick(m.rand, o.surnames)
	var h Household
	for _, rel := range s.adults {
		h.Adults = append(h.Adults, m.adult(o, surname, rel))
	}
	babies, babyOrigin := surname, o
	if s.otherFor {
		babyOrigin = m.origin()
		babies = pick(m.rand, babyOrigin.surnames)
	}
	for range s.babies {
		h.Babies = append(h.Babies, m.baby(babyOrigin, babies, h.Babies))
	}
	return h
}

func (m *Maker) origin() origin {
	n := m.rand.IntN(100)
	for _, o := range origins {
		if n < o.share {
			return o
		}
		n -= o.share
	}
	return origins[0]
}

func (m *Maker) adult(o origin, surname string, rel Relation) Adult {
	woman := rel == Mother || rel == Partner || (rel != Father && m.rand.IntN(3) > 0)
	given, ending := pick(m.rand, o.men), surname
	if woman {
		given, ending = pick(m.rand, o.women), o.herSurname(surname)
	}
	m.count++
	return Adult{
		Name: o.whole(given, ending, m.rand), Called: given, Lang: o.lang, Relation: rel,
		Interpreter: m.rand.IntN(100) < o.interpreter,
		Email:       m.email(given, surname), Phone: Phone(m.count),
	}
}

// baby names a sibling differently from those before.
func (m *Maker) baby(o origin, surname string, before []string) string {
	for {
		given, ending := pick(m.rand, o.boys), surname
		if m.rand.IntN(2) == 0 {
			given, ending = pick(m.rand, o.girls), o.herSurname(surname)
		}
		name := given + " " + ending
		taken := false
		for _, b := range before {
			taken = taken || b == name
		}
		if !taken {
			return name
		}
	}
}

// Given is the first word of a whole name: what a baby is called.
func Given(name string) string {
	given, _, _ := strings.Cut(name, " ")
	return given
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// Name makes the name of somebody who works at a service, in Latin letters.
func (m *Maker) Name() string {
	for {
		o := m.origin()
		given := pick(m.rand, o.women)
		if m.rand.IntN(3) == 0 {
			given = pick(m.rand, o.men)
		}
		name := given + " " + pick(m.rand, o.surnames)
		if len(Plain(name))*2 > len(name) {
			return name
		}
	}
}
