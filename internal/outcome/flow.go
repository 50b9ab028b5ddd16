package outcome

import (
	"fmt"
	"maps"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/outcome/stats"
	"holdfast/internal/programme"
)

// member is one caregiver of a group, with the babies they come with.
type member struct {
	person access.PersonID
	place  programme.PlaceID
	state  programme.PlaceState
	// answered tells a place that was left from an offer or a wish that was taken back.
	answered bool
	dyads    []infant
	marks    []programme.Mark // by session, the first at 0
}

// infant is one dyad of a member.
type infant struct {
	dyad     family.DyadID
	ageWeeks int // at the first session; negative before birth
	lost     bool
}

func (m member) started() bool { return slices.ContainsFunc(m.marks, programme.Mark.Came) }

// accepted reports whether the member ever had a place in the group.
func (m member) accepted() bool {
	return m.state == programme.Accepted || m.state == programme.Completed || m.state == programme.Withdrawn && m.answered
}

// living is the dyads whose infant lives.
func (m member) living() []infant {
	return slices.DeleteFunc(slices.Clone(m.dyads), func(i infant) bool { return i.lost })
}

// flow counts members; reached is everybody who was ever offered a place.
func flow(p *programme.Programme, reached int, members []member) Flow {
	f := Flow{Reached: reached, Sessions: len(p.Sessions), Needed: needed(p)}
	for _, m := range members {
		if !m.accepted() {
			continue
		}
		f.Accepted++
		if m.started() {
			f.Started++
		}
		if programme.HasCompleted(p, m.marks) {
			f.Completed++
		}
		if m.state == programme.Withdrawn {
			f.Withdrawn++
		}
	}
	f.Reached = max(f.Reached, f.Accepted)
	return f
}

// needed is the fewest sessions that make the programme complete.
func needed(p *programme.Programme) int {
	var marks []programme.Mark
	for len(marks) < len(p.Sessions) && !programme.HasCompleted(p, marks) {
		marks = append(marks, programme.Present)
	}
	return len(marks)
}

// attendance counts the marks of each session. Who withdrew counts where they are
// marked, and is not expected anywhere else.
func attendance(sessions []SessionCount, members []member) ([]SessionCount, error) {
	out := slices.Clone(sessions)
	for n := range out {
		s := &out[n]
		for _, m := range members {
			if !m.accepted() {
				continue
			}
			switch mark := m.marks[n]; {
			case mark == programme.Present:
				s.Present++
			case mark == programme.Part:
				s.Part++
			case mark == programme.Cant:
				s.Cant++
			case mark == programme.Absent:
				s.Absent++
			case mark == programme.NotHeld:
				s.NotHeld++
			case m.state != programme.Withdrawn:
				s.Unmarked++
			}
		}
		came := s.Present + s.Part
		share, err := stats.ShareOf(came, came+s.Cant+s.Absent)
		if err != nil {
			return nil, fmt.Errorf("session %d: %w", s.Number, err)
		}
		s.Came = share
	}
	return out, nil
}

// beforeAndAfter lists the instruments that the programme asks for both before and
// after, in its file's order.
func beforeAndAfter(p *programme.Programme) []measure.Planned {
	after := map[string]bool{}
	for _, d := range p.Measures {
		if d.Timepoint == measure.After {
			after[d.Instrument] = true
		}
	}
	var out []measure.Planned
	for _, d := range p.Measures {
		if d.Timepoint == measure.Before && after[d.Instrument] {
			out = append(out, d)
		}
	}
	return out
}

// subjects is whom a measure is expected of: the caregivers who started, or their
// dyads. The values are what scores are found by.
func subjects(members []member, perPerson bool) []string {
	out := map[string]bool{}
	for _, m := range members {
		if !m.accepted() || !m.started() {
			continue
		}
		for _, i := range m.living() {
			out[subject(perPerson, m.person, i.dyad)] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}

func subject(perPerson bool, person access.PersonID, dyad family.DyadID) string {
	if perPerson {
		return person.String()
	}
	return dyad.String()
}
