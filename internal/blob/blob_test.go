package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"holdfast/internal/blob"
	"holdfast/internal/fault"
)

func key() []byte { return []byte("thirty-two bytes for the films!!") }

func open(t *testing.T, dir string) *blob.Store {
	t.Helper()
	s, err := blob.Open(dir, key())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// content is n bytes that look like nothing, the same every time.
func content(n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	r.Read(b)
	return b
}

func put(t *testing.T, s *blob.Store, b []byte) blob.ID {
	t.Helper()
	id, size, err := s.Put(t.Context(), bytes.NewReader(b))
	if err != nil || size != int64(len(b)) {
		t.Fatalf("put %d bytes: %d, %v", len(b), size, err)
	}
	return id
}

func get(t *testing.T, s *blob.Store, id blob.ID) *blob.Object {
	t.Helper()
	o, err := s.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o
}

// files are the paths of all files below dir.
func files(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsStoredComesBack(t *testing.T) {
	const part = 64 << 10
	s := open(t, t.TempDir())
	for _, n := range []int{0, 1, part - 1, part, part + 1, 2 * part, 5*part + 17} {
		t.Run(fmt.Sprintf("%d bytes", n), func(t *testing.T) {
			want := content(n)
			o := get(t, s, put(t, s, want))
			if o.Size() != int64(n) {
				t.Errorf("size %d", o.Size())
			}
			if got, err := io.ReadAll(o); err != nil || !bytes.Equal(got, want) {
				t.Errorf("read %d bytes: %v", len(got), err)
			}
			got := make([]byte, n)
			if _, err := o.ReadAt(got, 0); err != nil && n > 0 || !bytes.Equal(got, want) {
				t.Errorf("read at the beginning: %v", err)
			}
		})
	}
}

func TestObjectReadsAndSeeksAsFilesDo(t *testing.T) {
	s := open(t, t.TempDir())
	want := content(1000)
	if err := iotest.TestReader(get(t, s, put(t, s, want)), want); err != nil {
		t.Error(err)
	}
}

func TestAnyPartIsReadByManyAtOnce(t *testing.T) {
	s := open(t, t.TempDir())
	want := content(1<<20 + 123)
	o := get(t, s, put(t, s, want))
	var group sync.WaitGroup
	for seed := range uint64(8) {
		group.Go(func() {
			r := rand.New(rand.NewPCG(seed, 1))
			for range 100 {
				at := r.IntN(len(want))
				got := make([]byte, r.IntN(min(100_000, len(want)-at)))
				if _, err := o.ReadAt(got, int64(at)); err != nil || !bytes.Equal(got, want[at:at+len(got)]) {
					t.Errorf("%d bytes at %d: %v", len(got), at, err)
				}
			}
		})
	}
	group.Wait()
}

func TestBrowserGetsTheRangeItAsksFor(t *testing.T) {
	s := open(t, t.TempDir())
	want := content(300_000)
	o := get(t, s, put(t, s, want))
	request := httptest.NewRequest(http.MethodGet, "/film", nil)
	request.Header.Set("Range", "bytes=100000-199999")
	response := httptest.NewRecorder()
	http.ServeContent(response, request, "film.webm", time.Time{}, o)
	if response.Code != http.StatusPartialContent || !bytes.Equal(response.Body.Bytes(), want[100_000:200_000]) {
		t.Errorf("status %d, %d bytes", response.Code, response.Body.Len())
	}
}

func TestNothingOnDiskCanBeRead(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	secret := strings.Repeat("what a parent said ", 10_000)
	put(t, s, []byte(secret))
	put(t, s, []byte(secret))
	all := files(t, dir)
	if len(all) != 2 {
		t.Fatalf("files: %v", all)
	}
	var on [2][]byte
	for i, path := range all {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("parent")) {
			t.Error("the plaintext is on disk")
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		on[i] = b
	}
	if bytes.Equal(on[0][100:], on[1][100:]) {
		t.Error("equal contents can be told to be equal")
	}
}

func TestDamageIsAlwaysFound(t *testing.T) {
	const size = 150_000
	cases := map[string]func(b []byte) []byte{
		"a byte of the name of the format": func(b []byte) []byte { b[0] ^= 1; return b },
		"a byte of the length":             func(b []byte) []byte { b[11] ^= 1; return b },
		"a byte of the header's hash":      func(b []byte) []byte { b[20] ^= 1; return b },
		"a byte of the first part":         func(b []byte) []byte { b[100] ^= 1; return b },
		"a byte of the last part":          func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"cut off in the header":            func(b []byte) []byte { return b[:10] },
		"cut off between two parts":        func(b []byte) []byte { return b[:44+(64<<10)+32] },
		"cut off by one byte":              func(b []byte) []byte { return b[:len(b)-1] },
		"made longer":                      func(b []byte) []byte { return append(b, 0) },
		"emptied":                          func(b []byte) []byte { return nil },
		"parts swapped": func(b []byte) []byte {
			one, two := b[44:44+(64<<10)+32], b[44+(64<<10)+32:44+2*((64<<10)+32)]
			return bytes.Join([][]byte{b[:44], two, one, b[44+2*((64<<10)+32):]}, nil)
		},
	}
	for name, damage := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			id := put(t, s, content(size))
			path := files(t, dir)[0]
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Check(t.Context(), id); err != nil {
				t.Fatalf("before: %v", err)
			}
			if err := os.WriteFile(path, damage(b), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := s.Check(t.Context(), id); !errors.Is(err, blob.ErrDamaged) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestOneObjectCannotStandForAnother(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	one, two := put(t, s, content(1000)), put(t, s, content(1000))
	all := files(t, dir)
	for i := range all {
		if strings.HasSuffix(all[i], one.String()) {
			other := all[1-i]
			if err := os.Rename(other, all[i]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Check(t.Context(), one); !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if err := s.Check(t.Context(), two); !fault.Is(err, fault.NotFound) {
		t.Errorf("got %v", err)
	}
}

func TestAnotherKeyReadsNothing(t *testing.T) {
	dir := t.TempDir()
	id := put(t, open(t, dir), content(10))
	other := key()
	other[0]++
	s, err := blob.Open(dir, other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(id); !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if _, err := blob.Open(dir, other[:31]); err == nil {
		t.Error("a short key was taken")
	}
}

func TestWhatBreaksOffLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	lost := errors.New("connection lost")
	_, _, err := s.Put(t.Context(), io.MultiReader(bytes.NewReader(content(200_000)), iotest.ErrReader(lost)))
	if !errors.Is(err, lost) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Put(ctx, bytes.NewReader(content(10))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if all := files(t, dir); len(all) != 0 {
		t.Errorf("left behind: %v", all)
	}
}

func TestWhatACrashLeftIsSweptAfterADay(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	old, young := filepath.Join(dir, "unfinished", "old"), filepath.Join(dir, "unfinished", "young")
	for _, path := range []string{old, young} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(old, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	if all := files(t, dir); len(all) != 1 || all[0] != young {
		t.Errorf("left: %v", all)
	}
}

func TestDeletedIsGoneAndMayBeDeletedAgain(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	id := put(t, s, content(10))
	for range 2 {
		if err := s.Delete(id); err != nil {
			t.Error(err)
		}
	}
	for _, id := range []blob.ID{id, {}} {
		if _, err := s.Get(id); !fault.Is(err, fault.NotFound) {
			t.Errorf("got %v", err)
		}
	}
	if all := files(t, dir); len(all) != 0 {
		t.Errorf("left: %v", all)
	}
}

// BenchmarkServe reads a film from beginning to end as a browser would get it.
func BenchmarkServe(b *testing.B) {
	s, err := blob.Open(b.TempDir(), key())
	if err != nil {
		b.Fatal(err)
	}
	film := content(32 << 20)
	id, _, err := s.Put(b.Context(), bytes.NewReader(film))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(film)))
	for b.Loop() {
		if err := s.Check(b.Context(), id); err != nil {
			b.Fatal(err)
		}
	}
}
