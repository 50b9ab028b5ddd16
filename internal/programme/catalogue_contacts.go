package programme

import (
	"fmt"
	"slices"

	"holdfast/internal/programme/course"
)

// termWeeks is how long a pregnancy is when it ends on the due date.
const termWeeks = 40

// sessionsWritten is how many sessions the file has, as sessions or among its
// contacts.
func (p *Programme) sessionsWritten() int {
	n := len(p.Sessions)
	for _, c := range p.Contacts {
		if c.Kind == course.Session {
			n++
		}
	}
	return n
}

// checkContacts finds the first contact that cannot be.
func (p *Programme) checkContacts() *wrongAt {
	if len(p.Contacts) == 0 {
		return nil
	}
	keys, sessions, all := map[string]bool{}, 0, p.sessionsWritten()
	for i, c := range p.Contacts {
		at := func(field string) string { return fmt.Sprintf("$.contacts[%d].%s", i, field) }
		if c.Key == "" || keys[c.Key] {
			return &wrongAt{at("key"), "is missing or stands twice", "give each contact a short word of its own"}
		}
		keys[c.Key] = true
		if c.Phase == course.Before && i > 0 && p.Contacts[i-1].Phase == course.After {
			return &wrongAt{at("phase"), "is before, after a contact of the time after the birth", "put what is held before the birth first"}
		}
		check := checkVisit
		if c.Kind == course.Session {
			check, sessions = checkSession, sessions+1
		}
		for _, part := range []func(Contact, int, int) *wrongIn{checkContact, check} {
			if wrong := part(c, sessions, all); wrong != nil {
				return &wrongAt{at(wrong.field), wrong.what, wrong.remedy}
			}
		}
		if minutes := max(c.Minutes, 0); len(c.Plan.Steps) > 0 {
			if minutes == 0 {
				minutes = p.Minutes
			}
			if c.Plan.Minutes() != minutes {
				return &wrongAt{at("plan.steps"), fmt.Sprintf("take %d minutes with opening and closing", c.Plan.Minutes()), fmt.Sprintf("make them %d, or change minutes", minutes)}
			}
		}
	}
	if all == 0 {
		return &wrongAt{"$.contacts", "hold no session", "write at least one contact of the kind session"}
	}
	return p.checkTerm()
}

// wrongIn is what is wrong with one field of a contact.
type wrongIn struct{ field, what, remedy string }

func checkContact(c Contact, _, all int) *wrongIn {
	switch {
	case !slices.Contains(course.Kinds(), c.Kind):
		return &wrongIn{"kind", fmt.Sprintf("is %q", c.Kind), "write " + oneOf(course.Kinds())}
	case c.Phase != course.Before && c.Phase != course.After:
		return &wrongIn{"phase", fmt.Sprintf("is %q", c.Phase), "write before or after: on which side of the birth it is meant to be"}
	case !slices.Contains(course.AllAnchors(), c.Anchor):
		return &wrongIn{"anchor", fmt.Sprintf("is %q", c.Anchor), "write " + oneOf(course.AllAnchors())}
	case c.Anchor == course.AtSession && (c.Session < 1 || c.Session > all):
		return &wrongIn{"session", "is no session of this programme", fmt.Sprintf("write a number from 1 to %d", all)}
	case c.Anchor != course.AtSession && c.Session != 0:
		return &wrongIn{"session", "is written although the anchor is " + string(c.Anchor), "leave it out, or write anchor: session"}
	case c.Minutes != 0 && (c.Minutes < 5 || c.Minutes > 480):
		return &wrongIn{"minutes", "is not between 5 and 480", "write how long it is, or leave it out"}
	case c.Title == "":
		return &wrongIn{"title", "is missing", "say what families see as its name"}
	}
	return nil
}

// checkSession looks at what only a session can have wrong: it meets on a day of the
// group's, so it hangs on the group and never on one family's birth.
func checkSession(c Contact, number, _ int) *wrongIn {
	switch {
	case number == 1 && (c.Anchor != course.AtStart || c.OffsetDays != 0):
		return &wrongIn{"anchor", "is not the start, although this is the first session", "write anchor: start and offset_days: 0"}
	case c.Anchor != course.AtStart && c.Anchor != course.AtSession:
		return &wrongIn{"anchor", fmt.Sprintf("is %s, but a group meets on one day for all its families", c.Anchor), "write start or session"}
	case c.Anchor == course.AtSession && c.Session >= number:
		return &wrongIn{"session", "is not an earlier session", fmt.Sprintf("write a number below %d", number)}
	case number > 1 && c.OffsetDays < 1:
		return &wrongIn{"offset_days", "is below 1", "write how many days later it is, such as 7"}
	case c.WindowDays > 1:
		return &wrongIn{"window_days", "is above 1", "leave it out: a session has its one day"}
	}
	return nil
}

// checkVisit looks at what only a contact with one family can have wrong.
func checkVisit(c Contact, _, _ int) *wrongIn {
	switch {
	case c.WindowDays < 1:
		return &wrongIn{"window_days", "is below 1", "write for how many days it may be held, the first included"}
	case c.Phase == course.Before && c.Anchor == course.AtBirth:
		return &wrongIn{"anchor", "is the birth, although the contact is held before it", "count from due, or write phase: after"}
	case c.Phase == course.Before && c.Anchor == course.AtDue && c.OffsetDays+c.WindowDays > 1:
		return &wrongIn{"window_days", "reaches past the due date", "write fewer days, or an earlier offset_days"}
	case c.Phase == course.After && c.Anchor == course.AtBirth && c.OffsetDays < 0:
		return &wrongIn{"offset_days", "is before the birth", "write 0 or more days after it"}
	}
	return nil
}

// checkTerm finds the programme whose last session before the birth would come after
// the due date of somebody who starts as late as the file lets them.
func (p *Programme) checkTerm() *wrongAt {
	if !p.Window.Expecting() {
		for i, c := range p.Contacts {
			if c.Phase == course.Before {
				return &wrongAt{fmt.Sprintf("$.contacts[%d].phase", i), "is before, but families start with a baby of some months", "write phase: after, or a window from_weeks to_weeks"}
			}
		}
		return nil
	}
	last := 0 // weeks from the first session to the last before the birth, begun ones counted
	days := offsets(p.Contacts)
	for i, c := range p.Contacts {
		if c.Kind == course.Session && c.Phase == course.Before {
			last = (days[i] + 6) / 7
		}
	}
	if latest := termWeeks - last; p.Window.ToWeeks > latest {
		return &wrongAt{"$.window.to_weeks", fmt.Sprintf("is %d, but the sessions before the birth take %d weeks more", p.Window.ToWeeks, last), fmt.Sprintf("write at most %d, so that they end before the due date", latest)}
	}
	return nil
}

// offsets is how many days after the first session each session is, by its place
// among the contacts.
func offsets(contacts []Contact) []int {
	out := make([]int, len(contacts))
	var sessions []int
	for i, c := range contacts {
		if c.Kind != course.Session {
			continue
		}
		out[i] = c.OffsetDays
		if c.Anchor == course.AtSession {
			out[i] += sessions[c.Session-1]
		}
		sessions = append(sessions, out[i])
	}
	return out
}
