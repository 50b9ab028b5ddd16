package history

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// idsPerChapter is how many identifiers a chapter may use at most: its share of
// the numbers that keep identifiers of chapters in the chapters' order.
const idsPerChapter = 1 << 18

// mint makes identifiers and references. They look like those of a running
// service, sort in the order they were made, so that they are appended to every
// index, and are the same for the same chapter of the same seed.
type mint struct {
	rand *rand.Rand
	base int64 // milliseconds
	next int64
	refs uint64
}

func newMint(r *rand.Rand, made time.Time, chapter int) *mint {
	// Histories are minted before the day on which they are made, so that whatever
	// the running program makes sorts after them.
	return &mint{rand: r, base: made.Add(-36 * time.Hour).UnixMilli(), next: int64(chapter) * idsPerChapter, refs: uint64(chapter) << 8}
}

// id makes a UUID of version 7: its moment and the twelve bits after it count, the
// rest is chance.
func (m *mint) id() ID {
	at, low := m.base+m.next>>12, m.next&0xfff
	m.next++
	chance := m.rand.Uint64()
	return ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", uint32(at>>16), uint16(at), low, 0x8000|uint16(chance>>48)&0x3fff, chance&0xffff_ffff_ffff))
}

// idAt makes one that sorts by its moment, for what is read in that order.
func (m *mint) idAt(at time.Time) ID {
	ms, first, second := at.UnixMilli(), m.rand.Uint64(), m.rand.Uint64()
	return ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", uint32(ms>>16), uint16(ms), first&0xfff, 0x8000|uint16(first>>48)&0x3fff, second&0xffff_ffff_ffff))
}

// References are numbers written in the letters that ident.Reference uses, spread
// by a step that shares no divisor with their count, so that none comes twice.
const (
	refLetters = "34679ACDEFGHJKMNPQRTWXY"
	refCount   = 23 * 23 * 23 * 23 * 23 * 23 * 23 * 23
	refStep    = 31_415_926_531
)

// ref makes a reference; at most 256 for a chapter.
func (m *mint) ref() string {
	n := (m.refs * refStep) % refCount
	m.refs++
	var out [9]byte
	for i := range out {
		if i == 4 {
			out[i] = '-'
			continue
		}
		out[i] = refLetters[n%23]
		n /= 23
	}
	return string(out[:])
}
