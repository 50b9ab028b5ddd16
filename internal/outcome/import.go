package outcome

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/measure/scorefile"
	"holdfast/internal/store"
)

// Limits of what names a study, in characters.
const (
	NameLimit   = 120
	SourceLimit = 500
)

// Import says what a file of answers holds and how the study is called.
type Import struct {
	Name       string
	Source     string // citation of the data
	Instrument string
	Columns    string // where the items stand, in order: "EPDS_1..EPDS_10"
	Scored     bool   // values are item scores, any reversal done; otherwise positions, first = 1
}

// Imported says what came in.
type Imported struct {
	Study    StudyID
	People   int
	Complete int
}

// ImportAnswers brings a CSV file of answers in as a study of the actor's service,
// whole or not at all. A cell that cannot be is a [sheet.CellError] with its line
// and column. Study answers are nobody's record: they open no alert.
//
// Faults: Forbidden; Invalid on name, source, instrument or file; Conflict for a
// name that is there.
func (s *Service) ImportAnswers(ctx context.Context, who access.Actor, in Import, file io.Reader) (Imported, error) {
	if err := who.Require(access.OutcomeWrite); err != nil {
		return Imported{}, err
	}
	in.Name, in.Source = strings.TrimSpace(in.Name), strings.TrimSpace(in.Source)
	key, err := s.checkImport(in)
	if err != nil {
		return Imported{}, err
	}
	rows, err := scorefile.Read(file, scorefile.Options{Key: key, Columns: in.Columns, Scored: in.Scored})
	if err != nil {
		return Imported{}, err
	}
	if len(rows) == 0 {
		return Imported{}, fault.Check(fault.At("file", "outcome.import.empty"))
	}
	study := Study{ID: measure.NewStudyID(), Name: in.Name, Source: in.Source, Instrument: key, People: len(rows)}
	answers, err := studyAnswers(key, rows)
	if err != nil {
		return Imported{}, err
	}
	for _, r := range rows {
		if r.Result.Complete {
			study.Complete++
		}
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		there, err := studyNamed(tx, who, study.Name)
		if err != nil {
			return err
		}
		if there {
			return fault.Refuse("outcome.import.twice", "name", study.Name)
		}
		if err := insertStudy(tx, who, study); err != nil {
			return err
		}
		if err := s.measures.StoreStudyIn(tx, who, study.ID, key, answers); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("study.imported", "study", study.ID.String()))
	})
	if err != nil {
		return Imported{}, fmt.Errorf("import study: %w", err)
	}
	return Imported{study.ID, study.People, study.Complete}, nil
}

func (s *Service) checkImport(in Import) (score.Key, error) {
	var wrong []fault.Problem
	switch n := utf8.RuneCountInString(in.Name); {
	case n == 0:
		wrong = append(wrong, fault.At("name", "outcome.import.name.missing"))
	case n > NameLimit:
		wrong = append(wrong, fault.At("name", "outcome.import.name.long", "limit", NameLimit))
	}
	switch n := utf8.RuneCountInString(in.Source); {
	case n == 0:
		wrong = append(wrong, fault.At("source", "outcome.import.source.missing"))
	case n > SourceLimit:
		wrong = append(wrong, fault.At("source", "outcome.import.source.long", "limit", SourceLimit))
	}
	key, ok := s.measures.Library().Key(in.Instrument)
	if !ok {
		wrong = append(wrong, fault.At("instrument", "outcome.import.instrument"))
	}
	return key, fault.Check(wrong...)
}

// studyAnswers keeps every answer as the position of its option, however the file
// gave it.
func studyAnswers(key score.Key, rows []scorefile.Row) ([]measure.StudyAnswers, error) {
	out := make([]measure.StudyAnswers, len(rows))
	for i, row := range rows {
		values := make(map[int]int, len(row.Result.Items))
		for number, value := range row.Result.Items {
			item, _ := key.Item(number)
			position, ok := item.Position(value)
			if !ok && item.NotApplicable != nil {
				position, ok = len(item.Scores)+1, true
			}
			if !ok {
				return nil, fmt.Errorf("row %d: item %d has no option with its score", row.Number, number)
			}
			values[number] = position
		}
		out[i] = measure.StudyAnswers{Row: row.Number, Values: values, Result: row.Result}
	}
	return out, nil
}
