package measure

import (
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure/score"
)

// mark is one stored score with what places it in time.
type mark struct {
	response   ResponseID
	instrument string
	version    string
	timepoint  Timepoint
	on         civil.Date
	person     access.PersonID
	dyad       family.DyadID
	scale      string
	value      float64
}

// tracks sorts marks, oldest first, into one track for each scale, in the order
// of the keys. What is about the caregiver alone belongs to every dyad of theirs;
// what is about a relationship only to its own. Scores of an older version of a
// key are not comparable with those of today's and are left out.
func (s *Service) tracks(marks []mark, dyad family.Dyad) []Track {
	var out []Track
	for _, key := range s.library.Keys() {
		for _, scale := range key.Scales() {
			t := Track{Key: key, Scale: scale}
			for _, m := range marks {
				about := m.dyad == dyad.ID
				if key.Per == score.PerPerson {
					about = m.person == dyad.Caregiver.ID
				}
				if about && m.instrument == key.ID && m.version == key.Version && m.scale == scale.ID {
					t.Points = append(t.Points, Point{m.response, m.timepoint, m.on, m.value})
				}
			}
			if len(t.Points) > 0 {
				out = append(out, t.compared())
			}
		}
	}
	return out
}

// until is the track as it stood when the response had just come in; empty when
// the response has no score on this scale.
func (t Track) until(id ResponseID) Track {
	n := slices.IndexFunc(t.Points, func(p Point) bool { return p.Response == id })
	t.Points = t.Points[:n+1]
	t.First, t.Previous = nil, nil
	return t.compared()
}

func (t Track) compared() Track {
	n := len(t.Points)
	if n >= 2 {
		t.First = t.change(t.Points[0], t.Points[n-1])
		t.Previous = t.change(t.Points[n-2], t.Points[n-1])
	}
	return t
}

func (t Track) change(from, to Point) *Change {
	c := Change{ScaleChange: t.Scale.Compare(from.Value, to.Value), Since: from.On}
	if c.Verdict != score.Unclear {
		c.Source = t.Scale.Change.Source
	}
	return &c
}
