package demo

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Folder is where a demonstration is kept between two starts.
type Folder string

// Label says which demonstration a folder holds.
type Label struct {
	Seed     uint64     `json:"seed"`
	Families int        `json:"families"`
	Made     civil.Date `json:"made"`
	Program  string     `json:"program"` // another may tell another story, or need another database
}

// NewLabel labels what is made on a day by this program.
func NewLabel(seed uint64, families int, today civil.Date) Label {
	sum := sha256.Sum256([]byte(store.Schema() + revision()))
	return Label{Seed: seed, Families: families, Made: today, Program: hex.EncodeToString(sum[:8])}
}

// revision is what this program was built from, where that is known.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return info.Main.Version
}

const (
	databaseFile = "demo.db"
	keyFile      = "demo.key"
	labelFile    = "demo.json"
)

// Database is the address of the database in the folder.
func (f Folder) Database() string { return "sqlite:" + f.in(databaseFile) }

func (f Folder) in(name string) string { return filepath.Join(string(f), name) }

// Key is the key of the demonstration's data, made when it is first asked for.
// There is nothing to protect; the demonstration only runs as a real service does.
func (f Folder) Key() ([]byte, error) {
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(f.in(keyFile))
	if errors.Is(err, fs.ErrNotExist) {
		key := make([]byte, 32)
		rand.Read(key)
		return key, os.WriteFile(f.in(keyFile), []byte(hex.EncodeToString(key)), 0o600)
	}
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(string(text))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s holds no key: remove it, and a new demonstration is made", f.in(keyFile))
	}
	return key, nil
}

// Holds reads what is in the folder; false for nothing that can be used.
func (f Folder) Holds() (Label, bool) {
	var l Label
	text, err := os.ReadFile(f.in(labelFile))
	if err != nil || json.Unmarshal(text, &l) != nil {
		return Label{}, false
	}
	_, err = os.Stat(f.in(databaseFile))
	return l, err == nil
}

// Clear removes the demonstration, and nothing else that may be in the folder.
func (f Folder) Clear() error {
	var problems []error
	for _, name := range []string{labelFile, databaseFile, databaseFile + "-wal", databaseFile + "-shm"} {
		if err := os.Remove(f.in(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

// Mark puts the label on: last of all, so that what was interrupted has none.
func (f Folder) Mark(l Label) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return os.WriteFile(f.in(labelFile), append(text, '\n'), 0o600)
}
