package enquiry

import (
	"slices"
	"strings"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/programme"
)

// Question is one page of the enquiry.
type Question string

// The questions, in the order they are asked. Those about safety are asked for
// each way that was given.
const (
	AskBirth    Question = "birth"    // is the baby here yet?
	AskDate     Question = "date"     // date of birth, or due date
	AskBabies   Question = "babies"   // one, two or three
	AskRelation Question = "relation" // who are you to the baby?
	AskName     Question = "name"
	AskLanguage Question = "language"
	AskTimes    Question = "times"
	AskReach    Question = "reach" // how may we contact you?
	AskText     Question = "text"  // when is a text message safe?
	AskCall     Question = "call"
	AskEmail    Question = "email"
	AskAgree    Question = "agree"
)

// Fields of the answers. A question stores one or more of them.
const (
	FieldBirth       = "birth" // born, expected
	FieldDate        = "date"  // YYYY-MM-DD
	FieldBabies      = "babies"
	FieldRelation    = "relation"
	FieldName        = "name"
	FieldCalled      = "called"
	FieldLang        = "lang"
	FieldInterpreter = "interpreter"
	FieldTimes       = "times" // half-days, spaced; empty for any
	FieldModes       = "modes"
	FieldWays        = "ways" // channels, spaced
	FieldPhone       = "phone"
	FieldEmailValue  = "email"
	FieldAgree       = "agree"
)

// Of a way to be contacted, the fields are way.when and so on.
const (
	wayWhen      = ".when" // any, between
	wayFrom      = ".from"
	wayUntil     = ".until"
	wayVoicemail = ".voicemail" // yes, no
	wayShared    = ".shared"    // yes, no, unsure
)

// Answers to "is your baby here yet?".
const (
	Born     = "born"
	Expected = "expected"
)

// main is the field by which a question counts as answered.
func (q Question) main() string {
	switch q {
	case AskLanguage:
		return FieldLang
	case AskReach:
		return FieldWays
	case AskText, AskCall, AskEmail:
		return string(q) + wayWhen
	}
	return string(q)
}

// Channel is the way that a question about safety asks about.
func (q Question) Channel() family.Channel { return family.Channel(q) }

// Fields lists what a question's page may send.
func (q Question) Fields() []string {
	switch q {
	case AskName:
		return []string{FieldName, FieldCalled}
	case AskLanguage:
		return []string{FieldLang, FieldInterpreter}
	case AskTimes:
		return []string{FieldTimes, FieldModes}
	case AskReach:
		return []string{FieldWays, FieldPhone, FieldEmailValue}
	case AskText, AskCall, AskEmail:
		var out []string
		for _, f := range []string{wayWhen, wayFrom, wayUntil, wayVoicemail, wayShared} {
			out = append(out, string(q)+f)
		}
		return out
	}
	return []string{q.main()}
}

// Answers are what was said so far, by field.
type Answers map[string]string

// Questions lists those that these answers lead to, in their order.
func (a Answers) Questions() []Question {
	out := []Question{AskBirth, AskDate, AskBabies, AskRelation, AskName, AskLanguage, AskTimes, AskReach}
	for _, c := range a.Ways() {
		out = append(out, Question(c))
	}
	return append(out, AskAgree)
}

// Has reports whether a question was answered.
func (a Answers) Has(q Question) bool {
	_, ok := a[q.main()]
	return ok
}

// Next is the first question that has no answer; none when all have.
func (a Answers) Next() (Question, bool) {
	for _, q := range a.Questions() {
		if !a.Has(q) {
			return q, true
		}
	}
	return "", false
}

// Before is the question asked before q; none before the first.
func (a Answers) Before(q Question) (Question, bool) {
	all := a.Questions()
	i := slices.Index(all, q)
	if i < 1 {
		return "", false
	}
	return all[i-1], true
}

// Step says that q is number n of count, as far as can be foreseen.
func (a Answers) Step(q Question) (n, count int) {
	all := a.Questions()
	return slices.Index(all, q) + 1, len(all)
}

// Date is the day of birth or the due date.
func (a Answers) Date() civil.Date {
	d, err := civil.Parse(a[FieldDate])
	if err != nil {
		return civil.Date{}
	}
	return d
}

// Babies are what eligibility is judged by: one for each baby, all of one date.
func (a Answers) Babies() []programme.Baby {
	n := max(1, slices.Index([]string{"", "1", "2", "3"}, a[FieldBabies]))
	b := programme.Baby{Born: a.Date()}
	if a[FieldBirth] == Expected {
		b = programme.Baby{Due: a.Date()}
	}
	return slices.Repeat([]programme.Baby{b}, n)
}

// Ways are the channels that may be used, in the order they are asked about.
func (a Answers) Ways() []family.Channel {
	var out []family.Channel
	chosen := strings.Fields(a[FieldWays])
	for _, c := range family.Channels() {
		if slices.Contains(chosen, string(c)) {
			out = append(out, c)
		}
	}
	return out
}

// Value is the address or number that a channel uses.
func (a Answers) Value(c family.Channel) string {
	if c == family.Email {
		return a[FieldEmailValue]
	}
	return a[FieldPhone]
}

// Wishes are the language, times and modes that would suit.
func (a Answers) Wishes() programme.Wishes {
	w := programme.Wishes{Lang: a[FieldLang]}
	for _, t := range strings.Fields(a[FieldTimes]) {
		w.Times = append(w.Times, programme.HalfDay(t))
	}
	for _, m := range strings.Fields(a[FieldModes]) {
		w.Modes = append(w.Modes, programme.Mode(m))
	}
	if a[FieldInterpreter] != "" {
		w.Lang = "" // with an interpreter any group will do
	}
	return w
}
