package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// How long people may be seen because of a group. Ninety days after the last
// session leave time for the questionnaires of the end and for writing up; four
// weeks after somebody left, for ringing them and closing their notes.
const (
	sightAfterLast  = 90
	sightAfterLeave = 28
)

// facilitates is the reason for which a group's leaders see its people.
func facilitates(g GroupID) string { return "facilitates:" + g.String() }

// showPlaces lets the leaders of a group see the people of its accepted places,
// from today until ninety days after the last session. It is called whenever a
// place is accepted, the dates move or the leaders change.
func showPlaces(tx *store.Tx, g Group, today civil.Date) error {
	people, err := peopleIn(tx, g.ID)
	if err != nil {
		return err
	}
	for _, l := range g.Leaders {
		if err := show(tx, g, l.Account, people, today); err != nil {
			return err
		}
	}
	return nil
}

func show(tx *store.Tx, g Group, account access.AccountID, people []access.PersonID, today civil.Date) error {
	for _, p := range people {
		err := access.Grant(tx, access.Sight{
			Account: account, Person: p, Reason: facilitates(g.ID), From: today, Until: g.Last.AddDays(sightAfterLast),
		})
		if err != nil {
			return fmt.Errorf("show place of group %s: %w", g.ID, err)
		}
	}
	return nil
}

// hideFrom takes a group's people from one who leads it no longer, also those who
// left it before: yesterday was the last day.
func hideFrom(tx *store.Tx, g GroupID, account access.AccountID, today civil.Date) error {
	return access.EndFor(tx, facilitates(g), account, today.AddDays(-1))
}

// hidePlace ends the leaders' sight of a family that left, four weeks from now.
func hidePlace(tx *store.Tx, g GroupID, p PlaceRow, today civil.Date) error {
	for _, person := range append(p.Caregivers, p.Infants...) {
		if err := access.End(tx, facilitates(g), person.ID, today.AddDays(sightAfterLeave)); err != nil {
			return err
		}
	}
	return nil
}

// peopleIn is everybody who has or had an accepted place in a group.
func peopleIn(tx *store.Tx, g GroupID) ([]access.PersonID, error) {
	rows, err := tx.Query(`
SELECT d.caregiver_id FROM place pl JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id
WHERE pl.group_id = $1 AND pl.state IN ('accepted', 'completed')
UNION
SELECT d.infant_id FROM place pl JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id
WHERE pl.group_id = $1 AND pl.state IN ('accepted', 'completed')`, g)
	people, err := store.Collect(rows, err, store.Column[access.PersonID])
	if err != nil {
		return nil, fmt.Errorf("people of group %s: %w", g, err)
	}
	return people, nil
}
