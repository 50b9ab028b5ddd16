package desk_test

import (
	"strings"
	"testing"

	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

func TestClosingSaysWhatItMovesBeforeItDoes(t *testing.T) {
	o := officetest.NewOffice(t)
	per, at := o.Desk(o.Here.Administrator), "/desk/service/holidays"
	first := func() string {
		g, err := o.Rooms.Programmes.Group(t.Context(), o.Here.Coordinator, o.Group)
		o.Must(err)
		return g.Sessions[0].Day.String()
	}
	form := officetest.Filled(t, per.Get(at).Is(200), at, "day-day", "1", "day-month", "3", "day-year", "2027", "why", "The roof is mended")

	form.Set("last-day", "1")
	form.Set("last-month", "2")
	form.Set("last-year", "2027")
	per.Post(at, form).Is(422).Has(`.faults a[href="#last-day"]`).Has(`input[name=why][value="The roof is mended"]`)
	form.Set("last-day", "12")
	form.Set("last-month", "3")

	sure := per.Post(at, form).Is(200)
	officetest.Says(t, sure, "main", "Close 1 March to 12 March", "The roof is mended", "session 1 from 2 March to 16 March, and 7 more sessions", "Nobody has a place yet")
	if first() != officetest.InThreeWeeks.String() {
		t.Error("looking moved it")
	}
	told := per.Get(per.Post(at, officetest.Filled(t, sure, at)).Is(303).To())
	officetest.Says(t, told, ".undo", "have moved")
	officetest.Says(t, told, "aside", "1 March to 12 March", "The roof is mended")
	if first() != "2027-03-16" {
		t.Errorf("the group begins on %s", first())
	}

	remove := at + "/remove"
	back := per.Post(remove, officetest.Filled(t, told, remove)).Is(200)
	officetest.Says(t, back, "main", "Be open 1 March to 12 March after all", "session 1 from 16 March to 2 March")
	answer := officetest.Filled(t, back, remove)
	per.Post(remove, answer).Is(422).Has(`.faults a[href="#back"]`)
	answer.Set("back", "yes")
	officetest.Says(t, per.Get(per.Post(remove, answer).Is(303).To()), ".undo", "Removed")
	if first() != officetest.InThreeWeeks.String() {
		t.Errorf("moved back, the group begins on %s", first())
	}
}

func TestClosingOnADayOnWhichASessionWasHeldSaysThatItStays(t *testing.T) {
	o := officetest.NewOffice(t)
	record := o.Joins("Amina", civil.New(2026, 12, 15))
	o.Held(record, programme.Present, "She sang", "Sing again")
	per, at := o.Desk(o.Here.Administrator), "/desk/service/holidays"
	form := officetest.Filled(t, per.Get(at).Is(200), at, "day-day", "2", "day-month", "3", "day-year", "2027", "why", "Snow")
	sure := per.Post(at, form).Is(200)
	officetest.Says(t, sure, "main", "Stays where it is, because its register was begun")
	if words := sure.Text("main"); strings.Contains(words, "move the sessions") {
		t.Errorf("nothing moves, and the page says %s", words)
	}
	officetest.Says(t, per.Get(per.Post(at, officetest.Filled(t, sure, at)).Is(303).To()), ".undo", "No session has moved")
}
