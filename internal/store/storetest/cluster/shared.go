//go:build unix

package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// leaseName marks the connections that keep a shared cluster running.
const leaseName = "storetest lease"

// watcher stops a shared cluster some seconds after its last lease. A lease is a
// connection, and the kernel closes connections of whoever dies, so a killed
// test run cannot leave a server behind. Hiding the ready file before the last
// count closes the gap to somebody who joins just then.
const watcher = `
dir=$1 url=$2 psql=$3 pid=$4 idle=0
leases() {
	"$psql" -XAt "$url" -c "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = '` + leaseName + `'" 2>/dev/null || echo busy
}
while kill -0 "$pid" 2>/dev/null; do
	sleep 3
	if [ "$(leases)" != 0 ]; then idle=0; continue; fi
	idle=$((idle + 1))
	if [ "$idle" -lt 4 ]; then continue; fi
	mv "$dir/ready" "$dir/closing"
	if [ "$(leases)" != 0 ]; then mv "$dir/closing" "$dir/ready"; idle=0; continue; fi
	kill -QUIT "$pid"
	while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
done
mv "$dir" "$dir.$$" && rm -rf "$dir.$$"
`

// Lease is a share in a running cluster, until the process ends or Release.
type Lease struct {
	URL  string
	conn *pgx.Conn
}

// Release gives the share back.
func (l *Lease) Release(ctx context.Context) error { return l.conn.Close(ctx) }

// Share joins the cluster that all test processes of this user share, or starts
// it. It stops by itself when nobody has used it for about ten seconds.
func Share(ctx context.Context) (*Lease, error) {
	dir := filepath.Join(Dir(), fmt.Sprintf("holdfast-storetest-%d", os.Getuid()))
	unlock, err := lock(dir + ".lock")
	if err != nil {
		return nil, err
	}
	defer unlock()
	for ctx.Err() == nil {
		switch ready, closing := exists(dir, "ready"), exists(dir, "closing"); {
		case ready:
			lease, err := join(ctx, dir)
			if err == nil && exists(dir, "ready") {
				return lease, nil
			}
			if err == nil {
				lease.Release(ctx)
			} else if !serverAlive(dir) {
				// Its watcher was killed with it.
				os.RemoveAll(dir)
			}
		case !closing:
			// We hold the lock, so whoever began here has died.
			if err := os.RemoveAll(dir); err != nil {
				return nil, err
			}
			if err := startShared(ctx, dir); err != nil {
				return nil, err
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, ctx.Err()
}

func join(ctx context.Context, dir string) (*Lease, error) {
	url := address(dir, "postgres")
	conn, err := pgx.Connect(ctx, url+"&application_name="+strings.ReplaceAll(leaseName, " ", "%20"))
	if err != nil {
		return nil, err
	}
	return &Lease{url, conn}, nil
}

// startShared starts the cluster and its watcher; both outlive this process.
func startShared(ctx context.Context, dir string) error {
	c, err := Start(ctx, dir)
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	psql, err := find("psql")
	if err != nil {
		return errors.Join(err, c.Stop())
	}
	cmd := exec.Command("sh", "-c", watcher, "watcher", dir, c.URL(), psql, strconv.Itoa(c.cmd.Process.Pid))
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return errors.Join(err, c.Stop())
	}
	go cmd.Wait()
	return os.WriteFile(filepath.Join(dir, "ready"), nil, 0o644)
}

func serverAlive(dir string) bool {
	b, err := os.ReadFile(filepath.Join(dir, "data", "postmaster.pid"))
	if err != nil {
		return false
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	return err == nil && alive(pid)
}

func exists(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

// lock takes an exclusive lock that ends with the process at the latest.
func lock(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f.Close, nil
}
