package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"holdfast/internal/store"
	"holdfast/internal/store/storetest/cluster"
)

// server is a PostgreSQL with a migrated template database.
type server struct {
	url      string
	template string
	lease    *cluster.Lease // keeps a shared cluster running while this process does
}

// connected is the server of this test process.
var connected = sync.OnceValues(func() (*server, error) {
	ctx := context.Background()
	s := &server{url: os.Getenv(PostgresVariable)}
	if s.url == "" {
		lease, err := cluster.Share(ctx)
		if err != nil {
			return nil, err
		}
		s.lease, s.url = lease, lease.URL
	}
	return s, s.makeTemplate(ctx)
})

// admin runs fn on a connection to the maintenance database.
func (s *server) admin(ctx context.Context, fn func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	return fn(conn)
}

// makeTemplate makes the migrated database that tests clone, unless another test
// process has. Its name holds the hash of the migrations.
func (s *server) makeTemplate(ctx context.Context) error {
	sum := sha256.Sum256([]byte(store.Schema()))
	s.template = "holdfast_" + hex.EncodeToString(sum[:8])
	return s.admin(ctx, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(7101)"); err != nil {
			return err
		}
		var there bool
		if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", s.template).Scan(&there); err != nil || there {
			return err
		}
		unfinished := s.template + "_unfinished"
		for _, q := range []string{"DROP DATABASE IF EXISTS " + unfinished + " WITH (FORCE)", "CREATE DATABASE " + unfinished} {
			if _, err := conn.Exec(ctx, q); err != nil {
				return err
			}
		}
		if err := s.migrate(ctx, unfinished); err != nil {
			return fmt.Errorf("migrate template: %w", err)
		}
		_, err := conn.Exec(ctx, "ALTER DATABASE "+unfinished+" RENAME TO "+s.template)
		return err
	})
}

func (s *server) migrate(ctx context.Context, name string) error {
	url, err := cluster.Database(s.url, name)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, store.Config{URL: url})
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Migrate(ctx)
}

func postgresConfig(t testing.TB) store.Config {
	t.Helper()
	s := serverFor(t)
	return s.create(t, " TEMPLATE "+s.template)
}

func emptyPostgresConfig(t testing.TB) store.Config {
	t.Helper()
	return serverFor(t).create(t, "")
}

func serverFor(t testing.TB) *server {
	t.Helper()
	s, err := connected()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v", err)
	}
	return s
}

// create makes a database that goes away with the test.
func (s *server) create(t testing.TB, template string) store.Config {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text()[:12])
	s.exec(t, "CREATE DATABASE "+name+template)
	t.Cleanup(func() { s.exec(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	url, err := cluster.Database(s.url, name)
	if err != nil {
		t.Fatal(err)
	}
	return store.Config{URL: url}
}

func (s *server) exec(t testing.TB, query string) {
	t.Helper()
	// The test's own context has ended when its databases are dropped.
	err := s.admin(context.Background(), func(conn *pgx.Conn) error {
		_, err := conn.Exec(context.Background(), query)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
