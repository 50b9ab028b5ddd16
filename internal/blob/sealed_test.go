package blob_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"holdfast/internal/blob"
	"holdfast/internal/fault"
)

func TestASealedObjectIsPutBackElsewhere(t *testing.T) {
	here, there := open(t, t.TempDir()), open(t, t.TempDir())
	want := content(200_000)
	id := put(t, here, want)
	other := put(t, here, []byte("another"))
	f, size, err := here.Sealed(id)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sealed, err := io.ReadAll(f)
	if err != nil || int64(len(sealed)) != size || bytes.Contains(sealed, want[:100]) {
		t.Fatalf("%d of %d bytes, %v", len(sealed), size, err)
	}
	for range 2 { // once more is no fault
		if err := there.PutSealed(id, bytes.NewReader(sealed)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := io.ReadAll(get(t, there, id)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("read %d bytes, %v", len(got), err)
	}
	for name, bad := range map[string]struct {
		id blob.ID
		b  []byte
	}{
		"under another's name": {other, sealed},
		"cut off":              {id, sealed[:len(sealed)-1]},
		"empty":                {id, nil},
	} {
		if err := there.PutSealed(bad.id, bytes.NewReader(bad.b)); !errors.Is(err, blob.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := there.Has(id); err != nil {
		t.Errorf("what was refused spoiled what was there: %v", err)
	}
	if err := there.Has(other); !fault.Is(err, fault.NotFound) {
		t.Errorf("one that was never put back: %v", err)
	}
	var all []blob.ID
	if err := there.All(func(id blob.ID) { all = append(all, id) }); err != nil || len(all) != 1 || all[0] != id {
		t.Errorf("there are %v, %v", all, err)
	}
	if _, _, err := there.Sealed(other); !fault.Is(err, fault.NotFound) {
		t.Errorf("sealed, one that is not there: %v", err)
	}
}
