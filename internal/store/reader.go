package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"
	"time"
)

// maxIdle is how long a connection waits to be needed before it gives its cache,
// some megabytes, back.
const maxIdle = time.Minute

// readerPool lends SQLite connections that read. They open when first needed,
// and the one used last is lent first, because its cache is warm.
type readerPool struct {
	db      *sql.DB
	slots   chan struct{} // as many as may be lent at once
	maxIdle time.Duration

	mu     sync.Mutex
	idle   []idleReader // the one used last at the end
	closed bool
}

type idleReader struct {
	*sqliteSession
	since time.Time
}

var errClosed = errors.New("database is closed")

func newReaderPool(db *sql.DB, size int) *readerPool {
	return &readerPool{db: db, slots: make(chan struct{}, size), maxIdle: maxIdle}
}

func (p *readerPool) get(ctx context.Context) (*sqliteSession, error) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	sess, err := p.take(ctx)
	if err != nil {
		<-p.slots
		return nil, err
	}
	return sess, nil
}

func (p *readerPool) take(ctx context.Context) (*sqliteSession, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	if n := len(p.idle); n > 0 {
		last := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return last.sqliteSession, nil
	}
	// The connection outlives the request that happened to need it first.
	conn, err := p.db.Conn(context.WithoutCancel(ctx))
	if err != nil {
		return nil, translate(err)
	}
	return newSQLiteSession(conn, false), nil
}

// put takes a connection back, and closes one that has been idle for long.
func (p *readerPool) put(sess *sqliteSession) {
	p.mu.Lock()
	p.idle = append(p.idle, idleReader{sess, time.Now()})
	var old *sqliteSession
	if first := p.idle[0]; len(p.idle) > 1 && time.Since(first.since) >= p.maxIdle {
		old = first.sqliteSession
		p.idle = slices.Delete(p.idle, 0, 1)
	}
	p.mu.Unlock()
	if old != nil {
		old.close() // it only read: nothing is lost, whatever it says
	}
	<-p.slots
}

// close waits until everything lent has come back.
func (p *readerPool) close() error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	var errs []error
	for _, sess := range p.idle {
		errs = append(errs, sess.close())
	}
	p.idle = nil
	for range cap(p.slots) {
		<-p.slots
	}
	return errors.Join(append(errs, p.db.Close())...)
}
