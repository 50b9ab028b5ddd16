package outcome

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/programme"
)

// WriteCSV writes one line for each dyad that had a place in the group: no name,
// no reference, no identifier, no relation, and days only as weeks from the first
// session. The numbers of caregivers and dyads hold within this file only and are
// in no order that the desk shows. That it was taken out is recorded first.
//
// A small group stays recognisable to whoever knows its families: the page that
// offers the file says so.
//
// Faults: Forbidden; NotFound. Nothing is written when it fails.
func (s *Service) WriteCSV(ctx context.Context, who access.Actor, id programme.GroupID, out io.Writer) error {
	if err := who.Require(access.OutcomeRead); err != nil {
		return err
	}
	facts, err := s.facts(ctx, who, id)
	if err != nil {
		return err
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("outcome.exported", "group", id.String())); err != nil {
		return fmt.Errorf("export group %s: %w", id, err)
	}
	var buffer bytes.Buffer
	w := csv.NewWriter(&buffer)
	for _, record := range s.records(facts) {
		for i, cell := range record {
			record[i] = harmless(cell)
		}
		if err := w.Write(record); err != nil {
			return fmt.Errorf("export group %s: %w", id, err)
		}
	}
	w.Flush()
	if _, err := buffer.WriteTo(out); err != nil {
		return fmt.Errorf("export group %s: %w", id, err)
	}
	return nil
}

// column is one score of the file: a scale at a timepoint.
type column struct {
	key   score.Key
	scale string
	at    measure.Timepoint
}

func (c column) name() string { return c.key.ID + "_" + c.scale + "_" + string(c.at) }

func (s *Service) columns(p *programme.Programme) []column {
	var out []column
	for _, d := range p.Measures {
		key, ok := s.measures.Library().Key(d.Instrument)
		if !ok {
			continue
		}
		for _, scale := range key.Scales() {
			out = append(out, column{key, scale.ID, d.Timepoint})
		}
	}
	return out
}

func (s *Service) records(f facts) [][]string {
	columns := s.columns(f.programme)
	header := []string{"caregiver", "dyad", "baby_weeks_at_session_1", "place", "sessions_held", "sessions_attended", "completed"}
	for _, c := range columns {
		header = append(header, c.name(), c.name()+"_week")
	}
	records := [][]string{header}
	dyads := 0
	for n, m := range shuffled(f.head.ID, f.members) {
		if !m.accepted() {
			continue
		}
		held, came := count(m.marks)
		for _, i := range m.living() {
			dyads++
			record := []string{
				strconv.Itoa(n + 1), strconv.Itoa(dyads), strconv.Itoa(i.ageWeeks), string(m.state),
				strconv.Itoa(held), strconv.Itoa(came), strconv.FormatBool(programme.HasCompleted(f.programme, m.marks)),
			}
			for _, c := range columns {
				record = append(record, f.cell(c, m, i)...)
			}
			records = append(records, record)
		}
	}
	return records
}

// cell is a score and the week it was filled in, counted from the first session;
// both empty where there is none.
func (f facts) cell(c column, m member, i infant) []string {
	person := c.key.Per == score.PerPerson
	for _, x := range f.scores {
		if x.Instrument == c.key.ID && x.Version == c.key.Version && x.Scale == c.scale && x.Timepoint == c.at &&
			subject(person, x.Person, x.Dyad) == subject(person, m.person, i.dyad) {
			return []string{strconv.FormatFloat(x.Value, 'f', -1, 64), strconv.Itoa(weeksFrom(f.head.First, x.On))}
		}
	}
	return []string{"", ""}
}

// weeksFrom counts whole weeks, those before the first session as below nought.
func weeksFrom(first, on civil.Date) int {
	days := first.DaysUntil(on)
	if days < 0 {
		days -= 6
	}
	return days / 7
}

func count(marks []programme.Mark) (held, came int) {
	for _, m := range marks {
		if m.Came() {
			came++
		}
		if m != programme.Unmarked && m != programme.NotHeld {
			held++
		}
	}
	return held, came
}

// shuffled puts members in an order that says nothing about them and stays the
// same for the same group.
func shuffled(group programme.GroupID, members []member) []member {
	order := func(m member) string {
		sum := sha256.Sum256([]byte(group.String() + m.person.String()))
		return string(sum[:])
	}
	out := slices.Clone(members)
	slices.SortFunc(out, func(a, b member) int { return cmp.Compare(order(a), order(b)) })
	return out
}

// harmless keeps a spreadsheet from taking a cell for a formula. A number may
// begin with a minus; nothing else may begin with what starts one.
func harmless(cell string) string {
	if _, err := strconv.ParseFloat(cell, 64); err == nil || !strings.ContainsAny(firstOf(cell), "=+-@\t\r\n") {
		return cell
	}
	return "'" + cell
}

func firstOf(s string) string {
	if s == "" {
		return ""
	}
	return s[:1]
}
