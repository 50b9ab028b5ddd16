package civil

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Value stores a date as the text YYYY-MM-DD, which both engines take, and no date as NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what either engine hands back: text, bytes, a time at midnight, or NULL for no date.
func (d *Date) Scan(src any) error {
	switch src := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = Of(src)
		return nil
	case string:
		return d.scanText(src)
	case []byte:
		return d.scanText(string(src))
	}
	return fmt.Errorf("civil: cannot read a date from %T", src)
}

func (d *Date) scanText(s string) (err error) {
	*d, err = Parse(s)
	return err
}

// MarshalText writes YYYY-MM-DD, or nothing for no date; JSON and YAML use it.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	return d.scanText(string(text))
}

// Value stores a time of day as the text HH:MM.
func (c Clock) Value() (driver.Value, error) {
	if !c.valid() {
		return nil, ErrClock
	}
	return c.String(), nil
}

// Scan reads text, bytes or a time. It refuses NULL, which would otherwise turn into midnight.
func (c *Clock) Scan(src any) error {
	switch src := src.(type) {
	case time.Time:
		*c = Clock{src.Hour(), src.Minute()}
		return nil
	case string:
		return c.UnmarshalText([]byte(src))
	case []byte:
		return c.UnmarshalText(src)
	}
	return fmt.Errorf("civil: cannot read a time of day from %T", src)
}

// MarshalText writes HH:MM.
func (c Clock) MarshalText() ([]byte, error) {
	if !c.valid() {
		return nil, ErrClock
	}
	return []byte(c.String()), nil
}

// UnmarshalText reads what [ParseClock] reads.
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}
