package public

import (
	"slices"
	"strconv"

	"holdfast/internal/enquiry"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// The pages of an enquiry beside its questions.
const (
	askFits  = "fits"
	askCheck = "check"
	askSent  = "sent"
)

// numbered are the questions as their addresses number them. A word there would
// tell whoever looks through the phone's history what was asked.
var numbered = []enquiry.Question{
	enquiry.AskBirth, enquiry.AskDate, enquiry.AskBabies, enquiry.AskRelation, enquiry.AskName, enquiry.AskLanguage,
	enquiry.AskTimes, enquiry.AskReach, enquiry.AskText, enquiry.AskCall, enquiry.AskEmail, enquiry.AskAgree,
}

// stepAddress is the page of a question.
func stepAddress(r *page.Request, q enquiry.Question) string {
	return besideAddress(r, strconv.Itoa(slices.Index(numbered, q)+1))
}

// besideAddress is a page of the enquiry.
func besideAddress(r *page.Request, which string) string {
	return askAddress(r.Service.Slug) + "/" + which
}

// questionAt is the question that an address numbers.
func questionAt(which string) (enquiry.Question, bool) {
	n, err := strconv.Atoi(which)
	if err != nil || n < 1 || n > len(numbered) {
		return "", false
	}
	return numbered[n-1], true
}

// nextAddress is the first thing still to do: a question, or checking the answers.
func nextAddress(r *page.Request, a enquiry.Answers) string {
	if q, more := a.Next(); more {
		return stepAddress(r, q)
	}
	return besideAddress(r, askCheck)
}

// after is the page that follows an answer: what else it changes, the next
// question, or back to checking when a single answer was put right.
func after(r *page.Request, before, now enquiry.Answers, q enquiry.Question) string {
	aged := slices.Contains([]enquiry.Question{enquiry.AskBirth, enquiry.AskDate, enquiry.AskBabies}, q)
	switch {
	case q == enquiry.AskBirth && before[enquiry.FieldBirth] != now[enquiry.FieldBirth]:
		return stepAddress(r, enquiry.AskDate) // a due date is no date of birth
	case aged && now.Has(enquiry.AskDate) && now.Has(enquiry.AskBabies):
		return besideAddress(r, askFits)
	case complete(before):
		return nextAddress(r, now)
	}
	all := now.Questions()
	for _, next := range all[slices.Index(all, q)+1:] {
		if !now.Has(next) {
			return stepAddress(r, next)
		}
	}
	return nextAddress(r, now)
}

func complete(a enquiry.Answers) bool {
	_, more := a.Next()
	return !more
}

// back is the page before: the question before, or checking when that is where
// one came from.
func back(r *page.Request, a enquiry.Answers, q enquiry.Question) ui.Back {
	b := ui.Back{Label: r.Print.T("ask.back"), Href: askAddress(r.Service.Slug)}
	if before, ok := a.Before(q); ok {
		b.Href = stepAddress(r, before)
	}
	switch {
	case complete(a):
		b.Href = besideAddress(r, askCheck)
	case q == enquiry.AskRelation:
		b.Href = besideAddress(r, askFits)
	}
	return b
}

// stepTitle is all that a history shows of the question.
func stepTitle(r *page.Request, a enquiry.Answers, q enquiry.Question) string {
	n, _ := a.Step(q)
	return r.Print.T("ask.step-title", "n", n)
}
