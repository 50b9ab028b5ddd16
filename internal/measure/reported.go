package measure

import (
	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/ident"
	"holdfast/internal/measure/score"
)

type study struct{}

// StudyID identifies a set of answers that was brought in from a file. Package
// outcome knows the study.
type StudyID = ident.ID[study]

// NewStudyID makes the identifier of a study that is about to be stored.
func NewStudyID() StudyID { return ident.New[study]() }

// Score is one scale of one complete response, for reports.
type Score struct {
	Response   ResponseID
	Place      PlaceID
	Person     access.PersonID
	Dyad       family.DyadID
	Instrument string
	Version    string
	Timepoint  Timepoint
	On         civil.Date
	Scale      string
	Value      float64
}

// Tally is how often one score came up in a study.
type Tally struct {
	Scale string
	Value float64
	Count int
}

// StudyAnswers is one filling-in in a study: the row it came from, and what was
// answered.
type StudyAnswers struct {
	Row    int
	Values map[int]int // position of the option by item; blanks are left out
	Result score.Result
}
