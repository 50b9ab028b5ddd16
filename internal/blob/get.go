package blob

import (
	"context"
	"crypto/hmac"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/minio/sio"

	"holdfast/internal/fault"
)

// chunk is how much Read decrypts at a time: four of the stream's parts, because
// finding one's place in it costs about one more.
const chunk = 256 << 10

// Object is a stored thing, open for reading. It is an io.ReadSeeker, so
// http.ServeContent serves ranges of it, for one goroutine; and an io.ReaderAt
// for any number. What cannot be authenticated is ErrDamaged, never a wrong byte.
type Object struct {
	file  *os.File
	plain *io.SectionReader
	at    int64  // where Read goes on
	ahead []byte // decrypted already, from at on
}

// Size is the length in bytes.
func (o *Object) Size() int64 { return o.plain.Size() }

// Close closes the file.
func (o *Object) Close() error { return o.file.Close() }

// ReadAt reads at an offset, as io.ReaderAt has it.
func (o *Object) ReadAt(p []byte, at int64) (int, error) { return o.plain.ReadAt(p, at) }

// Read reads on, as io.Reader has it.
func (o *Object) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(o.ahead) == 0 {
		b := make([]byte, min(chunk, max(0, o.Size()-o.at)))
		if len(b) == 0 {
			return 0, io.EOF
		}
		if _, err := o.plain.ReadAt(b, o.at); err != nil {
			return 0, err
		}
		o.ahead = b
	}
	n := copy(p, o.ahead)
	o.ahead = o.ahead[n:]
	o.at += int64(n)
	return n, nil
}

// Seek moves where Read goes on, as io.Seeker has it.
func (o *Object) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += o.at
	case io.SeekEnd:
		offset += o.Size()
	default:
		return 0, fmt.Errorf("seek blob: whence is %d", whence)
	}
	if offset < 0 {
		return 0, errors.New("seek blob: before its beginning")
	}
	if offset != o.at {
		o.at, o.ahead = offset, nil
	}
	return offset, nil
}

// Get opens an object. It is NotFound when there is none.
func (s *Store) Get(id ID) (*Object, error) {
	if id.IsZero() {
		return nil, fault.NotFoundf("blob without an identifier")
	}
	f, err := os.Open(s.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.NotFoundf("blob %s", id)
	}
	if err != nil {
		return nil, unavailable(err)
	}
	o, err := s.object(f, id)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open blob %s: %w", id, err), f.Close())
	}
	return o, nil
}

func (s *Store) object(f *os.File, id ID) (*Object, error) {
	contentKey, headerKey, err := s.keys(id)
	if err != nil {
		return nil, err
	}
	size, err := readHeader(f, headerKey, id)
	if err != nil {
		return nil, err
	}
	encrypted, err := sio.EncryptedSize(size)
	if err != nil {
		return nil, ErrDamaged
	}
	info, err := f.Stat()
	if err != nil {
		return nil, unavailable(err)
	}
	if info.Size() != int64(headerSize)+int64(encrypted) {
		return nil, ErrDamaged
	}
	plain, err := sio.DecryptReaderAt(io.NewSectionReader(f, int64(headerSize), int64(encrypted)), config(contentKey))
	if err != nil {
		return nil, err
	}
	return &Object{file: f, plain: io.NewSectionReader(honest{plain}, 0, int64(size))}, nil
}

// readHeader returns the plaintext's length, if it is the one that was written.
func readHeader(f *os.File, headerKey []byte, id ID) (uint64, error) {
	found := make([]byte, headerSize)
	if _, err := f.ReadAt(found, 0); errors.Is(err, io.EOF) {
		return 0, ErrDamaged
	} else if err != nil {
		return 0, unavailable(err)
	}
	size := binary.BigEndian.Uint64(found[len(magic):])
	if !hmac.Equal(found, header(headerKey, id, size)) {
		return 0, ErrDamaged
	}
	return size, nil
}

// honest says ErrDamaged where the stream does not authenticate.
type honest struct{ r io.ReaderAt }

func (h honest) ReadAt(p []byte, at int64) (int, error) {
	n, err := h.r.ReadAt(p, at)
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return 0, unavailable(err)
	}
	return 0, fmt.Errorf("%w: %w", ErrDamaged, err)
}

// Check reads a whole object and says whether it is what was stored.
func (s *Store) Check(ctx context.Context, id ID) error {
	o, err := s.Get(id)
	if err != nil {
		return err
	}
	defer o.Close()
	if n, err := io.Copy(io.Discard, reader{ctx, o}); err != nil {
		return fmt.Errorf("check blob %s at %d: %w", id, n, err)
	}
	return nil
}
