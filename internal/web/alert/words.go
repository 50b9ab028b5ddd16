package alert

import (
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/i18n"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
)

// alertWhat says what to do about an alert, never which question it was.
func alertWhat(p i18n.Printer, a safety.Alert) string {
	return p.T("alert.what."+string(a.Kind), "name", a.Name)
}

// alertCame says when an alert came, who has it, and what was done last.
func alertCame(r *page.Request, a safety.Alert) string {
	p := r.Print
	words := []string{p.T("alert.came", "at", p.AtIn(r.Now, a.OpenedAt), "source", p.T("safety.source."+a.Source)), alertOwner(r, a)}
	if n := len(a.Steps); n > 0 && a.Steps[n-1].Act == safety.Tried {
		last := a.Steps[n-1]
		words = append(words, p.T("alert.last", "note", shortened(last.Note), "at", p.AtIn(r.Now, last.At)))
	}
	return strings.Join(words, " ")
}

func alertOwner(r *page.Request, a safety.Alert) string {
	switch {
	case !a.Owned():
		return r.Print.T("alert.nobody")
	case a.OwnedAt == nil:
		return ""
	case a.Owner == r.Who.Account:
		return r.Print.T("alert.yours", "at", r.Print.AtIn(r.Now, *a.OwnedAt))
	}
	return r.Print.T("alert.theirs", "name", a.OwnerName, "at", r.Print.AtIn(r.Now, *a.OwnedAt))
}

// alertClock is how long is left and what happens then.
func alertClock(r *page.Request, a safety.Alert) (clock, note string) {
	p := r.Print
	left, by := p.SpanShort(a.DueAt.Sub(r.Now)), byWhen(r, a.DueAt)
	switch {
	case a.Overdue(r.Now) && !a.Owned():
		return p.T("alert.clock.late", "span", left), p.T("alert.clock.nobody") + " " + whoHelps(r, "alert.clock.ring-lead")
	case a.Overdue(r.Now):
		return p.T("alert.clock.late", "span", left), p.T("safety.due.late", "at", by)
	case !a.Owned():
		return left, p.T("safety.due.own", "at", by) + ". " + whoHelps(r, "alert.clock.then-lead")
	}
	return left, p.T("safety.due.answer", "at", by)
}

// whoHelps says whom to ring when nobody takes it; a lead is that person.
func whoHelps(r *page.Request, key string) string {
	if r.Who.Has(access.Lead) {
		return ""
	}
	return r.Print.T(key)
}

// byWhen tells a moment as the end of a day where it is midnight: nobody reads
// "Wednesday 00:00" as tonight.
func byWhen(r *page.Request, at time.Time) string {
	if r.Print.ClockOf(at) == "00:00" {
		day := r.Print.DayOf(at.Add(-time.Minute))
		return r.Print.T("alert.by-end", "day", r.Print.Day(r.Today, day))
	}
	return r.Print.AtIn(r.Now, at)
}

// shortNote is how much of a note stands in a row of a list.
const shortNote = 90

func shortened(note string) string {
	line, _, more := strings.Cut(note, "\n")
	letters := []rune(line)
	if len(letters) <= shortNote && !more {
		return strings.TrimRight(line, ".")
	}
	return strings.TrimSpace(string(letters[:min(len(letters), shortNote)])) + "…"
}
