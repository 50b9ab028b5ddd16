package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// migrationLock is the PostgreSQL advisory lock that lets one process migrate at
// a time: "hold" in ASCII.
const migrationLock = 0x686f6c64

func (s *sqlite) migrate(ctx context.Context, now func() time.Time, all []migration) error {
	return s.writer.exclusively(ctx, func(sess *sqliteSession) error {
		// Immediate: another process may be migrating the same file.
		if err := sess.control("BEGIN IMMEDIATE"); err != nil {
			return translate(err)
		}
		if err := steps(ctx, sqliteMigrator{sess}, now, all); err != nil {
			sess.control("ROLLBACK")
			return err
		}
		return translate(sess.control("COMMIT"))
	})
}

type sqliteMigrator struct{ *sqliteSession }

func (m sqliteMigrator) script(_ context.Context, text string) error {
	_, err := m.conn.ExecContext(context.Background(), text)
	return err
}

func (p *postgres) migrate(ctx context.Context, now func() time.Time, all []migration) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer tx.Rollback()
	m := pgMigrator{pgSession{tx}}
	if err := m.script(ctx, fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", migrationLock)); err != nil {
		return translate(err)
	}
	if err := steps(ctx, m, now, all); err != nil {
		return err
	}
	return translate(tx.Commit())
}

type pgMigrator struct{ pgSession }

// script runs several statements, which only the simple protocol allows.
func (m pgMigrator) script(ctx context.Context, text string) error {
	_, err := m.tx.ExecContext(ctx, text, pgx.QueryExecModeSimpleProtocol)
	return err
}
