package identity

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"holdfast/internal/fault"
)

// Cost of a password's hash: the argon2id setting of the OWASP Password Storage
// Cheat Sheet (2023) that needs least memory, 19 MiB and two passes. It takes
// about 20 ms of an old processor, and two at a time fit the smallest machine.
const (
	hashMemory   = 19 * 1024 // KiB
	hashPasses   = 2
	hashLanes    = 1
	hashSize     = 32
	saltSize     = 16
	hashesAtOnce = 2
)

// Length of a password, in characters. NIST SP 800-63B-4 asks for at least 8 beside
// a second factor; twelve allows for one that is reused elsewhere. The upper end
// only keeps a form from being a book.
const (
	PasswordMin = 12
	passwordMax = 200
)

// hashPassword makes a hash in the PHC string format, which carries its own cost.
func hashPassword(password string) string {
	salt := randomBytes(saltSize)
	sum := argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, hashLanes, hashSize)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

// dummyHash costs as much to check as a real one and matches nothing: it is what
// a password is checked against when there is no account.
func dummyHash() string {
	zero := base64.RawStdEncoding.EncodeToString(make([]byte, saltSize))
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$", argon2.Version, hashMemory, hashPasses, hashLanes, zero)
}

// checkPassword reports whether the password made the hash. A hash it cannot read
// is ours to explain, not the person's.
func checkPassword(hash, password string) (bool, error) {
	fields := strings.Split(hash, "$")
	if len(fields) != 6 || fields[1] != "argon2id" {
		return false, fmt.Errorf("password hash of unknown form")
	}
	var version int
	var memory, passes uint32
	var lanes uint8
	if _, err := fmt.Sscanf(fields[2]+" "+fields[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &passes, &lanes); err != nil {
		return false, fmt.Errorf("password hash: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(fields[4])
	if err != nil {
		return false, fmt.Errorf("password hash: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(fields[5])
	if err != nil {
		return false, fmt.Errorf("password hash: %w", err)
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, lanes, hashSize)
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// passwordProblems says what is wrong with a password somebody chose. It asks for
// length and no kinds of characters, which only make passwords that end in "1!".
func passwordProblems(password string, about ...string) []fault.Problem {
	n := utf8.RuneCountInString(password)
	switch {
	case n < PasswordMin:
		return []fault.Problem{fault.At("password", "identity.password.short", "least", PasswordMin)}
	case n > passwordMax:
		return []fault.Problem{fault.At("password", "identity.password.long", "most", passwordMax)}
	case monotonous(password):
		return []fault.Problem{fault.At("password", "identity.password.easy")}
	}
	low := strings.ToLower(password)
	for _, word := range about {
		word = strings.ToLower(strings.TrimSpace(word))
		if len(word) >= 4 && strings.Contains(low, word) {
			return []fault.Problem{fault.At("password", "identity.password.easy")}
		}
	}
	return nil
}

// monotonous reports whether a password has fewer than five different characters.
func monotonous(password string) bool {
	seen := map[rune]bool{}
	for _, r := range password {
		seen[r] = true
	}
	return len(seen) < 5
}

// withHash runs fn when there is memory for one more hash.
func (a *Accounts) withHash(ctx context.Context, fn func()) error {
	select {
	case a.hashing <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-a.hashing }()
	fn()
	return nil
}
