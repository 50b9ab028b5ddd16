// Package address is where the staff's pages are that other pages lead to.
package address

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
)

// The lists. An administrator's work begins at Staff.
const (
	Alerts    = "/desk/alerts"
	Due       = "/desk/due"
	Enquiries = "/desk/enquiries"
	Groups    = "/desk/groups"
	KeyIn     = "/desk/keyin"
	Outcomes  = "/desk/outcomes"
	Sessions  = "/desk/sessions"
	Staff     = "/desk/staff"
	Waiting   = "/desk/waiting"
)

// One alert, enquiry, group, session, message of the outbox.
func Alert(id safety.AlertID) string        { return Alerts + "/" + id.String() }
func Enquiry(id enquiry.ID) string          { return Enquiries + "/" + id.String() }
func Group(id programme.GroupID) string     { return Groups + "/" + id.String() }
func Session(id programme.SessionID) string { return Sessions + "/" + id.String() }
func Letter(id notify.MessageID) string     { return "/desk/outbox/" + id.String() }

// Family is a family's page, Call where a call to one of them is written down, and
// back again; Happened what is told of a loss.
func Family(id family.ID) string { return "/desk/families/" + id.String() }

func Call(p access.PersonID, back string) string {
	return fmt.Sprintf("/desk/people/%s/call?back=%s", p, back)
}

func Happened(id access.PersonID) string { return "/desk/babies/" + id.String() + "/happened" }

// Visit is the sheet of a home visit.
func Visit(place programme.PlaceID, contact string) string {
	return "/desk/visits/" + place.String() + "/" + contact
}

// Place is a place on the waiting list; Need is where it is written down how much it
// is needed, Withdraw where it is ended, PutBack what puts it back.
func Place(id programme.PlaceID) string    { return Waiting + "#" + id.String() }
func Need(id programme.PlaceID) string     { return "/desk/places/" + id.String() + "/need" }
func Withdraw(id programme.PlaceID) string { return "/desk/places/" + id.String() + "/withdraw" }
func PutBack(id programme.PlaceID) string  { return "/desk/places/" + id.String() + "/back" }

// Along is where another caregiver of its babies is given a part in a place.
func Along(place programme.PlaceID, carer access.PersonID) string {
	return fmt.Sprintf("/desk/places/%s/along/%s", place, carer)
}

// Offer is where a place in a group is offered to a family.
func Offer(place programme.PlaceID, group programme.GroupID) string {
	return fmt.Sprintf("/desk/places/%s/offer?group=%s", place, group)
}

// OfferTo is where a place is offered to a waiting family: in the group they asked
// for, or with all groups to choose from.
func OfferTo(place programme.Place) string {
	if place.Group.IsZero() {
		return "/desk/places/" + place.ID.String() + "/offer"
	}
	return Offer(place.ID, place.Group)
}

// Dyad is what is kept of a caregiver with a baby: Measures what was answered and
// rated, Sheet where an instrument is keyed in, Response one filling-in.
func Dyad(id family.DyadID) string     { return "/desk/dyads/" + id.String() }
func Measures(id family.DyadID) string { return Dyad(id) + "/measures" }

func Sheet(dyad family.DyadID, instrument string, at measure.Timepoint) string {
	sheet := Dyad(dyad) + "/keyin/" + instrument
	if at != "" {
		sheet += "?at=" + string(at)
	}
	return sheet
}

func Response(id measure.ResponseID) string { return "/desk/responses/" + id.String() }

// GroupOutcome is what became of a group.
func GroupOutcome(id programme.GroupID) string { return Outcomes + "/groups/" + id.String() }
