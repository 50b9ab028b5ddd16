package store

import (
	"errors"

	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"
)

// The file systems that SQLite works on here: encrypted, and plain for tests.
//
// Both gather what goes into the write-ahead log. SQLite writes a log page by page,
// 24 bytes of frame and 4096 of page, so that nothing falls on the blocks of 4096 in
// which the encryption works: each block would be read, decrypted, changed, encrypted
// and written three times. Gathered above the encryption, every block is encrypted
// once; gathered below it, all of them leave in one call.
const (
	encryptedFiles = "holdfast-encrypted"
	plainFiles     = "holdfast-plain"
)

// registerFiles makes them known to SQLite, whose registry is one for the process.
// Doing it again changes nothing.
func registerFiles() {
	vfs.Register(plainFiles, logs{vfs.Find("")})
	vfs.Register(encryptedFiles, logs{adiantum.Wrap(disk{vfs.Find("")}, nil)})
}

// logs is a file system whose write-ahead logs are gathered frame by frame.
type logs struct{ vfs.VFS }

// OpenFilename implements vfs.VFSFilename.
func (l logs) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := vfsutil.WrapOpenFilename(l.VFS, name, flags)
	if err != nil || flags&vfs.OPEN_WAL == 0 {
		return file, flags, err
	}
	below, _ := vfsutil.UnwrapFile[*gathering](file)
	return &logFile{gathering: gathering{File: file}, below: below}, flags, nil
}

// disk is a file system whose write-ahead logs are gathered as they come.
type disk struct{ vfs.VFS }

// OpenFilename implements vfs.VFSFilename.
func (d disk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := vfsutil.WrapOpenFilename(d.VFS, name, flags)
	if err != nil || flags&vfs.OPEN_WAL == 0 {
		return file, flags, err
	}
	return &gathering{File: file}, flags, nil
}

// maxGathered is how much one file holds back in memory at most, in bytes.
const maxGathered = 1 << 20

// gathering is a file that holds back what is appended to it until it is synced, read
// there, or too much. With synchronous=FULL that loses nothing: a commit counts, and
// other connections look at its frames, only after Sync has returned.
type gathering struct {
	vfs.File
	from int64  // where in the file held begins
	held []byte // consecutive, and not yet written
}

// WriteAt implements io.WriterAt.
func (f *gathering) WriteAt(p []byte, off int64) (int, error) {
	if off != f.from+int64(len(f.held)) || len(f.held)+len(p) > maxGathered {
		if err := f.flush(); err != nil {
			return 0, err
		}
		f.from = off
	}
	f.held = append(f.held, p...)
	return len(p), nil
}

// ReadAt implements io.ReaderAt.
func (f *gathering) ReadAt(p []byte, off int64) (int, error) {
	if off < f.from+int64(len(f.held)) && f.from < off+int64(len(p)) {
		if err := f.flush(); err != nil {
			return 0, err
		}
	}
	return f.File.ReadAt(p, off)
}

// Sync implements vfs.File.
func (f *gathering) Sync(flags vfs.SyncFlag) error {
	if err := f.flush(); err != nil {
		return err
	}
	return f.File.Sync(flags)
}

// Size implements vfs.File.
func (f *gathering) Size() (int64, error) {
	if err := f.flush(); err != nil {
		return 0, err
	}
	return f.File.Size()
}

// Truncate implements vfs.File.
func (f *gathering) Truncate(size int64) error {
	if err := f.flush(); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

// Close implements io.Closer.
func (f *gathering) Close() error { return errors.Join(f.flush(), f.File.Close()) }

// flush writes what is held. What could not be written is given up: SQLite hears of
// it, takes the transaction back, and writes that part of the log again.
func (f *gathering) flush() error {
	held := f.held
	f.from, f.held = f.from+int64(len(held)), held[:0]
	if len(held) == 0 {
		return nil
	}
	_, err := f.File.WriteAt(held, f.from-int64(len(held)))
	return err
}

// A log is a head, and frames of one page each (sqlite.org, Database File Format, 4).
const (
	logHead  = 32
	logFrame = 24 + 4096
)

// logFile gathers the frames of a log, and knows the one thing that comes after Sync:
// SQLite fills the last block of a commit up with its last frame once more, syncs when
// the block is full, and then writes the rest of that frame. Others read it at once,
// so the rest is not held back.
type logFile struct {
	gathering
	below *gathering // the same file below the encryption; nil without
	// What is written between these follows the last Sync and is not held back.
	tail, end int64
}

// WriteAt implements io.WriterAt.
func (f *logFile) WriteAt(p []byte, off int64) (int, error) {
	n, err := f.gathering.WriteAt(p, off)
	if err != nil || off < f.tail || off >= f.end {
		return n, err
	}
	if err := f.flush(); err != nil || f.below == nil {
		return n, err
	}
	return n, f.below.flush()
}

// Sync implements vfs.File.
func (f *logFile) Sync(flags vfs.SyncFlag) error {
	err := f.gathering.Sync(flags)
	f.tail, f.end = f.from, f.from
	if begun := (f.from - logHead) % logFrame; begun > 0 {
		f.end += logFrame - begun
	}
	return err
}
