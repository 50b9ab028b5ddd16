package demo_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/demo"
)

func TestAFolderKeepsADemonstrationAndItsKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not there yet")
	folder := demo.Folder(dir)
	key, err := folder.Key()
	if err != nil || len(key) != 32 {
		t.Fatalf("a key of %d bytes, %v", len(key), err)
	}
	if again, err := folder.Key(); err != nil || !bytes.Equal(key, again) {
		t.Errorf("another key the second time, %v", err)
	}
	if _, ok := folder.Holds(); ok {
		t.Error("an empty folder holds a demonstration")
	}
	label := demo.NewLabel(7, 80, civil.New(2027, 2, 9))
	for _, name := range []string{"demo.db", "letter.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := folder.Holds(); ok {
		t.Error("what was interrupted counts as made")
	}
	if err := folder.Mark(label); err != nil {
		t.Fatal(err)
	}
	if have, ok := folder.Holds(); !ok || have != label {
		t.Errorf("it holds %+v, %v", have, ok)
	}
	if err := folder.Clear(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "letter.txt")); err != nil {
		t.Errorf("somebody's letter is gone: %v", err)
	}
	if _, ok := folder.Holds(); ok {
		t.Error("it is cleared and holds a demonstration")
	}
	if err := os.WriteFile(filepath.Join(dir, "demo.key"), []byte("not a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := folder.Key(); err == nil {
		t.Error("a broken key is taken for one")
	}
}
