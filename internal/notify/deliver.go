package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// Deliver is the handler of DeliverJob. It asks the gate, sends what may go, and
// writes down what became of it. It may run twice for one message: one that is not
// waiting any more is left alone.
func (s *Service) Deliver(ctx context.Context, payload []byte) error {
	var in Delivery
	if err := json.Unmarshal(payload, &in); err != nil {
		return fmt.Errorf("deliver: %w", err)
	}
	mail, err := s.prepare(ctx, in.Message)
	if err != nil {
		return fmt.Errorf("deliver %s: %w", in.Message, err)
	}
	if mail == nil {
		return nil
	}
	refusal, err := s.post(ctx, *mail)
	if err != nil {
		return fmt.Errorf("deliver %s: %w", in.Message, err)
	}
	if err := s.conclude(ctx, in.Message, refusal); err != nil {
		return fmt.Errorf("note what became of %s: %w", in.Message, err)
	}
	return nil
}

// prepare asks the gate and records what it said. It returns a mail when one is to
// be sent.
func (s *Service) prepare(ctx context.Context, id MessageID) (mail *Mail, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		mail = nil
		m, err := messageByID(tx, id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil || m.state != Waiting {
			return err
		}
		if m.NotBefore.After(tx.Now()) {
			return s.enqueue(tx, id, m.NotBefore)
		}
		team, err := s.rooms.Accounts.ServiceIn(tx, m.Service)
		if err != nil {
			return err
		}
		f, to, err := s.factsOf(tx, m, team)
		if err != nil {
			return err
		}
		d := decide(f)
		if !d.send {
			return s.putOff(tx, m, d)
		}
		p := s.rooms.Texts.Printer(to.lang, team.Zone)
		w, err := s.write(p, to.called, f.signature(d.channel, team), m.Text, m.Args)
		if err != nil {
			// A text or an argument that an older program queued: nothing to send.
			return s.putOff(tx, m, decision{state: Failed, why: WhyIncomplete})
		}
		m.channel, m.address, m.subject, m.body = string(d.channel), d.address, w.subject, s.blank(p, w.body, m.Args)
		if err := setContent(tx, m); err != nil {
			return err
		}
		mail = &Mail{
			ID: s.mailID(m.id), FromName: oneLine(team.Sender), From: s.settings.From, To: d.address,
			Subject: w.subject, Body: w.body, Lang: p.Lang(), At: m.madeAt,
		}
		return nil
	})
	return mail, err
}

// putOff records that a message is not sent, or not yet.
func (s *Service) putOff(tx *store.Tx, m row, d decision) error {
	m.state, m.why, m.channel, m.NotBefore = d.state, d.why, string(d.channel), later(d.notBefore, m.NotBefore)
	if err := setState(tx, m); err != nil {
		return err
	}
	if d.state == Waiting {
		if err := s.enqueue(tx, m.id, m.NotBefore); err != nil {
			return err
		}
	}
	return s.decided(tx, m)
}

// post sends the mail. What the mail server refuses is told apart from the program
// being stopped, after which the job is done again.
func (s *Service) post(ctx context.Context, mail Mail) (refusal *Refusal, err error) {
	err = s.rooms.Mailer.Send(ctx, mail)
	if err == nil {
		return nil, nil
	}
	if refused, ok := asRefusal(err); ok {
		return refused, nil
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return &Refusal{Temporary: true}, nil
}

// conclude writes down what the mail server said.
func (s *Service) conclude(ctx context.Context, id MessageID, refusal *Refusal) error {
	// The mail may have left: that is written down also when the program is being
	// stopped.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteTime)
	defer cancel()
	return s.db.Update(ctx, func(tx *store.Tx) error {
		m, err := messageByID(tx, id)
		if err != nil || m.state != Waiting {
			return err
		}
		switch {
		case refusal == nil:
			m.state, m.why = Sent, ""
			if !s.settings.KeepLinks {
				m.Args = withoutLink(m.Args)
			}
		case !refusal.Temporary:
			m.state, m.why = Failed, WhyRefused
		default:
			m.tries++
			m.why, m.NotBefore = WhyAgain, tx.Now().Add(pause(m.tries))
			if m.tries >= mostTries {
				m.state, m.why = Failed, WhyGaveUp
			}
		}
		if err := setState(tx, m); err != nil {
			return err
		}
		if m.state == Waiting {
			if err := s.enqueue(tx, id, m.NotBefore); err != nil {
				return err
			}
		}
		return s.decided(tx, m)
	})
}

// decided records a decision of the gate or the mail server's answer.
func (s *Service) decided(tx *store.Tx, m row) error {
	event := access.System(m.Service, civil.Date{}).Did("message."+string(m.state), "message", m.id.String())
	event.Detail = map[string]string{"why": m.why}
	return s.log.Record(tx, event)
}

// recipient is how to speak to whom a message is for.
type recipient struct {
	called string
	lang   string
}

// factsOf gathers what the gate looks at.
func (s *Service) factsOf(tx *store.Tx, m row, team identity.Service) (facts, recipient, error) {
	told, err := s.toldOf(tx, []row{m})
	if err != nil {
		return facts{}, recipient{}, err
	}
	return s.factsAmong(tx, m, team, told)
}

// factsAmong is factsOf where what people told us was read beforehand.
func (s *Service) factsAmong(tx *store.Tx, m row, team identity.Service, told told) (facts, recipient, error) {
	f := facts{
		now: tx.Now(), zone: team.Zone, asked: isOne(m.Text, asked), signsIn: isOne(m.Text, signsIn) && m.Args[linkArg] != "",
	}
	var err error
	if f.stands, err = s.stands(tx, m.About); err != nil {
		return f, recipient{}, err
	}
	if m.Enquirer != nil {
		// Whoever asks and says how to be answered agrees to the answer.
		f.agrees, f.ways, f.addresses = true, m.Enquirer.Ways, m.Enquirer.Addresses
		return f, recipient{m.Enquirer.Called, m.Enquirer.Lang}, nil
	}
	person, known := told.people[m.Person]
	if !known {
		return f, recipient{}, fault.NotFoundf("recipient %s", m.Person)
	}
	f.lost, f.ended = person.lost, person.ended
	if !m.Infant.IsZero() {
		to := access.Caregiving(m.Service, m.Person, civil.Of(tx.Now().In(team.Zone)))
		lost, theirs, err := infantFacts(tx, to, m.Infant)
		if err != nil {
			return f, recipient{}, err
		}
		f.lost, f.ended = f.lost || lost, f.ended || !theirs
	}
	f.agrees, f.ways, f.addresses = told.agree[m.Person], told.ways[m.Person], addressesOf(told.details[m.Person])
	// Somebody else at the same mailbox matters for a link that signs in alone.
	if f.signsIn {
		if f.shared, err = sharedMailbox(tx, m.Person); err != nil {
			return f, recipient{}, err
		}
	}
	return f, recipient{person.called, person.lang}, nil
}

// stands asks whoever knows whether the thing still stands. What nobody knows
// about does not.
func (s *Service) stands(tx *store.Tx, about string) (bool, error) {
	if about == "" {
		return true, nil
	}
	prefix, id, _ := strings.Cut(about, ":")
	ask := s.standing[prefix]
	if ask == nil {
		return false, nil
	}
	ok, err := ask(tx, id)
	if err != nil {
		return false, fmt.Errorf("whether %s still stands: %w", prefix, err)
	}
	return ok, nil
}

// mailID is the same for every try, so that a receiver can fold two into one.
func (s *Service) mailID(id MessageID) string {
	_, domain, _ := strings.Cut(s.settings.From, "@")
	return id.String() + "@" + domain
}
