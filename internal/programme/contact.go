package programme

import (
	"cmp"
	"slices"

	"holdfast/internal/programme/course"
)

// Contact is one meeting of a programme as its file says it: a session of the group,
// a visit, a call or the looking at a film. All of them stand in one list, in the
// order in which a family lives through them.
type Contact struct {
	Key        string        `yaml:"key"` // short and stable: what was held is stored under it
	Kind       course.Kind   `yaml:"kind"`
	Phase      course.Phase  `yaml:"phase"`
	Anchor     course.Anchor `yaml:"anchor"`
	Session    int           `yaml:"session"` // for the anchor session: which
	OffsetDays int           `yaml:"offset_days"`
	WindowDays int           `yaml:"window_days"` // for how many days it may be held, the first included; a session has its one day
	Minutes    int           `yaml:"minutes"`     // how long it is; the programme's minutes where it says nothing
	Title      string        `yaml:"title"`       // for families too
	Public     string        `yaml:"public"`      // one line for families
	Plan       Content       `yaml:"plan"`
	Number     int           `yaml:"-"` // of a session, from 1; 0 for every other kind
}

// Contact finds a contact by its key; ok is false when the file has none.
func (p *Programme) Contact(key string) (c Contact, ok bool) {
	i := slices.IndexFunc(p.Contacts, func(c Contact) bool { return c.Key == key })
	if i < 0 {
		return Contact{}, false
	}
	return p.Contacts[i], true
}

// Course is what the whole course of a family is worked out from.
func (p *Programme) Course() []course.Planned {
	out := make([]course.Planned, len(p.Contacts))
	for i, c := range p.Contacts {
		out[i] = course.Planned{
			Key: c.Key, Kind: c.Kind, Phase: c.Phase, Number: c.Number, Title: c.Title,
			Anchor: c.Anchor, Session: c.Session, OffsetDays: c.OffsetDays, WindowDays: max(c.WindowDays, 1),
		}
	}
	return out
}

// complete makes the contacts of a file that has only sessions, and the sessions of
// one that has contacts, so that everybody can ask for either. Sessions by
// themselves are those of a weekly group with babies.
func (p *Programme) complete() {
	p.Counts = cmp.Or(p.Counts, CountsDyads)
	if len(p.Contacts) == 0 {
		for _, s := range p.Sessions {
			c := Contact{
				Key: s.Theme, Kind: course.Session, Phase: course.After, Anchor: course.AtStart, Minutes: p.Minutes,
				Title: s.Title, Public: s.Public, Plan: s.Content, Number: s.Number,
			}
			if s.Number > 1 {
				c.Anchor, c.Session, c.OffsetDays = course.AtSession, s.Number-1, 7
			}
			p.Contacts = append(p.Contacts, c)
		}
		return
	}
	for i := range p.Contacts {
		c := &p.Contacts[i]
		c.Minutes = cmp.Or(c.Minutes, p.Minutes)
		if c.Kind != course.Session {
			continue
		}
		c.Number = len(p.Sessions) + 1
		p.Sessions = append(p.Sessions, Plan{Number: c.Number, Theme: c.Key, Title: c.Title, Public: c.Public, Content: c.Plan})
	}
}
