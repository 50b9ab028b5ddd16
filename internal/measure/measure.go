// Package measure keeps filled-in questionnaires and ratings: which are due, what
// was answered, what it scores, and whether it changed.
//
// How an instrument is scored is data (package packs) and arithmetic (package
// score). Here is everything that has to do with people: who may be asked, who
// may read, what an answer sets going. Three rules hold throughout:
//
//   - what is due is computed from anchors when asked, never stored, so that a
//     session moved or a baby lost moves or ends it by itself;
//   - an answer is stored when it is given, and scored when the whole is sent;
//   - an answer that means risk opens an alert in the transaction that stores it.
//
// A caregiver meets only their own questionnaires, and their answers only until
// they are sent: the phone may pass to somebody else. They are shown no scores.
package measure

import (
	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/ident"
	"holdfast/internal/measure/packs"
	"holdfast/internal/measure/score"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

type (
	response struct{}
	place    struct{}
	group    struct{}
)

// ResponseID identifies one filling-in of one instrument.
type ResponseID = ident.ID[response]

// PlaceID identifies a place in a group. Here it is only a number; package
// programme knows the place.
type PlaceID = ident.ID[place]

// GroupID identifies a group, which package programme knows.
type GroupID = ident.ID[group]

// Timepoint says which filling-in of an instrument this is.
type Timepoint string

// The timepoints. Extra is any number of times, whenever somebody thinks it
// helps; of the others there is one.
const (
	Before Timepoint = "before"
	Middle Timepoint = "middle"
	After  Timepoint = "after"
	Extra  Timepoint = "extra"
)

// Timepoints lists them in order of time, Extra last.
func Timepoints() []Timepoint { return []Timepoint{Before, Middle, After, Extra} }

// State is how far a response has come.
type State string

// The states. A void response was entered by mistake: it is kept and counts for
// nothing.
const (
	Begun    State = "draft"
	Complete State = "complete"
	Voided   State = "void"
)

// Source says how answers came in.
type Source string

// The sources.
const (
	ByCaregiver Source = "caregiver" // on their own phone
	OnPaper     Source = "paper"     // keyed in by staff
	ByCoder     Source = "coder"     // a trained coder's rating of what they watched
	InStudy     Source = "study"     // brought in from a file: nobody's record
)

// Service is the use cases of this room.
type Service struct {
	db      *store.DB
	log     *audit.Log
	library *packs.Library
	family  *family.Service
	consent *consent.Service
	safety  *safety.Service
	notify  *notify.Service
	plan    Plan
}

// Plan is the measures of a programme, by the programme's key; none for a key it
// does not know. The programmes stand in a room above this one.
type Plan func(programme string) []Planned

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, in Rooms) *Service {
	return &Service{db: db, log: log, library: in.Library, family: in.Family, consent: in.Consent, safety: in.Safety, notify: in.Messages, plan: in.Plan}
}

// Rooms is what this room is built on.
type Rooms struct {
	Library  *packs.Library
	Family   *family.Service
	Consent  *consent.Service
	Safety   *safety.Service
	Messages *notify.Service // only Remind needs it
	Plan     Plan
}

// Library is the keys and wordings this service works with.
func (s *Service) Library() *packs.Library { return s.library }

// Task is one questionnaire or rating that is due.
type Task struct {
	Instrument string // its key
	Name       string // as teams call it
	Title      string // as a caregiver reads it; empty without a wording
	Timepoint  Timepoint
	Way        Way
	Place      PlaceID
	Group      GroupID
	GroupRef   string
	Dyad       family.DyadID
	Caregiver  access.PersonID
	Called     string   // the caregiver
	Infants    []string // called so: all of the place where the measure is about the caregiver alone
	Due        civil.Window
	Quiet      bool       // nobody is reminded of it while the baby is in hospital
	Draft      ResponseID // begun and not sent; zero otherwise
	Answered   int        // of Items
	Items      int
	Minutes    int      // about how long it takes
	Readers    []string // names of the staff who will read the answers
	Lang       string   // of the wording; empty without one
}

// Way is how a due measure will come in.
type Way string

// The ways.
const (
	OnPhone   Way = "phone" // there is a wording in the caregiver's language
	PaperForm Way = "paper"
	Rating    Way = "rating" // a coder's
)

// Form is a questionnaire as the caregiver who fills it in meets it.
type Form struct {
	ID        ResponseID
	State     State
	Wording   packs.Wording
	Timepoint Timepoint
	Infant    string      // called so; empty where it is about the caregiver alone
	Values    map[int]int // position of the ticked option by item; empty once sent
	Readers   []string
	Sent      civil.Date // zero until sent
	// PutAway says that the baby it is about was lost: it is kept, and no page shows it.
	PutAway bool
}

// Next is the first item without an answer, or 0 when every one has one.
func (f Form) Next() int {
	for _, i := range f.Wording.Items {
		if f.Values[i.Number] == 0 {
			return i.Number
		}
	}
	return 0
}

// Start says which due questionnaire a caregiver begins.
type Start struct {
	Instrument string
	Dyad       family.DyadID
	Timepoint  Timepoint
}

// Submitted says what an answer, or sending them all, set going. Risk means that a
// page about help comes next, before anything else; Kind is how urgent that is.
type Submitted struct {
	Risk  bool
	Kind  safety.Kind // of the most urgent alert
	Alert safety.AlertID
	// PutAway says that the baby it is about was lost meanwhile: nothing of it is asked
	// any more.
	PutAway bool
}

// Sheet is an empty form for keying in: items by number and topic.
type Sheet struct {
	ID        ResponseID // for KeyIn.ID
	Key       score.Key
	Dyad      family.Dyad
	Timepoint Timepoint
	Items     []Item
	Twice     ResponseID // what was entered for this timepoint already
}

// KeyIn is one paper questionnaire or one coder's rating, whole.
type KeyIn struct {
	// ID is made by the form that is filled in (NewID), so that the same form sent
	// twice is entered once.
	ID         ResponseID
	Instrument string
	Dyad       family.DyadID
	Timepoint  Timepoint
	TakenOn    civil.Date // the day it was filled in, or filmed
	Coder      string     // who rated, for a rating
	Values     map[int]int
	// Replaces is the earlier entry for the same timepoint that this one takes the
	// place of: it becomes void. Zero to be refused when there is one.
	Replaces ResponseID
}

// Keyed is what keying in led to. Twice is the entry that stood in the way when
// KeyIn answers Conflict.
type Keyed struct {
	ID ResponseID
	Submitted
	Twice ResponseID
}

// View is a response as staff read it.
type View struct {
	ID        ResponseID
	Key       score.Key
	State     State
	Source    Source
	Timepoint Timepoint
	Dyad      family.Dyad
	TakenOn   civil.Date
	EnteredBy string // the member of staff, when one keyed it in
	Coder     string
	VoidWhy   string // as typed; empty when another entry took its place
	Items     []Item
	Missing   []int
	Scales    []ScaleView
	Risk      bool // an answer, or a score, that somebody must look at
}

// Item is one item of a sheet or view.
type Item struct {
	Number        int
	Topic         score.Text
	Text          string   // the question; empty without a wording
	Boxes         int      // how many options are printed
	Options       []string // what stands beside them; none without a wording
	NotApplicable bool     // the last box says that the item does not apply
	Value         int      // position of the ticked option; 0 for blank
	Score         *float64 // reversal done; nil for blank
	Risk          bool
	Explore       bool // the authors ask to talk about it
}

// ScaleView is one score, what it means, and how it moved.
type ScaleView struct {
	Scale    score.Scale
	Value    *float64 // nil when blanks leave none
	Band     *score.Band
	First    *Change // since the first time, when there was one
	Previous *Change // since the time before
}

// Change is a scale between two days. Verdict is score.Unclear where nothing
// published says how much counts.
type Change struct {
	score.ScaleChange
	Since  civil.Date
	Source score.Source // of the threshold; zero when Verdict is Unclear
}

// Track is one scale of one instrument through time, for one dyad (or for the
// caregiver alone, where the instrument is about them).
type Track struct {
	Key      score.Key
	Scale    score.Scale
	Points   []Point // oldest first
	First    *Change // last against first; nil with fewer than two points
	Previous *Change // last against the one before
}

// Point is one score on one day.
type Point struct {
	Response  ResponseID
	Timepoint Timepoint
	On        civil.Date
	Value     float64
}

// NewID makes the identifier a keying-in form carries.
func NewID() ResponseID { return ident.New[response]() }
