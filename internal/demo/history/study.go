package history

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// Study is a file of answers to bring in, as a service would bring in one that it
// was given.
type Study struct {
	Name, Source, Instrument, Columns string

	File string // CSV, positions of the ticked options
}

// studyPeople is how many answered it, enough for a distribution with a shape.
const studyPeople = 240

// Study makes one up. It says so wherever it is named: somebody could take it for
// a finding.
func (w *World) Study() Study {
	key, ok := w.src.Library.Key("epds")
	if !ok {
		return Study{}
	}
	r := rand.New(rand.NewPCG(w.src.Seed, 3))
	header := make([]string, len(key.Items))
	for i := range header {
		header[i] = "Q" + strconv.Itoa(i+1)
	}
	var file strings.Builder
	file.WriteString(strings.Join(header, ",") + "\n")
	for range studyPeople {
		sum := within(whole(newFeel(r, -0.4).total(r, key.ID, 0)), 0, 26)
		harm := harmItem(r, sum, false)
		ticked := make([]string, len(key.Items))
		for i, value := range append(spread(r, len(key.Items)-1, 0, 3, sum-harm), harm) {
			ticked[i] = strconv.Itoa(position(key.Items[i], float64(value)))
		}
		if r.IntN(30) == 0 {
			ticked[r.IntN(len(ticked))] = ""
		}
		file.WriteString(strings.Join(ticked, ",") + "\n")
	}
	return Study{
		Name:       "Made-up answers, to show what a study looks like",
		Source:     "Made up for this demonstration by a random number generator. Nobody answered these questions, and nothing can be learned from them.",
		Instrument: key.ID, Columns: header[0] + ".." + header[len(header)-1], File: file.String(),
	}
}
