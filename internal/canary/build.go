package canary

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/notify/smtptest"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// The days on which the population lives.
var (
	longAgo  = civil.New(2026, 2, 3)  // last year's group is planned
	january  = civil.New(2027, 1, 4)  // families are placed
	begins   = civil.New(2027, 1, 12) // the first sessions
	february = civil.New(2027, 2, 4)  // the fourth session of thursday's group
	today    = civil.New(2027, 2, 9)
)

// Build fills a house of its own with the population, by the use cases that people
// would use, so that whatever follows from them follows here as well. Of every
// constellation there are as many as copies says.
func Build(tb testing.TB, e store.Engine, copies int) *Town {
	tb.Helper()
	policy, err := readPolicy()
	if err != nil {
		tb.Fatal(err)
	}
	t := &Town{
		Policy: policy, t: tb, mail: smtptest.New(tb, smtptest.WithoutTLS()), log: &strings.Builder{},
		homes: map[string]Home{}, serviceOf: map[Owner]string{}, services: map[string]access.ServiceID{},
		sites: map[string]identity.SiteID{}, accounts: map[Owner]access.AccountID{}, people: map[Owner]access.PersonID{},
		dyads: map[Owner][]family.Dyad{}, families: map[string]family.ID{}, places: map[string]programme.PlaceID{},
		groups: map[string]programme.GroupID{}, proposals: map[Owner]string{}, drafts: map[string]string{}, tongues: map[Owner]string{}, words: map[string]Fact{},
		byID: map[string]Thing{}, browsers: map[string]*apptest.Browser{}, met: map[string]bool{}, pages: map[string][]string{}, known: map[string]bool{},
	}
	for n := range copies {
		for _, h := range constellations() {
			if n > 0 {
				h.Key += fmt.Sprintf("-%d", n+1)
			}
			t.homes[h.Key] = h
		}
	}
	t.House = apptest.Open(tb, e, func(c *app.Config) {
		c.Mailer, c.Mail = nil, app.Mail{Host: t.mail.Host, Port: t.mail.Port, TLS: "none", From: "post@holdfast.example"}
		c.Log = slog.New(slog.NewTextHandler(t.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		c.Wordings = t.wordings()
		t.config = *c
	})
	t.roads = roads(t.Routes())
	t.live()
	t.gather()
	return t
}

// live tells the year of the population.
func (t *Town) live() {
	t.on(longAgo)
	for _, service := range []string{here, there} {
		t.openService(service)
	}
	for _, w := range staff() {
		t.hire(w)
	}
	t.openGroup(last, longAgo.AddDays(7))
	t.settle(func(h Home) bool { return h.Group == last })

	t.on(january)
	for _, g := range []string{tuesday, thursday, uphill} {
		t.openGroup(g, begins)
	}
	t.settle(func(h Home) bool { return h.Group != last })
	t.leave()

	t.on(begins)
	t.answerQuestionnaires("before")
	t.keyIn()
	t.on(february)
	t.beginQuestionnaires()
	t.openGroup(spring, today.AddDays(21))
	t.meet(begins, february)
	t.show()
	t.partAndLose()

	t.on(today)
	t.offer()
	t.propose()
	t.meet(february, today)
	t.visit()
	t.write()
	t.confide()
	t.enquire()
	t.Work()
	t.markMessages()
}

// on moves the clock to the morning of a day, and does what is due by then.
func (t *Town) on(day civil.Date) {
	t.Clock.Set(day.In(time.UTC, civil.Clock{Hour: 10, Minute: 5}))
	t.Work()
}

func (t *Town) openService(slug string) {
	id, err := t.Rooms.Accounts.AddService(t.ctx(), access.System(access.ServiceID{}, longAgo), identity.Service{
		Slug: slug, Name: "Service at the " + slug, ZoneName: "Europe/London", Lang: "en", ExitURL: "https://weather.example",
		Phone: "020 7946 0000", OfferHours: 24 * 28, WarnDays: 28,
	})
	t.must(err)
	t.services[slug] = id
	site, err := t.Rooms.Accounts.AddSite(t.ctx(), t.system(slug), identity.Site{Name: "Centre at the " + slug, Address: "1 Quay"})
	t.must(err)
	t.sites[slug] = site
}

func (t *Town) hire(w Worker) {
	o := Owner("staff/" + w.Name)
	t.serviceOf[o] = w.Service
	in := identity.NewStaff{Name: w.Name, Email: strings.ToLower(t.mark(o, "staff email")) + "@staff.example"}
	for _, r := range w.Roles {
		in.Roles = append(in.Roles, access.Role(r))
	}
	id, _, err := t.Rooms.Accounts.AddStaff(t.ctx(), t.system(w.Service), in)
	t.must(err)
	t.accounts[o] = id
}

// leaders are who leads a group when it is planned.
func (t *Town) leaders(group string) []access.AccountID {
	var out []access.AccountID
	for _, w := range staff() {
		if slices.Contains(w.Leads, group) || slices.Contains(w.Led, group) {
			out = append(out, t.accounts[Owner("staff/"+w.Name)])
		}
	}
	return out
}

func (t *Town) openGroup(group string, first civil.Date) {
	service := here
	if group == uphill {
		service = there
	}
	o := Owner("group/" + group)
	t.serviceOf[o] = service
	in := programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: t.sites[service], Lang: "en", Capacity: programme.MostDyads,
		First: first, Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30}, Leaders: t.leaders(group),
		Submission: programme.Submission("group " + group),
	}
	if group == thursday {
		in.First = first.AddDays(2)
		in.Mode, in.VideoLink = programme.Video, "https://video.example/"+t.mark(o, "video link")
	}
	id, err := t.Rooms.Programmes.CreateGroup(t.ctx(), t.boss(service), in)
	t.must(err)
	t.groups[group] = id
}

// wordings are the questions of the check-in once more for every adult, in a
// language that is nobody else's: so that even which answer they ticked is a word
// of their own.
func (t *Town) wordings() string {
	dir := t.t.TempDir()
	n := 0
	for _, h := range t.homesInOrder() {
		for _, o := range adults(h) {
			if h.Group == "" || h.Left {
				continue
			}
			if n == len(languages) {
				return dir
			}
			word := t.mark(o, "answer")
			text := checkInWording(languages[n], word)
			t.must(os.WriteFile(filepath.Join(dir, "checkin."+languages[n]+".yaml"), []byte(text), 0o600))
			t.tongues[o] = languages[n]
			n++
		}
	}
	return dir
}
