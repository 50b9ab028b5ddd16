package storetest

import (
	"sync"
	"time"
)

// Clock is a clock that stands until it is moved.
type Clock struct {
	mu sync.Mutex
	t  time.Time
}

// NewClock is a clock that shows t.
func NewClock(t time.Time) *Clock { return &Clock{t: t} }

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

// Set moves the clock to t.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
}

// Advance moves the clock by d.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}
