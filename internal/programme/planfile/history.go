package planfile

import (
	"strconv"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/replay"
)

// What a history and a report call themselves.
const (
	HistoryFormat = "holdfast-history/1"
	ReportFormat  = "holdfast-replay/1"
)

// ReadHistory reads a history. It returns [*plan.Refused] with every problem.
func ReadHistory(data []byte) (*replay.History, error) {
	r := newReader(data)
	h := &replay.History{}
	r.history(h)
	r.end()
	if r.broken == nil {
		for _, p := range h.Problems() {
			if !about(r.problems, p) {
				r.problems = append(r.problems, p)
			}
		}
	}
	return h, r.refused()
}

func (r *reader) history(h *replay.History) {
	var format string
	r.object("history", func(name string) bool {
		switch name {
		case "format":
			return r.text(name, &format)
		case "name":
			return r.text(name, &h.Name)
		case "begins":
			return r.date(name, &h.Begins)
		case "weeks":
			return r.whole(name, &h.Weeks)
		case "cohort":
			r.wholes(name, map[string]*int{"from_week": &h.Cohort.FromWeek, "to_week": &h.Cohort.ToWeek})
		case "rules":
			r.wholes(name, map[string]*int{
				"lead_weeks": &h.Rules.LeadWeeks, "offer_weeks": &h.Rules.OfferWeeks, "notice_weeks": &h.Rules.NoticeWeeks,
				"publish_weeks": &h.Rules.PublishWeeks, "places": &h.Rules.Places, "minimum": &h.Rules.Minimum,
				"length_weeks": &h.Rules.LengthWeeks, "gap_weeks": &h.Rules.GapWeeks, "leaders": &h.Rules.Leaders,
			})
		case "luck":
			r.luck(&h.Luck)
		case "programmes":
			return r.texts(name, &h.Programmes)
		case "languages":
			return r.texts(name, &h.Languages)
		case "slots":
			return r.texts(name, &h.Slots)
		case "sites":
			return r.texts(name, &h.Sites)
		case "pairs":
			r.list(name, func() { r.pair(h) })
		case "facilitators":
			r.list(name, func() { h.Facilitators = append(h.Facilitators, r.facilitator()) })
		case "families":
			r.list(name, func() {
				var givesUp civil.Date
				f := r.family(func(name string) bool { return name == "gives_up" && r.date(name, &givesUp) })
				h.Families = append(h.Families, replay.Family{Family: f, GivesUp: givesUp})
			})
		default:
			return false
		}
		return true
	})
	if r.broken == nil && format != HistoryFormat {
		r.problem(plan.CodeFormat, "format", format)
	}
}

func (r *reader) wholes(of string, fields map[string]*int) {
	r.object(of, func(name string) bool {
		into := fields[name]
		return into != nil && r.whole(name, into)
	})
}

func (r *reader) luck(l *replay.Luck) {
	r.object("luck", func(name string) bool {
		switch name {
		case "seed":
			return r.text(name, &l.Seed)
		case "decline":
			return r.number(name, &l.Decline)
		case "stay":
			return r.number(name, &l.Stay)
		case "no_show":
			return r.number(name, &l.NoShow)
		}
		return false
	})
}

func (r *reader) pair(h *replay.History) {
	var both []string
	r.texts("pairs", &both)
	if len(both) != 2 {
		r.wrong("pairs")
		return
	}
	h.Pairs = append(h.Pairs, [2]string{both[0], both[1]})
}

// WriteReport writes the figures of a run and every decision behind them.
func WriteReport(h *replay.History, policy string, r replay.Report, d replay.Decisions) []byte {
	w := &writer{}
	w.raw("{\"format\":").text(ReportFormat).raw(",\"history\":").text(h.Name).raw(",\"policy\":").text(policy)
	for _, x := range []struct {
		name  string
		value int
	}{
		{"eligible", r.Eligible}, {"served", r.Served}, {"aged_out", r.AgedOut}, {"withdrew", r.Withdrew}, {"no_show", r.NoShow},
		{"high_need_eligible", r.HighNeedEligible}, {"high_need_aged_out", r.HighNeedAgedOut},
		{"other_language_eligible", r.OtherLanguageEligible}, {"other_language_aged_out", r.OtherLanguageAgedOut},
		{"groups_run", r.GroupsRun}, {"groups_cancelled", r.GroupsCancelled},
	} {
		w.raw(",\n\"" + x.name + "\":").whole(x.value)
	}
	w.raw(",\n\"mean_wait_weeks\":").raw(strconv.FormatFloat(r.MeanWaitWeeks, 'f', -1, 64))
	w.raw(",\n\"p90_wait_weeks\":").raw(strconv.FormatFloat(r.P90WaitWeeks, 'f', -1, 64))
	w.raw(",\n\"decisions\":{\"opened\":[")
	for i, x := range d.Opened {
		w.line(i).raw("{\"week\":").whole(x.Week).raw(",\"group\":").text(x.Group).raw(",\"facilitators\":").texts(x.Facilitators).raw("}")
	}
	w.raw("],\n\"offers\":[")
	for i, x := range d.Offers {
		w.line(i).raw("{\"week\":").whole(x.Week).raw(",\"family\":").text(x.Family).raw(",\"group\":").text(x.Group).raw("}")
	}
	return append(w.Bytes(), "]}}\n"...)
}
