// Package ident makes identifiers: UUIDs of version 7 (RFC 9562) that are types,
// so that a person cannot be passed where a place is meant, and short references
// that can be read over a telephone.
package ident

import (
	"crypto/rand"
	"database/sql/driver"
	"fmt"

	"github.com/google/uuid"

	"holdfast/internal/fault"
)

// ID identifies a thing of kind K. The zero value identifies nothing and is
// stored as NULL.
type ID[K any] struct{ u uuid.UUID }

// New makes an identifier that sorts after those made before it.
func New[K any]() ID[K] {
	return ID[K]{uuid.Must(uuid.NewV7())}
}

// Derive makes the same identifier every time for the same name: for demo data
// and for submissions whose identity is known beforehand.
func Derive[K any](space, name string) ID[K] {
	return ID[K]{uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceURL, []byte(space)), []byte(name))}
}

// Parse reads an identifier from an address or a form. What is no identifier
// identifies nothing that exists, so the fault is NotFound.
func Parse[K any](s string) (ID[K], error) {
	u, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		return ID[K]{}, fault.NotFoundf("identifier of %d characters", len(s))
	}
	return ID[K]{u}, nil
}

// String is the identifier in its usual 36 characters; empty for the zero value.
func (id ID[K]) String() string {
	if id.IsZero() {
		return ""
	}
	return id.u.String()
}

// IsZero reports whether id identifies nothing.
func (id ID[K]) IsZero() bool { return id.u == uuid.Nil }

// Value stores the identifier as text, so that both engines sort it alike.
func (id ID[K]) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id.u.String(), nil
}

// Scan reads what Value wrote.
func (id *ID[K]) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		id.u = uuid.Nil
		return nil
	case string:
		return id.UnmarshalText([]byte(v))
	case []byte:
		return id.UnmarshalText(v)
	}
	return fmt.Errorf("scan identifier from %T", src)
}

// MarshalText writes the identifier for JSON and addresses.
func (id ID[K]) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads an identifier; empty text is the zero value.
func (id *ID[K]) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		id.u = uuid.Nil
		return nil
	}
	u, err := uuid.ParseBytes(b)
	if err != nil {
		return fmt.Errorf("identifier: %w", err)
	}
	id.u = u
	return nil
}

// alphabet leaves out what is misheard or misread: 0 O, 1 I L, U V, 5 S, 2 Z, 8 B.
const alphabet = "34679ACDEFGHJKMNPQRTWXY"

// Reference makes a short reference such as "K7QF-3MXA" for a person to quote:
// eight letters of 23, so 7.8e10 values. It names a thing and is no secret;
// uniqueness is the database's to hold.
func Reference() string {
	const n = 8
	out := make([]byte, 0, n+1)
	for len(out) < n+1 {
		if len(out) == n/2 {
			out = append(out, '-')
			continue
		}
		var b [1]byte
		rand.Read(b[:])
		// 253 = 11·23: values above would favour the first letters.
		if b[0] < 253 {
			out = append(out, alphabet[int(b[0])%len(alphabet)])
		}
	}
	return string(out)
}

// Secret makes a token of 160 random bits that stands in a link and opens one
// thing. Only its hash is stored.
func Secret() string { return rand.Text() + rand.Text()[:6] }
