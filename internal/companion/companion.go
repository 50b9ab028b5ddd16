// Package companion is what any caregiver can read and do without an account: cards
// and pages in four languages as data, and who answers when somebody needs help now.
// Of those who take part in something it keeps one thing: that they want no cards.
package companion

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"holdfast/internal/civil"
)

// Need is how soon, and about what, somebody wants to be answered.
type Need string

// The needs, most urgent first.
const (
	Danger   Need = "danger"   // somebody may come to harm now
	Distress Need = "distress" // today
	Home     Need = "home"     // home is not safe
	Week     Need = "week"     // soon
	Money    Need = "money"    // practical help
	Loss     Need = "loss"     // a baby or a pregnancy was lost
)

// staleDays is how long a number counts as checked.
const staleDays = 90

// Helpline is somebody who answers. Its name and what it is for stand in the
// catalogue under helpline.KEY.
type Helpline struct {
	Key       string     `yaml:"key"`
	Need      Need       `yaml:"need"`
	Number    string     `yaml:"number"` // as it is written
	Dial      string     `yaml:"dial"`   // as a phone dials it; empty when one texts instead
	Text      string     `yaml:"text"`   // the word to text to the number
	Hours     string     `yaml:"hours"`  // any, some
	Cost      string     `yaml:"cost"`   // free
	Confirmed bool       `yaml:"confirmed"`
	Checked   civil.Date `yaml:"checked"`
}

// Stale reports whether nobody has confirmed the number lately: the page says so
// rather than hide it, because a doubtful number beats none.
func (h Helpline) Stale(today civil.Date) bool {
	return !h.Confirmed || h.Checked.AddDays(staleDays).Before(today)
}

// Href is the link that rings or texts the helpline.
func (h Helpline) Href() string {
	if h.Dial == "" {
		return "sms:" + h.Number + "?body=" + h.Text
	}
	return "tel:" + h.Dial
}

// Helplines is one country's.
type Helplines struct {
	Country string     `yaml:"country"`
	Lines   []Helpline `yaml:"lines"`
}

// For lists those that answer a need, in the order of the file.
func (h Helplines) For(need Need) []Helpline {
	return slices.DeleteFunc(slices.Clone(h.Lines), func(l Helpline) bool { return l.Need != need })
}

// First is the one to ring for a need.
func (h Helplines) First(need Need) (Helpline, bool) {
	lines := h.For(need)
	if len(lines) == 0 {
		return Helpline{}, false
	}
	return lines[0], true
}

// LoadHelplines reads a country's file, such as "gb.yaml".
func LoadHelplines(files fs.FS, name string) (Helplines, error) {
	b, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		known, _ := fs.Glob(files, "*.yaml")
		return Helplines{}, fmt.Errorf("helplines: no numbers are known for %s; there are %s: choose one of these, or add its file to content/helplines: %w",
			strings.TrimSuffix(name, ".yaml"), strings.ReplaceAll(strings.Join(known, ", "), ".yaml", ""), err)
	}
	if err != nil {
		return Helplines{}, fmt.Errorf("helplines: %w", err)
	}
	var h Helplines
	if err := yaml.UnmarshalWithOptions(b, &h, yaml.Strict()); err != nil {
		return Helplines{}, fmt.Errorf("helplines %s: %w", name, err)
	}
	for _, l := range h.Lines {
		if l.Number == "" || (l.Dial == "") == (l.Text == "") {
			return Helplines{}, fmt.Errorf("helplines %s: %s needs a number and either dial or text", name, l.Key)
		}
	}
	if _, ok := h.First(Danger); !ok {
		return Helplines{}, fmt.Errorf("helplines %s: nobody answers in danger", name)
	}
	return h, nil
}
