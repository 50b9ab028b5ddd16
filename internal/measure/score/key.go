// Package score turns answers into scores, and two scores into change.
//
// A Key holds what is needed to score one instrument: numbers, sources and topics in our own few words. The words of a
// questionnaire belong to its owner and are never here; a service installs them as a wording pack. Everything in this
// package is arithmetic on values: no files, no database, no clock, so it can be held against the published formula.
package score

import "slices"

// Key is how one instrument is scored. Build it with packs.Load, which also calls [Key.Validate]; treat it as read-only.
type Key struct {
	ID         string // lower case, never reused: "epds"
	Version    string // changed whenever the same answers would score differently
	Name       string // as published; a name is not translated
	Short      string // what teams call it: "EPDS"
	About      Text   // what it asks about, for somebody choosing it
	Licence    Licence
	Source     Source // where the key itself was read
	Validated  bool   // false for a list of questions of our own: no page may call its number a measure
	Respondent Respondent
	Per        Per
	Items      []Item  // in printed order, numbered from 1
	Total      *Scale  // nil where the authors define no total, as for the PRFQ
	Subscales  []Scale // in the order they are reported
	Risks      []Risk
	Missing    MissingRule
	Explore    *float64 // ask about every item scored this or lower; nil for instruments that do not say so
}

// Text is a few words of our own by language tag. English is always there.
type Text map[string]string

// In is the text in a language, or in English where there is none.
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	return t["en"]
}

// Respondent is who gives the answers.
type Respondent string

// A caregiver answers about themselves; a coder is trained and rates what they watched.
const (
	Caregiver Respondent = "caregiver"
	Coder     Respondent = "coder"
)

// Per is what one filling-in is about. A parent of twins answers once about their own mood, but twice, once for each
// baby, about what hangs on the relationship.
type Per string

// The two.
const (
	PerPerson Per = "person"
	PerDyad   Per = "dyad"
)

// Licence says what a deployment may hold of an instrument.
type Licence struct {
	Class  LicenceClass
	Holder string // who owns the wording
	Note   string // what they ask for, in our words
}

// LicenceClass sorts instruments by what may be shipped or installed.
type LicenceClass string

// From freest to most restricted.
const (
	Free      LicenceClass = "A" // wording and key may be shipped
	Unaltered LicenceClass = "B" // wording may be installed unaltered, with its notice
	KeyOnly   LicenceClass = "C" // the service brings its own licensed wording
	EntryOnly LicenceClass = "D" // scores of a trained coder only
)

// Source is where a number comes from, and how far it has been checked.
type Source struct {
	Cite  string // author, year, title
	Trust Trust
}

// Confirmed reports whether the source itself, or someone quoting it, was read. A page that uses a number that is not
// confirmed says so beside it.
func (s Source) Confirmed() bool { return s.Trust == Verified || s.Trust == Secondary }

// Trust is how far a fact has been checked. Facts below Specialist do not ship and have no value here.
type Trust string

// From read in the source to known by specialists.
const (
	Verified   Trust = "V"
	Secondary  Trust = "V2"
	Specialist Trust = "K"
	Ours       Trust = "own" // nothing to check: we made it
)

// Item is one question, known by its number and a topic of our own, never by its wording.
type Item struct {
	Number        int
	Topic         Text
	Scores        []float64 // what each printed option scores, top or left first; a reversed item simply runs backwards
	NotApplicable *float64  // what "does not apply to me" scores, where it may be ticked; printed after the last option
}

// Scale is a total or a subscale.
type Scale struct {
	ID        string // "total" for the total
	Name      Text
	Items     []int
	Method    Method
	Direction Direction
	Min, Max  float64 // the range as published; Validate holds it against the items
	Bands     []Band  // lowest first, covering the range without gaps; none where none are published
	Cutoffs   []Cutoff
	Change    *ReliableChange // nil where neither a value nor a reliability is published
	Source    Source          // of direction and composition where it differs from the key's
	Note      Text            // what a reader of the number should know
}

// Method is how item scores become a scale score.
type Method string

// The two in use.
const (
	Sum  Method = "sum"
	Mean Method = "mean"
)

// Direction says which way is better. Charts and change always ask.
type Direction string

// Neither end is better where both extremes are a concern; then change has no direction either.
const (
	HigherBetter Direction = "higher"
	LowerBetter  Direction = "lower"
	NeitherEnd   Direction = "neither"
)

// Band is a published stretch of scores with a meaning, both ends included.
type Band struct {
	From, To float64
	Label    Text // two or three words
	Meaning  Text // a sentence a worker can say aloud
	Source   Source
}

// Cutoff is a published line: at or above it for a scale where lower is better, at or below it otherwise.
type Cutoff struct {
	At     float64
	Label  Text
	Source Source
}

// Risk is an answer, or a scale score, that somebody must look at whatever the total is. Exactly one of Item and Scale
// is set, and at least one bound.
type Risk struct {
	Item    int
	Scale   string
	AtLeast *float64
	AtMost  *float64
	Alert   Alert
	Source  Source
}

// Alert is what kind of help a risk calls for.
type Alert string

// The kinds that safety knows how to route.
const (
	SelfHarm      Alert = "self-harm"
	HarmToInfant  Alert = "harm-to-infant"
	DomesticAbuse Alert = "domestic-abuse"
	WantsToTalk   Alert = "wants-to-talk" // no danger named: the person asked to be rung
)

// MissingRule says how many unanswered items a scale survives. The zero rule is the safe one: none.
type MissingRule struct {
	ProrateUpTo int // this many items of a scale may take the mean of its answered ones
	Source      Source
}

// Item finds an item by its number.
func (k Key) Item(number int) (Item, bool) {
	if number < 1 || number > len(k.Items) {
		return Item{}, false
	}
	return k.Items[number-1], true
}

// Scales is the total, where there is one, and then the subscales.
func (k Key) Scales() []Scale {
	if k.Total == nil {
		return k.Subscales
	}
	return append([]Scale{*k.Total}, k.Subscales...)
}

// Scale finds a scale by its identifier.
func (k Key) Scale(id string) (Scale, bool) {
	scales := k.Scales()
	i := slices.IndexFunc(scales, func(s Scale) bool { return s.ID == id })
	if i < 0 {
		return Scale{}, false
	}
	return scales[i], true
}

// Reversed reports whether the printed options run from the highest score to the lowest.
func (i Item) Reversed() bool { return len(i.Scores) > 1 && i.Scores[0] > i.Scores[len(i.Scores)-1] }

// Range is the lowest and highest score the item can give.
func (i Item) Range() (lowest, highest float64) { return slices.Min(i.Scores), slices.Max(i.Scores) }

// Position is where the option with this score is printed, the first being 1; false for a score the item cannot have.
func (i Item) Position(value float64) (position int, ok bool) {
	at := slices.Index(i.Scores, value)
	return at + 1, at >= 0
}

// Options is the number of boxes printed for the item, "not applicable" included.
func (i Item) Options() int {
	if i.NotApplicable != nil {
		return len(i.Scores) + 1
	}
	return len(i.Scores)
}

// BandOf is the band a score falls in; false where no bands are published. A prorated or mean score between two bands
// belongs to the lower one until it reaches the next.
func (s Scale) BandOf(value float64) (Band, bool) {
	for _, b := range slices.Backward(s.Bands) {
		if value >= b.From {
			return b, true
		}
	}
	return Band{}, false
}

// Reaches reports whether a score lies on the side of the cutoff that calls for attention, the line itself included.
func (s Scale) Reaches(c Cutoff, value float64) bool {
	if s.Direction == HigherBetter {
		return value <= c.At
	}
	return value >= c.At
}

func (r Risk) hit(value float64) bool {
	return (r.AtLeast == nil || value >= *r.AtLeast) && (r.AtMost == nil || value <= *r.AtMost)
}
