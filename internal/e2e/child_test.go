//go:build unix

package e2e_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/demo"
	"holdfast/internal/ident"
	"holdfast/internal/measure"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// Variables that make this program the house itself, in a process of its own that
// can be killed: its database, and how long its files may become.
const (
	servesVariable = "HOLDFAST_E2E_SERVES"
	limitVariable  = "HOLDFAST_E2E_LIMIT"
)

func TestMain(m *testing.M) {
	if database := os.Getenv(servesVariable); database != "" {
		if err := serve(database); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	closeBrowser()
	os.Exit(code)
}

func config(database string) app.Config {
	return app.Config{Database: database, Key: key(), BaseURL: "http://127.0.0.1", Demo: true, Log: slog.New(slog.DiscardHandler)}
}

// serve is the child: it says its address, and serves until it is ended.
func serve(database string) error {
	if limit, err := strconv.ParseUint(os.Getenv(limitVariable), 10, 64); err == nil {
		// A disk that is full, as far as this process sees. Without this it would die.
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return err
		}
	}
	c := config(database)
	var err error
	if c.Listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	a, err := app.New(context.Background(), c)
	if err != nil {
		return err
	}
	fmt.Println("http://" + c.Listener.Addr().String())
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	return errors.Join(a.Run(ctx), a.Close())
}

// child is a house in another process.
type child struct {
	cmd *exec.Cmd
	url string
}

func start(t *testing.T, database string, env ...string) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0])}
	c.cmd.Env = append(append(os.Environ(), servesVariable+"="+database), env...)
	c.cmd.Stderr = os.Stderr
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the house did not start: %v", err)
	}
	c.url = strings.TrimSpace(line)
	return c
}

// kill ends it as a power cut does.
func (c *child) kill(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.cmd.Wait() //nolint:errcheck // it was killed
}

// draft is a questionnaire whose answers are stored, ready to be sent.
type draft struct{ id, login string }

// drafts fills a database with the people of the demonstration and n check-ins of
// theirs. Each of them asks to be rung, so that sending it opens an alert.
func drafts(t *testing.T, database string, n int) (out []draft) {
	t.Helper()
	a, err := app.New(t.Context(), config(database))
	if err != nil {
		t.Fatal(err)
	}
	db := a.Rooms.DB
	if err := demo.Fill(t.Context(), db, demo.Plan{Key: key(), Seed: 1, Families: 40, Now: time.Now(), BaseURL: "http://127.0.0.1"}); err != nil {
		t.Fatal(err)
	}
	type seat struct {
		account  access.AccountID
		person   access.PersonID
		service  access.ServiceID
		dyad, at string
		login    string
	}
	var seats []seat
	view(t, db, func(tx *store.Tx) error {
		rows, err := tx.Query(`
SELECT a.id, a.person_id, a.service_id, d.id, p.id FROM account a JOIN dyad d ON d.caregiver_id = a.person_id
JOIN place_dyad pd ON pd.dyad_id = d.id JOIN place p ON p.id = pd.place_id
WHERE p.state = 'accepted' AND a.disabled_at IS NULL ORDER BY a.id LIMIT 20`)
		seats, err = store.Collect(rows, err, func(r *store.Rows) (s seat, err error) {
			err = r.Scan(&s.account, &s.person, &s.service, &s.dyad, &s.at)
			return s, err
		})
		return err
	})
	for i := range seats {
		if seats[i].login, err = a.Rooms.Accounts.DemoSignIn(t.Context(), seats[i].account); err != nil {
			t.Fatal(err)
		}
	}
	err = db.Update(t.Context(), func(tx *store.Tx) error {
		out = nil
		for i := range n {
			s, id := seats[i%len(seats)], ident.New[struct{}]().String()
			if _, err := tx.Exec(`
INSERT INTO response (id, service_id, instrument, version, lang, person_id, dyad_id, place_id, timepoint, state, source, started_at)
VALUES ($1, $2, 'checkin', '1', 'en', $3, $4, $5, $6, 'draft', 'caregiver', $7)`, id, s.service, s.person, s.dyad, s.at, string(measure.Extra), tx.Now()); err != nil {
				return err
			}
			for item := 1; item <= 6; item++ {
				if _, err := tx.Exec(`INSERT INTO response_item (response_id, item, value) VALUES ($1, $2, $3)`, id, item, 1); err != nil {
					return err
				}
			}
			out = append(out, draft{id, s.login})
		}
		return nil
	})
	if err := errors.Join(err, a.Close()); err != nil {
		t.Fatal(err)
	}
	return out
}

func view(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// send presses "Send my answers". What is answered with a redirect was taken.
func (d draft) send(client *http.Client, url string) (status int, body string, err error) {
	req, err := http.NewRequest(http.MethodPost, url+"/home/q/"+d.id+"/check", strings.NewReader(""))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.AddCookie(&http.Cookie{Name: "login", Value: d.login})
	resp, err := client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	var page strings.Builder
	_, err = bufio.NewReader(resp.Body).WriteTo(&page)
	return resp.StatusCode, page.String(), err
}

// hurried is a client that opens as many lines as it wants and follows nothing.
func hurried() *http.Client {
	return &http.Client{
		Timeout:       time.Minute,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 1000},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// state is what the database holds of one questionnaire.
type state struct {
	complete, scales, alerts, told int
}

var (
	untouched = state{}
	whole     = state{1, 1, 1, 1}
)

// states reads what became of every draft.
func states(t *testing.T, db *store.DB) map[string]state {
	t.Helper()
	out := map[string]state{}
	view(t, db, func(tx *store.Tx) error {
		rows, err := tx.Query(`
SELECT r.id, CASE WHEN r.state = 'complete' THEN 1 ELSE 0 END,
  (SELECT COUNT(*) FROM response_scale s WHERE s.response_id = r.id),
  (SELECT COUNT(*) FROM alert a WHERE a.response_id = r.id),
  (SELECT COUNT(*) FROM audit_event e WHERE e.kind = 'response' AND e.thing = r.id AND e.action = 'response.sent')
FROM response r WHERE r.timepoint = 'extra'`)
		_, err = store.Collect(rows, err, func(r *store.Rows) (id string, err error) {
			var s state
			err = r.Scan(&id, &s.complete, &s.scales, &s.alerts, &s.told)
			out[id] = s
			return id, err
		})
		return err
	})
	return out
}

func TestWhatWasTakenBeforeAKillIsThereOnce(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			database := storetest.EmptyConfig(t, e).URL
			all := drafts(t, database, 1000)
			c := start(t, database)
			taken := map[string]bool{}
			var mu sync.Mutex
			var kill sync.Once
			var group sync.WaitGroup
			client := hurried()
			for _, d := range all {
				group.Go(func() {
					status, _, err := d.send(client, c.url)
					if err != nil || status != http.StatusSeeOther {
						return // it died, or was about to
					}
					mu.Lock()
					taken[d.id] = true
					enough := len(taken) >= 200
					mu.Unlock()
					if enough {
						kill.Do(func() { c.kill(t) })
					}
				})
			}
			group.Wait()
			if len(taken) < 200 || len(taken) == len(all) {
				t.Fatalf("%d of %d were taken: it was not killed in the middle", len(taken), len(all))
			}
			holdsAll(t, database, all, taken)

			// Whoever had no answer sends again, and so does everybody else: nothing doubles.
			c = start(t, database)
			for _, d := range all {
				if status, _, err := d.send(client, c.url); err != nil || status != http.StatusSeeOther {
					t.Fatalf("sent again: %d, %v", status, err)
				}
				taken[d.id] = true
			}
			c.kill(t)
			holdsAll(t, database, all, taken)
		})
	}
}

// holdsAll says that what was taken is there whole and once, that nothing is there
// by half, and that the trail is unbroken.
func holdsAll(t *testing.T, database string, all []draft, taken map[string]bool) {
	t.Helper()
	rooms, err := app.Open(t.Context(), config(database))
	if err != nil {
		t.Fatal(err)
	}
	defer rooms.Close()
	there := states(t, rooms.DB)
	for _, d := range all {
		switch s := there[d.id]; {
		case taken[d.id] && s != whole:
			t.Errorf("%s was taken, and is %+v", d.id, s)
		case s != whole && s != untouched:
			t.Errorf("%s is there by half: %+v", d.id, s)
		}
	}
	if _, err := rooms.Log.Seal(t.Context(), rooms.DB); err != nil {
		t.Error(err)
	}
	if report, err := rooms.Log.Verify(t.Context(), rooms.DB); err != nil || len(report.Problems) > 0 {
		t.Errorf("the trail: %v, %v", report.Problems, err)
	}
}

func TestAFullDiskSaysSoAndTakesNothingByHalf(t *testing.T) {
	c := storetest.EmptyConfig(t, store.SQLite)
	all := drafts(t, c.URL, 1500)
	info, err := os.Stat(strings.TrimPrefix(c.URL, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	house := start(t, c.URL, fmt.Sprintf("%s=%d", limitVariable, min(info.Size(), 2<<20)))
	client := hurried()
	taken, refused := map[string]bool{}, 0
	for _, d := range all {
		status, body, err := d.send(client, house.url)
		if err != nil {
			t.Fatal(err)
		}
		if status == http.StatusSeeOther {
			taken[d.id] = true
			continue
		}
		if status != http.StatusServiceUnavailable || !strings.Contains(body, "We cannot do this just now") || !strings.Contains(body, "Please try again in a minute") {
			t.Fatalf("a full disk is answered %d: %s", status, body)
		}
		if refused++; refused == 20 {
			break
		}
	}
	if len(taken) == 0 || refused == 0 {
		t.Fatalf("%d taken, %d refused: the disk was not filled in the middle", len(taken), refused)
	}
	resp, err := client.Get(house.url + "/s/harbour-lane")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("with a full disk the public page answers %d", resp.StatusCode)
	}
	house.kill(t)
	holdsAll(t, c.URL, all, taken)
}
