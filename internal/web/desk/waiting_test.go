package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"holdfast/internal/civil"
)

func TestTheWaitingListSaysHowMuchTimeIsLeft(t *testing.T) {
	o := newOffice(t)
	o.waits("Ben Hale", twelveWeeks)
	_, soon := o.waits("Growing Fast", civil.New(2026, 9, 5)) // until 5 March
	o.waits("Too Late", civil.New(2026, 8, 1))
	mei := o.as(o.Here.Coordinator)
	list := mei.Get("/desk/waiting").Is(200)
	rows := list.Doc().Find("tbody tr")
	if rows.Length() != 2 || !strings.Contains(rows.First().Text(), "Growing Fast") {
		t.Fatalf("%d rows, the first: %s", rows.Length(), rows.First().Text())
	}
	if tag := rows.First().Find(".tag.warm"); !strings.Contains(plainSpaces(tag.Text()), "5 March") {
		t.Errorf("the last day is not marked: %q", tag.Text())
	}
	if rows.Eq(1).Find(".tag").Length() != 0 {
		t.Error("a family with months to go is marked")
	}
	Says(t, list, "tbody", "24 days left", "Tuesdays from 2 March")
	list.Has("#" + "\\3" + soon.ID.String()[:1] + " " + soon.ID.String()[1:])
	list.Has(`a.btn[href="/desk/places/` + soon.ID.String() + `/offer?group=` + o.group.String() + `"]`)
	late := mei.Get("/desk/waiting?show=too-late").Is(200)
	Says(t, late, "tbody", "Too Late", "too late")
	late.Has(".tag.bad").Has(`a[href$="/withdraw"]`).Lacks(`a[href*="/offer"]`)
	lacksWords(t, late, "Ben Hale")
}

func TestTheWaitingListIsPagedByTheDayAndNotByNumber(t *testing.T) {
	o := newOffice(t)
	for i := range 27 {
		o.waits(fmt.Sprintf("Family %02d", i), civil.New(2026, 10, 1).AddDays(i))
	}
	mei := o.as(o.Here.Coordinator)
	first := mei.Get("/desk/waiting").Is(200)
	next := first.Doc().Find(".pager a[rel=next]").AttrOr("href", "")
	if first.Doc().Find("tbody tr").Length() != 25 || next == "" {
		t.Fatalf("the first page has %d rows and leads to %q", first.Doc().Find("tbody tr").Length(), next)
	}
	second := mei.Get(next).Is(200)
	Says(t, second, "tbody", "Family 25", "Family 26")
	second.Has(".pager a[rel=prev]").Lacks(".pager a[rel=next]")
	mei.Get("/desk/waiting?after=nonsense").Is(404)
}

func TestAFamilyIsShownWhyAGroupDoesNotFit(t *testing.T) {
	o := newOffice(t)
	_, place := o.waits("Too Young", civil.New(2027, 2, 8))
	page := o.as(o.Here.Coordinator).Get("/desk/places/" + place.ID.String() + "/offer").Is(200)
	Says(t, page, "main", "No group to come fits", "One group that does not fit", "Tuesdays from 2 March, in person: too young then")
}

func TestPlacesOfOthersAreNotThere(t *testing.T) {
	o := newOffice(t)
	_, place := o.waits("Ben Hale", twelveWeeks)
	at := "/desk/places/" + place.ID.String()
	there := o.as(o.There.Coordinator)
	there.Get(at + "/offer").Is(404)
	there.Get(at + "/withdraw").Is(404)
	there.Post(at+"/back", nil).Is(404)
	o.as(o.Here.Practitioner).Get(at + "/offer").Is(403)
	lacksWords(t, there.Get("/desk/waiting").Is(200), "Ben Hale")
	lacksWords(t, o.as(o.Here.Practitioner).Get("/desk/waiting").Is(200), "Ben Hale")
}
