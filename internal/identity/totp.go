package identity

import (
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// The time-based codes that every code generator makes unless told otherwise
// (RFC 6238): six digits, SHA-1, a step of 30 seconds.
const (
	codeStep   = 30 * time.Second
	codeDigits = otp.DigitsSix
	// codeSkew is how many steps a telephone's clock may be off, either way.
	codeSkew = 1
	// codeIssuer is what the generator shows above the code. Staff share phones
	// with nobody, but it still need not say what kind of service they work for.
	codeIssuer = "Holdfast"
)

// newCodeKey makes the 160 bits that a code generator is given (RFC 4226 §4).
func newCodeKey() string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(randomBytes(20))
}

// codeURI is what the square with the dots on the enrolment page says.
func codeURI(key, account string) string {
	q := url.Values{"secret": {key}, "issuer": {codeIssuer}}
	return "otpauth://totp/" + url.PathEscape(codeIssuer+":"+account) + "?" + q.Encode()
}

// matchCode finds the step whose code was given, near the time now and after the
// step that was used last: a code that somebody looked over a shoulder at opens
// nothing a second time (RFC 6238 §5.2).
func matchCode(key, code string, now time.Time, used int64) (step int64, ok bool, err error) {
	code = strings.Join(strings.Fields(code), "")
	current := now.Unix() / int64(codeStep/time.Second)
	// Every step is tried, found or not, so that the time says nothing.
	for at := current - codeSkew; at <= current+codeSkew; at++ {
		want, err := hotp.GenerateCodeCustom(key, uint64(at), hotp.ValidateOpts{Digits: codeDigits, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, fmt.Errorf("code of a generator: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && at > used && !ok {
			step, ok = at, true
		}
	}
	return step, ok, nil
}
