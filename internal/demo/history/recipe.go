package history

import (
	"holdfast/internal/civil"
)

// recipe says what a chapter tells.
type recipe struct {
	write func(*chapter, recipe)

	expecting bool // of the programme that begins in pregnancy

	// A group that has begun or been held: its session of this number is on this day.
	session int
	day     civil.Date

	video    bool
	site     int
	leaders  [2]int
	hour     int  // of the beginning; 0 for around now
	missed   int  // the session that was once put off by a week; 0 for none
	openBook bool // the register of the last session is not finished
	led      bool // by somebody who has left since
	capacity int  // dyads; 0 for the programme's own

	// A group to come.
	firstIn int // days from today to the first session
	taken   int // dyads with an accepted place; of a past group 0 for nearly all
	offers  int // families with an offer open
	ended   int // families who declined or let their offer lapse
	waiting int // families waiting for this very group
	asking  int // enquiries about it that nobody has decided yet
	why     string

	parts []part
	open  []part // with an offer open
}

// harbourRecipes is what a region of Harbour Lane tells: what goes on now first, so
// that a small demonstration is alive, and then the past, further and further back.
func harbourRecipes(w *World, number, families int) []recipe {
	play := number == 0
	out := []recipe{
		{write: running, session: 4, day: w.Today, site: 0, leaders: [2]int{0, 1}, hour: 10},
		{write: running, session: 4, day: w.Today, video: true, leaders: [2]int{2, 3}},
		{write: running, session: 6, day: nextWorkday(w.Today.AddDays(2)), site: 2, leaders: [2]int{4, 5}, hour: 13, missed: 2, openBook: true},
		{write: toCome, firstIn: 9, site: 1, leaders: [2]int{0, 5}, hour: 10, taken: 4, offers: 1, ended: 2, asking: 3},
		{write: toCome, firstIn: 16, site: 0, leaders: [2]int{1, 4}, hour: 13, taken: 8, waiting: 3, asking: 1},
		{write: toCome, firstIn: 24, video: true, leaders: [2]int{2, 3}, hour: 18, taken: 2, asking: 1},
		{write: toCome, firstIn: 39, site: 2, leaders: [2]int{4, 1}, hour: 10},
		{write: postponed, firstIn: 13, site: 1, leaders: [2]int{3, 5}, hour: 10, taken: 5, why: "The room was flooded and has to dry. We are sorry."},
	}
	if play {
		cast(w, out)
		out = append(out, expecting(w)...)
	}
	past := 4
	for j := range past {
		out = append(out, pastGroup(w, j, play))
	}
	out = append(out, recipe{write: waitingList, waiting: 20, asking: 4, parts: waitingCast(w, play)})
	for j := past; j < mostGroups; j++ {
		out = append(out, pastGroup(w, j, false))
	}
	return out
}

// mostGroups is more past groups than the families of a region ever fill.
const mostGroups = 200

// weeksAgo is when the last session of a past group was held: recent ones apart
// from each other, and then one after the other for five years.
func weeksAgo(nth int) int {
	recent := []int{3, 14, 25, 37}
	if nth < len(recent) {
		return recent[nth]
	}
	return 38 + (nth-len(recent))*11/10
}

func pastGroup(w *World, nth int, play bool) recipe {
	r := recipe{
		write: past, session: 8, day: workday(w.Today.AddDays(-7*weeksAgo(nth) - nth%4)),
		video: nth%4 == 2, site: nth % sitesInRegion, leaders: [2]int{2 * nth % leadersPerTeam, (2*nth + 1 + nth/3%2*2) % leadersPerTeam},
		hour: []int{10, 13, 18, 10}[nth%4],
	}
	if nth%5 == 1 {
		r.missed = 3 + nth%4
	}
	if play {
		r.led = nth == 3
		castPast(&r, nth)
	}
	return r
}

// hillRecipes is what Hill Road tells: enough to see that it is there, and that
// nobody of Harbour Lane sees it.
func hillRecipes(w *World) []recipe {
	pair := [2]int{0, 1}
	return []recipe{
		{write: running, session: 5, day: w.Today, leaders: pair, hour: 11},
		{write: toCome, firstIn: 20, leaders: pair, hour: 10, taken: 2, asking: 2},
		{write: past, session: 8, day: workday(w.Today.AddDays(-70)), leaders: pair, hour: 10},
		{write: waitingList, waiting: 3, asking: 1},
	}
}

func nextWorkday(d civil.Date) civil.Date {
	for workday(d) != d {
		d = d.AddDays(1)
	}
	return d
}
