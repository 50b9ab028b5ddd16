package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/outcome"
	"holdfast/internal/programme"
)

// ran is the office's group after its last session, with n families in it: each
// came to six sessions and was asked about their mood before and after.
func (o *office) ran(n int) {
	o.t.Helper()
	var all []family.Record
	for i := range n {
		all = append(all, o.joins(fmt.Sprintf("Secret Name %d", i), twelveWeeks))
	}
	ruth := o.Here.Practitioner
	g, err := o.Rooms.Programmes.Group(o.t.Context(), ruth, o.group)
	o.must(err)
	for k, s := range g.Sessions {
		o.Clock.Set(s.Day.In(london(o.t), civil.Clock{Hour: 12}))
		ruth.Today = s.Day
		for i, record := range all {
			mark := programme.Present
			if (i+k)%4 == 3 {
				mark = programme.Absent
			}
			o.must(o.Rooms.Programmes.Mark(o.t.Context(), ruth, programme.Marking{Session: s.ID, Person: record.Adults()[0].ID, Mark: mark, WithBaby: true}))
			if k == 0 {
				o.keyed(ruth, record, measure.Before, s.Day, 1+i%2)
			}
			if k == len(g.Sessions)-1 {
				o.keyed(ruth, record, measure.After, s.Day, 4-i%2)
			}
		}
		o.must(o.Rooms.Programmes.CloseRegister(o.t.Context(), ruth, s.ID))
	}
	o.Clock.Advance(48 * time.Hour)
}

// keyed is the EPDS from paper, every item ticked in the same box but the last,
// which is always none.
func (o *office) keyed(who access.Actor, record family.Record, at measure.Timepoint, on civil.Date, box int) {
	o.t.Helper()
	values := map[int]int{10: 4} // the item about self-harm is reversed: the last box is never
	for item := 1; item < 10; item++ {
		values[item] = box
	}
	_, err := o.Rooms.Measures.KeyIn(o.t.Context(), who, measure.KeyIn{
		ID: measure.NewID(), Instrument: "epds", Dyad: record.Dyads[0].ID, Timepoint: at, TakenOn: on, Values: values,
	})
	o.must(err)
}

func outcomePath(id programme.GroupID) string { return "/desk/outcomes/groups/" + id.String() }

func TestAnOutcomePageSaysWhatWasFoundAndHowSureThatIs(t *testing.T) {
	o := newOffice(t)
	o.ran(6)
	dana := o.as(o.Here.Lead)
	overview := dana.Get("/desk/outcomes").Is(200)
	Says(t, overview, "tbody", "Baby Love, Tuesdays")
	page := dana.Get(outcomePath(o.group) + "?scale=epds.total").Is(200)
	Says(t, page, "dl.figures", "6", "Offered a place", "Came at least once", "Came to 6 or more of 8", "6 of 6", "have EPDS before and after")
	if n := page.Doc().Find("dl.figures > div").Length(); n != 5 {
		t.Errorf("%d figures", n)
	}
	Says(t, page, "main", "95 %", "There was nobody to compare with", "Hedges", "d_av", "Missing: 0 before, 0 after", "Counted once for each caregiver")
	if n := page.Doc().Find("figure svg.plot").Length(); n < 2 {
		t.Errorf("%d plots", n)
	}
	page.Has("figure details table").Has(`a[href$="/csv"]`).Has(`a[href$="/print"]`)
	Says(t, page, "main", "Reliably better", "A small group stays recognisable")
	Says(t, page, "#attendance", "Who came")
	lacksWords(t, page, "Secret", "Ben")
	page.Lacks(`main a[href^="/desk/families/"]`).Lacks(`main a[href^="/desk/dyads/"]`)
}

func TestThePrintedOutcomeHasEveryMeasure(t *testing.T) {
	o := newOffice(t)
	o.ran(6)
	page := o.as(o.Here.Lead).Get(outcomePath(o.group) + "/print").Is(200)
	Says(t, page, "main", "EPDS: Total", "KPCS", "Sensitivity")
	Says(t, page, ".printed", "Printed by Dana Whitlock")
	lacksWords(t, page, "Secret")
	page.Lacks(".tabs")
}

func TestTooFewPairsAreNotSummedUp(t *testing.T) {
	o := newOffice(t)
	o.ran(3)
	page := o.as(o.Here.Lead).Get(outcomePath(o.group) + "?scale=epds.total").Is(200)
	Says(t, page, "main", "3 of 3 have it both before and after", "Fewer than 5 pairs")
	if n := page.Doc().Find("figure").Length(); n != 1 {
		t.Errorf("%d plots; only who came may be drawn", n)
	}
	lacksWords(t, page, "Hedges")
}

func TestTheFileOfAGroupNamesNobody(t *testing.T) {
	o := newOffice(t)
	o.ran(6)
	file := o.as(o.Here.Lead).Get(outcomePath(o.group) + "/csv").Is(200)
	if got := file.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/csv") {
		t.Errorf("it is %s", got)
	}
	if !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") || strings.Count(strings.TrimSpace(file.Body), "\n") != 6 {
		t.Errorf("%s\n%s", file.Header.Get("Content-Disposition"), file.Body)
	}
	lacksWords(t, file, "Secret")
}

func TestOutcomesAreForLeads(t *testing.T) {
	o := newOffice(t)
	o.ran(1)
	for _, who := range []access.Actor{o.Here.Practitioner, o.Here.Coordinator, o.Here.Administrator} {
		b := o.as(who)
		b.Get("/desk/outcomes").Is(403)
		b.Get(outcomePath(o.group)).Is(403)
		b.Get(outcomePath(o.group) + "/csv").Is(403)
		b.Get(groupPath(o.group)).Lacks(`a[href^="/desk/outcomes"]`)
	}
	o.as(o.There.Lead).Get(outcomePath(o.group)).Is(404)
	Says(t, o.as(o.There.Lead).Get("/desk/outcomes").Is(200), ".empty", "from their first session")
}

func TestAStudySaysWhatItsAnswersScore(t *testing.T) {
	o := newOffice(t)
	var file strings.Builder
	file.WriteString("EPDS_1,EPDS_2,EPDS_3,EPDS_4,EPDS_5,EPDS_6,EPDS_7,EPDS_8,EPDS_9,EPDS_10\n")
	for i := range 12 {
		file.WriteString(strings.Repeat(fmt.Sprintf("%d,", i%4), 9) + "0\n")
	}
	done, err := o.Rooms.Outcomes.ImportAnswers(t.Context(), o.Here.Lead, outcome.Import{
		Name: "Autumn <b>survey</b>", Source: "Made up for this test", Instrument: "epds", Columns: "EPDS_1..EPDS_10", Scored: true,
	}, strings.NewReader(file.String()))
	o.must(err)
	dana := o.as(o.Here.Lead)
	Says(t, dana.Get("/desk/outcomes").Is(200), "main", "Studies", "Autumn <b>survey</b>", "12")
	page := dana.Get("/desk/outcomes/studies/" + done.Study.String()).Is(200)
	Says(t, page, "main", "Autumn <b>survey</b>", "Mean (SD)", "13.5", "Median", "nobody’s record", "Made up for this test")
	o.as(o.There.Lead).Get("/desk/outcomes/studies/" + done.Study.String()).Is(404)
	o.as(o.Here.Coordinator).Get("/desk/outcomes/studies/" + done.Study.String()).Is(403)
}
