package page

import (
	"net/url"
	"strings"
)

// SafeNext is where to go after signing in: the address asked for when it is a
// page of this site, otherwise fallback. An address of another site would make
// our sign-in a trap.
func SafeNext(next, fallback string) string {
	// Browsers read a backslash as a slash and drop tabs and line ends.
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, unsafe) {
		return fallback
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" {
		return fallback
	}
	return u.RequestURI()
}

func unsafe(r rune) bool { return r == '\\' || r < 0x20 || r == 0x7f }
