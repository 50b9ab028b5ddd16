package measure

import (
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure/packs"
	"holdfast/internal/measure/score"
)

// seat is one dyad of an accepted place, with what decides what it is asked.
type seat struct {
	place      PlaceID
	programme  string
	group      GroupID
	groupRef   string
	dyad       family.DyadID
	caregiver  access.PersonID
	called     string
	lang       string // theirs, or the service's where nobody asked
	infantID   access.PersonID
	infant     string
	infantLost bool
	refused    bool // the caregiver does not want to be measured
	anchors    Anchors
	pauses     family.Pauses // of this dyad, while the baby is in hospital
	readers    []string
}

// slot is what there is one response for: an instrument at a timepoint of a
// place, for one dyad or, where the measure is about the caregiver alone, for one
// caregiver.
type slot struct {
	place      PlaceID
	instrument string
	timepoint  Timepoint
	subject    string
}

// entry is what is stored for a slot: complete, or a draft with some answers.
type entry struct {
	id       ResponseID
	complete bool
	answered int
}

// subject is what the slots of an instrument are told apart by.
func subject(key score.Key, caregiver access.PersonID, dyad family.DyadID) string {
	if key.Per == score.PerPerson {
		return "person " + caregiver.String()
	}
	return "dyad " + dyad.String()
}

// tasks is what is due on the day from these seats, soonest to close first.
//
// A mother of twins has two seats. What is about each relationship is asked for
// each, what is about her is asked once. Nothing is asked about a baby who was
// lost, nor of somebody who does not want to be measured; who is left with no
// living baby in the place is asked nothing.
func tasks(seats []seat, plan Plan, library *packs.Library, stored map[slot]entry, today civil.Date) []Task {
	var out []Task
	at := map[slot]int{} // where the task of a slot stands in out
	for _, seat := range seats {
		if seat.infantLost || seat.refused {
			continue
		}
		for _, planned := range plan(seat.programme) {
			key, known := library.Key(planned.Instrument)
			window, dated := seat.window(planned)
			if !known || !dated || !window.Contains(today) || seat.waits(family.WaitQuestionnaires, today) {
				continue
			}
			slot := slot{seat.place, key.ID, planned.Timepoint, subject(key, seat.caregiver, seat.dyad)}
			if i, twin := at[slot]; twin {
				out[i].Infants = append(out[i].Infants, seat.infant)
				continue
			}
			found := stored[slot]
			if found.complete {
				continue
			}
			at[slot] = len(out)
			out = append(out, task(seat, planned, key, library, window, found, today))
		}
	}
	slices.SortStableFunc(out, func(a, b Task) int { return a.Due.To.Compare(b.Due.To) })
	return out
}

// window is the days on which a measure is asked of a seat: those that the programme
// says, put off by the days on which it waits. ok is false while it has none.
func (s seat) window(planned Planned) (w civil.Window, ok bool) {
	w, ok = planned.Window(s.anchors)
	if !ok {
		return w, false
	}
	w, _ = w.PutOff(s.pauses.Of(family.WaitQuestionnaires, s.dyad))
	return w, !w.From.IsZero()
}

// waits reports whether a kind of thing waits for a seat on a day.
func (s seat) waits(what family.Wait, today civil.Date) bool {
	return slices.ContainsFunc(s.pauses.Of(what, s.dyad), func(w civil.Window) bool { return w.Contains(today) })
}

func task(seat seat, planned Planned, key score.Key, library *packs.Library, window civil.Window, found entry, today civil.Date) Task {
	t := Task{
		Instrument: key.ID, Name: key.Short, Timepoint: planned.Timepoint, Way: PaperForm,
		Place: seat.place, Group: seat.group, GroupRef: seat.groupRef, Dyad: seat.dyad,
		Caregiver: seat.caregiver, Called: seat.called, Infants: []string{seat.infant},
		Due: window, Quiet: seat.waits(family.WaitReminders, today), Draft: found.id, Answered: found.answered, Items: len(key.Items),
		Minutes: minutes(len(key.Items)), Readers: seat.readers,
	}
	if key.Respondent == score.Coder {
		t.Way = Rating
		return t
	}
	if wording, ok := wordingFor(library, key.ID, seat.lang); ok {
		t.Way, t.Title, t.Lang = OnPhone, wording.Title, wording.Language
	}
	return t
}

// minutes is how long so many items take: about fifteen seconds each, and never
// promised shorter than a minute.
func minutes(items int) int { return max(1, (items+3)/4) }

// wordingFor finds the questions in the language a person reads. A regional
// variant reads the pack of its language; nobody reads one of another language.
func wordingFor(library *packs.Library, instrument, lang string) (packs.Wording, bool) {
	if w, ok := library.Wording(instrument, lang); ok {
		return w, true
	}
	base, _, _ := strings.Cut(lang, "-")
	return library.Wording(instrument, base)
}
