package planfile

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// reader goes through a file once. What is out of place is noted and skipped, so that everything wrong is told at once;
// only what is no JSON ends it.
type reader struct {
	dec      *jsontext.Decoder
	problems []plan.Problem
	known    map[string]string // words that come again and again are kept once
	broken   error
}

func newReader(data []byte) *reader {
	return &reader{dec: jsontext.NewDecoder(bytes.NewBuffer(data)), known: map[string]string{}}
}

func (r *reader) problem(code plan.Code, of, value string) {
	r.problems = append(r.problems, plan.Problem{Code: code, Names: []plan.Name{{Of: of, Value: value}}})
}

func (r *reader) wrong(field string) { r.problem(plan.CodeFormat, "field", field) }

func (r *reader) fail(err error) bool {
	if err == nil {
		return false
	}
	if r.broken == nil {
		r.broken = err
		value := "not-json"
		if errors.Is(err, jsontext.ErrDuplicateName) {
			value = "name-twice"
		}
		r.problem(plan.CodeFormat, "format", value)
	}
	return true
}

// end expects nothing more.
func (r *reader) end() {
	if r.broken != nil {
		return
	}
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		r.fail(errors.Join(err, errors.New("more than one value")))
	}
}

// object reads an object's fields; field reads the value of a name it knows, and says so.
func (r *reader) object(of string, field func(name string) bool) {
	if r.broken != nil {
		return
	}
	if r.dec.PeekKind() != '{' {
		if !r.fail(r.dec.SkipValue()) {
			r.wrong(of)
		}
		return
	}
	if _, err := r.dec.ReadToken(); r.fail(err) {
		return
	}
	for r.broken == nil && r.dec.PeekKind() != '}' {
		name := r.word()
		if r.broken != nil {
			return
		}
		if !field(name) {
			r.problem(plan.CodeField, "field", name)
			r.fail(r.dec.SkipValue())
		}
	}
	if r.broken == nil {
		_, err := r.dec.ReadToken()
		r.fail(err)
	}
}

// thing is an object with an id, which its problems are told with.
func (r *reader) thing(of string, id *string, field func(name string) bool) {
	from := len(r.problems)
	r.object(of, field)
	for i := from; i < len(r.problems) && r.broken == nil; i++ {
		r.problems[i].Names = append(r.problems[i].Names, plan.Name{Of: of, Value: *id})
	}
}

func (r *reader) list(field string, item func()) {
	if r.broken != nil {
		return
	}
	if r.dec.PeekKind() != '[' {
		if !r.fail(r.dec.SkipValue()) {
			r.wrong(field)
		}
		return
	}
	if _, err := r.dec.ReadToken(); r.fail(err) {
		return
	}
	for r.broken == nil && r.dec.PeekKind() != ']' {
		item()
	}
	if r.broken == nil {
		_, err := r.dec.ReadToken()
		r.fail(err)
	}
}

// word reads a string that is known to be one.
func (r *reader) word() string {
	raw, err := r.dec.ReadValue()
	if r.fail(err) {
		return ""
	}
	if bytes.IndexByte(raw, '\\') >= 0 {
		out, err := jsontext.AppendUnquote(nil, raw)
		r.fail(err)
		return string(out)
	}
	inner := raw[1 : len(raw)-1]
	if s, known := r.known[string(inner)]; known {
		return s
	}
	s := string(inner)
	r.known[s] = s
	return s
}

func (r *reader) text(field string, into *string) bool {
	if r.is('"', field) {
		*into = r.word()
	}
	return true
}

// is reports whether the next value is of a kind; one that is not is skipped and told.
func (r *reader) is(kind jsontext.Kind, field string) bool {
	if r.broken != nil {
		return false
	}
	if r.dec.PeekKind() == kind {
		return true
	}
	if !r.fail(r.dec.SkipValue()) {
		r.wrong(field)
	}
	return false
}

func (r *reader) texts(field string, into *[]string) bool {
	r.list(field, func() {
		var s string
		r.text(field, &s)
		*into = append(*into, s)
	})
	return true
}

func (r *reader) modes(field string, into *[]plan.Mode) bool {
	r.list(field, func() {
		var s string
		r.text(field, &s)
		*into = append(*into, plan.Mode(s))
	})
	return true
}

func (r *reader) date(field string, into *civil.Date) bool {
	if !r.is('"', field) {
		return true
	}
	day, err := civil.Parse(r.word())
	if err != nil {
		r.wrong(field)
	}
	*into = day
	return true
}

func (r *reader) dates(field string, into *[]civil.Date) bool {
	r.list(field, func() {
		var d civil.Date
		r.date(field, &d)
		*into = append(*into, d)
	})
	return true
}

func (r *reader) number(field string, into *float64) bool {
	if !r.is('0', field) {
		return true
	}
	raw, err := r.dec.ReadValue()
	if r.fail(err) {
		return true
	}
	value, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		r.wrong(field)
	}
	*into = value
	return true
}

// whole reads a whole number, also where it is written as 8.0 or 8e0.
func (r *reader) whole(field string, into *int) bool {
	var value float64
	before := len(r.problems)
	if r.number(field, &value); len(r.problems) > before || r.broken != nil {
		return true
	}
	if value != math.Trunc(value) || math.Abs(value) > 1e15 {
		r.wrong(field)
		return true
	}
	*into = int(value)
	return true
}

func (r *reader) truth(field string, into *bool) bool {
	if r.broken != nil {
		return true
	}
	kind := r.dec.PeekKind()
	if r.fail(r.dec.SkipValue()) {
		return true
	}
	if kind != 't' && kind != 'f' {
		r.wrong(field)
	}
	*into = kind == 't'
	return true
}

// about reports whether a problem of a field was told already, so that its absence is not told as well.
func about(problems []plan.Problem, p plan.Problem) bool {
	for _, known := range problems {
		if known.Code == p.Code && strings.HasPrefix(p.String(), known.String()) {
			return true
		}
	}
	return false
}
