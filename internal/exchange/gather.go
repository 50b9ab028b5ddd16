package exchange

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/i18n"
	"holdfast/internal/store"
)

// gather reads everything of one person's record, in the transaction of the caller.
func (s *Service) gather(tx *store.Tx, reviewer access.Actor, c Copy, p i18n.Printer) (out Record, err error) {
	team, err := s.rooms.Accounts.ServiceIn(tx, c.Service)
	if err != nil {
		return out, err
	}
	who := access.Caregiving(c.Service, c.Person, reviewer.Today)
	out = Record{Made: reviewer.Today, Service: team.Name}
	for _, read := range []func() error{
		func() error { out.You, err = youOf(tx, who); return err },
		func() error { out.Reach, err = waysOf(tx, who); return err },
		func() error { out.Agreed, err = s.agreedBy(tx, who, p); return err },
		func() error { out.Questionnaires, err = s.answeredBy(tx, who, p); return err },
		func() error { out.Attendance, err = attendedBy(tx, who); return err },
		func() error { out.Contacts, err = contactedBy(tx, who); return err },
		func() error { out.Cards, err = cardsOf(tx, who); return err },
		func() error { out.Visits, err = visitedBy(tx, who); return err },
		func() error { out.Messages, err = sentTo(tx, who); return err },
		func() error { out.Words, err = wroteBy(tx, who); return err },
		func() error { out.Readers, err = readingsOf(tx, who); return err },
	} {
		if err := read(); err != nil {
			return Record{}, fmt.Errorf("gather record of %s: %w", c.Person, err)
		}
	}
	for _, g := range c.Passages {
		if g.Decision == Release {
			out.Notes = append(out.Notes, Note{At: g.At, From: p.T("copy.from." + string(g.Source)), Text: g.Words(p)})
		}
	}
	return out, nil
}

func (s *Service) agreedBy(tx *store.Tx, who access.Actor, p i18n.Printer) (out []Agreement, err error) {
	history, err := s.rooms.Consents.HistoryIn(tx, who, who.Person)
	if err != nil {
		return nil, err
	}
	for _, a := range history {
		one := Agreement{Purpose: p.T("agreed.name." + string(a.Purpose)), Given: a.Given, On: a.Said}
		if one.On.IsZero() {
			one.On = p.DayOf(a.At)
		}
		if a.How != consent.OnPage {
			one.How = p.T("agreed.how." + string(a.How))
		}
		if p.Has(a.Wording) && !a.About.IsZero() || p.Has(a.Wording) && a.Wording == a.Purpose.Wording(false) {
			one.Words = p.T(a.Wording)
		}
		if !a.About.IsZero() {
			if err := tx.QueryRow(`SELECT called FROM person WHERE id = $1`, a.About).Scan(&one.Baby); err != nil {
				return nil, err
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// answeredBy is every questionnaire with its questions, where the service may
// reproduce their words, and the answers.
func (s *Service) answeredBy(tx *store.Tx, who access.Actor, p i18n.Printer) (out []Questionnaire, err error) {
	all, err := filledOf(tx, who)
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		q := f.Questionnaire
		q.When = p.T("measure.timepoint." + f.timepoint)
		if key, ok := s.rooms.Library.Key(f.instrument); ok {
			q.Title = key.Name
		}
		if q.Answers, err = answersOf(tx, f.id); err != nil {
			return nil, err
		}
		if q.Scores, err = scoresOf(tx, f.id); err != nil {
			return nil, err
		}
		if w, ok := s.rooms.Library.Wording(f.instrument, p.Lang()); ok {
			q.Title = w.Title
			for i := range q.Answers {
				item, ok := w.Item(q.Answers[i].Item)
				if !ok {
					continue
				}
				q.Answers[i].Question = item.Text
				if n := q.Answers[i].Option; n >= 1 && n <= len(item.Options) {
					q.Answers[i].Answer = item.Options[n-1]
				}
			}
		}
		out = append(out, q)
	}
	return out, nil
}

// printer speaks the person's language where the service is.
func (s *Service) printer(lang string, zone *time.Location) i18n.Printer {
	return s.rooms.Texts.Printer(lang, zone)
}
