package enquiry_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/fault"
)

var today = civil.New(2027, 2, 9)

// complete is an enquiry with every answer given.
func complete() enquiry.Answers {
	return enquiry.Answers{
		"birth": "born", "date": "2026-11-20", "babies": "1", "relation": "mother", "name": "Farah Aziz", "called": "",
		"lang": "en", "interpreter": "", "times": "tue-am thu-pm", "modes": "in-person",
		"ways": "text email", "phone": "07700 900982", "email": "farah@example.com",
		"text.when": "between", "text.from": "09:00", "text.until": "15:30", "text.voicemail": "", "text.shared": "no",
		"email.when": "any", "email.shared": "unsure", "agree": "yes",
	}
}

func with(pairs ...string) enquiry.Answers {
	a := complete()
	for i := 0; i < len(pairs); i += 2 {
		a[pairs[i]] = pairs[i+1]
	}
	return a
}

func problems(ps []fault.Problem) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Field+":"+p.Key)
	}
	return strings.Join(out, " ")
}

func TestCheck(t *testing.T) {
	tests := map[string]struct {
		q    enquiry.Question
		a    enquiry.Answers
		want string
	}{
		"a baby who is here has a date of birth":            {enquiry.AskDate, complete(), ""},
		"nobody is born tomorrow":                           {enquiry.AskDate, with("date", "2027-02-10"), "date:family.born.future"},
		"an impossible date is no date":                     {enquiry.AskDate, with("date", "2027-02-30"), "date:family.date.missing"},
		"a due date in five weeks is fine":                  {enquiry.AskDate, with("birth", "expected", "date", "2027-03-16"), ""},
		"a due date three months ago is a birth not told":   {enquiry.AskDate, with("birth", "expected", "date", "2026-11-09"), "date:family.due.past"},
		"four babies are not among the choices":             {enquiry.AskBabies, with("babies", "4"), "babies:enquiry.babies.choose"},
		"a relation nobody offered is refused":              {enquiry.AskRelation, with("relation", "boss"), "relation:enquiry.relation.choose"},
		"a name in Arabic with an emoji is a name":          {enquiry.AskName, with("name", "هدى المصري 🌿"), ""},
		"a name of 201 letters is told the limit":           {enquiry.AskName, with("name", strings.Repeat("é", 201)), "name:family.name.long"},
		"a language is a tag":                               {enquiry.AskLanguage, with("lang", "??"), "lang:enquiry.lang.choose"},
		"no time chosen means any time":                     {enquiry.AskTimes, with("times", "", "modes", ""), ""},
		"a time nobody offered is refused":                  {enquiry.AskTimes, with("times", "tue-night"), "times:enquiry.times.choose"},
		"somebody must be reachable somehow":                {enquiry.AskReach, with("ways", ""), "ways:enquiry.reach.choose"},
		"a wrong number is told once for texts and calls":   {enquiry.AskReach, with("ways", "text call", "phone", "12"), "phone:family.phone.wrong"},
		"the email is not looked at when it is not chosen":  {enquiry.AskReach, with("ways", "text", "email", "nonsense"), ""},
		"hours have a beginning and an end":                 {enquiry.AskText, with("text.until", ""), "text.until:enquiry.way.until"},
		"hours that end when they begin are asked again":    {enquiry.AskText, with("text.until", "09:00"), "text.until:enquiry.way.same"},
		"hours may go over midnight":                        {enquiry.AskText, with("text.from", "22:00", "text.until", "02:00"), ""},
		"for calls we ask whether to leave a message":       {enquiry.AskCall, with("call.when", "any", "call.shared", "no"), "call.voicemail:enquiry.way.voicemail"},
		"whoever does not agree to be contacted cannot be":  {enquiry.AskAgree, with("agree", ""), "agree:enquiry.agree.choose"},
		"not being sure who sees the phone is an answer":    {enquiry.AskText, with("text.shared", "unsure"), ""},
		"a script in a name is text, and the page shows it": {enquiry.AskName, with("name", "<script>alert(1)</script>"), ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := problems(tt.a.Check(tt.q, today)); got != tt.want {
				t.Errorf("problems %q, want %q", got, tt.want)
			}
		})
	}
}

func TestQuestionsFollowTheAnswers(t *testing.T) {
	a := enquiry.Answers{}
	if q, ok := a.Next(); !ok || q != enquiry.AskBirth {
		t.Fatalf("an empty enquiry begins with %q", q)
	}
	done := complete()
	if q, ok := done.Next(); ok {
		t.Fatalf("a complete enquiry still asks %q", q)
	}
	want := []enquiry.Question{enquiry.AskText, enquiry.AskEmail, enquiry.AskAgree}
	if got := done.Questions()[8:]; !slices.Equal(got, want) {
		t.Errorf("the ways chosen lead to %q, want %q", got, want)
	}
	more := with("ways", "text call email")
	if q, ok := more.Next(); !ok || q != enquiry.AskCall {
		t.Errorf("a way added later asks %q next, want its own question", q)
	}
	if q, _ := done.Before(enquiry.AskEmail); q != enquiry.AskText {
		t.Errorf("before the email comes %q", q)
	}
	if n, of := done.Step(enquiry.AskAgree); n != of || n != 11 {
		t.Errorf("the last question is %d of %d", n, of)
	}
}

func TestWhatTheAnswersBecome(t *testing.T) {
	a := with("babies", "2")
	r := a.Registration()
	if len(r.Infants) != 2 || r.Infants[0].Born != civil.New(2026, 11, 20) || r.Caregivers[0].Relation != family.Mother {
		t.Errorf("registration %+v", r)
	}
	if len(r.Caregivers[0].Details) != 2 {
		t.Errorf("details %+v, want a number and an address", r.Caregivers[0].Details)
	}
	if text := a.SafeContact(family.Text); !text.Safe || text.Shared || text.From != (civil.Clock{Hour: 9}) || text.Until != (civil.Clock{Hour: 15, Minute: 30}) {
		t.Errorf("safe contact by text %+v", text)
	}
	if mail := a.SafeContact(family.Email); !mail.Shared || !mail.AnyTime() {
		t.Errorf("safe contact by email %+v: not being sure counts as shared", mail)
	}
	if w := a.Wishes(); w.Lang != "en" || len(w.Times) != 2 || len(w.Modes) != 1 {
		t.Errorf("wishes %+v", w)
	}
	if w := with("interpreter", "yes", "lang", "ar").Wishes(); w.Lang != "" {
		t.Errorf("with an interpreter the group's language is still %q", w.Lang)
	}
}

func TestCheckAllNamesWhatIsMissing(t *testing.T) {
	a := maps.Clone(complete())
	delete(a, "lang")
	a["date"] = "2031-01-01"
	if got, want := problems(fault.ProblemsOf(a.CheckAll(today))), "date:family.born.future language:enquiry.unanswered"; got != want {
		t.Errorf("problems %q, want %q", got, want)
	}
}
