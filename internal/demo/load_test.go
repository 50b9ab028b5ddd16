package demo_test

import (
	"testing"
	"time"

	"holdfast/content/programmes"
	"holdfast/content/text"
	"holdfast/internal/audit"
	"holdfast/internal/demo"
	"holdfast/internal/demo/history"
	"holdfast/internal/i18n"
	"holdfast/internal/jobs"
	"holdfast/internal/measure/packs"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// now is a Tuesday morning, in winter.
func now() time.Time { return time.Date(2027, time.February, 9, 9, 20, 0, 0, time.UTC) }

func secret() []byte { return []byte("a demonstration's thirty-two byte")[:32] }

func world(t testing.TB, families int) *history.World {
	t.Helper()
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := catalogue.Programme(programme.BabyLove)
	if err != nil {
		t.Fatal(err)
	}
	library, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w, err := history.New(history.Source{Seed: 1, Now: now(), Families: families, Programme: p, Library: library})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func load(t testing.TB, db *store.DB, families int) *history.World {
	t.Helper()
	texts, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	w := world(t, families)
	l := demo.Loader{DB: db, Log: audit.New(secret()), Queue: jobs.NewQueue(), Texts: texts, BaseURL: "http://127.0.0.1:8080"}
	if err := l.Load(t.Context(), w, families); err != nil {
		t.Fatal(err)
	}
	return w
}
