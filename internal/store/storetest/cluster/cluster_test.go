//go:build unix

package cluster_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"holdfast/internal/store/storetest/cluster"
)

func TestClusterComesAndGoesWithoutATrace(t *testing.T) {
	parent, err := os.MkdirTemp(cluster.Dir(), "cluster-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(parent) })
	// The server may not run as root, and its user has to get there.
	if err := os.Chmod(parent, 0o755); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(parent, "cluster")
	c, err := cluster.Start(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), c.URL())
	if err != nil {
		t.Fatal(err)
	}
	var version string
	if err := conn.QueryRow(t.Context(), "SHOW server_version").Scan(&version); err != nil || version == "" {
		t.Errorf("version %q, %v", version, err)
	}
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("its directory is still there: %v", err)
	}
	if _, err := pgx.Connect(t.Context(), c.URL()); err == nil {
		t.Error("it still answers")
	}
}

func TestAllWhoShareGetTheSameCluster(t *testing.T) {
	var urls []string
	for range 2 {
		lease, err := cluster.Share(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		urls = append(urls, lease.URL)
		if err := lease.Release(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if urls[0] != urls[1] || !strings.HasPrefix(urls[0], "postgres://") {
		t.Errorf("got %q", urls)
	}
}

func TestDatabaseIsAnotherOfTheSameServer(t *testing.T) {
	got, err := cluster.Database("postgres:///postgres?host=%2Ftmp%2Fx&user=postgres", "one")
	if err != nil || got != "postgres:///one?host=%2Ftmp%2Fx&user=postgres" {
		t.Errorf("got %q, %v", got, err)
	}
}
