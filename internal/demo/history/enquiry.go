package history

import (
	"strconv"
	"strings"

	"holdfast/internal/civil"
	"holdfast/internal/demo/people"
	"holdfast/internal/enquiry"
)

// accepted is the enquiry that the family came from: what its first adult said.
func (t *telling) accepted(s steps) Enquiry {
	e := Enquiry{
		ID: t.mint.idAt(s.started), Team: t.Team, Ref: t.mint.ref(), State: string(enquiry.Accepted), StartedAt: s.started, SentAt: s.sent,
		DecidedAt: s.decided, DecidedBy: t.By,
	}
	e.Answers = asked(t.Adults[0], t.Infants, civil.Of(s.sent.In(t.world.zone)), t.Place)
	return e
}

// stranger is an enquiry of people who are no family of the service's.
func (c *chapter) stranger(g *Group, s steps) Enquiry {
	home := c.household(2)
	babies := c.bornToStartBy(c.world.Today.AddDays(20 + c.rand.IntN(140)))
	if g != nil {
		babies = c.bornFor(g.First)
	}
	day := civil.Of(s.started.In(c.world.zone))
	wishes := telling{chapter: c}
	place := Place{Times: wishes.times(), Modes: wishes.modes()}
	return Enquiry{
		ID: c.mint.idAt(s.started), Team: c.Team, Ref: c.mint.ref(), Group: g, StartedAt: s.started, SentAt: s.sent,
		Answers: asked(c.newAdult(home.Adults[0], act{}), babies(part{home: home}, len(home.Babies)), day, place),
	}
}

// asked is what somebody answered on a day, as the enquiry stores it. A baby who
// was not born on that day was expected.
func asked(a Adult, babies []Infant, day civil.Date, wishes Place) []Answer {
	birth, date := enquiry.Born, babies[0].Anchor()
	if babies[0].Born.IsZero() || date.After(day) {
		birth = enquiry.Expected
		if !babies[0].Due.IsZero() {
			date = babies[0].Due
		}
	}
	interpreter := ""
	if a.Interpreter {
		interpreter = "yes"
	}
	out := []Answer{
		{enquiry.FieldBirth, birth}, {enquiry.FieldDate, date.String()}, {enquiry.FieldBabies, strconv.Itoa(len(babies))},
		{enquiry.FieldRelation, a.Relation}, {enquiry.FieldName, a.Name}, {enquiry.FieldCalled, a.Called},
		{enquiry.FieldLang, a.Lang}, {enquiry.FieldInterpreter, interpreter},
		{enquiry.FieldTimes, wishes.Times}, {enquiry.FieldModes, wishes.Modes},
	}
	var ways []string
	var about []Answer
	for _, s := range a.Safe {
		// What was said to be unsafe was said later, to somebody: the enquiry asks for
		// ways that may be used.
		if s.Safe {
			ways = append(ways, s.Channel)
			about = append(about, s.answers()...)
		}
	}
	if len(ways) == 0 {
		s := Safe{Channel: "call", From: "11:00", Until: "12:00"}
		ways, about = []string{s.Channel}, s.answers()
	}
	out = append(out, Answer{enquiry.FieldWays, strings.Join(ways, " ")}, Answer{enquiry.FieldPhone, a.Phone}, Answer{enquiry.FieldEmailValue, a.Email})
	return append(append(out, about...), Answer{enquiry.FieldAgree, "yes"})
}

func (s Safe) answers() []Answer {
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return "no"
	}
	when := "any"
	if s.From != "" {
		when = "between"
	}
	return []Answer{
		{s.Channel + ".when", when}, {s.Channel + ".from", s.From}, {s.Channel + ".until", s.Until},
		{s.Channel + ".voicemail", yes(s.Voicemail)}, {s.Channel + ".shared", yes(s.Shared)},
	}
}

// languageOf is the language of the group somebody wishes for: with an interpreter
// any will do.
func languageOf(a people.Adult) string {
	if a.Interpreter {
		return ""
	}
	return a.Lang
}
