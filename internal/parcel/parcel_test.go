package parcel_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"holdfast/internal/parcel"
)

func key() []byte { return bytes.Repeat([]byte{7}, 32) }

// packed is a parcel of two things.
func packed(t *testing.T, key []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	p, err := parcel.NewWriter(&b, key)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"database", "files/one"} {
		content := strings.Repeat(name+" ", 700)
		if err := p.Add(name, int64(len(content)), strings.NewReader(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func look(b []byte) error {
	return parcel.Unpack(bytes.NewReader(b), key(), func(string, int64, io.Reader) error { return nil })
}

func TestWhatIsPackedComesOutInItsOrder(t *testing.T) {
	var names []string
	err := parcel.Unpack(bytes.NewReader(packed(t, key())), key(), func(name string, size int64, r io.Reader) error {
		names = append(names, name)
		content, err := io.ReadAll(r)
		if err != nil || int64(len(content)) != size || string(content) != strings.Repeat(name+" ", 700) {
			t.Errorf("%s: %d of %d bytes, %v", name, len(content), size, err)
		}
		return nil
	})
	if err != nil || strings.Join(names, ", ") != "database, files/one" {
		t.Errorf("%v, %v", names, err)
	}
	if err := look(packed(t, key())); err != nil {
		t.Errorf("looking without reading: %v", err)
	}
}

func TestWhatIsNotReadableStopsUnpacking(t *testing.T) {
	stop := errors.New("stop")
	err := parcel.Unpack(bytes.NewReader(packed(t, key())), key(), func(string, int64, io.Reader) error { return stop })
	if !errors.Is(err, stop) {
		t.Error(err)
	}
}

func TestAParcelThatIsNotWholeIsFound(t *testing.T) {
	whole := packed(t, key())
	// Behind the seal stand two empty blocks that end a tar archive, and say nothing.
	for n := range len(whole) - 1024 - 512 {
		if err := look(whole[:n]); !errors.Is(err, parcel.ErrNotWhole) {
			t.Fatalf("cut off after %d bytes of %d: %v", n, len(whole), err)
		}
	}
	if err := look(packed(t, bytes.Repeat([]byte{8}, 32))); !errors.Is(err, parcel.ErrNotWhole) {
		t.Errorf("another key: %v", err)
	}
	if err := look([]byte(strings.Repeat("not a backup ", 1000))); !errors.Is(err, parcel.ErrNotWhole) {
		t.Errorf("another kind of file: %v", err)
	}
	for _, find := range []string{"database database", "files/one files/one"} {
		changed := bytes.Replace(whole, []byte(find), []byte(strings.ToUpper(find)), 1)
		if err := look(changed); !errors.Is(err, parcel.ErrNotWhole) {
			t.Errorf("%s changed: %v", find, err)
		}
	}
}

// TestNobodyRearrangesAParcel takes one apart and puts it together otherwise, as
// somebody can who has no key.
func TestNobodyRearrangesAParcel(t *testing.T) {
	for name, order := range map[string][]int{
		"as it was":            {0, 1, 2, 3, 4},
		"swapped":              {0, 2, 1, 3, 4},
		"one left out":         {0, 1, 3, 4},
		"one twice":            {0, 1, 2, 2, 3, 4},
		"without its seal":     {0, 1, 2, 3},
		"without its contents": {0, 1, 2, 4},
		"without its greeting": {1, 2, 3, 4},
	} {
		err := look(rearranged(t, packed(t, key()), order))
		if whole := name == "as it was"; whole != (err == nil) || !whole && !errors.Is(err, parcel.ErrNotWhole) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func rearranged(t *testing.T, b []byte, order []int) []byte {
	t.Helper()
	var headers []*tar.Header
	var contents [][]byte
	in := tar.NewReader(bytes.NewReader(b))
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		headers, contents = append(headers, h), append(contents, content)
	}
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, i := range order {
		if err := w.WriteHeader(headers[i]); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(contents[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
