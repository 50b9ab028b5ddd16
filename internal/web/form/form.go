// Package form reads what was typed into a page and shows it again when
// something is wrong, so that nobody types anything twice.
//
// A handler reads typed values, lets the domain judge them, and on any fault
// renders the same page from the same [Values]:
//
//	in, err := form.Read(r.Request)
//	offer := programme.Offer{Group: …, Until: in.Date("until")}
//	if err = in.Check(); err == nil { err = svc.Offer(ctx, r.Who, offer) }
//	if form.Shows(err) { return page.Invalid(offerPage(r, in.Show(r.Print, err))), nil }
//
// Values are trimmed, put in Unicode's composed form and freed of characters
// that control a terminal or turn the direction of text. They are not escaped:
// templates do that.
package form

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"holdfast/internal/civil"
	"holdfast/internal/fault"
)

// Values is one filled-in form: what was typed, and what could not be read as
// asked for. Read it in one goroutine.
type Values struct {
	values   url.Values
	files    map[string][]*multipart.FileHeader
	problems []fault.Problem
}

// memory is how much of an uploaded file is held in memory; more goes to disk.
const memory = 1 << 20

// Read parses the posted body. The server has limited its size: a body that is
// too long is an Invalid, one that is broken off is Unavailable.
func Read(r *http.Request) (*Values, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	err := r.ParseForm()
	if kind == "multipart/form-data" && err == nil {
		err = r.ParseMultipartForm(memory)
	}
	switch {
	case err == nil:
	case isTooLarge(err):
		return nil, fault.Check(fault.At("", "form.too-large"))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fault.Unavailablef("read form: %w", err)
	default:
		// The cause may quote what was typed, so it is not kept.
		return nil, fault.Check(fault.At("", "form.unreadable"))
	}
	v := &Values{values: r.PostForm}
	if r.MultipartForm != nil {
		v.files = r.MultipartForm.File
	}
	return v, nil
}

func isTooLarge(err error) bool {
	_, ok := errors.AsType[*http.MaxBytesError](err)
	return ok || errors.Is(err, multipart.ErrMessageTooLarge)
}

// Query reads the filter in an address as if it had been posted.
func Query(r *http.Request) *Values { return &Values{values: r.URL.Query()} }

// New is a form nobody has filled in, with what is known beforehand as field,
// value pairs.
func New(pairs ...string) *Values {
	v := &Values{values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.values.Add(pairs[i], pairs[i+1])
	}
	return v
}

// Add fills in one more value of a field, as a box that is ticked beforehand.
func (v *Values) Add(name, value string) { v.values.Add(name, value) }

// SetDate fills in the three inputs of a date; no date leaves them empty.
func (v *Values) SetDate(name string, d civil.Date) {
	if d.IsZero() {
		return
	}
	v.values.Set(name+"-day", strconv.Itoa(d.Day()))
	v.values.Set(name+"-month", strconv.Itoa(int(d.Month())))
	v.values.Set(name+"-year", strconv.Itoa(d.Year()))
}

// Has reports whether the field was in the form at all: an unticked box is not.
func (v *Values) Has(name string) bool { return v.values.Has(name) }

// Text is one line of at most limit characters.
func (v *Values) Text(name string, limit int) string {
	return v.limited(name, v.typed(name), limit)
}

// typed is one line as typed, for values that are checked otherwise than by length.
func (v *Values) typed(name string) string {
	return strings.Join(strings.Fields(clean(v.values.Get(name))), " ")
}

// Lines is a text of several lines of at most limit characters.
func (v *Values) Lines(name string, limit int) string {
	return v.limited(name, strings.TrimSpace(clean(v.values.Get(name))), limit)
}

// Secret is a password: as it was typed, but for Unicode's composed form, since
// keyboards differ in how they compose one letter.
func (v *Values) Secret(name string, limit int) string {
	return v.limited(name, norm.NFC.String(v.values.Get(name)), limit)
}

func (v *Values) limited(name, s string, limit int) string {
	if over := utf8.RuneCountInString(s) - limit; over > 0 {
		v.Problem(name, "form.too-long", "n", over, "limit", limit)
		return ""
	}
	return s
}

// Int is a whole number written in digits of any script. Nothing typed is
// ok = false without a problem; whatever else is no number is a problem.
func (v *Values) Int(name string) (n int, ok bool) {
	s := latinDigits(v.typed(name))
	if s == "" {
		return 0, false
	}
	n, err := strconv.Atoi(strings.Replace(s, "−", "-", 1))
	if err != nil {
		v.Problem(name, "form.not-a-number")
		return 0, false
	}
	return n, true
}

// One is the choice made among those allowed: empty when none was. A value that
// the page did not offer is a problem.
func (v *Values) One(name string, allowed ...string) string {
	s := v.typed(name)
	if s != "" && !slices.Contains(allowed, s) {
		v.Problem(name, "form.not-offered")
		return ""
	}
	return s
}

// Many are the boxes ticked, each once, in the order they are allowed in.
func (v *Values) Many(name string, allowed ...string) []string {
	ticked := v.values[name]
	for _, s := range ticked {
		if s != "" && !slices.Contains(allowed, s) {
			v.Problem(name, "form.not-offered")
			return nil
		}
	}
	var out []string
	for _, s := range allowed {
		if slices.Contains(ticked, s) {
			out = append(out, s)
		}
	}
	return out
}

// Ticked reports whether a single box was ticked.
func (v *Values) Ticked(name string) bool { return v.values.Get(name) != "" }

// Clock is a time of day; nothing typed is ok = false without a problem.
func (v *Values) Clock(name string) (c civil.Clock, ok bool) {
	s := latinDigits(v.typed(name))
	if s == "" {
		return civil.Clock{}, false
	}
	s = strings.Replace(s, ".", ":", 1)
	if len(s) > 1 && s[1] == ':' {
		s = "0" + s
	}
	c, err := civil.ParseClock(s)
	if err != nil {
		v.Problem(name, "form.not-a-time")
	}
	return c, err == nil
}

// Upload opens the file sent in a field; nil when none was.
func (v *Values) Upload(name string) (multipart.File, error) {
	if len(v.files[name]) == 0 {
		return nil, nil
	}
	f, err := v.files[name][0].Open()
	if err != nil {
		return nil, fault.Unavailablef("open upload: %w", err)
	}
	return f, nil
}

// Problem adds something to put right.
func (v *Values) Problem(field, key string, args ...any) {
	v.problems = append(v.problems, fault.At(field, key, args...))
}

// Check is an Invalid of all that could not be read, or nil.
func (v *Values) Check() error { return fault.Check(v.problems...) }

// clean makes a typed text fit to store: composed, with line ends of one kind,
// and without the invisible characters that control a terminal or override the
// direction of what follows. Joiners stay: emoji and Persian need them.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff', r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, s))
}

// latinDigits writes the digits of other scripts as 0 to 9: a phone set to
// Arabic types ٣ for 3.
func latinDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.IsDigit(r) {
			return r
		}
		// Unicode puts the digits of a script in runs of ten that begin with nought.
		zero := r
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + (r - zero)
	}, s)
}
