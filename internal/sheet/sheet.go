// Package sheet reads a CSV file that has a header, and says where in it something is wrong.
//
// Researchers and services hand over what their spreadsheet saved: with a byte-order mark, with spaces around values,
// with quotes that span lines. A problem is named by line and column so that somebody can go there. What a cell holds is
// never repeated in an error: it may be somebody's answer.
package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Problems that concern the file as a whole.
var (
	ErrEmpty     = errors.New("the file is empty: its first line must name the columns")
	ErrNotNumber = errors.New("not a number; leave the cell empty where the value is missing")
)

// Sheet is a whole file in memory.
type Sheet struct {
	header []string
	Rows   []Row
}

// Row is one line of values under the header.
type Row struct {
	Number int // from 1, the header not counted
	Line   int // in the file, from 1
	cells  []string
}

// Column is a place in every row of one sheet.
type Column struct {
	Name string
	at   int
}

// CellError names the cell that something is wrong with.
type CellError struct {
	Line   int
	Column string
	Err    error
}

func (e *CellError) Error() string {
	return fmt.Sprintf("line %d, column %s: %v", e.Line, e.Column, e.Err)
}
func (e *CellError) Unwrap() error { return e.Err }

// Read reads to the end. Every line must have as many cells as the header; blank lines are passed over.
func Read(in io.Reader) (*Sheet, error) {
	buffered := bufio.NewReader(in)
	if mark, err := buffered.Peek(3); err == nil && string(mark) == "\ufeff" {
		if _, err := buffered.Discard(3); err != nil {
			return nil, err
		}
	}
	reader := csv.NewReader(buffered)
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, ErrEmpty
	}
	if err != nil {
		return nil, explain(err)
	}
	s := &Sheet{}
	for _, name := range header {
		s.header = append(s.header, strings.TrimSpace(name))
	}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, explain(err)
		}
		line, _ := reader.FieldPos(0)
		s.Rows = append(s.Rows, Row{Number: len(s.Rows) + 1, Line: line, cells: cells})
	}
}

func explain(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	if errors.Is(parse.Err, csv.ErrFieldCount) {
		return fmt.Errorf("line %d has more or fewer cells than the header: %w", parse.Line, parse.Err)
	}
	return fmt.Errorf("line %d, character %d: %w", parse.Line, parse.Column, parse.Err)
}

// Column finds a column by its exact name. A name that stands twice is refused: nobody could say which was meant.
func (s *Sheet) Column(name string) (Column, error) {
	at := slices.Index(s.header, name)
	if at < 0 {
		for _, other := range s.header {
			if strings.EqualFold(other, name) {
				return Column{}, fmt.Errorf("there is no column %q; there is %q", name, other)
			}
		}
		return Column{}, fmt.Errorf("there is no column %q in the first line", name)
	}
	if slices.Contains(s.header[at+1:], name) {
		return Column{}, fmt.Errorf("two columns are called %q", name)
	}
	return Column{name, at}, nil
}

// Columns finds a list such as "EPDS_1..EPDS_10" or "a,b,Q03..Q18". Two dots between names that differ only in the number
// they end with count from one to the other, so the order in the file does not matter; between other names they take
// what stands from one to the other in the file.
func (s *Sheet) Columns(list string) ([]Column, error) {
	var out []Column
	for _, part := range strings.Split(list, ",") {
		columns, err := s.span(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		for _, c := range columns {
			if slices.Contains(out, c) {
				return nil, fmt.Errorf("column %q is listed twice", c.Name)
			}
			out = append(out, c)
		}
	}
	return out, nil
}

func (s *Sheet) span(part string) ([]Column, error) {
	from, to, isSpan := strings.Cut(part, "..")
	first, err := s.Column(from)
	if err != nil {
		return nil, err
	}
	if !isSpan {
		return []Column{first}, nil
	}
	last, err := s.Column(to)
	if err != nil {
		return nil, err
	}
	names, counted := countNames(from, to)
	if !counted {
		if last.at < first.at {
			return nil, fmt.Errorf("column %q comes after %q", from, to)
		}
		names = s.header[first.at : last.at+1]
	}
	out := make([]Column, len(names))
	for i, name := range names {
		if out[i], err = s.Column(name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// countNames spells out "EPDS_1..EPDS_10", keeping leading zeros as in "Q03..Q18".
func countNames(from, to string) ([]string, bool) {
	stemFrom, digitsFrom := splitNumber(from)
	stemTo, digitsTo := splitNumber(to)
	first, errFirst := strconv.Atoi(digitsFrom)
	last, errLast := strconv.Atoi(digitsTo)
	const most = 1000 // no sheet has more items; a slip of the finger must not fill the memory
	if stemFrom != stemTo || errFirst != nil || errLast != nil || last < first || last-first > most {
		return nil, false
	}
	width := 0
	if strings.HasPrefix(digitsFrom, "0") {
		width = len(digitsFrom)
	}
	var names []string
	for n := first; n <= last; n++ {
		names = append(names, fmt.Sprintf("%s%0*d", stemFrom, width, n))
	}
	return names, true
}

func splitNumber(name string) (stem, digits string) {
	stem = strings.TrimRight(name, "0123456789")
	return stem, name[len(stem):]
}

// Text is a cell without the spaces around it; empty where nothing was given.
func (r Row) Text(c Column) string { return strings.TrimSpace(r.cells[c.at]) }

// Value is a cell as a number, or nil where nothing was given. Anything else is a [CellError].
func (r Row) Value(c Column) (*float64, error) {
	text := r.Text(c)
	if text == "" {
		return nil, nil
	}
	value, err := strconv.ParseFloat(text, 64)
	// ParseFloat also takes hexadecimal, "inf" and "nan", which no answer is.
	if err != nil || math.IsInf(value, 0) || strings.Trim(text, "0123456789+-.eE") != "" {
		return nil, r.Problem(c, ErrNotNumber)
	}
	return &value, nil
}

// Problem says that something is wrong with a cell.
func (r Row) Problem(c Column, err error) error {
	return &CellError{Line: r.Line, Column: c.Name, Err: err}
}
