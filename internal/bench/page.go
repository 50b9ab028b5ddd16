package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// A page is asked for often enough that its p99 is not the worst of all, in
// rounds that alternate between the small and the large demonstration.
const (
	pageRounds = 7
	perRound   = 200
	warmUp     = 20
)

// kind is a kind of page: requests for it that differ in whom they are about.
type kind struct {
	name     string
	requests func(context.Context, *world) ([][]byte, error)
}

var kinds = []kind{
	{"page.today", todays("practitioner")},
	{"page.today.coordinator", asks("mei", "/desk")},
	{"page.today.lead", asks("dana", "/desk")},
	{"page.group", about("mei", "/desk/groups/", `SELECT g.id FROM programme_group g JOIN service s ON s.id = g.service_id WHERE s.slug = 'harbour-lane' AND g.state = 'open' AND g.first_on > '2027-02-09' AND g.first_on < '2027-04-01' ORDER BY g.first_on, g.id LIMIT 60`)},
	{"page.family", about("mei", "/desk/families/", `SELECT f.id FROM family f JOIN service s ON s.id = f.service_id WHERE s.slug = 'harbour-lane' AND f.id > $1 ORDER BY f.id LIMIT 1`)},
	{"page.waiting", asks("mei", "/desk/waiting")},
	{"page.public", asks("", "/s/harbour-lane")},
	{"page.question", questions},
}

// pages measures how long the pages of every day take at 1 000 families and at the
// large number, and how the slowest of them compare.
func (b *bench) pages(ctx context.Context) (err error) {
	var worlds []*world
	for _, n := range []int{1000, b.families} {
		w, err := b.open(ctx, n, false)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, w.close()) }()
		worlds = append(worlds, w)
	}
	profile := b.profile
	if b.wants("submit") {
		profile = "" // it is of what was sent
	}
	stop, err := profiling(profile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	for _, k := range kinds {
		if !b.only.MatchString(k.name) {
			continue
		}
		if err := b.page(ctx, k, worlds); err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
	}
	return nil
}

func (b *bench) page(ctx context.Context, k kind, worlds []*world) error {
	lines, requests := make([]*wire, len(worlds)), make([][][]byte, len(worlds))
	for i, w := range worlds {
		var err error
		if requests[i], err = k.requests(ctx, w); err != nil {
			return err
		}
		if lines[i], err = dial(w.host); err != nil {
			return err
		}
		defer lines[i].conn.Close()
		if _, err := timed(lines[i], requests[i], warmUp); err != nil {
			return err
		}
	}
	p50, p99 := make([][]float64, len(worlds)), make([][]float64, len(worlds))
	for range pageRounds {
		for i := range worlds {
			took, err := timed(lines[i], requests[i], perRound)
			if err != nil {
				return err
			}
			p50[i], p99[i] = append(p50[i], quantile(took, 0.50)), append(p99[i], quantile(took, 0.99))
		}
	}
	for i, w := range worlds {
		if err := errors.Join(
			b.say(fmt.Sprintf("%s.p50.%d", k.name, w.families), median(p50[i]), "ms", 0),
			b.say(fmt.Sprintf("%s.p99.%d", k.name, w.families), median(p99[i]), "ms", 0),
		); err != nil {
			return err
		}
	}
	return b.say(k.name, median(p99[1]), "ms", median(p99[1])/median(p99[0]))
}

// timed sends n requests one after the other and says how long each took, in ms.
func timed(line *wire, requests [][]byte, n int) ([]float64, error) {
	var out []float64
	for i := range n {
		status, took, err := line.send(requests[i%len(requests)])
		if err == nil && status != http.StatusOK {
			first, _, _ := strings.Cut(string(requests[i%len(requests)]), "\r\n")
			err = fmt.Errorf("%s is answered %d", first, status)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, float64(took)/float64(time.Millisecond))
	}
	return out, nil
}

func quantile(all []float64, q float64) float64 {
	slices.Sort(all)
	return all[int(float64(len(all)-1)*q)]
}

// asks is one page, as somebody of the play or as a visitor.
func asks(who, path string) func(context.Context, *world) ([][]byte, error) {
	return func(ctx context.Context, w *world) ([][]byte, error) {
		login, err := w.login(ctx, who)
		return [][]byte{request(http.MethodGet, path, w.host, login, "")}, err
	}
}

func (w *world) login(ctx context.Context, who string) (string, error) {
	if who == "" {
		return "", nil
	}
	return w.token(ctx, persona(who))
}

// about is a page about many things, which query finds. A query with $1 finds the
// next after a random place, so that they lie all over the database.
func about(who, path, query string) func(context.Context, *world) ([][]byte, error) {
	return func(ctx context.Context, w *world) ([][]byte, error) {
		login, err := w.login(ctx, who)
		if err != nil {
			return nil, err
		}
		ids, err := w.spread(ctx, query)
		var out [][]byte
		for _, id := range ids {
			out = append(out, request(http.MethodGet, path+id, w.host, login, ""))
		}
		return out, err
	}
}

// spread finds things all over the database, the same in every run.
func (w *world) spread(ctx context.Context, query string) (out []string, err error) {
	if !strings.Contains(query, "$1") {
		return w.texts(ctx, query)
	}
	all, err := w.texts(ctx, `SELECT id FROM family ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for i := range 100 {
		at := (i*len(all) + len(all)/2) / 100
		found, err := w.texts(ctx, query, all[max(0, at-1)])
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// todays is Today of everybody with a role who leads a group now.
func todays(role string) func(context.Context, *world) ([][]byte, error) {
	return func(ctx context.Context, w *world) ([][]byte, error) {
		accounts, err := w.leaders(ctx, role)
		if err != nil {
			return nil, err
		}
		var out [][]byte
		for _, id := range accounts {
			login, err := w.token(ctx, id)
			if err != nil {
				return nil, err
			}
			out = append(out, request(http.MethodGet, "/desk", w.host, login, ""))
		}
		return out, nil
	}
}

// leaders is forty of those with a role who lead a group.
func (w *world) leaders(ctx context.Context, role string) ([]access.AccountID, error) {
	accounts, err := w.texts(ctx, `
SELECT a.id FROM account a JOIN account_role r ON r.account_id = a.id JOIN service s ON s.id = a.service_id
WHERE s.slug = 'harbour-lane' AND r.role = $1 AND r.until_on IS NULL AND a.disabled_at IS NULL
  AND EXISTS (SELECT 1 FROM facilitator f WHERE f.account_id = a.id AND f.until_on IS NULL)
ORDER BY a.id LIMIT 40`, role)
	out := make([]access.AccountID, len(accounts))
	for i, id := range accounts {
		if err := out[i].UnmarshalText([]byte(id)); err != nil {
			return nil, err
		}
	}
	return out, err
}

// questions are the pages of check-ins that were begun.
func questions(ctx context.Context, w *world) (out [][]byte, err error) {
	carers, err := w.carers(ctx, 50)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(carers))
	err = w.Rooms.DB.Update(ctx, func(tx *store.Tx) error {
		// Those of the last run have served.
		if _, err := tx.Exec(`DELETE FROM response WHERE coder = 'bench' AND state = 'draft'`); err != nil {
			return err
		}
		for i, c := range carers {
			ids[i] = ident.New[struct{}]().String()
			if _, err := tx.Exec(`
INSERT INTO response (id, service_id, instrument, version, lang, person_id, dyad_id, place_id, timepoint, state, source, coder, started_at)
VALUES ($1, $2, 'checkin', '1', 'en', $3, $4, $5, 'extra', 'draft', 'caregiver', 'bench', $6)`, ids[i], c.service, c.person, c.dyad, c.place, tx.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	for i, c := range carers {
		out = append(out, request(http.MethodGet, fmt.Sprintf("/home/q/%s/%d", ids[i], 1+i%6), w.host, c.token, ""))
	}
	return out, err
}
