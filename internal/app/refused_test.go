package app_test

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app/apptest"
	"holdfast/internal/ident"
	"holdfast/internal/programme"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// TestWhoIsRefusedChangesNothingAndLearnsNothing asks every route as everybody
// whom the matrix keeps out, with forms that would be taken from somebody else.
// Afterwards every row is as it was, the trail holds nothing but refusals, and
// what is hidden was answered like what is not there, to the byte.
func TestWhoIsRefusedChangesNothingAndLearnsNothing(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := apptest.Demo(t, e)
			one := things(t, h)
			people := append(cast(t, h), lastYearsWorker(t, h, one["group"]))
			rows := tables()
			refused := 0
			for _, who := range people {
				before, done := content(t, h, rows), deeds(t, h, who.account)
				for _, r := range h.Routes() {
					what := matrix[r.Method()+" "+r.Pattern()]
					expected := want(r, what, who)
					if what == 0 || expected == in {
						continue
					}
					refused++
					b := h.Browser()
					if !who.account.IsZero() {
						b = h.As(who.account)
					}
					a := ask(b, r, address(t, r.Pattern(), one), one)
					if got := judge(a); got != expected {
						t.Errorf("%s %s: %s %s (%d), want: %s", r.Method(), r.Pattern(), who.name, got, a.Code, expected)
					}
					if expected == none {
						alike(t, who, a, ask(b, r, address(t, r.Pattern(), others(one)), one))
					}
				}
				if after := content(t, h, rows); !maps.Equal(before, after) {
					for _, name := range slices.Sorted(maps.Keys(after)) {
						if before[name] != after[name] {
							t.Errorf("%s was refused, and %s is not what it was", who.name, name)
						}
					}
				}
				for action, n := range deeds(t, h, who.account) {
					if n > done[action] && !strings.HasSuffix(action, ".refused") && action != "account.signed-in" {
						t.Errorf("%s was refused, and the trail says %s", who.name, action)
					}
				}
			}
			if refused < 200 {
				t.Errorf("only %d refusals were tried", refused)
			}
		})
	}
}

// lastYearsWorker led her group until yesterday: they work here still, and see
// nobody of it any more.
func lastYearsWorker(t *testing.T, h *apptest.House, group string) stranger {
	t.Helper()
	led, _ := practitioners(t, h, h.Persona("marta"))
	var id programme.GroupID
	if err := id.UnmarshalText([]byte(group)); err != nil {
		t.Fatal(err)
	}
	dana, err := h.Rooms.Accounts.Actor(t.Context(), token(t, h, "dana"))
	if err != nil {
		t.Fatal(err)
	}
	g, err := h.Rooms.Programmes.Group(t.Context(), dana, id)
	if err != nil {
		t.Fatal(err)
	}
	change := programme.GroupChange{
		Group: id, Mode: g.Mode, Site: g.Site, Room: g.Room, VideoLink: g.VideoLink, Lang: g.Lang, Capacity: g.Capacity, Starts: g.Starts, Ends: g.Ends,
		Leaders: []access.AccountID{h.Persona("dana")},
	}
	for _, l := range g.Leaders {
		if l.Account != led {
			change.Leaders = append(change.Leaders, l.Account)
		}
	}
	if err := h.Rooms.Programmes.UpdateGroup(t.Context(), dana, change); err != nil {
		t.Fatal(err)
	}
	h.Clock.Advance(24 * time.Hour)
	return stranger{name: "last year's worker", account: led, role: access.Practitioner, service: "here"}
}

// others are things that are not there, of the same shape.
func others(one map[string]string) map[string]string {
	out := maps.Clone(one)
	for name, value := range out {
		if len(value) == len(ident.New[struct{}]().String()) && strings.Count(value, "-") == 4 {
			out[name] = ident.New[struct{}]().String()
		}
	}
	return out
}

// alike says that nothing in an answer tells hidden from absent: neither its words
// nor its headers.
func alike(t *testing.T, who stranger, hidden, absent *apptest.Answer) {
	t.Helper()
	if absent.Code != http.StatusNotFound || hidden.Body != absent.Body {
		t.Errorf("%s can tell what is hidden from what is not there (%d, %d bytes; %d, %d bytes)",
			who.name, hidden.Code, len(hidden.Body), absent.Code, len(absent.Body))
	}
	if fmt.Sprint(hidden.Header) != fmt.Sprint(absent.Header) {
		t.Errorf("%s can tell by the headers: %v, %v", who.name, hidden.Header, absent.Header)
	}
}

// tables are all there are, with their columns, but for what counts attempts, logins
// and deeds.
func tables() map[string][]string {
	out := map[string][]string{}
	for _, made := range regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\)`).FindAllStringSubmatch(store.Schema(), -1) {
		name := made[1]
		if slices.Contains([]string{"login", "attempt", "audit_event", "audit_seal", "audit_head"}, name) || out[name] != nil {
			continue
		}
		for _, column := range regexp.MustCompile(`(?m)^  ([a-z_]+) `).FindAllStringSubmatch(made[2], -1) {
			out[name] = append(out[name], column[1])
		}
	}
	return out
}

// content is a fingerprint of every row of every table, whatever their order.
func content(t *testing.T, h *apptest.House, tables map[string][]string) map[string][sha256.Size]byte {
	t.Helper()
	out := map[string][sha256.Size]byte{}
	for name, columns := range tables {
		var parts []string
		for _, c := range columns {
			parts = append(parts, "COALESCE(CAST("+c+" AS TEXT), '-')")
		}
		h.View(func(tx *store.Tx) error {
			rows, err := tx.Query("SELECT " + strings.Join(parts, " || '|' || ") + " FROM " + name)
			all, err := store.Collect(rows, err, store.Column[string])
			slices.Sort(all)
			out[name] = sha256.Sum256([]byte(strings.Join(all, "\n")))
			return err
		})
	}
	return out
}

// deeds counts what the trail says of somebody, by action.
func deeds(t *testing.T, h *apptest.House, account access.AccountID) map[string]int {
	t.Helper()
	out := map[string]int{}
	h.View(func(tx *store.Tx) error {
		rows, err := tx.Query(`SELECT action FROM audit_event WHERE actor = $1`, account.String())
		all, err := store.Collect(rows, err, store.Column[string])
		for _, action := range all {
			out[action]++
		}
		return err
	})
	return out
}
