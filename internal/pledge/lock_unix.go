//go:build unix

package pledge

import (
	"os"
	"syscall"
)

// lock keeps other processes from writing until the file is closed.
func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX) }
