package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime/pprof"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// Each of the rounds measures the raw commits, one client and many, one right
// after the other: a machine that is slower for a while is slower for all three,
// and the ratios are of one round each.
const (
	rounds  = 5
	raceFor = 2 * time.Second
	clients = 64
)

// submissions measures questionnaires sent through HTTP: checked, scored, their
// alert opened, written into the trail, and durably committed. Every one of them
// opens an alert, which is the most work a submission can be.
func (b *bench) submissions(ctx context.Context) (err error) {
	w, err := b.open(ctx, 1000, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	raw, err := b.openRaw()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, raw.close()) }()

	var commits, one, many, ratioOne, ratioMany []float64
	for round := range rounds {
		c, err := raw.commits(raceFor)
		if err != nil {
			return err
		}
		lone, err := b.race(ctx, w, 1, "")
		if err != nil {
			return err
		}
		profile := ""
		if round == rounds-1 {
			profile = b.profile
		}
		crowd, err := b.race(ctx, w, clients, profile)
		if err != nil {
			return err
		}
		commits, one, many = append(commits, c), append(one, lone), append(many, crowd)
		ratioOne, ratioMany = append(ratioOne, lone/c), append(ratioMany, crowd/c)
	}
	return errors.Join(
		b.say("raw.commit", median(commits), "/s", 0),
		b.say("submit.1", median(one), "/s", median(ratioOne)),
		b.say("submit.64", median(many), "/s", median(ratioMany)),
	)
}

func median(all []float64) float64 {
	all = slices.Clone(all)
	slices.Sort(all)
	return all[len(all)/2]
}

// race lets so many clients send questionnaires for a while, and returns how many
// a second were taken. What was taken has to be there afterwards.
func (b *bench) race(ctx context.Context, w *world, clients int, profile string) (float64, error) {
	const most = 12_000 // a second, more than can be
	ready, err := w.filledIn(ctx, min(most, 2000+clients*200))
	if err != nil {
		return 0, err
	}
	var sent, at atomic.Int64
	var failure atomic.Value
	fail := func(err error) { failure.CompareAndSwap(nil, fmt.Errorf("send: %w", err)) }
	stop, err := profiling(profile)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			line, err := dial(w.host)
			if err != nil {
				fail(err)
				return
			}
			defer line.conn.Close()
			for time.Since(began) < raceFor && failure.Load() == nil {
				n := int(at.Add(1)) - 1
				if n >= len(ready.requests) {
					return
				}
				status, _, err := line.send(ready.requests[n])
				if err == nil && status != http.StatusSeeOther {
					err = fmt.Errorf("answered %d", status)
				}
				if err != nil {
					fail(err)
					return
				}
				sent.Add(1)
			}
		})
	}
	group.Wait()
	took := time.Since(began).Seconds()
	if err := stop(); err != nil {
		return 0, err
	}
	if err, ok := failure.Load().(error); ok {
		return 0, err
	}
	return float64(sent.Load()) / took, w.allThere(ctx, ready, int(sent.Load()))
}

func profiling(path string) (stop func() error, err error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error { pprof.StopCPUProfile(); return f.Close() }, nil
}

// ready are questionnaires that were answered and wait to be sent.
type ready struct {
	requests [][]byte
	mark     string // in their rows, to find them again
}

// carer is somebody with a place in a group.
type carer struct {
	account     access.AccountID
	person      access.PersonID
	dyad, place string
	service     string
	token       string
}

// filledIn makes n check-ins with all their answers, of two hundred caregivers,
// and the requests that send them.
func (w *world) filledIn(ctx context.Context, n int) (out ready, err error) {
	carers, err := w.carers(ctx, 200)
	if err != nil {
		return out, err
	}
	key, ok := w.Rooms.Library.Key("checkin")
	if !ok {
		return out, errors.New("there is no check-in")
	}
	out.mark = "bench-" + ident.Reference()
	err = w.Rooms.DB.Update(ctx, func(tx *store.Tx) error {
		out.requests = out.requests[:0]
		for i := range n {
			c, id := carers[i%len(carers)], ident.New[struct{}]().String()
			if _, err := tx.Exec(`
INSERT INTO response (id, service_id, instrument, version, lang, person_id, dyad_id, place_id, timepoint, state, source, coder, started_at)
VALUES ($1, $2, 'checkin', $3, 'en', $4, $5, $6, 'extra', 'draft', 'caregiver', $7, $8)`,
				id, c.service, key.Version, c.person, c.dyad, c.place, out.mark, tx.Now()); err != nil {
				return err
			}
			for item := 1; item <= len(key.Items); item++ {
				if _, err := tx.Exec(`INSERT INTO response_item (response_id, item, value) VALUES ($1, $2, $3)`, id, item, 1); err != nil {
					return err
				}
			}
			out.requests = append(out.requests, request(http.MethodPost, "/home/q/"+id+"/check", w.host, c.token, ""))
		}
		return nil
	})
	return out, err
}

// carers are signed in, each on a phone of their own.
func (w *world) carers(ctx context.Context, n int) (out []carer, err error) {
	err = w.Rooms.DB.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(`
SELECT a.id, a.person_id, d.id, p.id, a.service_id FROM account a JOIN dyad d ON d.caregiver_id = a.person_id
JOIN place_dyad pd ON pd.dyad_id = d.id JOIN place p ON p.id = pd.place_id JOIN programme_group g ON g.id = p.group_id
WHERE p.state = 'accepted' AND a.disabled_at IS NULL ORDER BY a.id LIMIT $1`, n)
		out, err = store.Collect(rows, err, func(r *store.Rows) (c carer, err error) {
			err = r.Scan(&c.account, &c.person, &c.dyad, &c.place, &c.service)
			return c, err
		})
		return err
	})
	if err == nil && len(out) == 0 {
		err = errors.New("nobody has a place")
	}
	for i := range out {
		if err == nil {
			out[i].token, err = w.token(ctx, out[i].account)
		}
	}
	return out, err
}

// allThere holds the race to what it was told: each questionnaire that was taken
// is complete, with its scores, its alert and its lines in the trail.
func (w *world) allThere(ctx context.Context, of ready, sent int) error {
	return w.Rooms.DB.View(ctx, func(tx *store.Tx) error {
		for _, q := range []struct{ what, query string }{
			{"complete", `SELECT COUNT(*) FROM response WHERE coder = $1 AND state = 'complete'`},
			{"scored", `SELECT COUNT(*) FROM response r JOIN response_scale s ON s.response_id = r.id WHERE r.coder = $1`},
			{"alerts", `SELECT COUNT(*) FROM response r JOIN alert a ON a.response_id = r.id WHERE r.coder = $1`},
			{"in the trail", `SELECT COUNT(*) FROM response r JOIN audit_event e ON e.kind = 'response' AND e.thing = r.id AND e.action = 'response.sent' WHERE r.coder = $1`},
		} {
			var n int
			if err := tx.QueryRow(q.query, of.mark).Scan(&n); err != nil {
				return err
			}
			if n != sent {
				return fmt.Errorf("%d were taken, %d are %s", sent, n, q.what)
			}
		}
		return nil
	})
}
