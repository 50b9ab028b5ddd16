package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/questionnaire"
	"holdfast/internal/web/session"
	"holdfast/internal/web/ui"
)

// laneShown is how many events of a lane stand unfolded: a group and what came
// around it.
const laneShown = 12

// laneEvent is one point of a dyad's lane.
type laneEvent struct {
	day  civil.Date
	line ui.Event
}

// lane is one caregiver with one baby: their scores, then calls, sessions and what
// was written there, newest first.
func (p *Pages) lane(r *page.Request, f familyFile, d family.Dyad) templ.Component {
	t := r.Print.T
	head := ui.Part{
		ID: "dyad-" + d.ID.String(), Title: t("session.pair", "caregiver", naming.Person(d.Caregiver).Text, "baby", naming.Baby(r.Print, d.Infant)),
		Count: t("ask.relation." + string(d.Relation)),
	}
	var body []templ.Component
	if len(f.tracks[d.ID]) > 0 {
		head.More = &ui.Link{Label: t("family.all-scores"), Hidden: head.Title, Href: address.Dyad(d.ID) + "/measures"}
		var scores []templ.Component
		for _, track := range laneTracks(f.tracks[d.ID]) {
			scores = append(scores, laneScore(r, track))
		}
		body = append(body, layout.SideBySide(scores...))
	}
	events := laneEvents(r, f, d)
	switch {
	case len(events) == 0 && len(body) == 0:
		body = append(body, ui.Empty{Text: t("family.lane.none")})
	case len(events) > laneShown:
		body = append(body, ui.Timeline{Events: linesOf(events[:laneShown])},
			layout.Folded(t("family.lane.earlier", "n", len(events)-laneShown), ui.Timeline{Events: linesOf(events[laneShown:])}))
	case len(events) > 0:
		body = append(body, ui.Timeline{Events: linesOf(events)})
	}
	if r.Who.May(access.ResponseWrite) && !over(d) {
		body = append(body, layout.InLine(ui.Link{Label: t("today.key-in"), Hidden: head.Title, Href: address.Dyad(d.ID) + "/keyin", Tap: true}))
	}
	return layout.Part(head, layout.Stack(body...))
}

// over reports whether nothing is due to a caregiver with a baby any more.
func over(d family.Dyad) bool { return !d.Ended.IsZero() || !d.Infant.Lost.IsZero() }

// laneTracks is the scores that stand in a lane: totals only, and no more than can
// be taken in at a glance. All of them stand apart.
func laneTracks(all []measure.Track) []measure.Track {
	var out []measure.Track
	for _, track := range all {
		if track.Key.Total == nil || track.Scale.ID != track.Key.Total.ID {
			continue
		}
		out = append(out, track)
	}
	// Measures come before questions of our own, which are none.
	slices.SortStableFunc(out, func(a, b measure.Track) int { return rank(a.Key.Validated) - rank(b.Key.Validated) })
	return out[:min(len(out), scoresShown)]
}

func rank(validated bool) int {
	if validated {
		return 0
	}
	return 1
}

// scoresShown is how many scores stand in a lane.
const scoresShown = 4

// laneScore is the last score of one scale: the sentence, then where it lies.
func laneScore(r *page.Request, track measure.Track) templ.Component {
	last := track.Points[len(track.Points)-1]
	t, value := r.Print.T, r.Print.Number(last.Value, questionnaire.Decimals(track.Scale, last.Value))
	strip := questionnaire.Strip(r, track.Scale, last.Value, track.Previous)
	strip.Sentence = t("family.score", "form", track.Key.Short, "day", r.NearDay(last.On), "score", value)
	if strip.Was != nil {
		// In the sentence, since beside the one now it would be written over it.
		was := r.Print.Number(*strip.Was, questionnaire.Decimals(track.Scale, *strip.Was))
		strip.Sentence = t("family.score.was", "form", track.Key.Short, "day", r.NearDay(last.On), "score", value, "was", was)
		strip.WasText = ""
	}
	if band, ok := track.Scale.BandOf(last.Value); ok {
		strip.Sentence += " " + band.Label.In(r.Print.Lang()) + "."
	}
	return layout.Stack(strip)
}

func linesOf(all []laneEvent) []ui.Event {
	out := make([]ui.Event, len(all))
	for i, e := range all {
		out[i] = e.line
	}
	return out
}

// laneEvents merges what the rooms know of a dyad, newest first.
func laneEvents(r *page.Request, f familyFile, d family.Dyad) []laneEvent {
	var out []laneEvent
	add := func(day civil.Date, what templ.Component) {
		out = append(out, laneEvent{day, ui.Event{When: r.NearDay(day), Datetime: day.String(), What: what}})
	}
	for _, c := range f.contacts[d.Caregiver.ID] {
		add(r.Print.DayOf(c.At), lineOf(ui.Say(contactWords(r, c)), "", c.Note, ""))
	}
	for _, v := range f.story.Visits {
		if v.Person == d.Caregiver.ID {
			n := noteFor(f.story, v.Session.ID, d.ID)
			add(v.Session.Day, lineOf(visitWords(r, v), n.Well, n.Next, n.By))
		}
	}
	for _, n := range f.story.Notes {
		if n.Dyad == d.ID && !marked(f.story, n.Session.ID, d.Caregiver.ID) {
			add(n.Session.Day, lineOf(visitWords(r, programme.Visit{Session: n.Session}), n.Well, n.Next, n.By))
		}
	}
	for _, filled := range filledIn(f.tracks[d.ID]) {
		add(filled.On, lineOf(ui.Link{
			Label: r.Print.T("family.filled", "form", filled.form, "when", r.Print.T("measure.timepoint."+string(filled.Timepoint))),
			Href:  address.Response(filled.Response),
		}, "", "", ""))
	}
	slices.SortStableFunc(out, func(a, b laneEvent) int { return b.day.Compare(a.day) })
	return out
}

func contactWords(r *page.Request, c family.Contact) string {
	key := "call.was.not-reached"
	if c.Reached {
		key = "call.was.reached"
	}
	return r.Print.T(key, "who", c.ByName)
}

// visitWords is a session and whether they came: "Session 3: Serve and return.
// Present".
func visitWords(r *page.Request, v programme.Visit) templ.Component {
	t := r.Print.T
	mark := ""
	switch {
	case v.Mark == programme.Unmarked:
	case v.Mark == programme.Cant && v.Reason != "":
		mark = ui.Beside(t("programme.mark.cant"), session.Reason(r.Print, v.Reason))
	case v.Mark.Came() && !v.WithBaby:
		mark = ui.Beside(t("programme.mark."+string(v.Mark)), t("session.alone"))
	default:
		mark = t("programme.mark." + string(v.Mark))
	}
	return ui.Join(ui.Link{Label: t("session.head.short", "number", v.Session.Number, "title", v.Session.Title), Href: address.Session(v.Session.ID)},
		ui.Say(" "), ui.Second(mark))
}

func noteFor(s programme.Story, session programme.SessionID, dyad family.DyadID) programme.VisitNote {
	i := slices.IndexFunc(s.Notes, func(n programme.VisitNote) bool { return n.Session.ID == session && n.Dyad == dyad })
	if i < 0 {
		return programme.VisitNote{}
	}
	return s.Notes[i]
}

func marked(s programme.Story, session programme.SessionID, person family.PersonID) bool {
	return slices.ContainsFunc(s.Visits, func(v programme.Visit) bool { return v.Session.ID == session && v.Person == person })
}

// filling is one questionnaire that came in, however many scales it has.
type filling struct {
	measure.Point
	form string
}

func filledIn(tracks []measure.Track) []filling {
	var out []filling
	for _, track := range tracks {
		for _, point := range track.Points {
			if !slices.ContainsFunc(out, func(f filling) bool { return f.Response == point.Response }) {
				out = append(out, filling{point, track.Key.Short})
			}
		}
	}
	return out
}
