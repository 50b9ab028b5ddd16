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
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

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
	mark mark // what the last writing saw
}

// mark is how far the file was read and what stands at its end, so that adding a line
// reads no more than what others added.
type mark struct {
	whole  int64            // bytes that are whole lines
	before []byte           // the last of them
	recent map[ID]time.Time // pledges in the file that were made lately
	newest time.Time
}

// window is how much longer ago than the newest pledge one may have been made that is
// not in the file yet. No transaction takes as long.
const window = time.Hour

func (m *mark) saw(all []Pledge) {
	for _, p := range all {
		m.recent[p.ID] = p.At
		if p.At.After(m.newest) {
			m.newest = p.At
		}
	}
	for id, at := range m.recent {
		if at.Before(m.newest.Add(-window)) {
			delete(m.recent, id)
		}
	}
}

// Open makes a book at a path under a key derived from key, the deployment's secret
// of 32 bytes. The file is made when something is written.
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

// ErrBroken says that the file is not what the program wrote under this key.
var ErrBroken = errors.New("the file of pledges is not whole, or the key is another")

// Read reads every pledge of the file; none, and fs.ErrNotExist, when there is no
// file. With ErrBroken it returns those before the line that is not whole.
func (b *Book) Read() ([]Pledge, error) {
	content, err := os.ReadFile(b.path)
	if err != nil {
		return nil, err
	}
	all, _, err := b.decode(content)
	return all, err
}

// decode reads a whole file; m is where it ends. A last line without its end was being
// written when the program died, and is none.
func (b *Book) decode(content []byte) (all []Pledge, m mark, err error) {
	m = mark{recent: map[ID]time.Time{}}
	if len(content) < len(header) && bytes.HasPrefix([]byte(header), content) {
		return nil, m, nil
	}
	if !bytes.HasPrefix(content, []byte(header)) {
		return nil, m, fmt.Errorf("%w: it does not begin as one", ErrBroken)
	}
	m.whole, m.before = int64(len(header)), []byte(header)
	all, err = b.lines(content[len(header):], &m)
	return all, m, err
}

// lines reads what follows a mark, and moves it.
func (b *Book) lines(content []byte, m *mark) (all []Pledge, err error) {
	defer func() {
		m.before = bytes.Clone(m.before) // of its own: the rest can go
		m.saw(all)
	}()
	for {
		end := bytes.IndexByte(content, '\n')
		if end < 0 {
			return all, nil
		}
		line := content[:end+1]
		p, err := b.open(line, m.before)
		if err != nil {
			return all, fmt.Errorf("%w: the line at byte %d", ErrBroken, m.whole)
		}
		all, m.before, m.whole = append(all, p), line, m.whole+int64(len(line))
		content = content[end+1:]
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

// seal writes pledges as lines that follow before, each bound to the one before it.
func (b *Book) seal(pledges []Pledge, before []byte) (out []byte, last []byte, err error) {
	for _, p := range pledges {
		plain, err := json.Marshal(p)
		if err != nil {
			return nil, nil, err
		}
		sealed := b.aead.Seal(nil, nil, plain, bound(before))
		before = append([]byte(base64.StdEncoding.EncodeToString(sealed)), '\n')
		out = append(out, before...)
	}
	return out, before, nil
}

// bound is what a line is bound to: the line before it.
func bound(before []byte) []byte {
	sum := sha256.Sum256(before)
	return sum[:]
}

// Sync compares all of the database with all of the file, adds to it what is missing,
// and returns when that is on disk. It makes the file where there is none.
func (b *Book) Sync(ctx context.Context, db *store.DB) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mark = mark{}
	return b.write(ctx, db)
}

// Append is Sync for what was pledged lately. It reads neither the whole database nor
// the whole file, unless the file is not as it was left.
func (b *Book) Append(ctx context.Context, db *store.DB) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.write(ctx, db)
}

func (b *Book) write(ctx context.Context, db *store.DB) (err error) {
	defer func() {
		if err != nil {
			b.mark, err = mark{}, fmt.Errorf("write pledges: %w", err)
		}
	}()
	f, err := os.OpenFile(b.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := lock(f); err != nil {
		return err
	}
	kept, err := b.catchUp(f)
	if err != nil {
		return err
	}
	all, back, err := b.pledged(ctx, db, kept != nil)
	if err != nil {
		return err
	}
	if back && kept == nil {
		b.mark = mark{}
		if kept, err = b.catchUp(f); err != nil {
			return err
		}
	}
	return b.extend(f, b.missing(all, kept))
}

// pledged reads the database: all of it, or what can be new since the mark. A clock
// that was put back has it read all.
func (b *Book) pledged(ctx context.Context, db *store.DB, whole bool) (all []Pledge, back bool, err error) {
	err = db.View(ctx, func(tx *store.Tx) (err error) {
		back = tx.Now().Before(b.mark.newest.Add(-window / 2))
		if whole || back {
			all, err = All(tx)
			return err
		}
		all, err = since(tx, b.mark.newest.Add(-window))
		return err
	})
	return all, back, err
}

// catchUp moves the mark to the end of the file. It returns every pledge of the file
// when it had to read all of it, and nil when the mark was good.
func (b *Book) catchUp(f *os.File) (kept []Pledge, err error) {
	if b.mark.whole > 0 {
		added, err := readFrom(f, b.mark.whole)
		if err != nil {
			return nil, err
		}
		if added != nil {
			if _, err = b.lines(added, &b.mark); err == nil {
				return nil, nil
			}
		}
	}
	content, err := readFrom(f, 0)
	if err != nil {
		return nil, err
	}
	kept, b.mark, err = b.decode(content)
	if kept == nil {
		kept = []Pledge{}
	}
	return kept, err
}

// readFrom reads the file from a place to its end; nil when it ends before that.
func readFrom(f *os.File, at int64) ([]byte, error) {
	info, err := f.Stat()
	if err != nil || info.Size() < at {
		return nil, err
	}
	out := make([]byte, info.Size()-at)
	_, err = f.ReadAt(out, at)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return out, err
}

func (b *Book) missing(all, kept []Pledge) (out []Pledge) {
	for _, p := range Missing(all, kept) {
		if _, there := b.mark.recent[p.ID]; !there {
			out = append(out, p)
		}
	}
	return out
}

// extend writes pledges behind the mark, over what a crash left of a line. When it
// fails it takes back what it wrote, since nobody knows how much of that is on disk.
func (b *Book) extend(f *os.File, pledges []Pledge) (err error) {
	var out []byte
	before := b.mark.before
	if b.mark.whole == 0 {
		out, before = []byte(header), []byte(header)
	}
	lines, last, err := b.seal(pledges, before)
	if err != nil {
		return err
	}
	if out = append(out, lines...); len(out) == 0 {
		return nil
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Truncate(b.mark.whole))
		}
	}()
	if err := f.Truncate(b.mark.whole); err != nil {
		return err
	}
	if _, err := f.WriteAt(out, b.mark.whole); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if b.mark.whole == 0 {
		if err := syncDir(filepath.Dir(b.path)); err != nil {
			return err
		}
	}
	b.mark.whole, b.mark.before = b.mark.whole+int64(len(out)), last
	b.mark.saw(pledges)
	return nil
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Exists reports whether the file is there.
func (b *Book) Exists() bool {
	_, err := os.Lstat(b.path)
	return !errors.Is(err, fs.ErrNotExist)
}
