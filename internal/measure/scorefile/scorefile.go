// Package scorefile scores a file of answers, one filling-in a line, as a study or another program hands it over.
package scorefile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"holdfast/internal/measure/score"
	"holdfast/internal/sheet"
)

// Options says what the file holds.
type Options struct {
	Key     score.Key
	Columns string // where the items stand, in the instrument's order: "EPDS_1..EPDS_10"
	Scored  bool   // values are item scores, any reversal done; otherwise positions of the ticked option, first = 1
}

// Row is one filling-in with what it scores.
type Row struct {
	Number  int // from 1, the header not counted
	Line    int // in the file
	Answers map[int]score.Answer
	Result  score.Result
}

// ErrNotAnOption and ErrNotAScore say what a cell may hold.
var (
	ErrNotAnOption = errors.New("not the position of one of the item's options, counted from 1")
	ErrNotAScore   = errors.New("not a score that the item can have")
)

// Read scores every line. It stops at the first value that cannot be, with a [sheet.CellError] naming line and column:
// a file that is wrong in one place is likely to be wrong in others, and half a result looks like a whole one. Blank
// cells are missing answers and no error.
func Read(in io.Reader, options Options) ([]Row, error) {
	file, err := sheet.Read(in)
	if err != nil {
		return nil, err
	}
	columns, err := file.Columns(options.Columns)
	if err != nil {
		return nil, err
	}
	if len(columns) != len(options.Key.Items) {
		return nil, fmt.Errorf("%s has %d items, and %d columns are listed", options.Key.Short, len(options.Key.Items), len(columns))
	}
	rows := make([]Row, 0, len(file.Rows))
	for _, line := range file.Rows {
		row, err := options.row(line, columns)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Run writes row, complete, total, flags, missing and a column for each subscale, as CSV. Nothing is written unless the
// whole file could be scored.
func Run(in io.Reader, out io.Writer, options Options) error {
	rows, err := Read(in, options)
	if err != nil {
		return err
	}
	var buffer bytes.Buffer
	w := csv.NewWriter(&buffer)
	header := []string{"row", "complete", "total", "flags", "missing"}
	for _, s := range options.Key.Subscales {
		header = append(header, s.ID)
	}
	if err := w.Write(header); err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.Write(row.record()); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	_, err = buffer.WriteTo(out)
	return err
}

func (o Options) row(line sheet.Row, columns []sheet.Column) (Row, error) {
	answers := make(map[int]score.Answer, len(columns))
	for i, column := range columns {
		value, err := line.Value(column)
		if err != nil {
			return Row{}, err
		}
		if value == nil {
			continue
		}
		if answers[i+1], err = o.answer(*value); err != nil {
			return Row{}, line.Problem(column, err)
		}
	}
	result, err := score.Score(o.Key, answers)
	var refused *score.ItemError
	if errors.As(err, &refused) {
		return Row{}, line.Problem(columns[refused.Item-1], o.complaint())
	}
	if err != nil {
		return Row{}, err
	}
	return Row{Number: line.Number, Line: line.Line, Answers: answers, Result: result}, nil
}

func (o Options) answer(value float64) (score.Answer, error) {
	if o.Scored {
		return score.Scored(value), nil
	}
	if value != math.Trunc(value) || math.Abs(value) > math.MaxInt32 {
		return score.Answer{}, o.complaint()
	}
	return score.Option(int(value)), nil
}

func (o Options) complaint() error {
	if o.Scored {
		return ErrNotAScore
	}
	return ErrNotAnOption
}

func (r Row) record() []string {
	var flags, missing []string
	for _, f := range r.Result.Flags {
		where := f.Scale
		if f.Item > 0 {
			where = strconv.Itoa(f.Item)
		}
		flags = append(flags, string(f.Alert)+":"+where)
	}
	for _, number := range r.Result.Missing {
		missing = append(missing, strconv.Itoa(number))
	}
	record := []string{
		strconv.Itoa(r.Number), strconv.FormatBool(r.Result.Complete), number(r.Result.Total),
		strings.Join(flags, " "), strings.Join(missing, " "),
	}
	for _, s := range r.Result.Subscales {
		record = append(record, number(s.Value))
	}
	return record
}

// number is empty where there is none: a zero would be a score.
func number(value *float64) string {
	if value == nil {
		return ""
	}
	return strconv.FormatFloat(*value, 'f', -1, 64)
}
