package pledge

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"holdfast/internal/store"
)

// header is the first line of the file: whoever finds it learns what it is for, and
// nothing else.
const header = "HOLDFAST PLEDGES 1\n"

// Book is the file beside the database. It is safe for concurrent use, and for
// several processes beside each other.
type Book struct {
	path string
	aead cipher.AEAD
	mu   sync.Mutex
}

// Open makes a book at a path under a key derived from key, the deployment's secret
// of 32 bytes. The file is made when the first pledge is.
func Open(path string, key []byte) (*Book, error) {
	k, err := hkdf.Key(sha256.New, key, nil, "holdfast pledges", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(k)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &Book{path: path, aead: aead}, nil
}

// Path is where the file is.
func (b *Book) Path() string { return b.path }

// ErrBroken says that the file is not what the program wrote.
var ErrBroken = errors.New("the file of pledges is not whole")

// Read reads every pledge of the file; none when there is no file. With ErrBroken it
// returns those before the line that is not whole.
func (b *Book) Read() ([]Pledge, error) {
	content, err := os.ReadFile(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, _, err := b.decode(content)
	return all, err
}

// decode reads the lines; whole is the length of what is whole. A last line without
// its end was being written when the program died, and is none.
func (b *Book) decode(content []byte) (all []Pledge, whole int, err error) {
	if len(content) < len(header) && bytes.HasPrefix([]byte(header), content) {
		return nil, 0, nil
	}
	if !bytes.HasPrefix(content, []byte(header)) {
		return nil, 0, fmt.Errorf("%w: it does not begin as one", ErrBroken)
	}
	before, whole := []byte(header), len(header)
	for n := 1; ; n++ {
		end := bytes.IndexByte(content[whole:], '\n')
		if end < 0 {
			return all, whole, nil
		}
		line := content[whole : whole+end+1]
		p, err := b.open(line, before)
		if err != nil {
			return all, whole, fmt.Errorf("%w: line %d", ErrBroken, n)
		}
		all, before, whole = append(all, p), line, whole+end+1
	}
}

func (b *Book) open(line, before []byte) (p Pledge, err error) {
	sealed, err := base64.StdEncoding.DecodeString(string(bytes.TrimSuffix(line, []byte("\n"))))
	if err != nil {
		return p, err
	}
	plain, err := b.aead.Open(nil, nil, sealed, bound(before))
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(plain, &p)
}

func (b *Book) seal(p Pledge, before []byte) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	sealed := b.aead.Seal(nil, nil, plain, bound(before))
	return append([]byte(base64.StdEncoding.EncodeToString(sealed)), '\n'), nil
}

// bound is what a line is bound to: the line before it.
func bound(before []byte) []byte {
	sum := sha256.Sum256(before)
	return sum[:]
}

// Sync adds to the file what of the database's pledges is not in it, and returns when
// that is on disk.
func (b *Book) Sync(ctx context.Context, db *store.DB) error {
	var all []Pledge
	err := db.View(ctx, func(tx *store.Tx) (err error) {
		all, err = All(tx)
		return err
	})
	if err == nil {
		err = b.add(all)
	}
	if err != nil {
		return fmt.Errorf("write pledges: %w", err)
	}
	return nil
}

func (b *Book) add(all []Pledge) (err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(all) == 0 {
		return nil
	}
	f, err := os.OpenFile(b.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := lock(f); err != nil {
		return err
	}
	content, err := os.ReadFile(b.path)
	if err != nil {
		return err
	}
	kept, whole, err := b.decode(content)
	if err != nil {
		return err
	}
	added, err := b.lines(Missing(all, kept), content[:whole])
	if err != nil || len(added) == 0 {
		return err
	}
	if err := f.Truncate(int64(whole)); err != nil {
		return err
	}
	if _, err := f.WriteAt(added, int64(whole)); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return syncDir(filepath.Dir(b.path))
}

// lines are the pledges as they stand behind content.
func (b *Book) lines(pledges []Pledge, content []byte) ([]byte, error) {
	if len(pledges) == 0 {
		return nil, nil
	}
	var out []byte
	if len(content) == 0 {
		out = append(out, header...)
	}
	before := lastLine(append(content[:len(content):len(content)], out...))
	for _, p := range pledges {
		line, err := b.seal(p, before)
		if err != nil {
			return nil, err
		}
		out, before = append(out, line...), line
	}
	return out, nil
}

func lastLine(content []byte) []byte {
	return content[bytes.LastIndexByte(content[:len(content)-1], '\n')+1:]
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
