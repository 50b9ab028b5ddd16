package programme

import "holdfast/internal/civil"

// Baby is what eligibility is judged by. A baby with a day of birth is judged by
// it; one not born yet by the due date.
type Baby struct {
	Born, Due civil.Date
}

// Expected reports whether the baby is not born yet, so that ages are foreseen
// and may still change.
func (b Baby) Expected() bool { return b.Born.IsZero() }

// Start is the day ages are counted from: birth, or the day it is expected.
func (b Baby) Start() civil.Date {
	if b.Expected() {
		return b.Due
	}
	return b.Born
}

// Fit says whether a baby can join a group, and what to tell the family. Ages
// are chronological, because the programme's window is; the corrected age of a
// baby born early stands beside them as information.
type Fit struct {
	OK              bool
	Why             string          // message key: programme.fit.…
	Expected        bool            // from a due date
	Weeks           bool            // judged by weeks of pregnancy, Pregnant; otherwise by age
	Pregnant        civil.Gestation // at the first session
	AtFirst, AtLast civil.Age
	Corrected       civil.Age // at the first session
	IsCorrected     bool      // Corrected differs from AtFirst
	CanStartFrom    civil.Date
	CanStartUntil   civil.Date // the last day on which a group may begin
	DaysToSpare     int        // between the first session and that day; negative when too late
}

// Message keys of a Fit.
const (
	FitYes      = "programme.fit.yes"
	FitTooYoung = "programme.fit.too-young"
	FitTooOld   = "programme.fit.too-old"
	FitNoDate   = "programme.fit.no-date"
	FitTooEarly = "programme.fit.too-early" // in the pregnancy
	FitTooLate  = "programme.fit.too-late"
	FitBorn     = "programme.fit.born"  // a group for those who expect their baby
	FitOther    = "programme.fit.other" // people who are kept apart: the reason is not told
)

// StartWindow is the days on which a group may begin for this baby. Where families
// start while they expect, it ends at the latest on the day before the birth, and a
// baby without a due date is taken to have been born on it.
func StartWindow(p *Programme, b Baby) civil.Window {
	if !p.Expecting() {
		return civil.AgeWindow(b.Start(), p.Window.From, p.Window.To)
	}
	due := b.Due
	if due.IsZero() {
		due = b.Born
	}
	w := civil.Window{From: civil.DayAtGestation(due, p.Window.FromWeeks), To: civil.DayAtGestation(due, p.Window.ToWeeks)}
	if !b.Expected() && !w.To.Before(b.Born) {
		w.To = b.Born.AddDays(-1)
	}
	return w
}

// Eligible judges one baby for a group with these first and last days.
func Eligible(p *Programme, b Baby, first, last civil.Date) Fit {
	if b.Start().IsZero() {
		return Fit{Why: FitNoDate}
	}
	w := StartWindow(p, b)
	fit := Fit{
		Why:           FitYes,
		Expected:      b.Expected(),
		AtFirst:       civil.AgeAt(b.Start(), first),
		AtLast:        civil.AgeAt(b.Start(), last),
		CanStartFrom:  w.From,
		CanStartUntil: w.To,
		DaysToSpare:   first.DaysUntil(w.To),
	}
	if p.Expecting() {
		fit.Weeks, fit.Pregnant = true, civil.GestationAt(b.Due, first)
	}
	fit.Corrected = fit.AtFirst
	if corrected := civil.CorrectedBirth(b.Born, b.Due); !b.Expected() && corrected != b.Born {
		fit.Corrected, fit.IsCorrected = civil.AgeAt(corrected, first), true
	}
	fit.Why = p.misfit(b, w, first)
	fit.OK = fit.Why == FitYes
	return fit
}

// misfit says why a baby cannot start on a day, or FitYes.
func (p *Programme) misfit(b Baby, w civil.Window, first civil.Date) string {
	early, late := FitTooYoung, FitTooOld
	if p.Expecting() {
		early, late = FitTooEarly, FitTooLate
	}
	switch {
	case p.Expecting() && !b.Expected() && !first.Before(b.Born):
		return FitBorn
	case first.Before(w.From):
		return early
	case first.After(w.To):
		return late
	}
	return FitYes
}

// FamilyFit judges a whole family: it fits when every baby does, because a
// family is never split.
type FamilyFit struct {
	OK            bool
	Why           string // of the first baby that does not fit
	Babies        []Fit  // in the order asked
	CanStartFrom  civil.Date
	CanStartUntil civil.Date
	DaysToSpare   int
}

// EligibleFamily judges several babies together. Without a baby it does not fit.
func EligibleFamily(p *Programme, babies []Baby, first, last civil.Date) FamilyFit {
	out := FamilyFit{OK: len(babies) > 0, Why: FitYes}
	if len(babies) == 0 {
		out.Why = FitNoDate
	}
	for _, b := range babies {
		fit := Eligible(p, b, first, last)
		out.Babies = append(out.Babies, fit)
		if !fit.OK && out.OK {
			out.OK, out.Why = false, fit.Why
		}
	}
	w := FamilyWindow(p, babies)
	out.CanStartFrom, out.CanStartUntil = w.From, w.To
	out.DaysToSpare = first.DaysUntil(w.To)
	return out
}

// FamilyWindow is the days on which a group may begin for all these babies. It
// may be empty, with the end before the beginning, and is zero when the date of
// a baby is missing.
func FamilyWindow(p *Programme, babies []Baby) civil.Window {
	var all civil.Window
	for i, b := range babies {
		w := StartWindow(p, b)
		if w.To.IsZero() {
			return civil.Window{}
		}
		if i == 0 || w.From.After(all.From) {
			all.From = w.From
		}
		if i == 0 || w.To.Before(all.To) {
			all.To = w.To
		}
	}
	return all
}
