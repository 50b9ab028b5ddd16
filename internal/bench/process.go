package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// starts is how often the program is started; the median counts.
const starts = 5

// process measures the program as an operator has it: built, started on a database
// that exists, looked at until it answers, and left alone.
func (b *bench) process(ctx context.Context) (err error) {
	f, err := b.folder(ctx, 1000)
	if err != nil {
		return err
	}
	key, err := f.Key()
	if err != nil {
		return err
	}
	dir, err := b.copied(f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(string(dir))) }()
	binary, err := filepath.Abs(filepath.Join(b.dir, "holdfast"))
	if err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "./cmd/holdfast").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	var took, resident []float64
	for n := range starts {
		p, err := start(ctx, binary, dir.Database(), hex.EncodeToString(key))
		if err != nil {
			return err
		}
		took = append(took, p.answered.Seconds())
		if n == starts-1 {
			mb, err := p.atRest(ctx)
			if err != nil {
				return errors.Join(err, p.end())
			}
			resident = append(resident, mb)
		}
		if err := p.end(); err != nil {
			return err
		}
	}
	return errors.Join(b.say("start", median(took), "s", 0), b.say("memory", median(resident), "MB", 0))
}

// running is the program at work.
type running struct {
	cmd      *exec.Cmd
	host     string
	answered time.Duration // from its start to its first page
}

func start(ctx context.Context, binary, database, key string) (*running, error) {
	host, err := freePort()
	if err != nil {
		return nil, err
	}
	p := &running{cmd: exec.CommandContext(ctx, binary, "serve"), host: host}
	p.cmd.Env = append(os.Environ(), "HOLDFAST_DATABASE="+database, "HOLDFAST_KEY="+key, "HOLDFAST_ADDR="+host, "HOLDFAST_LOG_LEVEL=error")
	p.cmd.Stderr = os.Stderr
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	for time.Since(began) < time.Minute {
		resp, err := http.Get("http://" + host + "/s/harbour-lane")
		if err != nil {
			time.Sleep(time.Millisecond)
			continue
		}
		p.answered = time.Since(began)
		if resp.Body.Close(); resp.StatusCode != http.StatusOK {
			return nil, errors.Join(fmt.Errorf("its first answer is %d", resp.StatusCode), p.end())
		}
		return p, nil
	}
	return nil, errors.Join(errors.New("it never answered"), p.end())
}

// freePort is an address on which nobody listens just now.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// atRest opens some pages, leaves the program alone for a while, and says how much
// memory it keeps, in MB.
func (p *running) atRest(ctx context.Context) (float64, error) {
	line, err := dial(p.host)
	if err != nil {
		return 0, err
	}
	for range 200 {
		for _, path := range []string{"/s/harbour-lane", "/help", "/sign-in"} {
			if _, _, err := line.send(request(http.MethodGet, path, p.host, "", "")); err != nil {
				return 0, err
			}
		}
	}
	if err := line.conn.Close(); err != nil {
		return 0, err
	}
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(10 * time.Second):
	}
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "status"))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	return kb / 1000 * 1.024, err
}

func (p *running) end() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return p.cmd.Wait()
}
