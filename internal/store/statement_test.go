package store_test

import (
	"testing"

	"holdfast/internal/store"
)

func TestPlaceholdersAreNumberedAndQuotedTextIsLeftAlone(t *testing.T) {
	for query, want := range map[string]string{
		`SELECT $1, $12`:              `SELECT ?1, ?12`,
		`SELECT $2 WHERE a = $1`:      `SELECT ?2 WHERE a = ?1`,
		`SELECT '$1', "$2", $3`:       `SELECT '$1', "$2", ?3`,
		`SELECT 'it''s $1', $1`:       `SELECT 'it''s $1', ?1`,
		"SELECT $1 -- not $2\n, $3":   "SELECT ?1 -- not $2\n, ?3",
		`SELECT /* not $1 */ $2`:      `SELECT /* not $1 */ ?2`,
		`SELECT 'never closed $1`:     `SELECT 'never closed $1`,
		`SELECT a$b, $, $x, 'é', $1é`: `SELECT a$b, $, $x, 'é', ?1é`,
		``:                            ``,
	} {
		if got := store.Placeholders(query); got != want {
			t.Errorf("%s became %s, want %s", query, got, want)
		}
	}
}
