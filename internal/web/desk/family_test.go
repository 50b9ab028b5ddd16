package desk_test

import (
	"strings"
	"testing"

	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
)

func TestFamiliesAreFoundByNameAndReference(t *testing.T) {
	o := officetest.NewOffice(t)
	ben, _ := o.Waits("Ben Hale", officetest.TwelveWeeks)
	o.Waits("Zofia Górecka", officetest.TwelveWeeks)
	mei := o.Desk(o.Here.Coordinator)
	officetest.Says(t, mei.Get("/desk/families").Is(200), "tbody", "Ben Hale", "Zofia Górecka", "12 weeks")
	found := mei.Get("/desk/families?q=gorecka").Is(200)
	officetest.Says(t, found, "tbody", "Zofia Górecka")
	officetest.LacksWords(t, found, "Ben Hale")
	officetest.Says(t, mei.Get("/desk/families?q="+ben.Ref), "tbody", "Ben Hale")
	officetest.Says(t, mei.Get("/desk/families?q=nobody"), ".empty", "Nobody of that name")
	long := mei.Get("/desk/families?q=" + strings.Repeat("x", 300)).Is(200)
	if long.Doc().Find("#q").AttrOr("value", "") == "" {
		t.Error("what was searched for is gone")
	}
}

func TestAFamilyHasALaneForEveryDyad(t *testing.T) {
	o := officetest.NewOffice(t)
	record := o.Joins("Ben Hale", officetest.TwelveWeeks)
	path := address.Family(record.ID)
	o.Held(record, programme.Present, "He read Noor’s face before she cried", "Ask about the night feeds")
	ruth := o.Desk(o.Here.Practitioner)
	page := ruth.Get(path).Is(200)
	officetest.Says(t, page, "h1", "Ben Hale")
	lane := "#dyad-" + record.Dyads[0].ID.String()
	page.Has(lane)
	officetest.Says(t, page, ".line", "Session 1", "Present", "He read Noor’s face before she cried", "Ask about the night feeds", "Ruth Okafor")
	officetest.Says(t, page, ".line .voice", "He read Noor’s face")
	officetest.Says(t, page, "aside", "07700 900982", "From 14:00 until 16:00", "Leave no message", "Born 17 November 2026")
	page.Has(`aside a[href^="/desk/people/"][href*="/call"]`)
	page.Lacks(`a[href$="/reach"]`) // a practitioner does not change how to reach
	page.Lacks("svg.strip")
}

// What is said in a group is for those who work with the person; whoever fills
// groups reads who came, and nothing of it.
func TestACoordinatorReadsWhoCameAndNotWhatWasWritten(t *testing.T) {
	o := officetest.NewOffice(t)
	record := o.Joins("Ben Hale", officetest.TwelveWeeks)
	o.Held(record, programme.Present, "He read Noor’s face before she cried", "Ask about the night feeds")
	o.Alert(record)
	page := o.Desk(o.Here.Coordinator).Get(address.Family(record.ID)).Is(200)
	officetest.Says(t, page, ".line", "Session 1", "Present")
	officetest.LacksWords(t, page, "read Noor’s face", "night feeds", "Sounded very low", "Key in")
	page.Lacks(".alerts").Lacks(`a[href^="/desk/alerts"]`).Lacks(`a[href$="/measures"]`).Lacks(`a[href*="/call"]`)
	page.Has(`a[href$="/reach"]`).Has(`a[href$="/dates"]`)
}

func TestAScoreNeverStandsBesideAnOpenAlert(t *testing.T) {
	o := officetest.NewOffice(t)
	record := o.Joins("Ben Hale", officetest.TwelveWeeks)
	o.OnFirstDay()
	ruth := o.Here.Practitioner
	ruth.Today = officetest.InThreeWeeks
	_, err := o.Rooms.Measures.KeyIn(t.Context(), ruth, measure.KeyIn{
		ID: measure.NewID(), Instrument: "checkin", Dyad: record.Dyads[0].ID, Timepoint: measure.Extra, TakenOn: officetest.InThreeWeeks, Values: map[int]int{1: 3, 2: 3, 3: 3, 4: 3, 5: 3},
	})
	o.Must(err)
	b := o.Desk(ruth)
	b.Get(address.Family(record.ID)).Is(200).Has("svg.strip")
	o.Alert(record)
	page := b.Get(address.Family(record.ID)).Is(200)
	page.Lacks("svg.strip").Has("main > .part .alerts")
	if first := page.Doc().Find("main .part").First(); first.Find(".alerts").Length() == 0 {
		t.Error("the open alert is not on top")
	}
	officetest.LacksWords(t, page, "now 15")
}

func TestOtherPeoplesFamiliesAreNotThere(t *testing.T) {
	o := officetest.NewOffice(t)
	record := o.Joins("Ben Hale", officetest.TwelveWeeks)
	gone := o.Desk(o.Here.Colleague).Get(address.Family(record.ID)).Is(404)
	officetest.LacksWords(t, gone, "Ben")
	o.Desk(o.There.Coordinator).Get(address.Family(record.ID)).Is(404)
	o.Desk(o.Here.Administrator).Get(address.Family(record.ID)).Is(403)
	o.Desk(o.There.Coordinator).Get("/desk/people/" + record.Adults()[0].ID.String() + "/reach").Is(404)
	o.Desk(o.There.Coordinator).Post("/desk/babies/"+record.Infants()[0].ID.String()+"/dates", nil).Is(404)
}

func TestNewDatesSayFirstWhatMoves(t *testing.T) {
	o := officetest.NewOffice(t)
	record, _ := o.Waits("Ben Hale", officetest.TwelveWeeks)
	mei, at := o.Desk(o.Here.Coordinator), "/desk/babies/"+record.Infants()[0].ID.String()+"/dates"
	form := officetest.Filled(t, mei.Get(at).Is(200), at)
	if form.Get("born-day") != "17" || form.Get("born-year") != "2026" {
		t.Fatalf("the known date is not filled in: %v", form)
	}
	form.Set("born-month", "10")
	form.Set("name", "Noor")
	look := mei.Post(at, form).Is(200)
	officetest.Says(t, look, "#moves", "What moves")
	officetest.Says(t, look, "main", "They can start a group until 17 April, not until 17 May")
	if o.Record(record.ID).Infants()[0].Born != officetest.TwelveWeeks {
		t.Fatal("looking has changed the date")
	}
	form = officetest.Filled(t, look, at, "save", "1")
	mei.Post(at, form).Is(303)
	o.Work()
	if got := o.Place(record.ID).StartBy; got != civil.New(2027, 4, 17) {
		t.Errorf("the waiting list still says %s", got)
	}
	mei.Post(at, form).Is(303) // once more
	officetest.Says(t, mei.Get(address.Family(record.ID)), "main", "Noor", "Born 17 October 2026")

	form.Set("born-month", "13")
	form.Set("born-day", "32")
	wrong := mei.Post(at, form).Is(422)
	wrong.Has(`.faults a[href="#born-day"]`).Has(`input[name=born-month][value="13"]`)
	form.Set("born-year", "2099")
	form.Set("born-month", "1")
	form.Set("born-day", "1")
	officetest.Says(t, mei.Post(at, form).Is(422), ".faults", "must be today or in the past")
}

func TestHowToReachIsChangedWayByWay(t *testing.T) {
	o := officetest.NewOffice(t)
	record, _ := o.Waits("Ben Hale", officetest.TwelveWeeks)
	adult := record.Adults()[0].ID
	mei, at := o.Desk(o.Here.Coordinator), "/desk/people/"+adult.String()+"/reach"
	shown := mei.Get(at).Is(200)
	form := officetest.Filled(t, shown, at)
	if form.Get("call") != "07700 900982" || form.Get("call-safe") != "yes" || form.Get("call-from") != "14:00" || form.Get("email-safe") != "left" {
		t.Fatalf("what is known is not filled in: %v", form)
	}
	form.Set("call-until", "")
	form.Set("email", "not an address")
	wrong := mei.Post(at, form).Is(422)
	wrong.Has(`.faults a[href="#call-from"]`).Has(`.faults a[href="#email"]`).Has(`input[name=email][value="not an address"]`)
	form.Set("call-safe", "no")
	form.Set("email", "ben@mail.example")
	form.Set("email-safe", "yes")
	mei.Post(at, form).Is(303)
	page := mei.Get(address.Family(record.ID))
	officetest.Says(t, page, "aside", "This way is not safe for them", "ben@mail.example", "At any time")
	officetest.LacksWords(t, page, "900982")
	details, err := o.Rooms.Families.Details(t.Context(), o.Here.Coordinator, adult)
	o.Must(err)
	if len(details) != 2 {
		t.Errorf("%d details", len(details))
	}
}

func TestALongNameStaysWholeAndAScriptStaysText(t *testing.T) {
	o := officetest.NewOffice(t)
	record, _ := o.Waits("نور "+`<script>x</script>`, officetest.TwelveWeeks)
	long, _ := o.Waits(strings.Repeat("Maximiliana", 18)[:198], officetest.TwelveWeeks)
	mei := o.Desk(o.Here.Coordinator)
	page := mei.Get(address.Family(record.ID)).Is(200)
	page.Has("h1 bdi").Lacks("main script")
	officetest.Says(t, page, "h1", "<script>x</script>")
	officetest.Says(t, mei.Get(address.Family(long.ID)).Is(200), "h1", strings.Repeat("Maximiliana", 18)[:198])
}
