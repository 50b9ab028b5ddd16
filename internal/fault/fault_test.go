package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"holdfast/internal/fault"
)

func TestKindOf(t *testing.T) {
	tests := map[string]struct {
		err  error
		want fault.Kind
	}{
		"an error of ours is internal":              {io.ErrUnexpectedEOF, fault.Internal},
		"no error has no kind":                      {nil, fault.Internal},
		"a fault keeps its kind through wrapping":   {fmt.Errorf("offer: %w", fault.NotFoundf("place 7")), fault.NotFound},
		"a refusal is a conflict":                   {fault.Refuse("offer.expired"), fault.Conflict},
		"problems make an invalid":                  {fault.Check(fault.At("born", "date.future")), fault.Invalid},
		"the outermost fault of a chain decides":    {fault.Unavailablef("store: %w", fault.Conflictf("busy")), fault.Unavailable},
		"validation without problems is no failure": {fault.Check(), fault.Internal},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := fault.KindOf(tt.err); got != tt.want {
				t.Errorf("KindOf(%v) = %v, want %v", tt.err, got, tt.want)
			}
		})
	}
}

func TestFaultKeepsItsCause(t *testing.T) {
	err := fault.Unavailablef("write: %w", io.ErrShortWrite)
	if !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("%v does not unwrap to its cause", err)
	}
}

func TestInvalidNamesFieldsAndKeysOnly(t *testing.T) {
	err := fault.Check(fault.At("born", "date.future", "date", "2031-01-01"))
	if got, want := err.Error(), "invalid [born:date.future]"; got != want {
		t.Errorf("Error() = %q, want %q: arguments may hold what a person typed", got, want)
	}
}
