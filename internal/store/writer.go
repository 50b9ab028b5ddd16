package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync"
	"time"

	sqlitedriver "github.com/ncruces/go-sqlite3/driver"
)

// A shared commit is closed to newcomers when it has so many members or is so
// old, whichever comes first, so that the first member's wait is bounded.
const (
	maxMembers = 256
	maxAge     = 20 * time.Millisecond
)

// writer is the one SQLite connection that writes, and the queue before it.
//
// Whoever has the turn runs in its own goroutine. When it is done and others
// wait, it leaves the transaction open and hands the turn on; the last in the
// queue, or the one who finds the batch full, commits for all. So one writer
// alone pays one plain commit, and many share the wait for the disk. Nobody
// returns before the commit that holds their changes is on disk.
type writer struct {
	sess  *sqliteSession // of whoever has the turn
	batch *batch         // the open transaction, nil when there is none; likewise

	mu     sync.Mutex
	taken  bool // somebody has the turn
	closed bool
	queue  []chan struct{} // closed one by one to give the turn
}

// batch is one transaction and those whose changes it holds.
type batch struct {
	members int
	begun   time.Time
	done    chan struct{} // closed when err is final
	err     error
}

// errSpoiled tells a member that the shared commit failed, perhaps through no
// fault of its own: it runs again, alone.
var errSpoiled = errors.New("shared commit failed")

func newWriter(sess *sqliteSession) *writer { return &writer{sess: sess} }

func (w *writer) update(ctx context.Context, now func() time.Time, fn func(*Tx) error) error {
	b, err := w.turn(ctx, now, fn, false)
	if err != nil {
		return err
	}
	<-b.done
	if !errors.Is(b.err, errSpoiled) {
		return b.err
	}
	b, err = w.turn(ctx, now, fn, true)
	if err != nil {
		return err
	}
	<-b.done
	return b.err
}

// turn runs fn when it is its turn and returns the batch that holds its changes.
// Alone, the batch is its own and already settled.
func (w *writer) turn(ctx context.Context, now func() time.Time, fn func(*Tx) error, alone bool) (b *batch, err error) {
	if err := w.acquire(ctx); err != nil {
		return nil, err
	}
	defer w.release()
	if alone {
		w.commit(false)
	}
	if err := w.enter(); err != nil {
		return nil, translate(err)
	}
	b = w.batch
	kept := false
	// Deferred, so that a panic in fn undoes its changes and passes on the turn.
	defer func() {
		if !kept {
			w.undo()
		}
	}()
	tx := newTx(ctx, now, w.sess)
	if err := tx.run(fn); err != nil {
		return nil, err
	}
	if err := w.keep(); err != nil {
		return nil, translate(err)
	}
	kept = true
	if alone {
		w.commit(true)
	}
	return b, nil
}

// enter begins the transaction, or a savepoint in the one that is open. The
// first member needs no savepoint: undoing it undoes the transaction.
func (w *writer) enter() error {
	if w.batch != nil {
		return w.sess.control("SAVEPOINT member")
	}
	if err := w.sess.control("BEGIN IMMEDIATE"); err != nil {
		// A rollback that failed on a bad disk may have left a transaction open.
		w.sess.control("ROLLBACK")
		if err := w.sess.control("BEGIN IMMEDIATE"); err != nil {
			return err
		}
	}
	w.batch = &batch{begun: time.Now(), done: make(chan struct{})}
	return nil
}

func (w *writer) keep() error {
	if w.batch.members > 0 {
		if err := w.sess.control("RELEASE member"); err != nil {
			return err
		}
	}
	w.batch.members++
	return nil
}

// undo takes back what the member who has the turn did. Some failures, a full
// disk above all, make SQLite take back the whole transaction: then everybody
// in it has to run again.
func (w *writer) undo() {
	if w.batch.members == 0 {
		w.sess.control("ROLLBACK")
		w.settle(errSpoiled)
		return
	}
	if w.lost() {
		w.settle(errSpoiled)
		return
	}
	err := w.sess.control("ROLLBACK TO member")
	if err == nil {
		err = w.sess.control("RELEASE member")
	}
	if err != nil {
		w.sess.control("ROLLBACK")
		w.settle(errSpoiled)
	}
}

// lost reports whether SQLite has ended the transaction by itself.
func (w *writer) lost() bool {
	lost := true
	err := w.sess.conn.Raw(func(c any) error {
		lost = c.(sqlitedriver.Conn).Raw().GetAutocommit()
		return nil
	})
	return lost || errors.Is(err, driver.ErrBadConn)
}

// commit puts the open batch on disk and tells its members. When it fails and
// is not final, they are asked to run again alone, because a deferred foreign
// key of one would fail all.
func (w *writer) commit(final bool) {
	if w.batch == nil {
		return
	}
	err := w.sess.control("COMMIT")
	if err != nil {
		w.sess.control("ROLLBACK")
		if final || w.batch.members == 1 {
			err = translate(err)
		} else {
			err = errSpoiled
		}
	}
	w.settle(err)
}

func (w *writer) settle(err error) {
	w.batch.err = err
	close(w.batch.done)
	w.batch = nil
}

// exclusively runs fn outside any transaction while nobody else writes.
func (w *writer) exclusively(ctx context.Context, fn func(*sqliteSession) error) error {
	if err := w.acquire(ctx); err != nil {
		return err
	}
	defer w.release()
	w.commit(false)
	return fn(w.sess)
}

// close waits for those in the queue and closes the connection.
func (w *writer) close() error {
	if err := w.acquire(context.Background()); err != nil {
		return err
	}
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.commit(false)
	err := w.sess.close()
	w.release()
	return err
}
