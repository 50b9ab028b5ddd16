package blob

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Sealed opens an object as it lies on disk, encrypted, and says how long that is: for
// a copy of everything, which never needs to know what it carries. The caller closes
// it. It is NotFound when there is none.
func (s *Store) Sealed(id ID) (*os.File, int64, error) {
	o, err := s.Get(id)
	if err != nil {
		return nil, 0, err
	}
	info, err := o.file.Stat()
	if err == nil {
		_, err = o.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, 0, errors.Join(unavailable(err), o.Close())
	}
	return o.file, info.Size(), nil
}

// PutSealed puts back what Sealed read, under the identifier it had. It is there when
// it is whole and on disk, in the place of what was there. What is not that object, or
// was made under another key, is ErrDamaged.
func (s *Store) PutSealed(id ID, r io.Reader) (err error) {
	f, err := os.CreateTemp(filepath.Join(s.dir, unfinished), id.String()+"-")
	if err != nil {
		return unavailable(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(unavailable(fmt.Errorf("put blob %s back: %w", id, err)), f.Close(), os.Remove(f.Name()))
		}
	}()
	if _, err := io.Copy(f, r); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := s.object(f, id); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return s.publish(f, id)
}

// Has reports an object that is not there, as NotFound, or that is not what was
// stored, as ErrDamaged, without reading all of it as Check does.
func (s *Store) Has(id ID) error {
	o, err := s.Get(id)
	if err != nil {
		return err
	}
	return o.Close()
}

// All calls do for every object that is there, in no order.
func (s *Store) All(do func(ID)) error {
	return filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return unavailable(err)
		}
		if d.IsDir() && d.Name() == unfinished {
			return fs.SkipDir
		}
		var id ID
		if !d.IsDir() && id.UnmarshalText([]byte(d.Name())) == nil {
			do(id)
		}
		return nil
	})
}
