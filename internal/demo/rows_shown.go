package demo

import (
	"time"

	"holdfast/internal/demo/history"
	"holdfast/internal/demo/people"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
)

// Marta asked Piotr to take part, he lets her know that he does, and she shows him
// one thing she wrote and keeps another to herself. Hollie asked her mother, who
// answered: staff have to say who she is. Nobody else shows anybody anything.
const (
	shows, reads = "Marta Nowakowska", "Piotr Nowakowski"
	asks         = "Hollie Pratt"

	shownWords = "Nights are hard for me just now. It helps when you take the first feed on Saturdays."
	keptWords  = "Ask Ruth what to do when he turns away."
)

// addShown adds what the adults of a family asked of one another and show.
func (in *rows) addShown(f *history.Family) {
	switch her := &f.Adults[0]; {
	case her.Name == shows && her.Account != "" && len(f.Adults) > 1 && f.Adults[1].Name == reads:
		him := &f.Adults[1]
		at := later(her, him).Add(20 * time.Hour)
		in.addInvitation(f, her, answeredBy{
			id: sibling(her.ID, 6), name: him.Called, relation: family.Father, email: him.Email, at: at, own: him.Name, phone: him.Phone, is: him.ID, decided: at.Add(26 * time.Hour),
		})
		in.add(in.words, sibling(her.ID, 8), string(f.Team), string(her.ID), keptWords, at.Add(50*time.Hour))
		in.add(in.words, sibling(her.ID, 9), string(f.Team), string(her.ID), shownWords, at.Add(52*time.Hour))
		in.add(in.share, sibling(her.ID, 10), string(f.Team), string(her.ID), "words", sibling(her.ID, 9), string(him.ID), him.Called, at.Add(52*time.Hour))
	case her.Name == asks && her.Account != "":
		in.addInvitation(f, her, answeredBy{
			id: sibling(her.ID, 6), name: "Mum", relation: family.Grandparent, email: "carol.pratt@mail.example", at: her.AccountAt.Add(20 * time.Hour),
			own: "Carol Pratt", phone: people.Phone(31),
		})
	}
}

// later is when both could sign in.
func later(a, b *history.Adult) time.Time {
	if b.AccountAt.After(a.AccountAt) {
		return b.AccountAt
	}
	return a.AccountAt
}

// answeredBy is an invitation that was answered a few hours after it was sent.
type answeredBy struct {
	id, name   string
	relation   family.Relation
	email      string
	at         time.Time
	own, phone string
	is         history.ID // who they are, as staff said; none while it waits
	decided    time.Time
}

func (in *rows) addInvitation(f *history.Family, by *history.Adult, a answeredBy) {
	state, decidedBy := enquiry.Answered, any(nil)
	if a.is != "" {
		state, decidedBy = enquiry.Joined, string(f.By)
	}
	in.add(in.invitation, a.id, string(f.Team), string(f.ID), string(by.ID), string(by.Account), a.name, string(a.relation), a.email, valueKey(string(family.Email), a.email),
		string(state), a.at, a.at.AddDate(0, 0, 14), a.own, a.email, a.phone, true, a.at.Add(5*time.Hour), id(a.is), when(a.decided), decidedBy)
	for _, b := range f.Infants {
		in.add(in.invited, a.id, string(b.ID))
	}
}
