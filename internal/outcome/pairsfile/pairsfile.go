// Package pairsfile works out change from a file with one column before and one after, as a study hands it over.
package pairsfile

import (
	"bytes"
	"encoding/json"
	"io"

	"holdfast/internal/outcome/stats"
	"holdfast/internal/sheet"
)

// Options says where the scores stand and how change is judged.
type Options struct {
	Before, After string // column names
	stats.Options
}

// Read takes the pairs out of a file. An empty cell is a missing score; anything else that is not a number is a
// [sheet.CellError] naming line and column.
func Read(in io.Reader, options Options) ([]stats.Pair, error) {
	file, err := sheet.Read(in)
	if err != nil {
		return nil, err
	}
	before, err := file.Column(options.Before)
	if err != nil {
		return nil, err
	}
	after, err := file.Column(options.After)
	if err != nil {
		return nil, err
	}
	pairs := make([]stats.Pair, len(file.Rows))
	for i, row := range file.Rows {
		if pairs[i].Before, err = row.Value(before); err != nil {
			return nil, err
		}
		if pairs[i].After, err = row.Value(after); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// Run writes the figures of stats.Paired as JSON, null where one cannot be had. Nothing is written unless the whole file
// could be read.
func Run(in io.Reader, out io.Writer, options Options) error {
	pairs, err := Read(in, options)
	if err != nil {
		return err
	}
	result, err := stats.PairedChange(pairs, options.Options)
	if err != nil {
		return err
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(result); err != nil {
		return err
	}
	_, err = buffer.WriteTo(out)
	return err
}
