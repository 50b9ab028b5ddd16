package canary

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/notify/smtptest"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// Fact is one private fact: a word that stands for it, whose it is, and what kind
// of fact, by which the policy says who may meet it.
type Fact struct {
	Word  string
	Owner Owner
	Kind  string
}

// Thing is something with an identifier that can be put into an address.
type Thing struct {
	ID    string
	Kind  string
	Owner Owner
}

// Town is a house full of people, and everything that is known about them from
// outside.
type Town struct {
	*apptest.House
	Policy  Policy
	Viewers []Viewer
	Facts   []Fact
	Things  []Thing

	t         testing.TB
	config    app.Config
	mail      *smtptest.Server
	log       *strings.Builder
	homes     map[string]Home
	serviceOf map[Owner]string

	services  map[string]access.ServiceID
	sites     map[string]identity.SiteID
	accounts  map[Owner]access.AccountID
	people    map[Owner]access.PersonID
	dyads     map[Owner][]family.Dyad // by adult
	families  map[string]family.ID
	places    map[string]programme.PlaceID
	groups    map[string]programme.GroupID
	proposals map[Owner]string  // by whoever made it
	drafts    map[string]string // cookies of enquirers
	tongues   map[Owner]string  // languages
	numbers   int
	words     map[string]Fact
	byID      map[string]Thing

	roads     *http.ServeMux
	browsers  map[string]*apptest.Browser
	met       map[string]bool     // kinds of fact that somebody met
	pages     map[string][]string // what each viewer was shown
	known     map[string]bool     // shapes of addresses
	addresses []string            // one of each shape
}

// system is the program itself in a service.
func (t *Town) system(service string) access.Actor {
	team, err := t.Rooms.Accounts.ServiceByID(t.ctx(), t.services[service])
	t.must(err)
	return access.System(team.ID, team.Today(t.Clock.Now()))
}

// actor is somebody as the rooms know them today.
func (t *Town) actor(o Owner) (who access.Actor) {
	t.t.Helper()
	t.View(func(tx *store.Tx) (err error) {
		who, err = t.Rooms.Accounts.ActorIn(tx, t.accounts[o])
		return err
	})
	return who
}

func (t *Town) ctx() context.Context { return t.t.Context() }

func (t *Town) must(err error) {
	t.t.Helper()
	if err != nil {
		t.t.Fatal(err)
	}
}

func (t *Town) update(fn func(tx *store.Tx) error) {
	t.t.Helper()
	t.must(t.Rooms.DB.Update(t.ctx(), fn))
}

// mark makes the word of a fact and remembers it.
func (t *Town) mark(o Owner, kind string) string { return t.keep(markedWord(string(o), kind), o, kind) }

// markNth is mark where an owner has several facts of a kind.
func (t *Town) markNth(o Owner, kind string, n int) string {
	return t.keep(markedWord(string(o), fmt.Sprint(kind, n)), o, kind)
}

// markNumber makes a telephone number that is somebody's.
func (t *Town) markNumber(o Owner) string {
	t.numbers++
	return t.keep(markedNumber(t.numbers), o, "phone")
}

func (t *Town) keep(word string, o Owner, kind string) string {
	t.t.Helper()
	if _, known := t.Policy.Facts[kind]; !known {
		t.t.Fatalf("policy.yaml does not say who may meet a %q", kind)
	}
	f := Fact{Word: word, Owner: o, Kind: kind}
	if other, taken := t.words[strings.ToLower(word)]; taken {
		if other == f {
			return word // said once more
		}
		t.t.Fatalf("%s stands for the %s of %s and of %s", word, kind, o, other.Owner)
	}
	t.words[strings.ToLower(word)] = f
	t.Facts = append(t.Facts, f)
	return word
}

// thing remembers an identifier.
func (t *Town) thing(kind, id string, o Owner) {
	t.t.Helper()
	if _, known := t.Policy.Things[kind]; !known {
		t.t.Fatalf("policy.yaml does not say who may learn of a %q", kind)
	}
	t.Things = append(t.Things, Thing{ID: id, Kind: kind, Owner: o})
	t.byID[id] = t.Things[len(t.Things)-1]
}

// adults are the owners of all adults of a home.
func adults(h Home) []Owner {
	var out []Owner
	for _, a := range h.Adults {
		out = append(out, Owner(h.Key+"/"+a.Name))
	}
	return out
}

// homesInOrder are the homes as the table has them, of every copy.
func (t *Town) homesInOrder() []Home {
	return slices.SortedFunc(maps.Values(t.homes), func(a, b Home) int { return strings.Compare(a.Key, b.Key) })
}

// owners turns identifiers back into whose they are.
func (t *Town) ownersOfPeople() map[string]Owner {
	out := map[string]Owner{}
	for o, id := range t.people {
		out[id.String()] = o
	}
	return out
}

// boss is the lead of a service.
func (t *Town) boss(service string) access.Actor {
	if service == there {
		return t.actor("staff/Greta")
	}
	return t.actor("staff/Dana")
}
