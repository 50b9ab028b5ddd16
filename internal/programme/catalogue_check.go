package programme

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"holdfast/internal/measure"
)

// wrongAt is what is wrong with a programme file, where, and what to do.
type wrongAt struct {
	path         string // $.window.from_months
	what, remedy string
}

func (w *wrongAt) Error() string { return fmt.Sprintf("%s %s: %s", w.path[2:], w.what, w.remedy) }

// check finds the first thing in the file that cannot be.
func (p *Programme) check() *wrongAt {
	for _, part := range []func() *wrongAt{p.checkWords, p.checkWindow, p.checkNumbers, p.checkLeaders, p.checkSessions, p.checkContacts, p.checkMeasures} {
		if wrong := part(); wrong != nil {
			return wrong
		}
	}
	return nil
}

func (p *Programme) checkWords() *wrongAt {
	for _, w := range []struct{ path, text, remedy string }{
		{"$.key", string(p.Key), "give it the name of its file"},
		{"$.name", p.Name, "say what families call it"},
		{"$.lang", p.Lang, "say which language the texts are in, such as en"},
		{"$.about", p.About, "say in one sentence what it is"},
		{"$.for_whom", p.ForWhom, "say who may come"},
		{"$.source", p.Source, "say whose programme it is and who wrote these plans"},
	} {
		if w.text == "" {
			return &wrongAt{w.path, "is missing", w.remedy}
		}
	}
	return nil
}

func (p *Programme) checkNumbers() *wrongAt {
	switch {
	case p.Minutes < 15 || p.Minutes > 480:
		return &wrongAt{"$.minutes", "is not between 15 and 480", "write how long a session is"}
	case p.Capacity < 1 || p.Capacity > MostDyads:
		return &wrongAt{"$.capacity", fmt.Sprintf("is not between 1 and %d", MostDyads), "write how many caregivers with a baby a group takes, or how many families"}
	case p.Counts != "" && p.Counts != CountsDyads && p.Counts != CountsFamilies:
		return &wrongAt{"$.capacity_counts", fmt.Sprintf("is %q", p.Counts), "write dyads (a caregiver with a baby is one) or families (a couple is one)"}
	case p.Facilitators < 1 || p.Facilitators > 6:
		return &wrongAt{"$.facilitators", "is not between 1 and 6", "write how many lead a group"}
	case !(p.CompletionShare > 0 && p.CompletionShare <= 1) || math.IsNaN(p.CompletionShare):
		return &wrongAt{"$.completion_share", "is not above 0 and up to 1", "write a share such as 0.75"}
	}
	return nil
}

func (p *Programme) checkWindow() *wrongAt {
	w := p.Window
	switch {
	case w.Expecting() && (w.From != 0 || w.To != 0):
		return &wrongAt{"$.window", "counts both weeks of pregnancy and months of age", "write from_weeks and to_weeks, or from_months and to_months"}
	case w.Expecting() && w.FromWeeks < 1:
		return &wrongAt{"$.window.from_weeks", "is below 1", "write the week of pregnancy from which families can start"}
	case w.Expecting() && (w.ToWeeks <= w.FromWeeks || w.ToWeeks > 40):
		return &wrongAt{"$.window.to_weeks", "is not above from_weeks and up to 40", "write the week of pregnancy until which families can start"}
	case w.Expecting():
		return nil
	case w.From < 0:
		return &wrongAt{"$.window.from_months", "is below nought", "write the youngest age in whole months"}
	case w.To <= w.From:
		return &wrongAt{"$.window.to_months", "is not above from_months", "write the oldest age in whole months"}
	}
	return nil
}

// checkLeaders looks at where those who lead come from, when the file says so.
func (p *Programme) checkLeaders() *wrongAt {
	if len(p.Professions) > 0 && len(p.Professions) != p.Facilitators {
		return &wrongAt{"$.professions", fmt.Sprintf("names %d", len(p.Professions)), fmt.Sprintf("name one for each of the %d who lead a group, or change facilitators", p.Facilitators)}
	}
	for i, known := range p.Professions {
		if !slices.Contains(Professions(), known) {
			return &wrongAt{fmt.Sprintf("$.professions[%d]", i), fmt.Sprintf("is %q", known), "write " + oneOf(Professions())}
		}
	}
	return nil
}

func (p *Programme) checkSessions() *wrongAt {
	if len(p.Contacts) > 0 && len(p.Sessions) > 0 {
		return &wrongAt{"$.sessions", "stands beside contacts", "write each session as a contact of the kind session, and leave sessions out"}
	}
	if len(p.Contacts) > 0 {
		return nil
	}
	if p.Window.Expecting() {
		return &wrongAt{"$.sessions", "cannot say what is held before the birth and what after", "write contacts, each with its phase"}
	}
	if len(p.Sessions) == 0 {
		return &wrongAt{"$.sessions", "is empty", "write a plan for each session, at least a number, a theme and a title; or write contacts"}
	}
	themes := map[string]bool{}
	for i, s := range p.Sessions {
		at := func(field string) string { return fmt.Sprintf("$.sessions[%d].%s", i, field) }
		switch {
		case s.Number != i+1:
			return &wrongAt{at("number"), fmt.Sprintf("is %d", s.Number), fmt.Sprintf("number the sessions from 1 without a gap: here %d", i+1)}
		case s.Theme == "" || themes[s.Theme]:
			return &wrongAt{at("theme"), "is missing or stands twice", "give each session a short word of its own"}
		case s.Title == "":
			return &wrongAt{at("title"), "is missing", "say what families see as the session's name"}
		case len(s.Steps) > 0 && s.Minutes() != p.Minutes:
			return &wrongAt{at("steps"), fmt.Sprintf("take %d minutes with opening and closing", s.Minutes()), fmt.Sprintf("make them %d, or change minutes", p.Minutes)}
		}
		themes[s.Theme] = true
	}
	return nil
}

func (p *Programme) checkMeasures() *wrongAt {
	seen := map[[2]string]bool{}
	for i, m := range p.Measures {
		at := func(field string) string { return fmt.Sprintf("$.measures[%d].%s", i, field) }
		id := [2]string{m.Instrument, string(m.Timepoint)}
		switch {
		case m.Instrument == "":
			return &wrongAt{at("instrument"), "is missing", "write the key of an instrument, such as epds"}
		case m.Timepoint != measure.Before && m.Timepoint != measure.Middle && m.Timepoint != measure.After:
			return &wrongAt{at("timepoint"), fmt.Sprintf("is %q", m.Timepoint), "write before, middle or after"}
		case seen[id]:
			return &wrongAt{at("timepoint"), "stands twice for this instrument", "leave one of them out"}
		case !slices.Contains(measure.AllAnchors(), m.Anchor):
			return &wrongAt{at("anchor"), fmt.Sprintf("is %q", m.Anchor), "write " + oneOf(measure.AllAnchors())}
		case m.Anchor == measure.AtSession && (m.Session < 1 || m.Session > p.sessionsWritten()):
			return &wrongAt{at("session"), "is no session of this programme", fmt.Sprintf("write a number from 1 to %d", p.sessionsWritten())}
		case m.WindowDays < 1:
			return &wrongAt{at("window_days"), "is below 1", "write how many days the measure is asked for, its first day included"}
		case m.Respondent == "":
			return &wrongAt{at("respondent"), "is missing", "write caregiver or coder"}
		}
		seen[id] = true
	}
	return nil
}

// oneOf lists words a file may use: "before, middle or after".
func oneOf[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	last := len(out) - 1
	return strings.Join(out[:last], ", ") + " or " + out[last]
}
