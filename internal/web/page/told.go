package page

import (
	"net/http"
	"strings"
	"time"
)

// Told says once, on the page a redirect leads to, what was just done. It names
// a text of the catalogue under "told." and, when it concerns one thing, that
// thing's identifier, so that the page can say it where it happened. It travels
// in a cookie that scripts and other sites can neither set nor read, and that
// holds no name and no text; the next page forgets it.
type Told struct {
	Key   string // "told.place-offered"
	About string // an identifier, or empty
}

// TellPrefix is what the key of every notice begins with: the list is closed by
// the catalogue.
const TellPrefix = "told."

// TellCookie is the cookie's name.
const TellCookie = "told"

// Tell makes the page that the reply leads to say what was done.
func (r Reply) Tell(key, about string) Reply {
	r.told = &Told{key, about}
	return r
}

// Telling is what Tell asked for, in the form of a cookie.
func (r Reply) Telling() (Cookie, bool) {
	if r.told == nil {
		return Cookie{}, false
	}
	return Cookie{Name: TellCookie, Value: r.told.Key + "|" + r.told.About, For: time.Minute}, true
}

// Told is what the act before this page did; zero when there is nothing to tell.
func (r *Request) Told() Told {
	if r.told != nil {
		return *r.told
	}
	r.told = &Told{}
	c, err := r.Cookie(TellCookie)
	if err != nil || r.Method != http.MethodGet {
		return *r.told
	}
	key, about, _ := strings.Cut(c.Value, "|")
	if strings.HasPrefix(key, TellPrefix) && r.Print.Has(key) && isIdentifier(about) {
		*r.told = Told{key, about}
	}
	return *r.told
}

func isIdentifier(s string) bool {
	for _, c := range s {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return len(s) <= 36
}
