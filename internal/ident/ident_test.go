package ident_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"holdfast/internal/fault"
	"holdfast/internal/ident"
)

type thing struct{}

func TestNewIdentifiersSortByTheTimeTheyWereMade(t *testing.T) {
	var ids []string
	for range 100 {
		ids = append(ids, ident.New[thing]().String())
	}
	if !slices.IsSorted(ids) {
		t.Error("a later identifier sorted before an earlier one")
	}
}

func TestParse(t *testing.T) {
	id := ident.New[thing]()
	got, err := ident.Parse[thing](id.String())
	if err != nil || got != id {
		t.Fatalf("Parse(%s) = %v, %v", id, got, err)
	}
	for _, bad := range []string{"", "7", "not-an-identifier", strings.ToUpper(id.String()) + "x", "{" + id.String() + "}"} {
		if _, err := ident.Parse[thing](bad); !fault.Is(err, fault.NotFound) {
			t.Errorf("Parse(%q) = %v, want not found", bad, err)
		}
	}
}

func TestZeroIdentifierIsNull(t *testing.T) {
	var id ident.ID[thing]
	if v, err := id.Value(); v != nil || err != nil {
		t.Errorf("Value() = %v, %v; want NULL", v, err)
	}
	id = ident.New[thing]()
	if err := id.Scan(nil); err != nil || !id.IsZero() {
		t.Errorf("Scan(NULL) left %v, %v", id, err)
	}
}

func TestIdentifierSurvivesJSON(t *testing.T) {
	want := ident.New[thing]()
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got ident.ID[thing]
	if err := json.Unmarshal(b, &got); err != nil || got != want {
		t.Errorf("round trip gave %v, %v; want %v", got, err, want)
	}
}

func TestReferenceCanBeReadAloud(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		ref := ident.Reference()
		if len(ref) != 9 || ref[4] != '-' || strings.ContainsAny(ref, "0O1ILUV5S2Z8B") {
			t.Fatalf("Reference() = %q", ref)
		}
		seen[ref] = true
	}
	if len(seen) < 1000 {
		t.Errorf("%d references of 1000 were made twice", 1000-len(seen))
	}
}
