package access

import (
	"holdfast/internal/civil"
)

// Apart is the condition that a restriction stands between two people: for the
// adult in one column, everything about the person in the other does not exist.
// today is the placeholder of the day. [Actor.People] asks it for every caregiver.
func Apart(adult, about, today string) string {
	return `EXISTS (SELECT 1 FROM restriction apart WHERE apart.adult_id = ` + adult + ` AND apart.about_id = ` + about +
		` AND ` + RestrictionStands("apart", today) + `)`
}

// RestrictionStands is the condition that the restriction under an alias stands on
// the day of a placeholder: the only place that says so.
func RestrictionStands(alias, today string) string {
	return alias + `.ended_at IS NULL AND (` + alias + `.until_on IS NULL OR ` + alias + `.until_on >= ` + today + `)`
}

// Caregiving is a caregiver as they would ask for themselves, whether or not they
// have an account: for the outbound gate and for what a secret link shows, so that
// both are held by the filter that holds their pages. It may do nothing.
func Caregiving(service ServiceID, person PersonID, today civil.Date) Actor {
	return Actor{Service: service, Person: person, Roles: []Role{Caregiver}, Today: today}
}
