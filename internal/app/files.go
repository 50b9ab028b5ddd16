package app

import (
	"context"
	"fmt"

	"holdfast/internal/blob"
	"holdfast/internal/exchange"
	"holdfast/internal/store"
)

// FilesNamed reads which encrypted files the database names. A room that keeps files
// is asked here; otherwise no backup carries them.
func FilesNamed(ctx context.Context, db *store.DB) (all []blob.ID, err error) {
	err = db.View(ctx, func(tx *store.Tx) (err error) {
		all, err = exchange.FilesNamed(tx)
		return err
	})
	return all, err
}

// FilesOf is FilesNamed of another database under the same key, such as a copy.
func FilesOf(ctx context.Context, c Config, database string) ([]blob.ID, error) {
	all, err := another(ctx, c, database, exchange.FilesNamed)
	if err != nil {
		return nil, fmt.Errorf("find the files it names (is it up to date? `holdfast migrate` brings it there): %w", err)
	}
	return all, nil
}

// OpenFiles opens the folder of encrypted files without the rest of the house.
func (c Config) OpenFiles() (*blob.Store, error) {
	return blob.Open(c.files(), derived(c.Key, "holdfast files"))
}
