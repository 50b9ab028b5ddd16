package pledge

import (
	"context"
	"time"

	"holdfast/internal/store"
)

// Keeper writes what acts pledge into the book, right after they are on disk. It does
// so in a goroutine of its own: nobody who tells of a loss waits for a second disk.
// Between the two stands the database, which has the pledge: what the keeper could not
// write (the disk was full, the program died) it writes with the next one.
type Keeper struct {
	book   *Book
	db     *store.DB
	failed func(error)
	wake   chan struct{}
	stop   chan struct{}
	done   chan struct{}
}

// writeTime is how long one writing may take.
const writeTime = 30 * time.Second

// Keep begins to write down what is pledged in db, and tells failed what could not be
// written. The caller closes the keeper before the database.
func Keep(book *Book, db *store.DB, failed func(error)) *Keeper {
	k := &Keeper{book: book, db: db, failed: failed, wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{})}
	db.Hear(topic, k.nudge)
	go k.run()
	return k
}

// nudge never waits: one writing takes all that was pledged before it began.
func (k *Keeper) nudge() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

func (k *Keeper) run() {
	defer close(k.done)
	for {
		select {
		case <-k.wake:
			k.write()
		case <-k.stop:
			select {
			case <-k.wake:
				k.write()
			default:
			}
			return
		}
	}
}

func (k *Keeper) write() {
	ctx, done := context.WithTimeout(context.Background(), writeTime)
	defer done()
	if err := k.book.Append(ctx, k.db); err != nil {
		k.failed(err)
	}
}

// Close waits until what was pledged is written, or could not be.
func (k *Keeper) Close() {
	close(k.stop)
	<-k.done
}
