package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
)

func TestTheWaitingListSaysHowMuchTimeIsLeft(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Waits("Ben Hale", officetest.TwelveWeeks)
	_, soon := o.Waits("Growing Fast", civil.New(2026, 9, 5)) // until 5 March
	o.Waits("Too Late", civil.New(2026, 8, 1))
	mei := o.Desk(o.Here.Coordinator)
	list := mei.Get("/desk/waiting").Is(200)
	rows := list.Doc().Find("tbody tr")
	if rows.Length() != 2 || !strings.Contains(rows.First().Text(), "Growing Fast") {
		t.Fatalf("%d rows, the first: %s", rows.Length(), rows.First().Text())
	}
	if tag := rows.First().Find(".tag.warm"); !strings.Contains(officetest.PlainSpaces(tag.Text()), "5 March") {
		t.Errorf("the last day is not marked: %q", tag.Text())
	}
	if rows.Eq(1).Find(".tag").Length() != 0 {
		t.Error("a family with months to go is marked")
	}
	officetest.Says(t, list, "tbody", "24 days left", "Tuesdays from 2 March")
	list.Has("#" + "\\3" + soon.ID.String()[:1] + " " + soon.ID.String()[1:])
	list.Has(`a.btn[href="/desk/places/` + soon.ID.String() + `/offer?group=` + o.Group.String() + `"]`)
	late := mei.Get("/desk/waiting?show=too-late").Is(200)
	officetest.Says(t, late, "tbody", "Too Late", "too late")
	late.Has(".tag.bad").Has(`a[href$="/withdraw"]`).Lacks(`a[href*="/offer"]`)
	officetest.LacksWords(t, late, "Ben Hale")
}

func TestTheWaitingListIsPagedByTheDayAndNotByNumber(t *testing.T) {
	o := officetest.NewOffice(t)
	for i := range 27 {
		o.Waits(fmt.Sprintf("Family %02d", i), civil.New(2026, 10, 1).AddDays(i))
	}
	mei := o.Desk(o.Here.Coordinator)
	first := mei.Get("/desk/waiting").Is(200)
	next := first.Doc().Find(".pager a[rel=next]").AttrOr("href", "")
	if first.Doc().Find("tbody tr").Length() != 25 || next == "" {
		t.Fatalf("the first page has %d rows and leads to %q", first.Doc().Find("tbody tr").Length(), next)
	}
	second := mei.Get(next).Is(200)
	officetest.Says(t, second, "tbody", "Family 25", "Family 26")
	second.Has(".pager a[rel=prev]").Lacks(".pager a[rel=next]")
	mei.Get("/desk/waiting?after=nonsense").Is(404)
}

func TestAFamilyIsShownWhyAGroupDoesNotFit(t *testing.T) {
	o := officetest.NewOffice(t)
	_, place := o.Waits("Too Young", civil.New(2027, 2, 8))
	page := o.Desk(o.Here.Coordinator).Get("/desk/places/" + place.ID.String() + "/offer").Is(200)
	officetest.Says(t, page, "main", "No group to come fits", "One group that does not fit", "Tuesdays from 2 March, in person: too young then")
}

func TestPlacesOfOthersAreNotThere(t *testing.T) {
	o := officetest.NewOffice(t)
	_, place := o.Waits("Ben Hale", officetest.TwelveWeeks)
	at := "/desk/places/" + place.ID.String()
	there := o.Desk(o.There.Coordinator)
	there.Get(at + "/offer").Is(404)
	there.Get(at + "/withdraw").Is(404)
	there.Post(at+"/back", nil).Is(404)
	o.Desk(o.Here.Practitioner).Get(at + "/offer").Is(403)
	officetest.LacksWords(t, there.Get("/desk/waiting").Is(200), "Ben Hale")
	officetest.LacksWords(t, o.Desk(o.Here.Practitioner).Get("/desk/waiting").Is(200), "Ben Hale")
}
