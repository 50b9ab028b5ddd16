// Package fault holds the five ways a request can fail that a person may be
// told about: something is not there, is not theirs to do, does not make sense,
// was changed by somebody else meanwhile, or cannot be done just now. Every
// other error is ours, and is shown as a reference to quote.
//
// A fault carries words for operators in Error and message keys for people in
// Problems. Names, notes and answers never stand in either.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is what went wrong, as far as the person asking is concerned.
type Kind int

// The closed set of kinds. Internal is every error that is not a fault.
const (
	Internal    Kind = iota
	NotFound         // absent and hidden alike
	Forbidden        // a permission is lacking; somebody else could do it
	Invalid          // the input makes no sense; Problems say where
	Conflict         // somebody else was there first
	Unavailable      // full disk, no database, mail server down: try again
)

// String names the kind for logs.
func (k Kind) String() string {
	switch k {
	case NotFound:
		return "not found"
	case Forbidden:
		return "forbidden"
	case Invalid:
		return "invalid"
	case Conflict:
		return "conflict"
	case Unavailable:
		return "unavailable"
	}
	return "internal"
}

// Problem is one thing to put right. Field is the form field's name, empty for
// the whole form; Key is a message key of the i18n catalogue; Args are its
// arguments as name, value pairs.
type Problem struct {
	Field string
	Key   string
	Args  []any
}

// Error is a fault. Use the constructors.
type Error struct {
	Kind     Kind
	Problems []Problem // for Invalid and Conflict: what to tell the person
	msg      string
	cause    error
}

func (e *Error) Error() string {
	s := e.msg
	if s == "" {
		s = e.Kind.String()
	}
	if len(e.Problems) > 0 {
		keys := make([]string, len(e.Problems))
		for i, p := range e.Problems {
			keys[i] = strings.TrimPrefix(p.Field+":"+p.Key, ":")
		}
		s += " [" + strings.Join(keys, ", ") + "]"
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap gives the cause, which only operators see.
func (e *Error) Unwrap() error { return e.cause }

// NotFoundf says that a thing is not there, or not for this person: the two are
// told alike.
func NotFoundf(format string, args ...any) error { return newf(NotFound, format, args) }

// Forbiddenf says that the person lacks a permission for an act on something
// they may know of.
func Forbiddenf(format string, args ...any) error { return newf(Forbidden, format, args) }

// Conflictf says that the state changed under the person's hands.
func Conflictf(format string, args ...any) error { return newf(Conflict, format, args) }

// Unavailablef says that it failed for want of something that may come back.
func Unavailablef(format string, args ...any) error { return newf(Unavailable, format, args) }

// newf keeps %w working: the formatted error becomes the cause.
func newf(kind Kind, format string, args []any) error {
	return &Error{Kind: kind, msg: kind.String(), cause: fmt.Errorf(format, args...)}
}

// Refuse is a Conflict with words for the person: key names the message that
// says what happened and what they can do now.
func Refuse(key string, args ...any) error {
	return &Error{Kind: Conflict, Problems: []Problem{{Key: key, Args: args}}}
}

// At is one problem at a field, ready to be gathered with Check.
func At(field, key string, args ...any) Problem {
	return Problem{Field: field, Key: key, Args: args}
}

// Check is an Invalid made of problems, or nil when there are none, so that a
// validator can end in `return fault.Check(problems...)`.
func Check(problems ...Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Problems: problems}
}

// KindOf says which kind err is; Internal for nil and for errors of ours.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Error](err); ok {
		return f.Kind
	}
	return Internal
}

// Is reports whether err is a fault of the given kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// ProblemsOf returns what to tell the person about err; nil when err carries
// nothing for them.
func ProblemsOf(err error) []Problem {
	if f, ok := errors.AsType[*Error](err); ok {
		return f.Problems
	}
	return nil
}
