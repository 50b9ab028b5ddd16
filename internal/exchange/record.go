package exchange

import (
	"time"

	"holdfast/internal/civil"
)

// Record is everything of a copy, as its JSON says it. Words that are for people
// (titles, states) are in the language of the page beside it.
type Record struct {
	Made           civil.Date      `json:"made"`
	Service        string          `json:"service"`
	You            You             `json:"you"`
	Reach          []Way           `json:"reach"`
	Cards          []NoCards       `json:"no_cards,omitempty"`
	Agreed         []Agreement     `json:"agreed"`
	Questionnaires []Questionnaire `json:"questionnaires"`
	Attendance     []Attended      `json:"attendance"`
	Contacts       []Contacted     `json:"contacts"`
	Visits         []Visited       `json:"visits"`
	Messages       []Sent          `json:"messages"`
	Words          []Wrote         `json:"words"`
	Notes          []Note          `json:"notes"`
	Readers        []Reading       `json:"readers"`
}

// You are the person's own details.
type You struct {
	Name        string   `json:"name"`
	Called      string   `json:"called"`
	Lang        string   `json:"language,omitempty"`
	Interpreter bool     `json:"interpreter"`
	Details     []Detail `json:"details"`
}

// Detail is an address or a number.
type Detail struct {
	Channel string `json:"channel"`
	Value   string `json:"value"`
}

// Way is what they said about one way to reach them.
type Way struct {
	Channel   string    `json:"channel"`
	Safe      bool      `json:"safe"`
	From      string    `json:"from,omitempty"`
	Until     string    `json:"until,omitempty"`
	Voicemail bool      `json:"voicemail"`
	Shared    bool      `json:"shared"`
	SeenBy    string    `json:"seen_by,omitempty"`
	Wording   string    `json:"wording"`
	AskedAt   time.Time `json:"asked_at"`
}

// NoCards is that they want no cards on their page.
type NoCards struct {
	Only civil.Date `json:"only,omitzero"` // on that day; none: until they ask for them again
	At   time.Time  `json:"at"`
}

// Agreement is one answer to one purpose.
type Agreement struct {
	Purpose string     `json:"purpose"`
	Baby    string     `json:"for,omitempty"`
	Given   bool       `json:"given"`
	On      civil.Date `json:"on"`
	How     string     `json:"how,omitempty"`
	Words   string     `json:"words,omitempty"`
}

// Questionnaire is one filling-in.
type Questionnaire struct {
	Title   string             `json:"title"`
	When    string             `json:"when"`
	On      civil.Date         `json:"on"`
	Answers []Answered         `json:"answers"`
	Scores  map[string]float64 `json:"scores,omitempty"`
}

// Answered is one question and what was ticked. Words are empty where the service
// may not reproduce them.
type Answered struct {
	Item     int    `json:"item"`
	Question string `json:"question,omitempty"`
	Option   int    `json:"option"`
	Answer   string `json:"answer,omitempty"`
}

// Attended is one session.
type Attended struct {
	On       civil.Date `json:"on"`
	Number   int        `json:"session"`
	Mark     string     `json:"mark"`
	WithBaby bool       `json:"with_baby"`
}

// Contacted is a call or a visit.
type Contacted struct {
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	By      string    `json:"by"`
	Reached bool      `json:"reached"`
}

// Visited is a visit, a call or a film review that was agreed with them. Why one did not
// take place is not said: it may be about somebody else.
type Visited struct {
	On     civil.Date `json:"on"`
	Starts string     `json:"starts,omitempty"` // HH:MM
	State  string     `json:"state"`
}

// Sent is a message to them, as it was sent.
type Sent struct {
	At      time.Time `json:"at"`
	Channel string    `json:"channel"`
	To      string    `json:"to"`
	Subject string    `json:"subject"`
	Body    string    `json:"body"`
}

// Wrote is what they wrote for themselves.
type Wrote struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Note is what staff wrote about them, released.
type Note struct {
	At   time.Time `json:"at"`
	From string    `json:"from"`
	Text string    `json:"text"`
}

// Reading is one reading of their record.
type Reading struct {
	At time.Time `json:"at"`
	By string    `json:"by"`
}
