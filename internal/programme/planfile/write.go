package planfile

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"holdfast/internal/programme/plan"
)

// Words says a reason and a method to a person.
type Words struct {
	Reason func(plan.Reason) string
	Method func(plan.Method) string
}

// WritePlan writes a plan, one placement a line.
func WritePlan(p *plan.Plan, words Words) []byte {
	w := &writer{}
	w.raw("{\"format\":").text(Format).raw(",\"kind\":").text(string(p.Kind)).raw(",\"instance\":").text(p.Instance)
	w.raw(",\"method\":").text(words.Method(p.Method))
	w.raw(",\n\"value\":").micro(p.Value).raw(",\"bound\":").micro(p.Bound)
	w.raw(",\n\"placements\":[")
	for i, x := range p.Placements {
		w.line(i).raw("{\"family\":").text(x.Family).raw(",\"group\":").text(x.Group)
		if x.Fixed {
			w.raw(",\"fixed\":true")
		}
		w.raw("}")
	}
	w.raw("],\n\"opened\":[")
	for i, g := range p.Opened {
		w.line(i).opened(g)
	}
	w.raw("],\n\"unplaced\":[")
	for i, x := range p.Unplaced {
		w.line(i).raw("{\"family\":").text(x.Family).raw(",\"reason\":").text(string(x.Reason)).raw(",\"words\":").text(words.Reason(x.Reason)).raw("}")
	}
	w.raw("],\n\"below_minimum\":").texts(p.BelowMinimum)
	// A bound that branching proved lies below what prices can prove: then there is no certificate to print.
	if p.Certified() {
		w.raw(",\n\"certificate\":{\"families\":").nanos(p.Certificate.Families).raw(",\"groups\":").nanos(p.Certificate.Groups).raw("}")
	}
	return append(w.Bytes(), "}\n"...)
}

type writer struct{ bytes.Buffer }

func (w *writer) raw(s string) *writer {
	w.WriteString(s)
	return w
}

func (w *writer) line(i int) *writer {
	if i > 0 {
		w.raw(",")
	}
	return w.raw("\n")
}

func (w *writer) text(s string) *writer {
	quoted, err := jsontext.AppendQuote(w.AvailableBuffer(), s)
	if err != nil { // invalid UTF-8: it came in as valid, so this cannot be
		quoted, _ = jsontext.AppendQuote(nil, fmt.Sprintf("%+q", s))
	}
	w.Write(quoted)
	return w
}

func (w *writer) texts(list []string) *writer {
	w.raw("[")
	for i, s := range list {
		if i > 0 {
			w.raw(",")
		}
		w.text(s)
	}
	return w.raw("]")
}

// micro writes a value with six decimals, without a detour through binary fractions.
func (w *writer) micro(m plan.Micro) *writer {
	fmt.Fprintf(w, "%d.%06d", m/1e6, m%1e6)
	return w
}

// nanos writes amounts by id, sorted, with nine decimals at most.
func (w *writer) nanos(amounts map[string]plan.Nano) *writer {
	w.raw("{")
	for i, id := range slices.Sorted(maps.Keys(amounts)) {
		if i > 0 {
			w.raw(",")
		}
		n := amounts[id]
		w.text(id).raw(":").raw(strconv.FormatInt(int64(n/1e9), 10))
		if rest := n % 1e9; rest > 0 {
			digits := bytes.TrimRight(fmt.Appendf(nil, "%09d", int64(rest)), "0")
			w.raw(".")
			w.Write(digits)
		}
	}
	return w.raw("}")
}

func (w *writer) opened(g plan.Opened) {
	w.raw("{").group(&g.Group).raw(",\"facilitators\":").texts(g.Facilitators).raw("}")
}
