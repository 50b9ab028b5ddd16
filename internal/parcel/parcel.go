// Package parcel packs a copy of everything into one file, and knows whether such a
// file is whole.
//
// A parcel is a tar archive, so that any tool lists it:
//
//	holdfast-backup   "HOLDFAST BACKUP 1\n"
//	…                 what was packed, in order: encrypted by whoever packed it
//	contents          a line for each of these: SHA-256, length, name
//	seal              HMAC-SHA256 over contents, in hexadecimal
//
// The seal is made with a key derived from the deployment's. Without it nobody adds,
// removes, swaps or changes anything unnoticed; a parcel that was cut off has none.
package parcel

import (
	"archive/tar"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	greetingName = "holdfast-backup"
	greeting     = "HOLDFAST BACKUP 1\n"
	contentsName = "contents"
	sealName     = "seal"
)

// ErrNotWhole says that a file is not what a Writer closed under this key.
var ErrNotWhole = errors.New("this is not a whole backup, or the key is another")

// A Writer packs. What it wrote is a parcel once Close has returned nil.
type Writer struct {
	tar      *tar.Writer
	key      []byte
	contents strings.Builder
}

// NewWriter begins a parcel under the deployment's key of 32 bytes.
func NewWriter(w io.Writer, key []byte) (*Writer, error) {
	k, err := sealKey(key)
	if err != nil {
		return nil, err
	}
	p := &Writer{tar: tar.NewWriter(w), key: k}
	return p, p.small(greetingName, greeting)
}

func sealKey(key []byte) ([]byte, error) {
	return hkdf.Key(sha256.New, key, nil, "holdfast backup seal", 32)
}

func (p *Writer) small(name, text string) error {
	if err := p.begin(name, int64(len(text))); err != nil {
		return err
	}
	_, err := io.WriteString(p.tar, text)
	return err
}

// begin writes what stands before an entry. It says nothing of whose file it was and
// when that was made.
func (p *Writer) begin(name string, size int64) error {
	return p.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, Typeflag: tar.TypeReg, ModTime: time.Unix(0, 0), Format: tar.FormatPAX})
}

// Add packs size bytes of r under a name without spaces and line ends.
func (p *Writer) Add(name string, size int64, r io.Reader) error {
	if err := p.begin(name, size); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(p.tar, sum), r, size); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	p.contents.WriteString(line(sum.Sum(nil), size, name))
	return nil
}

func line(sum []byte, size int64, name string) string {
	return fmt.Sprintf("%x %d %s\n", sum, size, name)
}

// Close seals the parcel. It closes nothing that was given to NewWriter.
func (p *Writer) Close() error {
	if err := p.small(contentsName, p.contents.String()); err != nil {
		return err
	}
	if err := p.small(sealName, seal(p.key, p.contents.String())); err != nil {
		return err
	}
	return p.tar.Close()
}

func seal(key []byte, contents string) string {
	m := hmac.New(sha256.New, key)
	io.WriteString(m, contents)
	return hex.EncodeToString(m.Sum(nil))
}

// Unpack reads a parcel to its end and gives each thing in it to do, in the order in
// which they were packed. Only when Unpack has returned nil is it known that they are
// what was packed: look first, with a do that keeps nothing. What do does not read is
// read for it.
func Unpack(r io.Reader, key []byte, do func(name string, size int64, r io.Reader) error) error {
	k, err := sealKey(key)
	if err != nil {
		return err
	}
	in := tar.NewReader(r)
	if text, err := next(in, greetingName); err != nil || text != greeting {
		return ErrNotWhole
	}
	var contents strings.Builder
	for {
		h, err := in.Next()
		if err != nil || h.Typeflag != tar.TypeReg || strings.ContainsAny(h.Name, " \n") {
			return ErrNotWhole // a name with a line end could stand for two
		}
		if h.Name == contentsName {
			break
		}
		sum := sha256.New()
		content := io.TeeReader(in, sum)
		if err := do(h.Name, h.Size, content); err != nil {
			return fmt.Errorf("unpack %s: %w", h.Name, cut(err))
		}
		if _, err := io.Copy(io.Discard, content); err != nil {
			return cut(err)
		}
		contents.WriteString(line(sum.Sum(nil), h.Size, h.Name))
	}
	listed, err := io.ReadAll(in)
	if err != nil || string(listed) != contents.String() {
		return ErrNotWhole
	}
	if text, err := next(in, sealName); err != nil || !hmac.Equal([]byte(text), []byte(seal(k, contents.String()))) {
		return ErrNotWhole
	}
	return nil
}

// next reads a small entry that has to come next.
func next(in *tar.Reader, name string) (string, error) {
	h, err := in.Next()
	if err != nil || h.Name != name || h.Size > 1<<10 {
		return "", ErrNotWhole
	}
	b, err := io.ReadAll(in)
	return string(b), err
}

// cut makes ErrNotWhole of a file that ends too early.
func cut(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, tar.ErrHeader) {
		return ErrNotWhole
	}
	return err
}
