package store

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/fault"
)

// instant is how a moment stands in an SQLite file: fixed width, so that text
// order is time order.
const instant = "2006-01-02T15:04:05.000000Z"

// bindAll appends to to what the engine's driver takes for the arguments.
func bindAll(to []any, e Engine, args []any) ([]any, error) {
	for i, a := range args {
		v, err := bind(e, a)
		if err != nil {
			return to, fmt.Errorf("argument $%d: %w", i+1, err)
		}
		to = append(to, v)
	}
	return to, nil
}

func bind(e Engine, arg any) (any, error) {
	switch v := arg.(type) {
	case nil, bool, int, int64, float64, []byte:
		return v, nil
	case string:
		return v, storable(v)
	case time.Time:
		return bindTime(e, v), nil
	case *time.Time:
		if v == nil {
			return nil, nil
		}
		return bindTime(e, *v), nil
	case driver.Valuer:
		if rv := reflect.ValueOf(v); rv.Kind() == reflect.Pointer && rv.IsNil() {
			return nil, nil
		}
		inner, err := v.Value()
		if err != nil {
			return nil, err
		}
		return bind(e, inner)
	}
	// A named string, a pointer to a number: database/sql knows how.
	plain, err := driver.DefaultParameterConverter.ConvertValue(arg)
	if err != nil {
		return nil, err
	}
	if s, ok := plain.(string); ok {
		return s, storable(s)
	}
	return plain, nil
}

func bindTime(e Engine, t time.Time) any {
	t = t.UTC().Truncate(time.Microsecond)
	if e == SQLite {
		return t.Format(instant)
	}
	return t
}

// storable refuses what PostgreSQL cannot store, on both engines: a zero byte or
// broken UTF-8. Only a program sends such a thing, never a keyboard.
func storable(s string) error {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return nil
	}
	return fault.Check(fault.At("", "fault.characters"))
}

// scanAll wraps the destinations whose conversion is ours.
func scanAll(to, dest []any) []any {
	for _, d := range dest {
		switch v := d.(type) {
		case *time.Time:
			to = append(to, &timeScanner{dest: v})
		case **time.Time:
			to = append(to, &timeScanner{null: v})
		case *sql.NullTime:
			to = append(to, &timeScanner{dest: &v.Time, valid: &v.Valid})
		default:
			to = append(to, d)
		}
	}
	return to
}

// timeScanner reads a moment as either engine gives it.
type timeScanner struct {
	dest  *time.Time
	null  **time.Time
	valid *bool
}

// Scan implements sql.Scanner.
func (s *timeScanner) Scan(src any) error {
	var t time.Time
	var err error
	switch v := src.(type) {
	case nil:
		return s.setNull()
	case time.Time:
		t = v.UTC()
	case string:
		t, err = time.Parse(instant, v)
	case []byte:
		t, err = time.Parse(instant, string(v))
	default:
		err = fmt.Errorf("scan a moment from %T", src)
	}
	if err != nil {
		return err
	}
	if s.null != nil {
		*s.null = &t
		return nil
	}
	*s.dest = t
	if s.valid != nil {
		*s.valid = true
	}
	return nil
}

func (s *timeScanner) setNull() error {
	switch {
	case s.null != nil:
		*s.null = nil
	case s.valid != nil:
		*s.dest, *s.valid = time.Time{}, false
	default:
		return fmt.Errorf("scan NULL into time.Time: use *time.Time")
	}
	return nil
}
