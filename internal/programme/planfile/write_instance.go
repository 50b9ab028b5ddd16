package planfile

import (
	"strconv"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// WriteInstance writes an instance as a file that [ReadInstance] reads, to keep a question beside its answer.
func WriteInstance(in *plan.Instance, kind plan.Kind) []byte {
	w := &writer{}
	w.raw("{\"format\":").text(Format).raw(",\"kind\":").text(string(kind)).raw(",\"name\":").text(in.Name)
	w.raw(",\n\"today\":").text(in.Today.String()).raw(",\"notice_days\":").whole(in.NoticeDays)
	w.raw(",\n\"weights\":{\"need\":").real(in.Weights.Need).raw(",\"safeguarding\":").real(in.Weights.Safeguarding)
	w.raw(",\"keep_per_week\":").real(in.Weights.KeepPerWeek).raw(",\"per_week_waited\":").real(in.Weights.PerWeekWaited)
	w.raw("},\n\"sites\":[")
	for i, s := range in.Sites {
		w.line(i).raw("{\"id\":").text(s.ID).raw(",\"rooms\":").whole(s.Rooms).raw("}")
	}
	w.raw("],\n")
	if in.Opening != nil {
		w.opening(in.Opening)
	}
	w.raw("\"facilitators\":[")
	for i := range in.Facilitators {
		w.line(i).facilitator(&in.Facilitators[i])
	}
	w.raw("],\n\"groups\":[")
	for i := range in.Groups {
		w.line(i).raw("{").group(&in.Groups[i]).raw("}")
	}
	w.raw("],\n\"families\":[")
	for i := range in.Families {
		w.line(i).family(&in.Families[i])
	}
	w.raw("],\n\"fixed\":[")
	for i, x := range in.Fixed {
		w.line(i).raw("{\"family\":").text(x.Family).raw(",\"group\":").text(x.Group).raw("}")
	}
	return append(w.Bytes(), "]}\n"...)
}

func (w *writer) whole(n int) *writer { return w.raw(strconv.Itoa(n)) }

func (w *writer) real(x float64) *writer { return w.raw(strconv.FormatFloat(x, 'g', -1, 64)) }

func (w *writer) modes(list []plan.Mode) *writer {
	texts := make([]string, len(list))
	for i, m := range list {
		texts[i] = string(m)
	}
	return w.texts(texts)
}

func (w *writer) days(list []civil.Date) *writer {
	texts := make([]string, len(list))
	for i, d := range list {
		texts[i] = d.String()
	}
	return w.texts(texts)
}

func (w *writer) group(g *plan.Group) *writer {
	w.raw("\"id\":").text(g.ID).raw(",\"programme\":").text(g.Programme).raw(",\"starts\":").text(g.Starts.String())
	w.raw(",\"language\":").text(g.Language).raw(",\"slot\":").text(g.Slot).raw(",\"mode\":").text(string(g.Mode))
	if g.Site != "" {
		w.raw(",\"site\":").text(g.Site)
	}
	return w.raw(",\"places\":").whole(g.Places).raw(",\"minimum\":").whole(g.Minimum)
}

func (w *writer) family(f *plan.Family) {
	w.raw("{\"id\":").text(f.ID).raw(",\"programme\":").text(f.Programme).raw(",\"size\":").whole(f.Size)
	w.raw(",\"opens\":").text(f.Opens.String()).raw(",\"closes\":").text(f.Closes.String())
	w.raw(",\"languages\":").texts(f.Languages).raw(",\"slots\":").texts(f.Slots).raw(",\"modes\":").modes(f.Modes)
	w.raw(",\"sites\":").texts(f.Sites).raw(",\"need\":").whole(f.Need).raw(",\"safeguarding\":").raw(strconv.FormatBool(f.Safeguarding))
	w.raw(",\"waiting_since\":").text(f.WaitingSince.String())
	w.raw(",\"apart_from\":").texts(f.ApartFrom).raw(",\"declined\":").texts(f.Declined).raw("}")
}

func (w *writer) opening(o *plan.Opening) {
	w.raw("\"opening\":{\"programmes\":").texts(o.Programmes).raw(",\"starts\":").days(o.Starts).raw(",\"languages\":").texts(o.Languages)
	w.raw(",\"slots\":").texts(o.Slots).raw(",\"modes\":").modes(o.Modes).raw(",\"places\":").whole(o.Places).raw(",\"minimum\":").whole(o.Minimum)
	w.raw(",\"length_weeks\":").whole(o.LengthWeeks).raw(",\"gap_weeks\":").whole(o.GapWeeks).raw(",\"leaders\":").whole(o.Leaders)
	w.raw(",\"may_miss\":").whole(o.MayMiss).raw("},\n")
}

func (w *writer) facilitator(a *plan.Facilitator) {
	w.raw("{\"id\":").text(a.ID).raw(",\"programmes\":").texts(a.Programmes).raw(",\"languages\":").texts(a.Languages)
	w.raw(",\"slots\":").texts(a.Slots).raw(",\"modes\":").modes(a.Modes).raw(",\"sites\":").texts(a.Sites)
	if !a.FreeFrom.IsZero() {
		w.raw(",\"free_from\":").text(a.FreeFrom.String())
	}
	w.raw(",\"away\":[")
	for i, leave := range a.Away {
		if i > 0 {
			w.raw(",")
		}
		w.raw("{\"from\":").text(leave.From.String()).raw(",\"to\":").text(leave.To.String()).raw("}")
	}
	w.raw("],\"not_with\":").texts(a.NotWith).raw("}")
}
