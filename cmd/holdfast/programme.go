package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"holdfast/content/programmes"
	"holdfast/internal/civil"
	"holdfast/internal/measure/packs"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
)

// programmeCommand looks at programme files without a database.
func programmeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "programme",
		Short: "Look at a programme's file",
		Long: `Looks at a programme's file before a service runs it. FILE is a path, or the key of a programme that comes with
Holdfast, such as baby-steps.`,
	}
	cmd.AddCommand(programmeCheckCommand(), programmePreviewCommand(time.Now))
	return cmd
}

func programmeCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "check FILE",
		Short:   "Say whether a programme's file can be used",
		Example: "  holdfast programme check our-group.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := readProgramme(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s (%s): %s, %s. It can be used.\n", p.Name, p.Key,
				counted(len(p.Contacts), "contact"), counted(len(p.Measures), "measure"))
			return nil
		},
	}
}

func programmePreviewCommand(now func() time.Time) *cobra.Command {
	var due, birth, start, format string
	cmd := &cobra.Command{
		Use:   "preview FILE --due YYYY-MM-DD",
		Short: "Print the whole course of a family",
		Long: `Prints every contact of a programme for a family with these dates: when it is held, and what each parent is asked about
then. Contacts that an early birth leaves undone are printed too, and say so.`,
		Example: "  holdfast programme preview baby-steps --due 2027-03-01 --birth 2027-02-10",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := readProgramme(args[0])
			if err != nil {
				return err
			}
			var life programme.Life
			for _, d := range []struct {
				flag, text string
				to         *civil.Date
			}{{"due", due, &life.Due}, {"birth", birth, &life.Born}, {"start", start, &life.Start}} {
				if *d.to, err = dateFlag(d.flag, d.text); err != nil {
					return err
				}
			}
			if err := life.Check(civil.Of(now())); err != nil {
				return err
			}
			switch format {
			case "text":
				return printCourse(cmd.OutOrStdout(), p, life)
			case "json":
				fmt.Fprint(cmd.ErrOrStderr(), startNote(p, life))
				return printCourseJSON(cmd.OutOrStdout(), p, life)
			}
			return fmt.Errorf("--format is text or json, not %q", format)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&due, "due", "", "the day the baby is expected")
	flags.StringVar(&birth, "birth", "", "the day the baby was born; without it the birth is foreseen on the due date")
	flags.StringVar(&start, "start", "", "the group's first session; without it the earliest day that makes sense")
	flags.StringVar(&format, "format", "text", "text or json")
	require(cmd, "due")
	return cmd
}

func dateFlag(flag, text string) (civil.Date, error) {
	if text == "" {
		return civil.Date{}, nil
	}
	d, err := civil.Parse(text)
	if errors.Is(err, civil.ErrNoSuchDay) {
		return d, fmt.Errorf("--%s %s: the calendar has no such day", flag, text)
	}
	if err != nil {
		return d, fmt.Errorf("--%s %s: write the day as YYYY-MM-DD", flag, text)
	}
	return d, nil
}

// readProgramme reads the file at a path, or the programme with a key that comes with
// Holdfast, and checks what only somebody who knows the instruments can check.
func readProgramme(name string) (*programme.Programme, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, `./\`) {
		if text, err = programmes.Files.ReadFile(name + ".yaml"); err != nil {
			return nil, fmt.Errorf("there is no file %q, and no programme with that key comes with Holdfast; there are %s", name, shippedProgrammes())
		}
	}
	if err != nil {
		return nil, err
	}
	p, err := programme.ReadProgramme(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if base := filepath.Base(name); strings.TrimSuffix(base, ".yaml") != string(p.Key) {
		return nil, fmt.Errorf("%s: its key is %q: call the file %s.yaml, so that a place's programme can be found", name, p.Key, p.Key)
	}
	library, err := packs.Builtin()
	if err != nil {
		return nil, err
	}
	for i, m := range p.Measures {
		if _, ok := library.Key(m.Instrument); !ok {
			return nil, fmt.Errorf("%s: measures[%d].instrument: there is no instrument %q; there are %s", name, i, m.Instrument, instrumentNames(library))
		}
	}
	return p, nil
}

func shippedProgrammes() string {
	names, _ := fs.Glob(programmes.Files, "*.yaml") // the pattern is a good one
	return strings.ReplaceAll(strings.Join(names, ", "), ".yaml", "")
}

// startNote says which start was taken when none was given, and whether one that was
// given is outside the programme's window.
func startNote(p *programme.Programme, l programme.Life) string {
	if l.Start.IsZero() {
		on := p.EarliestStart(l.Due, l.Born)
		return fmt.Sprintf("No start was given. The first session is taken to be on %s%s, the earliest day that makes sense.\n", on, pregnant(p, l.Due, on))
	}
	w := programme.StartWindow(p, programme.Baby{Due: l.Due})
	if !p.Expecting() {
		w = programme.StartWindow(p, programme.Baby{Due: l.Due, Born: l.Born})
	}
	if w.Contains(l.Start) {
		return ""
	}
	return fmt.Sprintf("A start on %s%s is outside the programme's window: this family could start from %s to %s.\n", l.Start, pregnant(p, l.Due, l.Start), w.From, w.To)
}

func pregnant(p *programme.Programme, due, on civil.Date) string {
	if !p.Expecting() {
		return ""
	}
	weeks, days := civil.GestationAt(due, on).WeeksAndDays()
	return fmt.Sprintf(" (%d weeks and %d days of pregnancy)", weeks, days)
}

func printCourse(out io.Writer, p *programme.Programme, l programme.Life) error {
	fmt.Fprintf(out, "%s, due %s", p.Name, l.Due)
	if !l.Born.IsZero() {
		fmt.Fprintf(out, ", born %s", l.Born)
	}
	fmt.Fprintf(out, "\n%s\n", startNote(p, l))
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\tdate\tuntil\tphase\tkind\tcontact\tasked of each parent")
	contacts := p.Foresee(l)
	for i, c := range contacts {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s%s\t%s\n", i+1, c.On, untilOf(c), c.Phase, c.Kind, c.Title, remark(c), askedOf(c))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\n%s\n", leftUndone(l, contacts))
	return err
}

func untilOf(c programme.Foreseen) string {
	if c.Undone != course.Held || c.Window.To == c.On {
		return ""
	}
	return c.Window.To.String()
}

func remark(c programme.Foreseen) string {
	switch {
	case c.Undone != course.Held:
		return " (left undone: " + whyUndone(c.Undone) + ")"
	case c.Foreseen:
		return " (foreseen from the due date)"
	case c.Early:
		return " (before the birth)"
	}
	return ""
}

func whyUndone(r course.Reason) string {
	if r == course.Birth {
		return "the baby was born before it"
	}
	return string(r)
}

func askedOf(c programme.Foreseen) string {
	var out []string
	for _, a := range c.Asked {
		out = append(out, fmt.Sprintf("%s %s (%s to %s)", a.Instrument, a.Timepoint, a.Days.From, a.Days.To))
	}
	return strings.Join(out, ", ")
}

// leftUndone sums up what a birth leaves undone.
func leftUndone(l programme.Life, contacts []programme.Foreseen) string {
	if l.Born.IsZero() {
		return fmt.Sprintf("%s. The birth is foreseen on the due date.", counted(len(contacts), "contact"))
	}
	var titles []string
	for _, c := range contacts {
		if c.Undone == course.Birth {
			titles = append(titles, fmt.Sprintf("%s on %s (%s)", c.Title, c.On, c.Key))
		}
	}
	if len(titles) == 0 {
		return fmt.Sprintf("%s. The birth on %s leaves nothing undone.", counted(len(contacts), "contact"), l.Born)
	}
	return fmt.Sprintf("%s. The birth on %s leaves %d undone, unless the family comes all the same: %s.", counted(len(contacts), "contact"), l.Born, len(titles), strings.Join(titles, "; "))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// contactJSON is one contact as --format json prints it. A day nobody can say yet is
// null.
type contactJSON struct {
	Key      string        `json:"key"`
	Kind     course.Kind   `json:"kind"`
	Phase    course.Phase  `json:"phase"`
	Number   int           `json:"number,omitempty"`
	Title    string        `json:"title"`
	Date     *civil.Date   `json:"date"`
	Window   *windowJSON   `json:"window"`
	Minutes  int           `json:"minutes"`
	Measures []string      `json:"measures"`
	Asked    []measureJSON `json:"asked"`
	Foreseen bool          `json:"foreseen"`
	Undone   bool          `json:"undone"`
	Why      string        `json:"why,omitempty"`
}

type windowJSON struct {
	From  civil.Date `json:"from"`
	Until civil.Date `json:"until"`
}

type measureJSON struct {
	Instrument string `json:"instrument"`
	Timepoint  string `json:"timepoint"`
	windowJSON
}

func printCourseJSON(out io.Writer, p *programme.Programme, l programme.Life) error {
	list := []contactJSON{}
	for _, c := range p.Foresee(l) {
		j := contactJSON{
			Key: c.Key, Kind: c.Kind, Phase: c.Phase, Number: c.Number, Title: c.Title, Minutes: c.Minutes,
			Measures: []string{}, Asked: []measureJSON{}, Foreseen: c.Foreseen, Undone: c.Undone != course.Held,
		}
		if !c.On.IsZero() {
			j.Date, j.Window = &c.On, &windowJSON{c.Window.From, c.Window.To}
		}
		if j.Undone {
			j.Why = whyUndone(c.Undone)
		}
		for _, a := range c.Asked {
			j.Measures = append(j.Measures, a.Instrument)
			j.Asked = append(j.Asked, measureJSON{a.Instrument, string(a.Timepoint), windowJSON{a.Days.From, a.Days.To}})
		}
		list = append(list, j)
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}
