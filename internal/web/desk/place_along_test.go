package desk_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

func TestACarerWhoJoinedIsLetIntoThePlaceOfTheFamily(t *testing.T) {
	o := officetest.NewOffice(t)
	mei := o.Desk(o.Here.Coordinator)
	full := o.NewGroup(officetest.InThreeWeeks.AddDays(1), 1)
	for _, tt := range []struct {
		group programme.GroupID
		is    int
	}{{o.Group, 303}, {full, 422}} {
		record, waits := o.Waits("Amina", civil.New(2026, 12, 15))
		place := waits.ID
		o.Must(o.Rooms.Programmes.Offer(t.Context(), o.Here.Coordinator, programme.Offer{Place: place, Group: tt.group}))
		_, err := o.Rooms.Programmes.AcceptOffer(t.Context(), o.OfferSecret(record))
		o.Must(err)
		var tom family.Person
		o.Must(o.Rooms.DB.Update(t.Context(), func(tx *store.Tx) (err error) {
			tom, err = o.Rooms.Families.JoinIn(tx, o.Here.Coordinator, family.Joining{
				Family: record.ID, New: family.NewCaregiver{Name: "Tom Reyes", Relation: family.Father},
				Infants: []access.PersonID{record.Infants()[0].ID}, As: family.Father,
			})
			return err
		}))
		at := "/desk/families/" + record.ID.String()
		link := "/desk/places/" + place.String() + "/along/" + tom.ID.String()
		mei.Get(at).Has(`a[href="` + link + `"]`)
		o.Desk(o.Here.Lead).Get(at).Is(200)
		sure := mei.Get(link).Is(200)
		officetest.Says(t, sure, "h1", "Tom Reyes comes along to Baby Love")
		done := mei.Post(link, officetest.Filled(t, sure, link)).Is(tt.is)
		if tt.is != 303 {
			officetest.Says(t, done, ".faults", "no seat left")
			continue
		}
		page := mei.Get(done.To())
		officetest.Says(t, page, "main", "They come along now")
		page.Lacks(`a[href="` + link + `"]`)
		mei.Get(link).Is(303) // from a tab that was left open
	}
	mei.Get("/desk/places/" + o.Group.String() + "/along/" + o.Group.String()).Is(404)
}
