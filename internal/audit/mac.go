package audit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"
)

// row is an event as it stands in its table.
type row struct {
	Event
	id     ID
	detail string // JSON as written
	mac    []byte // as made or found
}

// eventMAC is the keyed hash of all of r.
func (l *Log) eventMAC(r row) []byte {
	m := newMAC(l.eventKey)
	m.time(r.At)
	for _, s := range []string{r.id.String(), r.Service, r.Actor, r.Role, r.Action, r.Kind, r.ID, r.detail} {
		m.bytes([]byte(s))
	}
	return m.sum()
}

// seal closes a batch of events.
type seal struct {
	number int
	at     time.Time
	events int
	mac    []byte // as found
}

// sealMAC is the keyed hash of s, of the seal before it and of its events.
func (l *Log) sealMAC(s seal, previous []byte, events [][]byte) []byte {
	m := newMAC(l.sealKey)
	m.number(s.number)
	m.time(s.at)
	m.number(s.events)
	m.bytes(previous)
	for _, e := range events {
		m.bytes(e)
	}
	return m.sum()
}

// headMAC is the keyed hash of the head: without the key nobody can move it back.
func (l *Log) headMAC(number int, seal []byte) []byte {
	m := newMAC(l.headKey)
	m.number(number)
	m.bytes(seal)
	return m.sum()
}

// mac hashes fields so that no two lists of fields hash alike: each is preceded
// by its length.
type mac struct{ h hash.Hash }

func newMAC(key []byte) mac { return mac{hmac.New(sha256.New, key)} }

func (m mac) number(n int) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	m.h.Write(b[:])
}

func (m mac) bytes(b []byte) {
	m.number(len(b))
	m.h.Write(b)
}

func (m mac) time(t time.Time) { m.number(int(t.UnixMicro())) }

func (m mac) sum() []byte { return m.h.Sum(nil) }
