package enquiry

import (
	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// endedInvitation is an invitation whose link must not open again, not even in a
// database that was put back to a day on which it did.
type endedInvitation struct {
	ID      InvitationID      `json:"id"`
	Service access.ServiceID  `json:"service"`
	State   InvitationState   `json:"state"`
	By      *access.AccountID `json:"by,omitempty"` // who of the staff decided
}

// end ends an invitation that was not confirmed, for good.
func end(tx *store.Tx, who access.Actor, i Invitation, state InvitationState) error {
	if err := setInvitation(tx, who, i.ID, state); err != nil {
		return err
	}
	return pledgeEnded(tx, who, i, state)
}

func pledgeEnded(tx *store.Tx, who access.Actor, i Invitation, state InvitationState) error {
	told := endedInvitation{ID: i.ID, Service: i.Service, State: state}
	if !who.Account.IsZero() {
		told.By = &who.Account
	}
	return pledge.Make(tx, pledge.InvitationEnded, "invitation:"+i.ID.String(), told)
}

// Carry ends anew, after a restore, an invitation that had ended. It reports false
// when the copy does not know it, or knows that it was decided.
func (s *Service) Carry(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var told endedInvitation
	if err := p.Read(&told); err != nil {
		return false, err
	}
	by := access.Actor{}
	if told.By != nil {
		by.Account = *told.By
	}
	n, err := endAnew(tx, by, told)
	if err != nil || n == 0 {
		return false, err
	}
	system := access.System(told.Service, civil.Of(tx.Now()))
	return true, s.log.Record(tx, system.Did("invitation."+string(told.State), "invitation", told.ID.String()))
}

// telling is what somebody who was invited lets whoever asked know.
type telling struct {
	Person  family.PersonID  `json:"person"`
	Service access.ServiceID `json:"service"`
}

// pledgeTelling keeps a no for good, and that it was taken back.
func pledgeTelling(tx *store.Tx, who access.Actor, want Telling) error {
	kind := pledge.Untold
	if want == TellsIt {
		kind = pledge.ToldAgain
	}
	return pledge.Make(tx, kind, "tells:"+who.Person.String(), telling{who.Person, who.Service})
}

// CarryUntold lets nobody know anew, after a restore, what somebody wished not to be
// known. It reports false when the copy lets nobody know.
func (s *Service) CarryUntold(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var told telling
	if err := p.Read(&told); err != nil {
		return false, err
	}
	n, err := untell(tx, told.Person)
	if err != nil || n == 0 {
		return false, err
	}
	system := access.System(told.Service, civil.Of(tx.Now()))
	return true, s.log.Record(tx, system.Did("invitation.tells-"+string(TellsNothing), "person", told.Person.String()))
}
