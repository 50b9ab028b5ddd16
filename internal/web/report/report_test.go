package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/outcome"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
)

// ran is the office's group after its last session, with n families in it: each
// came to six sessions and was asked about their mood before and after.
func ran(o *officetest.Office, n int) {
	o.T.Helper()
	var all []family.Record
	for i := range n {
		all = append(all, o.Joins(fmt.Sprintf("Secret Name %d", i), officetest.TwelveWeeks))
	}
	ruth := o.Here.Practitioner
	g, err := o.Rooms.Programmes.Group(o.T.Context(), ruth, o.Group)
	o.Must(err)
	for k, s := range g.Sessions {
		o.Clock.Set(s.Day.In(officetest.London(o.T), civil.Clock{Hour: 12}))
		ruth.Today = s.Day
		for i, record := range all {
			mark := programme.Present
			if (i+k)%4 == 3 {
				mark = programme.Absent
			}
			o.Must(o.Rooms.Programmes.Mark(o.T.Context(), ruth, programme.Marking{Session: s.ID, Person: record.Adults()[0].ID, Mark: mark, WithBaby: true}))
			if k == 0 {
				o.Keyed(ruth, record, measure.Before, s.Day, 1+i%2)
			}
			if k == len(g.Sessions)-1 {
				o.Keyed(ruth, record, measure.After, s.Day, 4-i%2)
			}
		}
		o.Must(o.Rooms.Programmes.CloseRegister(o.T.Context(), ruth, s.ID))
	}
	o.Clock.Advance(48 * time.Hour)
}

func outcomePath(id programme.GroupID) string { return "/desk/outcomes/groups/" + id.String() }

func TestAnOutcomePageSaysWhatWasFoundAndHowSureThatIs(t *testing.T) {
	o := officetest.NewOffice(t)
	ran(o, 6)
	dana := o.Desk(o.Here.Lead)
	overview := dana.Get("/desk/outcomes").Is(200)
	officetest.Says(t, overview, "tbody", "Baby Love, Tuesdays")
	page := dana.Get(outcomePath(o.Group) + "?scale=epds.total").Is(200)
	officetest.Says(t, page, "dl.figures", "6", "Offered a place", "Came at least once", "Came to 6 or more of 8", "6 of 6", "have EPDS before and after")
	if n := page.Doc().Find("dl.figures > div").Length(); n != 5 {
		t.Errorf("%d figures", n)
	}
	officetest.Says(t, page, "main", "95 %", "There was nobody to compare with", "Hedges", "d_av", "Missing: 0 before, 0 after", "Counted once for each caregiver")
	if n := page.Doc().Find("figure svg.plot").Length(); n < 2 {
		t.Errorf("%d plots", n)
	}
	page.Has("figure details table").Has(`a[href$="/csv"]`).Has(`a[href$="/print"]`)
	officetest.Says(t, page, "main", "Reliably better", "A small group stays recognisable")
	officetest.Says(t, page, "#attendance", "Who came")
	officetest.LacksWords(t, page, "Secret", "Ben")
	page.Lacks(`main a[href^="/desk/families/"]`).Lacks(`main a[href^="/desk/dyads/"]`)
}

func TestThePrintedOutcomeHasEveryMeasure(t *testing.T) {
	o := officetest.NewOffice(t)
	ran(o, 6)
	page := o.Desk(o.Here.Lead).Get(outcomePath(o.Group) + "/print").Is(200)
	officetest.Says(t, page, "main", "EPDS: Total", "KPCS", "Sensitivity")
	officetest.Says(t, page, ".printed", "Printed by Dana Whitlock")
	officetest.LacksWords(t, page, "Secret")
	page.Lacks(".tabs")
}

func TestTooFewPairsAreNotSummedUp(t *testing.T) {
	o := officetest.NewOffice(t)
	ran(o, 3)
	page := o.Desk(o.Here.Lead).Get(outcomePath(o.Group) + "?scale=epds.total").Is(200)
	officetest.Says(t, page, "main", "3 of 3 have it both before and after", "Fewer than 5 pairs")
	if n := page.Doc().Find("figure").Length(); n != 1 {
		t.Errorf("%d plots; only who came may be drawn", n)
	}
	officetest.LacksWords(t, page, "Hedges")
}

func TestTheFileOfAGroupNamesNobody(t *testing.T) {
	o := officetest.NewOffice(t)
	ran(o, 6)
	file := o.Desk(o.Here.Lead).Get(outcomePath(o.Group) + "/csv").Is(200)
	if got := file.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/csv") {
		t.Errorf("it is %s", got)
	}
	if !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") || strings.Count(strings.TrimSpace(file.Body), "\n") != 6 {
		t.Errorf("%s\n%s", file.Header.Get("Content-Disposition"), file.Body)
	}
	officetest.LacksWords(t, file, "Secret")
}

func TestOutcomesAreForLeads(t *testing.T) {
	o := officetest.NewOffice(t)
	ran(o, 1)
	for _, who := range []access.Actor{o.Here.Practitioner, o.Here.Coordinator, o.Here.Administrator} {
		b := o.Desk(who)
		b.Get("/desk/outcomes").Is(403)
		b.Get(outcomePath(o.Group)).Is(403)
		b.Get(outcomePath(o.Group) + "/csv").Is(403)
		b.Get(address.Group(o.Group)).Lacks(`a[href^="/desk/outcomes"]`)
	}
	o.Desk(o.There.Lead).Get(outcomePath(o.Group)).Is(404)
	officetest.Says(t, o.Desk(o.There.Lead).Get("/desk/outcomes").Is(200), ".empty", "from their first session")
}

func TestAStudySaysWhatItsAnswersScore(t *testing.T) {
	o := officetest.NewOffice(t)
	var file strings.Builder
	file.WriteString("EPDS_1,EPDS_2,EPDS_3,EPDS_4,EPDS_5,EPDS_6,EPDS_7,EPDS_8,EPDS_9,EPDS_10\n")
	for i := range 12 {
		file.WriteString(strings.Repeat(fmt.Sprintf("%d,", i%4), 9) + "0\n")
	}
	done, err := o.Rooms.Outcomes.ImportAnswers(t.Context(), o.Here.Lead, outcome.Import{
		Name: "Autumn <b>survey</b>", Source: "Made up for this test", Instrument: "epds", Columns: "EPDS_1..EPDS_10", Scored: true,
	}, strings.NewReader(file.String()))
	o.Must(err)
	dana := o.Desk(o.Here.Lead)
	officetest.Says(t, dana.Get("/desk/outcomes").Is(200), "main", "Studies", "Autumn <b>survey</b>", "12")
	page := dana.Get("/desk/outcomes/studies/" + done.Study.String()).Is(200)
	officetest.Says(t, page, "main", "Autumn <b>survey</b>", "Mean (SD)", "13.5", "Median", "nobody’s record", "Made up for this test")
	o.Desk(o.There.Lead).Get("/desk/outcomes/studies/" + done.Study.String()).Is(404)
	o.Desk(o.Here.Coordinator).Get("/desk/outcomes/studies/" + done.Study.String()).Is(403)
}
