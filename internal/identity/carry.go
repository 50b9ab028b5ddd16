package identity

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// shutOutPledge is that an account was shut out, or let in again, as it must not be
// forgotten: a copy from before would let somebody in who was sent away since.
type shutOutPledge struct {
	Account access.AccountID `json:"account"`
}

func promise(tx *store.Tx, kind pledge.Kind, id access.AccountID) error {
	return pledge.Make(tx, kind, "account:"+id.String(), shutOutPledge{id})
}

// CarryShutOut shuts an account out again after a restore. It reports false when the
// copy does not know it, or has shut it out.
func (a *Accounts) CarryShutOut(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var said shutOutPledge
	if err := p.Read(&said); err != nil {
		return false, err
	}
	var service access.ServiceID
	err := tx.QueryRow(`SELECT a.service_id FROM account a WHERE a.id = $1 AND a.disabled_at IS NULL`, said.Account).Scan(&service)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("account %s: %w", said.Account, err)
	}
	if err := setDisabled(tx, said.Account, true); err != nil {
		return false, err
	}
	if err := a.shutOut(tx, said.Account); err != nil {
		return false, err
	}
	return true, a.log.Record(tx, access.System(service, civil.Of(tx.Now())).Did("staff.disabled", "account", said.Account.String()))
}
