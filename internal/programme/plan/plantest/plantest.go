// Package plantest draws instances and histories to try planners on. All families and services in them are made up, by
// chance with a seed: the same seed draws the same.
//
// Families come as the research behind the planner described a small service: three in ten expect a baby and look for
// baby-steps, the others have one and look for baby-love; 15 in a hundred need another language than the first, half of
// them can also use it; a site near by and every other one reachable by half; half-days by how busy a family is.
package plantest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// Words that drawn services use.
var (
	Programmes = []string{"baby-love", "baby-steps"}
	Languages  = []string{"en", "ar", "pl", "ur"}
	Slots      = []string{"mon-am", "mon-pm", "tue-am", "tue-pm", "wed-am", "wed-pm", "thu-am", "thu-pm", "fri-am", "fri-pm"}
)

// Standard is the weighting that most samples use.
var Standard = plan.Weights{Need: 0.25, Safeguarding: 1, KeepPerWeek: 0.985, PerWeekWaited: 0.002}

// dice draws.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))} }

func (d dice) chance(p float64) bool { return d.Float64() < p }

// weighted picks a position with probabilities in proportion to weights.
func (d dice) weighted(weights ...float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	u := d.Float64() * sum
	for i, w := range weights {
		if u -= w; u < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// triangular draws from a triangle over low, mode and high.
func (d dice) triangular(low, mode, high float64) float64 {
	u := d.Float64()
	if cut := (mode - low) / (high - low); u < cut {
		return low + math.Sqrt(u*(high-low)*(mode-low))
	}
	return high - math.Sqrt((1-u)*(high-low)*(high-mode))
}

// family draws everything but its id. It reports false where the window closes within a week of the referral.
func (d dice) family(referred civil.Date, sites []string) (f plan.Family, waits bool) {
	f = plan.Family{Programme: Programmes[0], Size: 1, WaitingSince: referred, Languages: Languages[:1], Need: 1 + int(5*math.Pow(d.Float64(), 1.5))}
	f.Need = min(f.Need, 5)
	if d.chance(0.3) {
		f.Programme = Programmes[1]
		gestation := int(d.triangular(10, 20, 31) * 7)
		f.Opens, f.Closes = referred.AddDays(26*7-gestation), referred.AddDays(32*7-gestation)
	} else {
		age := int(d.triangular(-45, 35, 160))
		f.Opens, f.Closes = referred.AddDays(28-age), referred.AddDays(183-age)
	}
	if f.Opens.Before(referred) {
		f.Opens = referred
	}
	if d.chance(0.15) {
		other := Languages[1+d.weighted(55, 30, 15)]
		f.Languages = []string{other}
		if d.chance(0.5) {
			f.Languages = []string{Languages[0], other}
		}
	}
	f.Sites = d.sites(sites)
	switch {
	case d.chance(0.07):
		f.Modes = []plan.Mode{plan.Virtual}
	case d.chance(0.45):
		f.Modes = []plan.Mode{plan.InPerson, plan.Virtual}
	default:
		f.Modes = []plan.Mode{plan.InPerson}
	}
	free := []float64{0.35, 0.65, 0.9}[d.IntN(3)]
	for _, s := range Slots {
		if d.chance(free) {
			f.Slots = append(f.Slots, s)
		}
	}
	if len(f.Slots) == 0 {
		f.Slots = []string{Slots[d.IntN(len(Slots))]}
	}
	f.Safeguarding = d.chance(0.08)
	if d.chance(0.06) {
		f.Size = 2
	}
	return f, referred.DaysUntil(f.Closes) > 7
}

// sites draws a home, nearer ones likelier, and half of the others.
func (d dice) sites(all []string) (out []string) {
	weights := make([]float64, len(all))
	for i := range all {
		weights[i] = float64(max(1, len(all)-i))
	}
	home := d.weighted(weights...)
	for i, s := range all {
		if i == home || d.chance(0.5) {
			out = append(out, s)
		}
	}
	return out
}

// Size says how large an instance to draw.
type Size struct{ Families, Groups, Regions int }

// Solve draws an instance with given groups. Regions share no site; groups by video serve their region only, by having
// a programme of their own.
func Solve(size Size, seed uint64) *plan.Instance {
	d := newDice(seed)
	today := civil.New(2027, 3, 1)
	in := &plan.Instance{Name: fmt.Sprintf("drawn-%d", seed), Today: today, NoticeDays: 7, Weights: Standard}
	sites := make([][]string, max(1, size.Regions))
	for r := range sites {
		for i := range 3 {
			id := fmt.Sprintf("s%03d-%d", r, i)
			sites[r] = append(sites[r], id)
			in.Sites = append(in.Sites, plan.Site{ID: id})
		}
	}
	region := func(programme string, r int) string { return fmt.Sprintf("%s-%03d", programme, r) }
	for i := range size.Groups {
		r := i % len(sites)
		g := plan.Group{
			ID: fmt.Sprintf("g%05d", i), Programme: region(Programmes[d.weighted(70, 30)], r), Starts: today.AddDays(7 * (1 + d.IntN(16))),
			Language: Languages[d.weighted(85, 8, 5, 2)], Slot: Slots[d.IntN(len(Slots))], Mode: plan.InPerson, Places: 8, Minimum: 4,
		}
		if d.chance(0.2) {
			g.Mode = plan.Virtual
		} else {
			g.Site = sites[r][d.weighted(3, 2, 1)]
		}
		in.Groups = append(in.Groups, g)
	}
	for i := 0; len(in.Families) < size.Families; i++ {
		r := i % len(sites)
		f, waits := d.family(today.AddDays(-d.IntN(120)), sites[r])
		if !waits || f.Closes.Before(today) {
			continue
		}
		f.ID, f.Programme = fmt.Sprintf("f%06d", len(in.Families)), region(f.Programme, r)
		if d.chance(0.02) && len(in.Families) >= len(sites) {
			f.ApartFrom = []string{in.Families[len(in.Families)-len(sites)].ID}
		}
		in.Families = append(in.Families, f)
	}
	return in
}

// Shuffled is the same instance with its lists in another order.
func Shuffled(in *plan.Instance, seed uint64) *plan.Instance {
	d, out := newDice(seed), *in
	out.Families, out.Groups, out.Fixed = slices.Clone(in.Families), slices.Clone(in.Groups), slices.Clone(in.Fixed)
	out.Facilitators = slices.Clone(in.Facilitators)
	d.Shuffle(len(out.Families), func(i, j int) { out.Families[i], out.Families[j] = out.Families[j], out.Families[i] })
	d.Shuffle(len(out.Groups), func(i, j int) { out.Groups[i], out.Groups[j] = out.Groups[j], out.Groups[i] })
	d.Shuffle(len(out.Fixed), func(i, j int) { out.Fixed[i], out.Fixed[j] = out.Fixed[j], out.Fixed[i] })
	d.Shuffle(len(out.Facilitators), func(i, j int) { out.Facilitators[i], out.Facilitators[j] = out.Facilitators[j], out.Facilitators[i] })
	return &out
}
