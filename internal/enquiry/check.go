package enquiry

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
)

// Check judges the values that one question's page sent, given what was said
// before. Problems stand at the question's fields.
func (a Answers) Check(q Question, today civil.Date) []fault.Problem {
	switch q {
	case AskBirth:
		return a.oneOf(FieldBirth, "enquiry.birth.choose", Born, Expected)
	case AskDate:
		return a.checkDate(today)
	case AskBabies:
		return a.oneOf(FieldBabies, "enquiry.babies.choose", "1", "2", "3")
	case AskRelation:
		var all []string
		for _, r := range family.Relations() {
			all = append(all, string(r))
		}
		return a.oneOf(FieldRelation, "enquiry.relation.choose", all...)
	case AskName:
		return a.checkName()
	case AskLanguage:
		if _, err := language.Parse(a[FieldLang]); err != nil {
			return []fault.Problem{fault.At(FieldLang, "enquiry.lang.choose")}
		}
	case AskTimes:
		return a.checkTimes()
	case AskReach:
		return a.checkReach()
	case AskText, AskCall, AskEmail:
		return a.checkWay(q.Channel())
	case AskAgree:
		return a.oneOf(FieldAgree, "enquiry.agree.choose", "yes")
	}
	return nil
}

func (a Answers) oneOf(field, key string, allowed ...string) []fault.Problem {
	if slices.Contains(allowed, a[field]) {
		return nil
	}
	return []fault.Problem{fault.At(field, key)}
}

func (a Answers) checkDate(today civil.Date) []fault.Problem {
	born, due := a.Date(), civil.Date{}
	if a[FieldBirth] == Expected {
		born, due = due, born
	}
	var out []fault.Problem
	for _, p := range family.CheckDates("", born, due, today) {
		p.Field = FieldDate
		out = append(out, p)
	}
	return out
}

func (a Answers) checkName() []fault.Problem {
	var out []fault.Problem
	if strings.TrimSpace(a[FieldName]) == "" {
		out = append(out, fault.At(FieldName, "family.name.missing"))
	}
	for _, f := range []string{FieldName, FieldCalled} {
		if utf8.RuneCountInString(a[f]) > family.NameLimit {
			out = append(out, fault.At(f, "family.name.long", "limit", family.NameLimit))
		}
	}
	return out
}

func (a Answers) checkTimes() []fault.Problem {
	for _, t := range strings.Fields(a[FieldTimes]) {
		if !slices.Contains(programme.HalfDays(), programme.HalfDay(t)) {
			return []fault.Problem{fault.At(FieldTimes, "enquiry.times.choose")}
		}
	}
	for _, m := range strings.Fields(a[FieldModes]) {
		if m != string(programme.InPerson) && m != string(programme.Video) {
			return []fault.Problem{fault.At(FieldModes, "enquiry.times.choose")}
		}
	}
	return nil
}

func (a Answers) checkReach() []fault.Problem {
	ways := a.Ways()
	if len(ways) == 0 {
		return []fault.Problem{fault.At(FieldWays, "enquiry.reach.choose")}
	}
	var out []fault.Problem
	for _, c := range ways {
		field := FieldPhone
		if c == family.Email {
			field = FieldEmailValue
		}
		problems := family.CheckDetail(field, family.NewDetail{Channel: c, Value: a.Value(c)})
		// One phone serves two ways and is told wrong once.
		if !slices.ContainsFunc(out, func(p fault.Problem) bool { return p.Field == field }) {
			out = append(out, problems...)
		}
	}
	return out
}

func (a Answers) checkWay(c family.Channel) []fault.Problem {
	way := string(c)
	out := a.oneOf(way+wayWhen, "enquiry.way.when", "any", "between")
	if a[way+wayWhen] == "between" {
		from, err := civil.ParseClock(a[way+wayFrom])
		if err != nil {
			out = append(out, fault.At(way+wayFrom, "enquiry.way.from"))
		}
		until, errUntil := civil.ParseClock(a[way+wayUntil])
		if errUntil != nil {
			out = append(out, fault.At(way+wayUntil, "enquiry.way.until"))
		}
		if err == nil && errUntil == nil && from == until {
			out = append(out, fault.At(way+wayUntil, "enquiry.way.same"))
		}
	}
	if c == family.Call {
		out = append(out, a.oneOf(way+wayVoicemail, "enquiry.way.voicemail", "yes", "no")...)
	}
	return append(out, a.oneOf(way+wayShared, "enquiry.way.shared", "yes", "no", "unsure")...)
}

// SafeContact is what was said about one way. Not being sure who else sees a
// phone counts as somebody seeing it.
func (a Answers) SafeContact(c family.Channel) safety.SafeContact {
	way := string(c)
	out := safety.SafeContact{Channel: c, Safe: true, Voicemail: a[way+wayVoicemail] == "yes", Shared: a[way+wayShared] != "no"}
	if a[way+wayWhen] == "between" {
		out.From, _ = civil.ParseClock(a[way+wayFrom])
		out.Until, _ = civil.ParseClock(a[way+wayUntil])
	}
	return out
}

// CheckAll judges everything before it is sent: an answer given yesterday may be
// wrong today.
func (a Answers) CheckAll(today civil.Date) error {
	var out []fault.Problem
	for _, q := range a.Questions() {
		if !a.Has(q) {
			out = append(out, fault.At(string(q), "enquiry.unanswered"))
			continue
		}
		out = append(out, a.Check(q, today)...)
	}
	return fault.Check(out...)
}

// Registration is the family that these answers make.
func (a Answers) Registration() family.Registration {
	c := family.NewCaregiver{
		Name: a[FieldName], Called: a[FieldCalled], Lang: a[FieldLang], Interpreter: a[FieldInterpreter] != "",
		Relation: family.Relation(a[FieldRelation]),
	}
	for _, way := range a.Ways() {
		c.Details = append(c.Details, family.NewDetail{Channel: way, Value: a.Value(way)})
	}
	r := family.Registration{Caregivers: []family.NewCaregiver{c}}
	for _, b := range a.Babies() {
		r.Infants = append(r.Infants, family.NewInfant{Born: b.Born, Due: b.Due})
	}
	return r
}
