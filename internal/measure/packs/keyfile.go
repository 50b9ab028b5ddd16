package packs

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"

	"holdfast/internal/measure/score"
)

// keyFile is a key as people write it: the options every item shares stand once, and a reversed item is marked rather
// than spelled backwards.
type keyFile struct {
	ID         string           `yaml:"id"`
	Version    string           `yaml:"version"`
	Name       string           `yaml:"name"`
	Short      string           `yaml:"short"`
	About      text             `yaml:"about"`
	Licence    licence          `yaml:"licence"`
	Source     source           `yaml:"source"`
	Validated  bool             `yaml:"validated"`
	Respondent score.Respondent `yaml:"respondent"`
	Per        score.Per        `yaml:"per"`
	Options    []float64        `yaml:"options"`
	Items      []item           `yaml:"items"`
	Total      *scale           `yaml:"total"`
	Subscales  []scale          `yaml:"subscales"`
	Risks      []risk           `yaml:"risks"`
	Missing    missing          `yaml:"missing"`
	Explore    *float64         `yaml:"explore_at_most"`
}

type licence struct {
	Class  score.LicenceClass `yaml:"class"`
	Holder string             `yaml:"holder"`
	Note   string             `yaml:"note"`
}

// source carries its own "confirmed", so that whoever reads the file sees it; Validate holds it against the trust.
type source struct {
	Cite      string      `yaml:"cite"`
	Trust     score.Trust `yaml:"trust"`
	Confirmed bool        `yaml:"confirmed"`
}

type item struct {
	Number        int       `yaml:"number"`
	Topic         text      `yaml:"topic"`
	Options       []float64 `yaml:"options"`
	Reversed      bool      `yaml:"reversed"`
	NotApplicable *float64  `yaml:"not_applicable"`
}

type scale struct {
	ID        string          `yaml:"id"`
	Name      text            `yaml:"name"`
	Items     []int           `yaml:"items"`
	Method    score.Method    `yaml:"method"`
	Direction score.Direction `yaml:"better"`
	Range     [2]float64      `yaml:"range"`
	Bands     []band          `yaml:"bands"`
	Cutoffs   []cutoff        `yaml:"cutoffs"`
	Change    *change         `yaml:"reliable_change"`
	Source    *source         `yaml:"source"`
	Note      text            `yaml:"note"`
}

type band struct {
	From    float64 `yaml:"from"`
	To      float64 `yaml:"to"`
	Label   text    `yaml:"label"`
	Meaning text    `yaml:"meaning"`
	Source  source  `yaml:"source"`
}

type cutoff struct {
	At     float64 `yaml:"at"`
	Label  text    `yaml:"label"`
	Source source  `yaml:"source"`
}

type change struct {
	Points      float64   `yaml:"points"`
	Reliability float64   `yaml:"reliability"`
	SD          float64   `yaml:"sd"`
	Recovery    *recovery `yaml:"recovery"`
	Source      source    `yaml:"source"`
}

type recovery struct {
	CaseAt float64 `yaml:"case_at"`
	Source source  `yaml:"source"`
}

type risk struct {
	Item    int         `yaml:"item"`
	Scale   string      `yaml:"scale"`
	AtLeast *float64    `yaml:"at_least"`
	AtMost  *float64    `yaml:"at_most"`
	Alert   score.Alert `yaml:"alert"`
	Source  source      `yaml:"source"`
}

type missing struct {
	ProrateUpTo int    `yaml:"prorate_up_to"`
	Source      source `yaml:"source"`
}

// text is written as a plain sentence in English, or as a map by language.
type text score.Text

func (t *text) UnmarshalYAML(raw []byte) error {
	var english string
	if err := yaml.Unmarshal(raw, &english); err == nil {
		*t = text{"en": english}
		return nil
	}
	var byLanguage map[string]string
	if err := yaml.Unmarshal(raw, &byLanguage); err != nil {
		return fmt.Errorf("a text is a sentence in English or one per language: %w", err)
	}
	*t = byLanguage
	return nil
}

// UnmarshalYAML refuses a source that claims more, or less, than its trust allows.
func (s *source) UnmarshalYAML(raw []byte) error {
	type plain source
	if err := yaml.UnmarshalWithOptions(raw, (*plain)(s), yaml.Strict()); err != nil {
		return err
	}
	confirmed := s.Trust == score.Verified || s.Trust == score.Secondary || s.Trust == score.Ours
	if s.Confirmed != confirmed {
		return fmt.Errorf("a source of trust %q must say confirmed: %v", s.Trust, confirmed)
	}
	return nil
}

func (f keyFile) key() score.Key {
	key := score.Key{
		ID: f.ID, Version: f.Version, Name: f.Name, Short: f.Short, About: score.Text(f.About),
		Licence: score.Licence(f.Licence), Source: f.Source.source(), Validated: f.Validated, Respondent: f.Respondent, Per: cmp.Or(f.Per, score.PerDyad),
		Missing: score.MissingRule{ProrateUpTo: f.Missing.ProrateUpTo, Source: f.Missing.Source.source()},
		Explore: f.Explore,
	}
	for _, i := range f.Items {
		key.Items = append(key.Items, i.item(f.Options))
	}
	if f.Total != nil {
		total := f.Total.scale(key)
		total.ID = score.TotalID
		key.Total = &total
	}
	for _, s := range f.Subscales {
		key.Subscales = append(key.Subscales, s.scale(key))
	}
	for _, r := range f.Risks {
		key.Risks = append(key.Risks, score.Risk{
			Item: r.Item, Scale: r.Scale, AtLeast: r.AtLeast, AtMost: r.AtMost, Alert: r.Alert, Source: r.Source.source(),
		})
	}
	return key
}

func (s source) source() score.Source { return score.Source{Cite: s.Cite, Trust: s.Trust} }

func (i item) item(shared []float64) score.Item {
	scores := slices.Clone(i.Options)
	if scores == nil {
		scores = slices.Clone(shared)
	}
	if i.Reversed {
		slices.Reverse(scores)
	}
	return score.Item{Number: i.Number, Topic: score.Text(i.Topic), Scores: scores, NotApplicable: i.NotApplicable}
}

// scale takes all items and the key's own source where the file names none, as most totals do.
func (s scale) scale(key score.Key) score.Scale {
	out := score.Scale{
		ID: s.ID, Name: score.Text(s.Name), Items: s.Items, Method: s.Method, Direction: s.Direction,
		Min: s.Range[0], Max: s.Range[1], Source: key.Source, Note: score.Text(s.Note),
	}
	if s.Source != nil {
		out.Source = s.Source.source()
	}
	if len(out.Items) == 0 {
		for _, i := range key.Items {
			out.Items = append(out.Items, i.Number)
		}
	}
	for _, b := range s.Bands {
		out.Bands = append(out.Bands, score.Band{
			From: b.From, To: b.To, Label: score.Text(b.Label), Meaning: score.Text(b.Meaning), Source: b.Source.source(),
		})
	}
	for _, c := range s.Cutoffs {
		out.Cutoffs = append(out.Cutoffs, score.Cutoff{At: c.At, Label: score.Text(c.Label), Source: c.Source.source()})
	}
	if c := s.Change; c != nil {
		out.Change = &score.ReliableChange{Points: c.Points, Reliability: c.Reliability, SD: c.SD, Source: c.Source.source()}
		if c.Recovery != nil {
			out.Change.Recovery = &score.Recovery{CaseAt: c.Recovery.CaseAt, Source: c.Recovery.Source.source()}
		}
	}
	return out
}
