package desk

import (
	"fmt"

	"holdfast/internal/family"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
)

// Addresses of pages that other files of this room serve.
func groupAddress(id programme.GroupID) string { return groupsAddress + "/" + id.String() }
func familyAddress(id family.ID) string        { return "/desk/families/" + id.String() }
func placeAddress(id programme.PlaceID) string { return waitingAddress + "#" + id.String() }
func letterAddress(id notify.MessageID) string { return "/desk/outbox/" + id.String() }

func visitAddress(v programme.VisitSheet) string {
	return "/desk/visits/" + v.Place.ID.String() + "/" + v.Contact.Key
}

// offerAddress is where a place in a group is offered to a family.
func offerAddress(place programme.PlaceID, group programme.GroupID) string {
	return fmt.Sprintf("/desk/places/%s/offer?group=%s", place, group)
}
