package identity

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
)

// deriveKeys makes a key for each use from the deployment's one secret, so that
// what one of them leaks says nothing about the other.
func deriveKeys(key []byte) (attempts []byte, sealing cipher.AEAD, err error) {
	if len(key) < 32 {
		return nil, nil, errors.New("the secret has fewer than 32 bytes")
	}
	attempts, err = hkdf.Key(sha256.New, key, nil, "holdfast identity: attempts", 32)
	if err != nil {
		return nil, nil, err
	}
	sealKey, err := hkdf.Key(sha256.New, key, nil, "holdfast identity: sealing", 32)
	if err != nil {
		return nil, nil, err
	}
	block, err := aes.NewCipher(sealKey)
	if err != nil {
		return nil, nil, err
	}
	sealing, err = cipher.NewGCMWithRandomNonce(block)
	return attempts, sealing, err
}

// HashSecret is how a login's token or a link's secret is stored. A plain hash
// is enough: with 160 random bits there is nothing to guess from a list.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// attemptKey names who tried what, in a form that tells nobody whom.
func (a *Accounts) attemptKey(what, who string) string {
	mac := hmac.New(sha256.New, a.attempts)
	fmt.Fprintf(mac, "%s\x00%s", what, who)
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// sealText encrypts text that has to be read again. owner ties it to its row: put
// into another, it does not open.
func (a *Accounts) sealText(text, owner string) string {
	return base64.RawStdEncoding.EncodeToString(a.sealing.Seal(nil, nil, []byte(text), []byte(owner)))
}

func (a *Accounts) openText(sealed, owner string) (string, error) {
	raw, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil {
		return "", fmt.Errorf("sealed text: %w", err)
	}
	text, err := a.sealing.Open(nil, nil, raw, []byte(owner))
	if err != nil {
		return "", fmt.Errorf("sealed text, perhaps made with another secret: %w", err)
	}
	return string(text), nil
}

// randomBytes never fails: crypto/rand ends the program rather than return weak
// bytes.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}
