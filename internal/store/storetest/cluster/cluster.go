//go:build unix

// Package cluster runs PostgreSQL for tests: a throw-away server in a temporary
// directory that listens on a Unix socket only and never waits for the disk.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNotInstalled says that there is no PostgreSQL server on this machine.
var ErrNotInstalled = errors.New("PostgreSQL server is not installed: install it (Debian: apt install postgresql; " +
	"macOS: brew install postgresql), or set HOLDFAST_TEST_POSTGRES to the address of one that may be written to")

// Dir is where clusters live: in memory where the system has such a directory,
// because making a database means making hundreds of files.
func Dir() string {
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err == nil && info.IsDir() {
		return memory
	}
	return os.TempDir()
}

// Cluster is a running server.
type Cluster struct {
	dir string // holds data/, the socket and log
	cmd *exec.Cmd
}

// Start makes a cluster in dir, which must not exist, and waits until it answers.
func Start(ctx context.Context, dir string) (*Cluster, error) {
	as, err := unprivileged()
	if err != nil {
		return nil, err
	}
	if err := prepare(dir, as); err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	initdb, err := command(as, "initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C", "--no-sync")
	if err != nil {
		return nil, err
	}
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	c := &Cluster{dir: dir}
	settings := []string{
		"listen_addresses=", "unix_socket_directories=" + dir, "max_connections=300",
		// The data is thrown away, so nothing needs to survive a power cut.
		"fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
		"shared_buffers=64MB", "autovacuum=off", "jit=off", "log_min_messages=fatal",
	}
	args := []string{"-D", data}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	if c.cmd, err = command(as, "postgres", args...); err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	c.cmd.Stdout, c.cmd.Stderr = log, log
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go c.cmd.Wait() // no zombie, should it end before us
	if err := c.await(ctx); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

// URL is the address of the cluster's maintenance database.
func (c *Cluster) URL() string { return address(c.dir, "postgres") }

// Stop ends the server without ceremony and removes its directory.
func (c *Cluster) Stop() error {
	err := c.cmd.Process.Signal(syscall.SIGQUIT)
	if errors.Is(err, os.ErrProcessDone) {
		err = nil
	}
	for alive(c.cmd.Process.Pid) {
		time.Sleep(10 * time.Millisecond)
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}

func (c *Cluster) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, c.URL())
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(c.dir, "log"))
			return fmt.Errorf("PostgreSQL did not start: %w\n%s", err, log)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Database is the address of another database of the same server.
func Database(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

func address(dir, database string) string {
	q := url.Values{"host": {dir}, "user": {"postgres"}}
	return "postgres:///" + database + "?" + q.Encode()
}

// unprivileged is whom the server runs as: it refuses to be root. Nil is us.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("running as root, and there is no user postgres or nobody to run PostgreSQL as")
}

func prepare(dir string, as *syscall.Credential) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	if as == nil {
		return nil
	}
	return os.Chown(dir, int(as.Uid), int(as.Gid))
}

// command finds a program of the server, which distributions like to hide, and
// detaches it from our terminal.
func command(as *syscall.Credential, name string, args ...string) (*exec.Cmd, error) {
	path, err := find(name)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Credential: as}
	return cmd, nil
}

func find(name string) (string, error) {
	hidden, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil {
		return "", err
	}
	if len(hidden) > 0 {
		slices.Sort(hidden)
		return hidden[len(hidden)-1], nil
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", ErrNotInstalled
	}
	return path, nil
}

func alive(pid int) bool { return syscall.Kill(pid, 0) == nil }
