package identity

import (
	"net/netip"
	"strings"
	"time"

	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Limit is how often somebody may try something within a window that slides.
type Limit struct {
	What   string // the act, such as "sign-in by account"
	Most   int
	Within time.Duration
}

// The limits. By account they stop guessing one person's password; by source they
// stop one machine from trying everybody's, and leave room for a whole team
// behind one address on a Monday morning.
var (
	signInByAccount = Limit{"sign-in by account", 10, 15 * time.Minute}
	signInBySource  = Limit{"sign-in by source", 60, 15 * time.Minute}
	enrolBySource   = Limit{"enrol by source", 30, 15 * time.Minute}

	// LinkByAddress and LinkBySource are for whoever sends sign-in links on
	// request: few, because each may write to a mailbox.
	LinkByAddress = Limit{"link by address", 3, time.Hour}
	LinkBySource  = Limit{"link by source", 20, time.Hour}
)

// longestWindow is how long an attempt can matter to any limit.
const longestWindow = time.Hour

// AllowIn reports whether the limit allows one more attempt by who, an address or
// a network source, and if so counts it. A refused attempt is not counted, so
// the table stays small and nobody waits longer for having tried again.
func (a *Accounts) AllowIn(tx *store.Tx, l Limit, who string) (bool, error) {
	key := a.attemptKey(l.What, who)
	n, err := countAttempts(tx, key, tx.Now().Add(-l.Within))
	if err != nil || n >= l.Most {
		return false, err
	}
	return true, insertAttempt(tx, key)
}

// errTooMany is told to whoever tries too often, account or none.
func errTooMany() error { return fault.Refuse("identity.sign-in.wait", "minutes", 15) }

// Source is what a network address is counted as: an IPv6 subscriber has a whole
// /64 to choose from. What is no address is counted as it is.
func Source(from string) string {
	if host, err := netip.ParseAddrPort(from); err == nil {
		from = host.Addr().String()
	}
	addr, err := netip.ParseAddr(from)
	if err != nil {
		return from
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.Prefix(64)
	if err != nil {
		return from
	}
	return prefix.String()
}

// emailKey is how an address is compared. Dots and tags are left alone: whether
// they matter is the mail provider's business.
func emailKey(address string) string { return strings.ToLower(strings.TrimSpace(address)) }
