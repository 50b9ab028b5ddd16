package history

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/demo/people"
	"holdfast/internal/measure/packs"
	"holdfast/internal/programme"
)

// Source is what a world is made from. Nothing else has any influence on it.
type Source struct {
	Seed      uint64
	Now       time.Time
	Families  int                  // of Harbour Lane; Hill Road has a few of its own
	Programme *programme.Programme // with babies
	Expecting *programme.Programme // that begins in pregnancy
	Library   *packs.Library
}

// World is two services and, chapter by chapter, what they have been through.
type World struct {
	Today   civil.Date // where the services are
	Harbour *Team
	Hill    *Team

	src     Source
	zone    *time.Location
	regions []region
	hill    region
	closed  []civil.Date // holidays
}

// New makes the teams of a world; Chapters makes the rest.
func New(src Source) (*World, error) {
	zone, err := time.LoadLocation(zoneName)
	if err != nil {
		return nil, fmt.Errorf("zone of the demonstration: %w", err)
	}
	src.Families = max(1, src.Families)
	src.Now = src.Now.UTC().Truncate(time.Minute)
	w := &World{Today: civil.Of(src.Now.In(zone)), src: src, zone: zone}
	w.makeTeams()
	for _, h := range w.Harbour.Holidays {
		w.closed = append(w.closed, h.Day)
	}
	return w, nil
}

// Teams are the services of the world.
func (w *World) Teams() []*Team { return []*Team{w.Harbour, w.Hill} }

// hillChapters is a number no chapter of Harbour Lane reaches, so that Hill Road is
// the same however large its neighbour.
const hillChapters = 1 << 20

// Chapters makes everything else, one chapter at a time: Hill Road, and then as
// much of Harbour Lane as has the families asked for.
func (w *World) Chapters() iter.Seq[Chapter] {
	return func(yield func(Chapter) bool) {
		for i, r := range hillRecipes(w) {
			if !yield(w.write(w.hill, r, hillChapters+i, 1<<30)) {
				return
			}
		}
		left, number := w.src.Families, 1
		for i, region := range w.regions {
			inRegion := min(left, regionFamilies)
			for _, r := range harbourRecipes(w, i, inRegion) {
				if inRegion <= 0 {
					break
				}
				c := w.write(region, r, number, inRegion)
				number++
				inRegion -= len(c.Families)
				left -= len(c.Families)
				if !yield(c) {
					return
				}
			}
		}
	}
}

// chapter is a Chapter being written.
type chapter struct {
	Chapter
	world  *World
	region region
	rand   *rand.Rand
	mint   *mint
	people *people.Maker
	most   int // families
	parts  []part
}

// peoplePerChapter is how many adults a chapter has at most.
const peoplePerChapter = 80

func (w *World) write(r region, what recipe, number, most int) Chapter {
	c := &chapter{world: w, region: r, most: most, parts: what.parts}
	c.Team, c.Programme = r.team.ID, w.src.Programme
	if what.expecting {
		c.Programme = w.src.Expecting
	}
	c.rand = rand.New(rand.NewPCG(w.src.Seed, uint64(number)+1000))
	c.mint = newMint(rand.New(rand.NewPCG(w.src.Seed, uint64(number)+1<<40)), w.src.Now, number)
	c.people = people.NewMaker(c.rand, number*peoplePerChapter)
	what.write(c, what)
	return c.Chapter
}
