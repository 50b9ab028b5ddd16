package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/minio/sio"

	"holdfast/internal/ident"
)

// Put stores what r yields and returns its identifier and its length in bytes,
// once it is on disk. When r or the disk fails, or ctx ends, nothing stays.
func (s *Store) Put(ctx context.Context, r io.Reader) (_ ID, size int64, err error) {
	id := ident.New[object]()
	f, err := os.CreateTemp(filepath.Join(s.dir, unfinished), id.String()+"-")
	if err != nil {
		return ID{}, 0, unavailable(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(unavailable(fmt.Errorf("store blob: %w", err)), f.Close(), os.Remove(f.Name()))
		}
	}()
	if size, err = s.write(f, id, reader{ctx, r}); err != nil {
		return ID{}, 0, err
	}
	if err = f.Sync(); err != nil {
		return ID{}, 0, err
	}
	if err = s.publish(f, id); err != nil {
		return ID{}, 0, err
	}
	return id, size, nil
}

// write writes the stream first and the header, which holds its length, last.
func (s *Store) write(f *os.File, id ID, r io.Reader) (int64, error) {
	contentKey, headerKey, err := s.keys(id)
	if err != nil {
		return 0, err
	}
	if _, err := f.Seek(int64(headerSize), io.SeekStart); err != nil {
		return 0, err
	}
	plain := &counter{r: r}
	if _, err := sio.Encrypt(f, plain, config(contentKey)); err != nil {
		return 0, err
	}
	_, err = f.WriteAt(header(headerKey, id, uint64(plain.n)), 0)
	return plain.n, err
}

// publish gives the whole file its name and waits until that too is on disk.
func (s *Store) publish(f *os.File, id ID) error {
	path := s.path(id)
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return errors.Join(f.Close(), syncDir(filepath.Dir(path)), syncDir(s.dir))
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// counter counts what is read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// reader stops reading when its context ends.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := context.Cause(r.ctx); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
