package access

import "slices"

// Within is the actor with only those of their roles that carry the permission.
// Who a person may see depends on all their roles; where a use case is open to
// some of them only, the others must not widen it. A practitioner who is a
// coordinator as well sees every family for filling groups, and still reads the
// answers only of those they work with.
func (a Actor) Within(p Permission) Actor {
	a.Roles = slices.DeleteFunc(slices.Clone(a.Roles), func(r Role) bool { return !slices.Contains(granted[r], p) })
	return a
}
