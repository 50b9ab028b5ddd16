package access

import (
	"strings"

	"holdfast/internal/audit"
)

// Did is the audit's line for an act of this actor on a thing. Detail, where a
// line needs it, is set by the caller and never holds what somebody said.
func (a Actor) Did(action, kind, id string) audit.Event {
	roles := make([]string, len(a.Roles))
	for i, r := range a.Roles {
		roles[i] = string(r)
	}
	role := strings.Join(roles, " ")
	if a.system {
		role = "system"
	}
	return audit.Event{
		Service: a.Service.String(), Actor: a.Account.String(), Role: role,
		Action: action, Kind: kind, ID: id,
	}
}
