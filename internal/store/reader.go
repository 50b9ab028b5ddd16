package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// readerPool lends SQLite connections that read. They open when first needed,
// and the one used last is lent first, because its cache is warm.
type readerPool struct {
	db    *sql.DB
	slots chan struct{} // as many as may be lent at once

	mu     sync.Mutex
	idle   []*sqliteSession
	closed bool
}

var errClosed = errors.New("database is closed")

func newReaderPool(db *sql.DB, size int) *readerPool {
	return &readerPool{db: db, slots: make(chan struct{}, size)}
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
		sess := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return sess, nil
	}
	// The connection outlives the request that happened to need it first.
	conn, err := p.db.Conn(context.WithoutCancel(ctx))
	if err != nil {
		return nil, translate(err)
	}
	return newSQLiteSession(conn, false), nil
}

func (p *readerPool) put(sess *sqliteSession) {
	p.mu.Lock()
	p.idle = append(p.idle, sess)
	p.mu.Unlock()
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
