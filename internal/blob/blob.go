// Package blob keeps large things (films, drawings, scanned letters) as encrypted
// files, each under a key of its own, and reads any part of them without reading
// the rest.
//
// A file is a header and a DARE 2.0 stream (github.com/minio/sio), which
// authenticates every 64 KiB by itself. The header holds the plaintext's length
// and is authenticated too, because a stream cut off between two parts would
// otherwise read as a shorter film:
//
//	"HFB1"  length (8 bytes, big endian)  HMAC-SHA256 over both and the identifier
//
// What is there was written to the end and is on disk: a file appears under its
// name only when it is whole, and never changes.
package blob

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/minio/sio"

	"holdfast/internal/fault"
	"holdfast/internal/ident"
)

type object struct{}

// ID identifies an object. Rows of the database hold it; nothing else finds the file.
type ID = ident.ID[object]

const (
	magic      = "HFB1"
	headerSize = len(magic) + 8 + sha256.Size
	unfinished = "unfinished" // directory of files being written
)

// ErrDamaged says that a file is not what was stored: cut off, changed, swapped
// with another, or read with another key.
var ErrDamaged = errors.New("blob is damaged, or the key is another")

// Store is a directory of encrypted files.
type Store struct {
	dir string
	key []byte
}

// Open opens the store in dir, which it makes when it is not there. The key is
// the deployment's secret of 32 bytes.
func Open(dir string, key []byte) (*Store, error) {
	if len(key) != 32 {
		return nil, fmt.Errorf("blob store key has %d bytes: it has to have 32", len(key))
	}
	if err := os.MkdirAll(filepath.Join(dir, unfinished), 0o700); err != nil {
		return nil, unavailable(err)
	}
	s := &Store{dir: dir, key: key}
	return s, s.sweep()
}

// sweep removes what crashed writers left behind a day ago or earlier.
func (s *Store) sweep() error {
	left, err := os.ReadDir(filepath.Join(s.dir, unfinished))
	if err != nil {
		return unavailable(err)
	}
	for _, entry := range left {
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // another process swept it
		}
		if err != nil {
			return unavailable(err)
		}
		if time.Since(info.ModTime()) > 24*time.Hour {
			if err := os.Remove(filepath.Join(s.dir, unfinished, entry.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return unavailable(err)
			}
		}
	}
	return nil
}

// path spreads files over 256 directories by the last, random byte of the
// identifier; its first bytes are the time.
func (s *Store) path(id ID) string {
	name := id.String()
	return filepath.Join(s.dir, name[len(name)-2:], name)
}

// keys are the object's own: to encrypt its content and to authenticate its length.
func (s *Store) keys(id ID) (content, header []byte, err error) {
	content, err = hkdf.Key(sha256.New, s.key, []byte(id.String()), "holdfast blob content", 32)
	if err != nil {
		return nil, nil, err
	}
	header, err = hkdf.Key(sha256.New, s.key, []byte(id.String()), "holdfast blob header", 32)
	return content, header, err
}

func config(contentKey []byte) sio.Config {
	return sio.Config{Key: contentKey, MinVersion: sio.Version20, MaxVersion: sio.Version20}
}

// header is what stands before the stream of an object of so many bytes.
func header(headerKey []byte, id ID, size uint64) []byte {
	h := binary.BigEndian.AppendUint64([]byte(magic), size)
	m := hmac.New(sha256.New, headerKey)
	m.Write(h)
	io.WriteString(m, id.String())
	return m.Sum(h)
}

// Delete removes an object. One that is not there is no error: whoever deletes
// twice has what they wanted.
func (s *Store) Delete(id ID) error {
	if id.IsZero() {
		return nil
	}
	if err := os.Remove(s.path(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unavailable(fmt.Errorf("delete blob %s: %w", id, err))
	}
	return nil
}

// unavailable makes a fault of what the disk says.
func unavailable(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.Unavailablef("disk full: free some space for the files: %w", err)
	case errors.Is(err, syscall.EIO), errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fault.Unavailablef("files cannot be read or written: check the disk and the directory's owner: %w", err)
	}
	return err
}
