package history

import (
	"time"

	"holdfast/internal/civil"
)

// Family is who belongs together, and everything that was done with them.
type Family struct {
	ID        ID
	Team      ID
	Ref       string
	At        time.Time // registered
	By        ID        // who accepted the enquiry
	Adults    []Adult
	Infants   []Infant
	Dyads     []Dyad
	Place     Place
	Enquiry   Enquiry
	Responses []Response
	Alerts    []Alert
	Messages  []Message
}

// Adult is a caregiver.
type Adult struct {
	ID           ID
	Name, Called string
	Lang         string
	Interpreter  bool
	Relation     string
	Email, Phone string
	Account      ID // none until they could first sign in
	AccountAt    time.Time
	Safe         []Safe
	Refused      []string // purposes they did not agree to
	Contacts     []Contact
}

// Safe is how one channel to an adult may be used.
type Safe struct {
	Channel     string
	Safe        bool
	From, Until string // HH:MM; empty for any time
	Voicemail   bool
	Shared      bool
}

// Contact is a call.
type Contact struct {
	ID      ID
	At      time.Time
	By      ID
	Reached bool
	Note    string
}

// Infant is a baby, born or expected.
type Infant struct {
	ID           ID
	Name, Called string
	Born, Due    civil.Date
	ToldAt       time.Time  // of the birth, where it came after the baby was registered
	StaysFrom    civil.Date // in hospital since; zero for who is at home
}

// Anchor is the day its age counts from.
func (i Infant) Anchor() civil.Date {
	if i.Born.IsZero() {
		return i.Due
	}
	return i.Born
}

// Dyad is an adult with an infant, by their numbers in the family.
type Dyad struct {
	ID            ID
	Adult, Infant int
}

// Place is a family's seat.
type Place struct {
	ID         ID
	Group      *Group // nil while waiting for any
	State      string
	Lang       string
	Times      string
	Modes      string
	StartFrom  civil.Date
	StartBy    civil.Date
	AskedAt    time.Time
	OfferedAt  time.Time
	ExpiresAt  time.Time
	AnsweredAt time.Time
	Why        string
	ChangedAt  time.Time
	Offers     []Offer
	Marks      []Mark
	Notes      []Note
	Rings      []Ring
	Visits     []Visit
	Secret     string // of the offer's link, when somebody of the play has to open it
}

// Offer is one offer of a place.
type Offer struct {
	ID      ID
	Group   *Group
	At      time.Time
	By      ID
	Expires time.Time
	Outcome string
	EndedAt time.Time
}

// Mark is one adult at one session.
type Mark struct {
	Session  ID
	Adult    int
	Mark     string
	WithBaby bool
	Reason   string
	By       ID
	At       time.Time
}

// Note is the two lines on one dyad at one session.
type Note struct {
	Session    ID
	Dyad       int
	Well, Next string
	By         ID
	At         time.Time
}

// Visit is a contact with one family that was held.
type Visit struct {
	Contact string
	Day     civil.Date
	Clock   civil.Clock
	By      ID
	At      time.Time
}

// Ring is an adult who missed two sessions in a row.
type Ring struct {
	Adult    int
	Misses   int
	MissedOn civil.Date
	Since    time.Time
}

// Response is one questionnaire or rating filled in.
type Response struct {
	ID         ID
	Instrument string
	Version    string
	Lang       string
	Adult      int
	Dyad       int
	Timepoint  string
	State      string
	Source     string
	By         ID // staff who keyed it in
	Coder      string
	TakenOn    civil.Date
	StartedAt  time.Time
	DoneAt     time.Time // zero for a draft
	Items      []Item
	Scales     []ScaleValue
}

// Item is one answer: the position of the ticked option.
type Item struct{ Number, Value int }

// ScaleValue is one score.
type ScaleValue struct {
	Scale string
	Value float64
}

// Alert is a risk and what was done.
type Alert struct {
	ID       ID
	Adult    int
	Dyad     int
	Kind     string
	Source   string
	Response ID
	OpenedAt time.Time
	Owner    ID
	OwnedAt  time.Time
	ClosedAt time.Time
	Steps    []Step
}

// Step is one thing done about an alert.
type Step struct {
	ID   ID
	At   time.Time
	By   ID // none: the program
	Kind string
	Note string
}

// Message is what was to be sent to an adult, and what became of it.
type Message struct {
	ID        ID
	Adult     int
	Text      string
	Args      map[string]string
	About     string
	MadeAt    time.Time
	State     string
	Why       string
	Channel   string
	At        time.Time // decided; zero while waiting
	SaidBy    ID        // who told them by voice
	NotBefore time.Time
}

// Enquiry is what was sent before there was a family.
type Enquiry struct {
	ID        ID
	Team      ID
	Ref       string
	Group     *Group
	State     string
	StartedAt time.Time
	SentAt    time.Time
	DecidedAt time.Time
	DecidedBy ID
	Decision  string
	Answers   []Answer
}

// Answer is one answer of an enquiry, as its flow stores it.
type Answer struct{ Question, Value string }
