package history

import "holdfast/internal/demo/people"

// castPast lets two past groups show all that an outcome page can say, and one
// that it says nothing of so few. Most got better or stayed within what is chance,
// one got clearly worse, and some answers are missing, as everywhere.
func castPast(r *recipe, nth int) {
	switch nth {
	case 0:
		r.capacity, r.taken, r.parts = 10, 9, bigRoom()
	case 1:
		r.taken = 4
	case 2:
		r.taken, r.parts = 8, byVideoAtNight()
	}
}

// bigRoom is nine caregivers, a couple among them.
func bigRoom() []part {
	unreachable := stayedAway(0.7)
	unreachable.safe = []Safe{{Channel: "text"}, {Channel: "call"}, {Channel: "email"}}
	return []part{
		{home: home([]people.Adult{
			someone("Orla Kinsella", "Orla", "en", people.Mother, 29), someone("Declan Kinsella", "Declan", "en", people.Father, 30),
		}, "Rory Kinsella"), age: 74, acts: []act{fared(1.6, 2.0), fared(-0.8, 0.4)}},
		alone(fared(1.2, 1.7)),
		alone(fared(0.4, 1.2, "kpcs after")),
		alone(fared(-0.2, -1.7)),
		alone(fared(1.1, 1.5)),
		alone(fared(-0.6, 0.6)),
		alone(fared(0.2, 1.4, "sensitivity before")),
		alone(unreachable),
	}
}

// byVideoAtNight is eight caregivers.
func byVideoAtNight() []part {
	return []part{
		alone(fared(0.8, 1.5)),
		alone(fared(1.3, 1.8)),
		alone(fared(0.1, 0.5)),
		alone(fared(-0.4, 0.2)),
		alone(stayedAway(0.3)),
		alone(fared(0.6, 1.2)),
		alone(fared(-0.8, -0.4)),
		alone(fared(1.0, 1.3)),
	}
}

func alone(a act) part { return part{acts: []act{a}} }

// fared is somebody who came, agreed to be asked and filled in everything but what
// is left out.
func fared(low, better float64, leftOut ...string) act {
	return act{marks: "p", refused: []string{}, todo: leftOut, course: &course{low, better}}
}

// stayedAway is somebody who came for some weeks and filled in nothing at the end.
func stayedAway(low float64) act {
	a := fared(low, 0, "epds after", "prfq after", "kpcs after", "sensitivity after", "checkin after")
	a.marks = "pptcaaaa"
	return a
}
