// Package outcome says what became of the families: who was reached, who came,
// and whether scores moved, each figure with its uncertainty and what it cannot
// say.
//
// Reports come out of the work itself; nothing is entered for them. Rows are
// folded in SQL into plain lists and finished in Go by package stats. Two units
// run through every report and are never mixed: what a measure says about a
// relationship counts once for each caregiver with each infant, what it says about
// the caregiver alone counts once, also for a mother of twins.
//
// A comparison of before and after without another group to compare with cannot
// say why anything moved, and every report says so.
package outcome

import (
	"time"

	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/outcome/stats"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// FewPairs is the fewest pairs that are summed up. Below it figures say more about
// single families than about a group, and are left out.
const FewPairs = 5

// Service is the use cases of this room.
type Service struct {
	db        *store.DB
	log       *audit.Log
	catalogue *programme.Catalogue
	measures  *measure.Service
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, catalogue *programme.Catalogue, measures *measure.Service) *Service {
	return &Service{db: db, log: log, catalogue: catalogue, measures: measures}
}

// GroupHead is what a report says about its group.
type GroupHead struct {
	ID        programme.GroupID
	Ref       string
	Programme string // its name
	First     civil.Date
	Last      civil.Date
	Mode      string // in-person, video
	State     string // open, postponed, cancelled
	Ended     bool   // the last session is over
}

// Report is what became of one group.
type Report struct {
	Group    GroupHead
	On       civil.Date // the day of the report
	Flow     Flow
	Sessions []SessionCount
	Measures []Measure
}

// Flow counts caregivers from the first offer to the last session.
type Flow struct {
	Reached   int // offered a place in this group
	Accepted  int
	Started   int // came to one session or more
	Completed int // came to Needed or more
	Withdrawn int // of those who accepted
	Needed    int // sessions that make it complete
	Sessions  int // of so many
}

// SessionCount is the marks of one session.
type SessionCount struct {
	Number   int
	On       civil.Date
	Present  int
	Part     int
	Cant     int
	Absent   int
	NotHeld  int         // the service did not hold it
	Unmarked int         // expected, and nothing marked
	Came     stats.Share // present or part, of those marked other than not held
}

// Measure is one scale before and after.
type Measure struct {
	Key      score.Key
	Scale    score.Scale
	Expected int // people, or dyads, who started: the most that pairs could be
	// Change is over the complete pairs; its figures are nil where there are fewer
	// than FewPairs.
	Change        stats.Paired
	MissingBefore int // of Expected
	MissingAfter  int
	AfterDue      bool // the days for filling it in afterwards have begun
	Reliable      *Reliable
	Dots          []Dot // the pairs, for the plot; none where there are too few
	Finding       Finding
}

// PerPerson reports whether the measure is about the caregiver alone.
func (m Measure) PerPerson() bool { return m.Key.Per == score.PerPerson }

// Few reports whether there are too few pairs to sum up.
func (m Measure) Few() bool { return m.Change.NPairs < FewPairs }

// Reliable counts the pairs that moved further than measurement error explains.
type Reliable struct {
	Better    int
	Worse     int
	Unchanged int
	Recovered *int // of the better: crossed the published line; nil without one
	Threshold float64
	Source    score.Source
	// FromSpread: no value is published. The threshold follows from the published
	// reliability and the spread of this very group before.
	FromSpread bool
}

// Dot is one pair.
type Dot struct {
	Before, After float64
	Verdict       score.Verdict
}

// Finding is what a measure found, as a sentence: a message key and its arguments.
type Finding struct {
	Key  string
	Args []any
}

// StudyID identifies a study.
type StudyID = measure.StudyID

// Study is a set of answers that was brought in from a file.
type Study struct {
	ID         StudyID
	Name       string
	Source     string // citation of the data
	Instrument score.Key
	ImportedAt time.Time
	People     int
	Complete   int // answered every item
}

// StudyReport is what a study's answers score.
type StudyReport struct {
	Study
	Scales []StudyScale
}

// StudyScale is one scale of a study.
type StudyScale struct {
	Scale  score.Scale
	Scores stats.Mean
	Median *float64
	Bins   []Bin // over the whole range of the scale
	Shares []CutoffShare
}

// Bin is how many people have a score of From up to To, To included only in the
// last one unless both are the same whole number.
type Bin struct {
	From, To float64
	Count    int
}

// CutoffShare is how many reach a published line.
type CutoffShare struct {
	Cutoff score.Cutoff
	Share  stats.Share
}

// GroupRow is a group in the overview.
type GroupRow struct {
	GroupHead
	Flow Flow
}

// Overview is the groups of a service, the latest first, and its studies.
type Overview struct {
	Groups  []GroupRow
	Next    Cursor // for the page after; zero at the end
	Studies []Study
}

// Cursor is where a page of the overview ended.
type Cursor struct {
	Last civil.Date
	ID   programme.GroupID
}

// IsZero reports whether it is the beginning, or there is nothing after.
func (c Cursor) IsZero() bool { return c.ID.IsZero() }
