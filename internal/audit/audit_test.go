package audit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"holdfast/internal/audit"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func key() []byte { return []byte("thirty-two bytes for the audit!!") }

// record records n events, of things 0 to n-1.
func record(t *testing.T, db *store.DB, l *audit.Log, n int) {
	t.Helper()
	err := db.Update(t.Context(), func(tx *store.Tx) error {
		for i := range n {
			e := audit.Event{Service: "s", Actor: "a", Role: "lead", Action: "place.offered", Kind: "place", ID: fmt.Sprint(i),
				Detail: map[string]string{"from": "waiting", "to": "offered"}}
			if err := l.Record(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func seal(t *testing.T, db *store.DB, l *audit.Log) audit.Head {
	t.Helper()
	head, err := l.Seal(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func verify(t *testing.T, db *store.DB, l *audit.Log, kept ...audit.Head) audit.Report {
	t.Helper()
	report, err := l.Verify(t.Context(), db, kept...)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func exec(t *testing.T, db *store.DB, query string, args ...any) {
	t.Helper()
	if err := try(t, db, query, args...); err != nil {
		t.Fatal(err)
	}
}

func try(t *testing.T, db *store.DB, query string, args ...any) error {
	return db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
}

func TestWholeLogVerifies(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		l := audit.New(key())
		if r := verify(t, db, l); !r.OK() || r.Events+r.Unsealed != 0 {
			t.Errorf("empty log: %+v", r)
		}
		record(t, db, l, 1500)
		first := seal(t, db, l)
		record(t, db, l, 3)
		second := seal(t, db, l)
		record(t, db, l, 2)
		r := verify(t, db, l, first, second)
		if !r.OK() || r.Events != 1503 || r.Unsealed != 2 || r.Head != second || second.Number != 3 {
			t.Errorf("got %+v, head %+v", r, second)
		}
		if again := seal(t, db, l); again.Number != 4 {
			t.Errorf("sealed to %d", again.Number)
		}
		if idle := seal(t, db, l); idle.Number != 4 {
			t.Errorf("a seal was made for nothing: %d", idle.Number)
		}
	})
}

func TestEventIsThereOnlyWithItsTransaction(t *testing.T) {
	clock := storetest.NewClock(storetest.Monday())
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		l := audit.New(key())
		refused := errors.New("refused")
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			if err := l.Record(tx, audit.Event{Action: "place.offered", Kind: "place", ID: "7"}); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatal(err)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		e := audit.Event{Service: "s", Actor: "a", Role: "lead", Action: "place.refused", Kind: "place", ID: "7", Detail: map[string]string{"why": "full"}}
		if err := l.RecordApart(gone, db, e); err != nil {
			t.Fatal(err)
		}
		err = db.View(t.Context(), func(tx *store.Tx) error {
			trail, err := l.Trail(tx, "place", "7", audit.ID{}, 10)
			if err != nil {
				return err
			}
			if len(trail) != 1 || trail[0].Action != "place.refused" || trail[0].Detail["why"] != "full" || !trail[0].At.Equal(clock.Now()) {
				t.Errorf("got %+v", trail)
			}
			rest, err := l.Trail(tx, "place", "7", trail[0].Entry, 10)
			if len(rest) != 0 {
				t.Errorf("after the last there is %+v", rest)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}, storetest.WithClock(clock))
}

func TestPastEventsAreLoadedWithTheirOwnMoments(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		l := audit.New(key())
		var events []audit.Event
		day := storetest.Monday().Add(1999 * time.Nanosecond)
		for i := range 123 {
			events = append(events, audit.Event{Action: "place.offered", Kind: "place", ID: "7", At: day.AddDate(0, 0, i)})
		}
		if err := db.Update(t.Context(), func(tx *store.Tx) error { return l.RecordAll(tx, events) }); err != nil {
			t.Fatal(err)
		}
		seal(t, db, l)
		if r := verify(t, db, l); !r.OK() || r.Events != 123 {
			t.Errorf("got %+v", r)
		}
		err := db.View(t.Context(), func(tx *store.Tx) error {
			trail, err := l.Trail(tx, "place", "7", audit.ID{}, 200)
			for i, e := range trail {
				if want := storetest.Monday().Add(time.Microsecond).AddDate(0, 0, i); !e.At.Equal(want) {
					t.Fatalf("entry %d is of %v, want %v", i, e.At, want)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestDatabaseRefusesToChangeTheLog(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		l := audit.New(key())
		record(t, db, l, 2)
		seal(t, db, l)
		record(t, db, l, 1)
		queries := []string{
			`UPDATE audit_event SET actor = 'b'`,
			`UPDATE audit_event SET seal = NULL WHERE seal IS NOT NULL`,
			`UPDATE audit_event SET seal = 2 WHERE seal IS NOT NULL`,
			`UPDATE audit_event SET seal = 2, actor = 'b' WHERE seal IS NULL`,
			`DELETE FROM audit_event`,
			`UPDATE audit_seal SET events = 3`,
			`DELETE FROM audit_seal`,
			`DELETE FROM audit_head`,
		}
		if db.Engine() == store.Postgres {
			queries = append(queries, `TRUNCATE audit_event`, `TRUNCATE audit_seal`, `TRUNCATE audit_head`)
		}
		for _, q := range queries {
			if err := try(t, db, q); err == nil || !strings.Contains(err.Error(), "audit") {
				t.Errorf("%s: %v", q, err)
			}
		}
		if r := verify(t, db, l); !r.OK() || r.Events != 2 || r.Unsealed != 1 {
			t.Errorf("got %+v", r)
		}
	})
}

func TestTamperingIsFound(t *testing.T) {
	// Eight events under two seals, and two without: what an intruder who has the
	// database, but not the key, can do to them.
	cases := map[string][]string{
		"a sealed event was changed":          {`UPDATE audit_event SET actor = 'somebody else' WHERE thing = '1' AND seal = 1`},
		"the moment of an event was moved":    {`UPDATE audit_event SET at = (SELECT MAX(at) FROM audit_event WHERE seal = 2) WHERE thing = '1' AND seal = 1`},
		"an event not yet sealed was changed": {`UPDATE audit_event SET thing = '9' WHERE seal IS NULL AND thing = '1'`},
		"a sealed event was removed":          {`DELETE FROM audit_event WHERE thing = '1' AND seal = 1`},
		"the last sealed event was removed":   {`DELETE FROM audit_event WHERE thing = '3' AND seal = 2`},
		"an event was added under a seal": {`INSERT INTO audit_event (id, at, service_id, actor, role, action, kind, thing, detail, mac, seal)
			SELECT '00000000-0000-7000-8000-000000000001', at, service_id, actor, role, action, kind, thing, detail, mac, seal FROM audit_event WHERE thing = '1' AND seal = 1`},
		"an event was added without a seal": {`INSERT INTO audit_event (id, at, service_id, actor, role, action, kind, thing, detail, mac, seal)
			SELECT '00000000-0000-7000-8000-000000000001', at, service_id, actor, role, action, kind, thing, detail, mac, NULL FROM audit_event WHERE thing = '1' AND seal = 1`},
		"an event was moved to another seal":    {`UPDATE audit_event SET seal = 2 WHERE thing = '3' AND seal = 1`},
		"an event was taken out of its seal":    {`UPDATE audit_event SET seal = NULL WHERE thing = '3' AND seal = 1`},
		"an event was put under a seal to come": {`UPDATE audit_event SET seal = 3 WHERE thing = '3' AND seal = 2`},
		"two events changed places": {
			`UPDATE audit_event SET id = 'x' WHERE thing = '0' AND seal = 1`,
			`UPDATE audit_event SET id = '00000000-0000-7000-8000-000000000001' WHERE thing = '1' AND seal = 1`,
			`UPDATE audit_event SET id = '00000000-0000-7000-8000-000000000002' WHERE id = 'x'`,
		},
		"a seal was removed with its events":       {`DELETE FROM audit_event WHERE seal = 1`, `DELETE FROM audit_seal WHERE number = 1`},
		"a seal was removed and its events opened": {`UPDATE audit_event SET seal = NULL WHERE seal = 2`, `DELETE FROM audit_seal WHERE number = 2`},
		"the log was cut off after the first seal": {`DELETE FROM audit_event WHERE seal = 2 OR seal IS NULL`, `DELETE FROM audit_seal WHERE number = 2`},
		"the log was cut off and its head set back": {
			`DELETE FROM audit_event WHERE seal = 2 OR seal IS NULL`, `DELETE FROM audit_seal WHERE number = 2`, `UPDATE audit_head SET number = 1`},
		"a seal's count was changed": {`DELETE FROM audit_event WHERE thing = '3' AND seal = 2`, `UPDATE audit_seal SET events = 3 WHERE number = 2`},
		"all events were removed":    {`DELETE FROM audit_event`},
		"the head was removed":       {`DELETE FROM audit_head`},
	}
	for _, e := range storetest.Engines() {
		for name, queries := range cases {
			t.Run(string(e)+"/"+name, func(t *testing.T) {
				db := storetest.Open(t, e)
				l := audit.New(key())
				tampered(t, db, l)
				if r := verify(t, db, l); !r.OK() {
					t.Fatalf("before tampering: %v", r.Problems)
				}
				for _, q := range queries {
					exec(t, db, q)
				}
				r := verify(t, db, l)
				if r.OK() {
					t.Errorf("not found: %+v", r)
				}
			})
		}
	}
}

// tampered fills db and takes its triggers away.
func tampered(t *testing.T, db *store.DB, l *audit.Log) (audit.Head, audit.Head) {
	t.Helper()
	record(t, db, l, 4)
	first := seal(t, db, l)
	record(t, db, l, 4)
	second := seal(t, db, l)
	record(t, db, l, 2)
	for table, triggers := range map[string][]string{
		"audit_event": {"audit_event_unchanged", "audit_event_kept"},
		"audit_seal":  {"audit_seal_unchanged", "audit_seal_kept"},
		"audit_head":  {"audit_head_kept"},
	} {
		if db.Engine() == store.Postgres {
			exec(t, db, `ALTER TABLE `+table+` DISABLE TRIGGER ALL`)
			continue
		}
		for _, trigger := range triggers {
			exec(t, db, `DROP TRIGGER `+trigger)
		}
	}
	return first, second
}

func TestWhatWasPutBackIsFoundByAHeadKeptOutside(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		l := audit.New(key())
		_, kept := tampered(t, db, l)
		for _, q := range []string{`DELETE FROM audit_event`, `DELETE FROM audit_seal`, `DELETE FROM audit_head`} {
			exec(t, db, q)
		}
		if r := verify(t, db, l); !r.OK() {
			t.Errorf("an emptied log looks like a new one, but: %v", r.Problems)
		}
		if r := verify(t, db, l, kept); r.OK() {
			t.Error("the kept head did not show that the log was emptied")
		}
		record(t, db, l, 5)
		seal(t, db, l)
		record(t, db, l, 5)
		seal(t, db, l)
		if r := verify(t, db, l, kept); r.OK() {
			t.Error("the kept head did not show that the log began anew")
		}
	})
}

func TestAnotherKeyVerifiesNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		l := audit.New(key())
		record(t, db, l, 200)
		seal(t, db, l)
		other := key()
		other[0]++
		if r := verify(t, db, audit.New(other)); len(r.Problems) != 100 || r.More != 102 {
			t.Errorf("%d problems and %d more", len(r.Problems), r.More)
		}
	})
}

func TestSealersAndWritersBesideEachOtherLoseNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		l := audit.New(key())
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for range 10 {
					if err := l.RecordApart(t.Context(), db, audit.Event{Action: "family.seen", Kind: "family", ID: "1"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 2 {
			group.Go(func() {
				for range 5 {
					if _, err := l.Seal(t.Context(), db); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		seal(t, db, l)
		if r := verify(t, db, l); !r.OK() || r.Events != 80 || r.Unsealed != 0 {
			t.Errorf("got %+v", r)
		}
	})
}

func TestProblemReadsAsOneLine(t *testing.T) {
	for want, p := range map[string]audit.Problem{
		"seal 3: has a hole": {Seal: 3, Found: "has a hole"},
		"head is gone":       {Found: "head is gone"},
	} {
		if p.String() != want {
			t.Errorf("got %q, want %q", p, want)
		}
	}
}

// BenchmarkVerify says how long a log of a million events takes: ns/op × 10⁶.
func BenchmarkVerify(b *testing.B) {
	for _, e := range storetest.Engines() {
		b.Run(string(e), func(b *testing.B) {
			db := storetest.Open(b, e)
			l := audit.New(key())
			for done := 0; done < b.N; done += 1000 {
				err := db.Update(b.Context(), func(tx *store.Tx) error {
					for range min(1000, b.N-done) {
						if err := l.Record(tx, audit.Event{Action: "family.seen", Kind: "family", ID: "1"}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			if _, err := l.Seal(b.Context(), db); err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			start := time.Now()
			if r, err := l.Verify(b.Context(), db); err != nil || !r.OK() || r.Events != b.N {
				b.Fatalf("%+v: %v", r, err)
			}
			b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "events/s")
		})
	}
}
