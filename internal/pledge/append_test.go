package pledge_test

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/internal/pledge"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func TestTwoProcessesWriteOneFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newShelf(t, db)
		other, err := pledge.Open(s.book.Path(), storetest.Key())
		if err != nil {
			t.Fatal(err)
		}
		const each = 12
		var group sync.WaitGroup
		for _, book := range []*pledge.Book{s.book, other} {
			group.Go(func() {
				for n := range each {
					s.make(pledge.Loss, n)
					if err := book.Append(t.Context(), db); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		all, err := s.book.Read()
		if err != nil || len(all) != 2*each {
			t.Fatalf("%d lines, %v", len(all), err)
		}
		if again := pledge.Merge(all); len(again) != 2*each {
			t.Errorf("%d of %d are there twice", 2*each-len(again), 2*each)
		}
	})
}

func TestAppendingFindsWhatAWholeLookFinds(t *testing.T) {
	clock := storetest.NewClock(storetest.Monday())
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		clock.Set(storetest.Monday())
		s := newShelf(t, db)
		made := 0
		pledged := func(name string) {
			t.Helper()
			s.make(pledge.Restriction, made)
			made++
			if err := s.book.Append(t.Context(), db); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if all, err := s.book.Read(); err != nil || len(all) != made {
				t.Errorf("%s: %d of %d lines, %v", name, len(all), made, err)
			}
		}
		pledged("the first")
		pledged("one more in the same moment")
		clock.Advance(3 * time.Hour)
		pledged("much later")
		clock.Advance(-48 * time.Hour)
		pledged("after the clock was put back")
		pledged("and again")
		clock.Advance(72 * time.Hour)
		pledged("when it is right again")
		if err := os.Remove(s.book.Path()); err != nil {
			t.Fatal(err)
		}
		pledged("after somebody removed the file")
		if err := os.WriteFile(s.book.Path(), s.content()[:len(s.content())/2], 0o600); err != nil {
			t.Fatal(err)
		}
		pledged("after somebody cut it off")
	}, storetest.WithClock(clock))
}

func TestAFileThatCannotBeWrittenLosesNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		dir := filepath.Join(t.TempDir(), "later")
		book, err := pledge.Open(filepath.Join(dir, "pledges"), storetest.Key())
		if err != nil {
			t.Fatal(err)
		}
		var told atomic.Int32
		keeper := pledge.Keep(book, db, func(error) { told.Add(1) })
		s := shelf{t, db, book}
		s.make(pledge.Loss, 1) // the act stands although its second place is not there
		if err := book.Append(t.Context(), db); err == nil {
			t.Error("nothing says that it is not written")
		}
		for told.Load() == 0 {
			runtime.Gosched() // the keeper tries as well
		}
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		s.make(pledge.Loss, 2)
		keeper.Close()
		if all, err := book.Read(); err != nil || len(all) != 2 {
			t.Errorf("%d lines, %v", len(all), err)
		}
	})
}

func TestTheLastPledgeAboutAThingStands(t *testing.T) {
	at := storetest.Monday()
	pledges := []pledge.Pledge{
		{ID: id(t, 1), At: at, About: "a"}, {ID: id(t, 2), At: at.Add(time.Hour), About: "b"}, {ID: id(t, 3), At: at.Add(2 * time.Hour), About: "a"},
	}
	standing := pledge.Standing(pledge.Merge(pledges[2:], pledges[:2]))
	if len(standing) != 2 || standing["a"] != pledges[2].ID || standing["b"] != pledges[1].ID {
		t.Errorf("standing: %v", standing)
	}
}

func id(t *testing.T, n byte) (out pledge.ID) {
	t.Helper()
	if err := out.UnmarshalText([]byte("00000000-0000-7000-8000-00000000000" + string('0'+n))); err != nil {
		t.Fatal(err)
	}
	return out
}
