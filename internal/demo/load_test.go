package demo_test

import (
	"testing"
	"time"

	"holdfast/internal/demo"
	"holdfast/internal/store"
)

// now is a Tuesday morning in winter.
func now() time.Time { return time.Date(2027, time.February, 9, 9, 20, 0, 0, time.UTC) }

func secret() []byte { return []byte("only for tests: thirty-two bytes") }

func fill(t testing.TB, db *store.DB, families int) {
	t.Helper()
	err := demo.Fill(t.Context(), db, demo.Plan{Key: secret(), Seed: 1, Families: families, Now: now(), BaseURL: "http://127.0.0.1:8080"})
	if err != nil {
		t.Fatal(err)
	}
}
