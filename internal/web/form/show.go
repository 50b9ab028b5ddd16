package form

import (
	"slices"

	"holdfast/internal/fault"
	"holdfast/internal/i18n"
	"holdfast/internal/web/ui"
)

// Shown is a form on its way to a template: what was typed, and at each field
// what to put right, in the reader's words.
type Shown struct {
	values   *Values
	problems []fault.Problem
	print    i18n.Printer
}

// Show prepares the form for its template. err is what the form or the domain
// said about it, or nil when it is shown for the first time.
func (v *Values) Show(p i18n.Printer, err error) *Shown {
	return &Shown{values: v, problems: fault.ProblemsOf(err), print: p}
}

// Shows reports whether err is for the person who filled in the form: the page
// is shown again with it. Any other error is the server's to tell.
func Shows(err error) bool { return fault.Is(err, fault.Invalid) }

// Failed reports whether there is something to put right.
func (s *Shown) Failed() bool { return len(s.problems) > 0 }

// Value is what was typed into a field.
func (s *Shown) Value(name string) string { return clean(s.values.values.Get(name)) }

// Chosen are the values ticked or chosen in a field.
func (s *Shown) Chosen(name string) []string { return s.values.values[name] }

// Error is what to put right at a field, in words; empty when it is well.
func (s *Shown) Error(name string) string {
	for _, p := range s.problems {
		if p.Field == name {
			return s.print.T(p.Key, p.Args...)
		}
	}
	return ""
}

// ErrorWord is read aloud before an error at a field.
func (s *Shown) ErrorWord() string { return s.print.T("form.error-word") }

// Field is a text field with its name, value and error filled in.
func (s *Shown) Field(name, label string) ui.Field {
	return ui.Field{Name: name, Label: label, Value: s.Value(name), Error: s.Error(name), ErrorWord: s.ErrorWord()}
}

// Select is a choice from a list, likewise.
func (s *Shown) Select(name, label string, options ...ui.Option) ui.Select {
	return ui.Select{Name: name, Label: label, Value: s.Value(name), Error: s.Error(name), ErrorWord: s.ErrorWord(), Options: options}
}

// Choices are radio buttons or boxes, likewise.
func (s *Shown) Choices(kind ui.ChoiceKind, name, legend string, choices ...ui.Choice) ui.Choices {
	return ui.Choices{Kind: kind, Name: name, Legend: legend, Chosen: s.Chosen(name), Error: s.Error(name), ErrorWord: s.ErrorWord(), Choices: choices}
}

// Check is a single box, likewise.
func (s *Shown) Check(name, label string) ui.Check {
	return ui.Check{Name: name, Label: label, Checked: s.values.Ticked(name), Error: s.Error(name)}
}

// Date is the three inputs of a date, those that are wrong marked.
func (s *Shown) Date(name, legend string) ui.DateField {
	f := ui.DateField{
		Name: name, Legend: legend, Hint: s.print.T("date.hint"), ErrorWord: s.ErrorWord(), Error: s.Error(name),
		Day: s.Value(name + "-day"), Month: s.Value(name + "-month"), Year: s.Value(name + "-year"),
		DayLabel: s.print.T("date.day"), MonthLabel: s.print.T("date.month"), YearLabel: s.print.T("date.year-label"),
	}
	for i, part := range dateParts {
		if words := s.Error(name + "-" + part); words != "" {
			f.Wrong |= [...]ui.DatePart{ui.Day, ui.Month, ui.Year}[i]
			if f.Error == "" {
				f.Error = words
			}
		}
	}
	return f
}

// Summary is the box on top of a page that came back; nil when all is well.
func (s *Shown) Summary() *ui.ErrorSummary {
	if !s.Failed() {
		return nil
	}
	out := &ui.ErrorSummary{Title: s.print.T("form.check", "n", len(s.problems))}
	for _, p := range s.problems {
		out.Faults = append(out.Faults, ui.Fault{Text: s.print.T(p.Key, p.Args...), Href: "#" + s.target(p.Field)})
	}
	return out
}

// target is the id of the control that a problem is about: of a date its first
// input, of the whole form the main part.
func (s *Shown) target(field string) string {
	switch {
	case field == "":
		return "main"
	case s.values.Has(field + "-day"):
		return field + "-day"
	}
	return field
}

// Hidden are the hidden fields: the submission's identity and the pairs given.
func (s *Shown) Hidden(pairs ...string) map[string]string {
	out := map[string]string{SubmissionField: s.values.submission()}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

// Has reports whether value is among those chosen in a field.
func (s *Shown) Has(name, value string) bool { return slices.Contains(s.Chosen(name), value) }
