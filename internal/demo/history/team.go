package history

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/demo/people"
	"holdfast/internal/ident"
)

// A region is three sites and the people who run groups there. A larger
// demonstration has more regions, so that one practitioner's week stays what it
// is.
const (
	regionFamilies = 960
	sitesInRegion  = 3
	leadersPerTeam = 6
)

// region is who and where in one region.
type region struct {
	team        *Team
	sites       []Site
	leaders     []Staff
	former      Staff
	coordinator Staff
}

// The staff of the first region, who are in the play. Their accounts keep their
// identifiers whatever the seed, so that the page of personas can name them.
var (
	harbourLeaders = []string{"Ruth Okafor", "Tom Hale", "Amina Yusuf", "Joanna Reid", "Callum Byrne", "Priya Raman"}
	harbourSites   = []Site{
		{Name: "Harbour Lane Family Centre", Address: "12 Harbour Lane, ground floor", Access: "Step-free. Room for prams inside. Bus 4 and 11 stop at the door."},
		{Name: "Quayside Library", Address: "Quayside 3, the room behind the children's books", Access: "Lift to the first floor. Prams stay at the entrance, in sight. Tram to Quayside."},
		{Name: "Fairmead Community Hall", Address: "Fairmead Road 40", Access: "Step-free at the side door. Parking behind the hall. Bus 7."},
	}
	moreSites  = []string{"Family Hub", "Library", "Children's Centre", "Community Hall", "Health Centre", "Church Rooms"}
	morePlaces = []string{"Northgate", "Saltmarsh", "Millbrook", "Ferryside", "Eastfield", "Cooper's Green", "Highcliff", "Weavers' Row", "Stonebridge", "Larkhill", "Old Dock", "Bellwood"}
)

// AccountOf is the account of somebody in the play, by name: the same in every
// demonstration.
func AccountOf(team, name string) ID {
	return ID(ident.Derive[struct{}]("holdfast demonstration", team+" account "+name).String())
}

func teamID(slug string) ID {
	return ID(ident.Derive[struct{}]("holdfast demonstration", "service "+slug).String())
}

// HarbourLane and HillRoad are the slugs of the two services.
const (
	HarbourLane = "harbour-lane"
	HillRoad    = "hill-road"
)

func (w *World) makeTeams() {
	began := w.at(w.Today.AddMonths(-12*(yearsOfHolidays-1)), 9, 0)
	w.Harbour = &Team{
		ID: teamID(HarbourLane), Slug: HarbourLane, Name: "Harbour Lane", Zone: zoneName, Phone: "020 7946 0112",
		Email: "hello@harbourlane.example", Sender: "H. Lane", ExitURL: "https://weather.example/", OfferHours: 72, WarnDays: 28, At: began,
		Holidays: holidays(w.Today),
	}
	w.Hill = &Team{
		ID: teamID(HillRoad), Slug: HillRoad, Name: "Hill Road", Zone: zoneName, Phone: "020 7946 0155",
		Email: "hello@hillroad.example", Sender: "H. Road", ExitURL: "https://weather.example/", OfferHours: 72, WarnDays: 28, At: began,
		Holidays: holidays(w.Today),
	}
	m := newMint(rand.New(rand.NewPCG(w.src.Seed, 1)), w.src.Now, 0)
	names := people.NewMaker(rand.New(rand.NewPCG(w.src.Seed, 2)), 0)
	for i := range max(1, (w.src.Families+regionFamilies-1)/regionFamilies) {
		w.regions = append(w.regions, w.makeRegion(m, names, i))
	}
	w.hill = w.makeHill(m)
}

func (w *World) makeRegion(m *mint, names *people.Maker, number int) region {
	r := region{team: w.Harbour}
	for i := range sitesInRegion {
		site := harbourSites[i]
		if number > 0 {
			place := morePlaces[(number*sitesInRegion+i)%len(morePlaces)]
			site = Site{Name: fmt.Sprintf("%s %s %d", place, moreSites[i], number), Address: fmt.Sprintf("%s High Street %d", place, number), Access: "Step-free. Room for prams."}
		}
		site.ID = m.id()
		r.sites = append(r.sites, site)
	}
	for i := range leadersPerTeam {
		name := harbourLeaders[i]
		if number > 0 {
			name = names.Name()
		}
		r.leaders = append(r.leaders, w.hire(m, r.team, number, name, access.Practitioner, i))
	}
	coordinator := "Mei Tan"
	if number > 0 {
		coordinator = names.Name()
	}
	r.coordinator = w.hire(m, r.team, number, coordinator, access.Coordinator, leadersPerTeam)
	r.team.Sites = append(r.team.Sites, r.sites...)
	r.team.Staff = append(r.team.Staff, append(r.leaders, r.coordinator)...)
	if number == 0 {
		r.former = w.hire(m, r.team, 0, "Helen Marsh", access.Practitioner, leadersPerTeam)
		r.former.Until = w.Today.AddDays(-150)
		lead := w.hire(m, r.team, 0, "Dana Whitlock", access.Lead, 0)
		admin := w.hire(m, r.team, 0, "Per Nilsson", access.Administrator, 0)
		r.team.Staff = append(r.team.Staff, r.former, lead, admin)
	}
	return r
}

func (w *World) makeHill(m *mint) region {
	r := region{team: w.Hill}
	r.sites = []Site{{ID: m.id(), Name: "Hill Road Surgery, upstairs", Address: "Hill Road 7", Access: "Lift. Prams can stay in the corridor."}}
	for i, name := range []string{"Owen Price", "Saira Malik"} {
		r.leaders = append(r.leaders, w.hire(m, r.team, 0, name, access.Practitioner, i))
	}
	r.coordinator = w.hire(m, r.team, 0, "Lucy Barton", access.Coordinator, 0)
	lead := w.hire(m, r.team, 0, "Grace Adeyemi", access.Lead, 0)
	r.team.Sites = r.sites
	r.team.Staff = append(append([]Staff{}, r.leaders...), r.coordinator, lead)
	return r
}

// hire makes a member of staff. In the first region, whose people are in the play,
// the account's identifier follows from the name alone.
func (w *World) hire(m *mint, t *Team, number int, name string, role access.Role, nth int) Staff {
	from := w.Today.AddMonths(-12 * (yearsOfHolidays - 1)).AddDays(17 * nth)
	s := Staff{ID: m.id(), Name: name, Role: string(role), From: from, At: w.at(from, 9, 5)}
	mailbox := people.Plain(name)
	if number == 0 {
		s.ID, s.Email = AccountOf(t.Slug, name), mailbox+"@"+t.domain()
		return s
	}
	s.Email = fmt.Sprintf("%s.%d.%d@%s", mailbox, number, nth, t.domain())
	return s
}

func (t *Team) domain() string { return strings.ReplaceAll(t.Slug, "-", "") + ".example" }

// zoneName is where both services are.
const zoneName = "Europe/London"

// at is the moment of a time of day in the services' zone.
func (w *World) at(day civil.Date, hour, minute int) time.Time {
	return day.In(w.zone, civil.Clock{Hour: hour, Minute: minute}).UTC()
}
