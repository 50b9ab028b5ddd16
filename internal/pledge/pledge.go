// Package pledge keeps what must never be forgotten, not even when the database is
// put back to an earlier day: that a baby was lost, that somebody may not know of
// somebody, that somebody does not agree any more, that a way to reach them is not
// safe, that something is not shown or told any more, that a link opens nothing.
//
// A pledge is written in the transaction of the act that makes it, and right after
// that into a small file beside the database. The file is only ever added to; each
// line is encrypted and authenticated under the deployment's key and bound to the
// line before it, so that nobody without the key reads, changes, removes or reorders
// one. A restore reads the file, and the database that it replaces where that is
// still there, and carries over what the copy does not know.
//
// Each pledge is about one thing: a loss, a restriction, one person's answer. A later
// one about the same takes its place, so that what was ended or given anew since does
// not come back. What allows again is a pledge for that reason alone: carried over, it
// makes the program do less, or what it did.
//
// What is not found: lines cut off at the end of the file by somebody who has also
// removed the database. While the database is there, Missing finds them.
package pledge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type pledge struct{}

// ID identifies a pledge. One that was made later is greater, nearly always.
type ID = ident.ID[pledge]

// Kind says which room made a pledge, and how it is carried over.
type Kind string

// The kinds of pledge.
const (
	Loss             Kind = "loss" // also of a baby who moved: dyads that ended
	LossReversed     Kind = "loss-reversed"
	Restriction      Kind = "restriction"
	RestrictionEnded Kind = "restriction-ended"
	Exclusion        Kind = "exclusion" // left out of couples' groups
	ExclusionEnded   Kind = "exclusion-ended"
	ShutOut          Kind = "shut-out" // an account of staff
	LetIn            Kind = "let-in"
	Consent          Kind = "consent"       // refused or withdrawn
	ConsentAgain     Kind = "consent-again" // given after that
	SafeContact      Kind = "safe-contact"  // what somebody said about a way to reach them
	ShareEnded       Kind = "share-ended"   // what one adult does not show another any more
	InvitationEnded  Kind = "invitation-ended"
	Untold           Kind = "untold" // whoever was invited lets nobody know that they take part
	ToldAgain        Kind = "told-again"
)

// Kinds lists them in the order an operator is told of them.
func Kinds() []Kind {
	return []Kind{
		Loss, LossReversed, Restriction, RestrictionEnded, Exclusion, ExclusionEnded, ShutOut, LetIn, Consent, ConsentAgain, SafeContact, ShareEnded,
		InvitationEnded, Untold, ToldAgain,
	}
}

// Pledge is one thing that must not be forgotten. About names the thing: of several
// pledges about the same, the last one holds. What is the room's own; it holds
// identifiers, days and states, and no words of anybody.
type Pledge struct {
	ID    ID              `json:"id"`
	At    time.Time       `json:"at"`
	Kind  Kind            `json:"kind"`
	About string          `json:"about"`
	What  json.RawMessage `json:"what"`
}

// Read decodes what it is about.
func (p Pledge) Read(into any) error {
	if err := json.Unmarshal(p.What, into); err != nil {
		return fmt.Errorf("pledge %s: %w", p.ID, err)
	}
	return nil
}

// topic is said by every transaction that makes a pledge.
const topic = "pledge"

// Make makes a pledge in the transaction of the act it belongs to.
func Make(tx *store.Tx, kind Kind, about string, what any) error {
	b, err := json.Marshal(what)
	if err != nil {
		return fmt.Errorf("pledge %s: %w", kind, err)
	}
	tx.Say(topic)
	return insert(tx, Pledge{ID: ident.New[pledge](), At: tx.Now(), Kind: kind, About: about, What: b})
}

// Carry stores a pledge that is carried over into a database that does not know it.
func Carry(tx *store.Tx, p Pledge) error { return insert(tx, p) }

// All reads every pledge of a database, oldest first.
func All(tx *store.Tx) ([]Pledge, error) {
	rows, err := tx.Query(`SELECT p.id, p.at, p.kind, p.about, p.what FROM pledge p ORDER BY p.at, p.id`)
	return collect(rows, err)
}

// since reads those of All that were made at a time or later.
func since(tx *store.Tx, at time.Time) ([]Pledge, error) {
	rows, err := tx.Query(`SELECT p.id, p.at, p.kind, p.about, p.what FROM pledge p WHERE p.at >= $1 ORDER BY p.at, p.id`, at)
	return collect(rows, err)
}

func collect(rows *store.Rows, err error) ([]Pledge, error) {
	all, err := store.Collect(rows, err, func(r *store.Rows) (p Pledge, err error) {
		var what string
		err = r.Scan(&p.ID, &p.At, &p.Kind, &p.About, &what)
		p.What = json.RawMessage(what)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("pledges: %w", err)
	}
	return all, nil
}

func insert(tx *store.Tx, p Pledge) error {
	_, err := tx.Exec(`INSERT INTO pledge (id, at, kind, about, what) VALUES ($1, $2, $3, $4, $5)`,
		p.ID, p.At, string(p.Kind), p.About, string(p.What))
	if err != nil {
		return fmt.Errorf("insert pledge %s: %w", p.ID, err)
	}
	return nil
}

// Merge joins pledges from several places, each once, in the order they were made.
func Merge(lists ...[]Pledge) []Pledge {
	seen := map[ID]bool{}
	var out []Pledge
	for _, list := range lists {
		for _, p := range list {
			if !seen[p.ID] {
				seen[p.ID] = true
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b Pledge) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

// Standing is the last pledge about each thing, by what it is about.
func Standing(inOrder []Pledge) map[string]ID {
	last := map[string]ID{}
	for _, p := range inOrder {
		last[p.About] = p.ID
	}
	return last
}

// Missing is what is in all and not in kept.
func Missing(all, kept []Pledge) []Pledge {
	has := map[ID]bool{}
	for _, p := range kept {
		has[p.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(p Pledge) bool { return has[p.ID] })
}
