package ui

import (
	"cmp"
	"context"
	"io"
	"maps"
	"math"
	"slices"
)

// Verdict is what a change amounts to, by the measure's own reliable-change rule.
type Verdict int

const (
	Chance Verdict = iota // could be chance, or the measure has no rule
	Better
	Worse
)

// Pair is one caregiver's score before and after.
type Pair struct {
	Label   string // in the table: "Caregiver 1"; never a name on a report
	Before  float64
	After   float64
	Verdict Verdict
}

// PlotKind is how pairs are drawn.
type PlotKind int

const (
	Slopes  PlotKind = iota // each from before to after
	Changes                 // how much each changed, and the mean with its interval
)

// Interval is a mean with its 95 % interval.
type Interval struct{ Mean, Low, High float64 }

// PlotWords are the words of a [PairPlot], translated.
type PlotWords struct {
	Before, After, Change string
	Mean                  string
	Better, Worse         string // the ends: "better", "worse"
	IsBetter              string // the verdicts in the table: "Reliably better"
	IsChance              string
	IsWorse               string
	Who                   string // head of the table's first column
	Verdict               string // head of its last
	Numbers               string // folds the table: "The numbers behind this"
}

// PairPlot shows what happened to each caregiver: better = solid kelp with a disc, could be chance = thin with a ring, worse =
// dashed rust with a diamond. The sand band is named in Note. The numbers follow as a table.
//
// Do: direction in words; the finding as a sentence above. Don't: without Label; with fewer pairs than the report may show.
type PairPlot struct {
	Kind     PlotKind
	Title    string
	Note     string // names the band
	Label    string // the drawing, read aloud
	Pairs    []Pair
	Min, Max float64     // of the scale (Slopes)
	Band     *[2]float64 // a stretch of the scale (Slopes); no-reliable-change is ±Reliable (Changes)
	Reliable float64
	Mean     *Interval // of the change (Changes)
	Better   Direction
	Words    PlotWords
	Format   func(float64) string // a score
	Signed   func(float64) string // a change: "−3.5", "+2"
}

func (p PairPlot) Render(ctx context.Context, w io.Writer) error { return p.view().Render(ctx, w) }

// Geometry in a box 420 wide. Slopes are 300 high; changes grow with the number of pairs.
const (
	plotLeft, plotRight = 40.0, 390.0
	plotTop, plotFoot   = 24.0, 268.0
	slopeFrom, slopeTo  = 110.0, 320.0
)

// steps are the marks of an axis: whole, round, four to eight of them.
func steps(lo, hi float64) []float64 {
	if hi <= lo {
		return []float64{lo}
	}
	rough := (hi - lo) / 5
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * power
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= rough {
			step = m * power
			break
		}
	}
	var marks []float64
	for i := math.Ceil(lo / step); i*step <= hi+step/1e6; i++ {
		marks = append(marks, i*step)
	}
	return marks
}

// span is the part of the scale that is drawn: all of a short scale, else as much as the scores need, from the end they lie at.
func (p PairPlot) span() (lo, hi float64) {
	lo, hi = p.Min, p.Max
	if len(p.Pairs) == 0 {
		return lo, hi
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, pair := range p.Pairs {
		low, high = min(low, pair.Before, pair.After), max(high, pair.Before, pair.After)
	}
	if p.Band != nil {
		// The band's edge must be in view, or its shading says nothing.
		for _, edge := range p.Band {
			if edge > p.Min && edge < p.Max {
				low, high = min(low, edge), max(high, edge)
			}
		}
	}
	slack := (p.Max - p.Min) / 10
	marks := steps(p.Min, p.Max)
	for _, m := range marks {
		if m <= low-slack/2 && m > lo {
			lo = m
		}
	}
	for _, m := range slices.Backward(marks) {
		if m >= high+slack/2 && m < hi {
			hi = m
		}
	}
	return lo, hi
}

func (p PairPlot) y(v float64) float64 {
	lo, hi := p.span()
	return plotFoot - (plotFoot-plotTop)*(v-lo)/max(hi-lo, 1e-9)
}

// reach is how far the change axis goes to either side.
func (p PairPlot) reach() float64 {
	most := p.Reliable * 1.2
	for _, pair := range p.Pairs {
		most = max(most, math.Abs(pair.After-pair.Before))
	}
	if p.Mean != nil {
		most = max(most, math.Abs(p.Mean.Low), math.Abs(p.Mean.High))
	}
	if most == 0 {
		return 1
	}
	if p.Reliable > 0 && most > p.Reliable {
		most = math.Ceil(most/p.Reliable) * p.Reliable
	}
	return most * 1.06
}

func (p PairPlot) changeX(v float64) float64 {
	middle, half := (plotLeft+plotRight)/2, (plotRight-plotLeft)/2
	return middle + half*v/p.reach()
}

// marks of the change axis: nought, the reliable change to both sides where there is one, and its double where it fits.
func (p PairPlot) changeMarks() []float64 {
	step := p.Reliable
	if step == 0 {
		all := steps(0, p.reach())
		step = all[min(2, len(all)-1)]
	}
	marks := []float64{0}
	for at := step; at <= p.reach(); at += step {
		marks = append(marks, -at, at)
		if len(marks) > 6 {
			break
		}
	}
	slices.Sort(marks)
	return marks
}

// many pairs are heaped as dots: eighty lines would show nothing.
func (p PairPlot) many() bool { return len(p.Pairs) > 24 }

func (p PairPlot) dot() float64 {
	if p.many() {
		return 3
	}
	return 5
}

const rowStep = 22.0

func (p PairPlot) rowY(i int) float64 { return plotTop + 16 + rowStep*float64(i) }

func (p PairPlot) meanY() float64 {
	if p.many() {
		return plotTop + heapHeight + 24
	}
	return p.rowY(len(p.Pairs)) + 10
}

func (p PairPlot) changeFoot() float64 {
	if p.Mean == nil {
		return p.meanY() - 10
	}
	return p.meanY() + 18
}

// heapHeight is the room for a heap of dots, heapDot the largest of them.
const heapHeight, heapDot = 190.0, 7.0

type heaped struct {
	verdict Verdict
	x, y, r float64
}

// place is a column of a heap and whose dots stand in it.
type place struct {
	column  int
	verdict Verdict
}

// heap stacks the changes as dots over their place on the axis. Changes that fall together are heaped together, never across a
// verdict, so that no dot comes to lie on the wrong side of the band. The dots shrink until the highest heap fits.
func (p PairPlot) heap() []heaped {
	for r := heapDot; ; r *= .8 {
		columns, heights, highest := map[place][]float64{}, map[int]int{}, 0
		for _, pair := range p.Pairs {
			x := p.changeX(pair.After - pair.Before)
			at := place{int(x / (2 * r)), pair.Verdict}
			columns[at] = append(columns[at], x)
			heights[at.column]++
			highest = max(highest, heights[at.column])
		}
		if float64(highest)*2*r <= heapHeight || r < .5 {
			return stack(columns, r)
		}
	}
}

func stack(columns map[place][]float64, r float64) []heaped {
	order := slices.SortedFunc(maps.Keys(columns), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(a.verdict, b.verdict))
	})
	filled := map[int]int{}
	var dots []heaped
	for _, at := range order {
		middle := 0.0
		for _, x := range columns[at] {
			middle += x / float64(len(columns[at]))
		}
		for range columns[at] {
			dots = append(dots, heaped{at.verdict, middle, plotTop + heapHeight - r - 2*r*float64(filled[at.column]), r})
			filled[at.column]++
		}
	}
	return dots
}

// ordered puts the largest fall first, so that the eye reads one edge.
func (p PairPlot) ordered() []Pair {
	return slices.SortedStableFunc(slices.Values(p.Pairs), func(a, b Pair) int {
		return cmp.Compare(a.After-a.Before, b.After-b.Before)
	})
}

func (p PairPlot) low() string {
	switch p.Better {
	case LowerBetter:
		return "← " + p.Words.Better
	case HigherBetter:
		return "← " + p.Words.Worse
	}
	return ""
}

func (p PairPlot) high() string {
	switch p.Better {
	case LowerBetter:
		return p.Words.Worse + " →"
	case HigherBetter:
		return p.Words.Better + " →"
	}
	return ""
}

func (v Verdict) class() string {
	switch v {
	case Better:
		return "up"
	case Worse:
		return "down"
	}
	return "same"
}

func (p PairPlot) verdict(v Verdict) string {
	switch v {
	case Better:
		return p.Words.IsBetter
	case Worse:
		return p.Words.IsWorse
	}
	return p.Words.IsChance
}

// table is the plot for those who read rather than look.
func (p PairPlot) table() DataTable {
	t := DataTable{
		Caption:   p.Title,
		NeverFold: true,
		Columns: []Column{
			{Head: p.Words.Who},
			{Head: p.Words.Before, End: true},
			{Head: p.Words.After, End: true},
			{Head: p.Words.Change, End: true},
		},
	}
	withVerdict := p.Words.Verdict != ""
	if withVerdict {
		t.Columns = append(t.Columns, Column{Head: p.Words.Verdict})
	}
	for _, pair := range p.Pairs {
		row := Cells{Say(pair.Label), Say(p.Format(pair.Before)), Say(p.Format(pair.After)), Say(p.Signed(pair.After - pair.Before))}
		if withVerdict {
			row = append(row, Say(p.verdict(pair.Verdict)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
