package safety

import (
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/ident"
)

type (
	alert struct{}
	step  struct{}
)

// AlertID identifies an alert.
type AlertID = ident.ID[alert]

// Kind is what an alert is about, in words that give nothing away.
type Kind string

// The kinds of alert.
const (
	SelfHarm      Kind = "self-harm"
	HarmToInfant  Kind = "harm-to-infant"
	DomesticAbuse Kind = "domestic-abuse"
	WantsToTalk   Kind = "wants-to-talk" // asked for help, and named no risk
	Said          Kind = "said"          // staff heard or saw something
	Loss          Kind = "loss"          // a baby was lost: somebody is asked to call, and owns it from the start
	InNeedOpened  Kind = "glass"         // a colleague opened the record in need: whoever leads talks with them
)

// Kinds lists them, the most urgent first.
func Kinds() []Kind {
	return []Kind{SelfHarm, HarmToInfant, DomesticAbuse, Said, Loss, InNeedOpened, WantsToTalk}
}

func (k Kind) known() bool { return slices.Contains(Kinds(), k) }

// isRisk tells what must be owned within minutes from what asks for somebody's time.
func (k Kind) isRisk() bool { return k != WantsToTalk && k != Loss && k != InNeedOpened }

// How soon an alert must be owned and answered. A risk: somebody owns it within a
// quarter of an hour, and a conversation is on record the same day, with an hour
// at least for one that comes late (the ladder of DOMAIN §4.1; a clinical lead
// signs these). A wish to talk is owned within a day.
const (
	ownRisk     = 15 * time.Minute
	ownTalk     = 24 * time.Hour
	answerLeast = time.Hour
)

// dueToOwn is when an alert must have an owner.
func dueToOwn(k Kind, opened time.Time) time.Time {
	if !k.isRisk() {
		return opened.Add(ownTalk)
	}
	return opened.Add(ownRisk)
}

// dueToAnswer is when an owned alert must have its answer written down: by the end
// of that day where the service is. A wish to talk has until the end of the next.
func dueToAnswer(k Kind, owned time.Time, zone *time.Location) time.Time {
	day := civil.Of(owned.In(zone))
	if !k.isRisk() {
		day = day.AddDays(1)
	}
	end := day.AddDays(1).In(zone, civil.Clock{})
	if least := owned.Add(answerLeast); end.Before(least) {
		return least
	}
	return end
}

// Alert is a risk and what was done about it.
type Alert struct {
	ID        AlertID
	Service   access.ServiceID
	Person    access.PersonID
	Name      string   // what to call the person
	Infants   []string // what to call the babies they care for, as far as the reader may see them
	Dyad      family.DyadID
	Kind      Kind
	Source    string // caregiver, paper, staff
	Response  string // identifier of the filling-in it came from; empty for none
	OpenedAt  time.Time
	DueAt     time.Time // to be owned; once owned, to be answered
	Owner     access.AccountID
	OwnerName string
	OwnedAt   *time.Time
	ClosedAt  *time.Time
	Steps     []Step // oldest first; in a list of alerts only the last
}

// Owned reports whether somebody has taken it.
func (a Alert) Owned() bool { return !a.Owner.IsZero() }

// Open reports whether nobody has closed it.
func (a Alert) Open() bool { return a.ClosedAt == nil }

// Overdue reports whether an open alert should have been owned, or answered, by
// now.
func (a Alert) Overdue(now time.Time) bool { return a.Open() && now.After(a.DueAt) }

// Act is what somebody did with an alert.
type Act string

// The acts.
const (
	Opened Act = "opened"
	Took   Act = "took"
	Handed Act = "handed"
	Tried  Act = "tried"
	Closed Act = "closed"
)

// Step is one act, with what was written down.
type Step struct {
	Act    Act
	At     time.Time
	By     access.AccountID // zero: the program, when a caregiver's answer opened it
	ByName string
	Note   string
}
