package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// A service with as many families waiting and as many groups to come as the figure is
// of, and how often a plan of them is asked for.
const (
	waitingFamilies = 1000
	groupsToCome    = 50
	plansAsked      = 25
)

// proposals measures a plan of a thousand waiting families as a coordinator meets it,
// through HTTP: the button on the waiting list, and the page it leads to.
func (b *bench) proposals(ctx context.Context) (err error) {
	w, err := b.open(ctx, 1000, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	login, mei, err := w.actor(ctx, "mei")
	if err != nil {
		return err
	}
	if err := w.crowd(ctx, mei); err != nil {
		return fmt.Errorf("a thousand who wait: %w", err)
	}
	line, err := dial(w.host)
	if err != nil {
		return err
	}
	defer line.conn.Close()
	var asked, read, both []float64
	for range plansAsked {
		form := url.Values{"programme": {string(programme.BabyLove)}, "submission": {ident.New[struct{}]().String()}}
		began := time.Now()
		_, to, err := line.follow(request(http.MethodPost, "/desk/plans", w.host, login, form.Encode()))
		if err != nil {
			return err
		}
		made := time.Since(began)
		status, shown, err := line.send(request(http.MethodGet, to, w.host, login, ""))
		if err != nil || status != http.StatusOK {
			return errors.Join(err, fmt.Errorf("%s is answered %d", to, status))
		}
		asked, read = append(asked, ms(made)), append(read, ms(shown))
		both = append(both, ms(made+shown))
	}
	name := fmt.Sprintf("plan.proposal.%d", waitingFamilies)
	return errors.Join(b.say(name, median(both), "ms", 0), b.say(name+".made", median(asked), "ms", 0), b.say(name+".page", median(read), "ms", 0))
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// crowd fills a service up: families of every age with wishes of their own, and groups
// over half a year.
func (w *world) crowd(ctx context.Context, mei access.Actor) error {
	chance := rand.New(rand.NewPCG(1, 1))
	have := map[string]int{}
	for what, query := range map[string]string{
		"wait": `SELECT COUNT(*) FROM place WHERE service_id = $1 AND state = 'waiting' AND start_by >= $2`,
		"come": `SELECT COUNT(*) FROM programme_group WHERE service_id = $1 AND state = 'open' AND first_on > $2`,
	} {
		var n int
		if err := w.Rooms.DB.View(ctx, func(tx *store.Tx) error { return tx.QueryRow(query, mei.Service, mei.Today).Scan(&n) }); err != nil {
			return err
		}
		have[what] = n
	}
	halves := programme.HalfDays()[:15] // Monday to Friday
	for i := have["come"]; i < groupsToCome; i++ {
		if err := w.opens(ctx, mei, i, chance); err != nil {
			return err
		}
	}
	for i := have["wait"]; i < waitingFamilies; i++ {
		if err := w.waits(ctx, mei, i, halves, chance); err != nil {
			return err
		}
	}
	return nil
}

// opens opens a group, by video one time in three.
func (w *world) opens(ctx context.Context, mei access.Actor, i int, chance *rand.Rand) error {
	sites, err := w.Rooms.Accounts.Sites(ctx, mei.Service)
	if err != nil {
		return err
	}
	leaders, err := w.texts(ctx, `SELECT DISTINCT a.id FROM account a JOIN account_role r ON r.account_id = a.id WHERE a.service_id = $1 AND r.role = 'practitioner' AND a.disabled_at IS NULL ORDER BY a.id LIMIT 2`, mei.Service)
	if err != nil {
		return err
	}
	g := programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: sites[i%len(sites)].ID, Room: "Room", Lang: []string{"en", "en", "en", "ar"}[i%4], Capacity: 8,
		First: mei.Today.AddDays(7 + chance.IntN(150)), Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
	}
	for _, text := range leaders {
		var id access.AccountID
		if err := id.UnmarshalText([]byte(text)); err != nil {
			return err
		}
		g.Leaders = append(g.Leaders, id)
	}
	for g.First.Weekday() == time.Saturday || g.First.Weekday() == time.Sunday {
		g.First = g.First.AddDays(1)
	}
	if i%3 == 0 {
		g.Mode, g.Site, g.Room, g.VideoLink = programme.Video, programme.SiteID{}, "", "https://call.example/room"
	}
	if i%2 == 0 {
		g.Starts, g.Ends = civil.Clock{Hour: 14}, civil.Clock{Hour: 15, Minute: 30}
	}
	for range 14 { // past a holiday
		if _, err = w.Rooms.Programmes.CreateGroup(ctx, mei, g); !fault.Is(err, fault.Invalid) {
			return err
		}
		g.First = g.First.AddDays(7)
	}
	return err
}

// waits puts a family on the waiting list.
func (w *world) waits(ctx context.Context, mei access.Actor, i int, halves []programme.HalfDay, chance *rand.Rand) error {
	in := family.Registration{
		Caregivers: []family.NewCaregiver{{Name: fmt.Sprintf("Somebody %d", i), Relation: family.Mother}},
		Infants:    []family.NewInfant{{Name: "Baby", Born: mei.Today.AddDays(-chance.IntN(170))}},
	}
	wishes := programme.Wishes{}
	if chance.IntN(10) == 0 {
		wishes.Lang = "ar"
	}
	for _, h := range halves {
		if chance.Float64() < 0.6 {
			wishes.Times = append(wishes.Times, h)
		}
	}
	if chance.IntN(3) == 0 {
		wishes.Modes = []programme.Mode{programme.InPerson}
	}
	return w.Rooms.DB.Update(ctx, func(tx *store.Tx) error {
		record, err := w.Rooms.Families.RegisterIn(tx, mei, in)
		if err != nil {
			return err
		}
		_, err = w.Rooms.Programmes.WaitIn(tx, mei, programme.NewPlace{
			Programme: programme.BabyLove, Family: record.ID, AskedBy: record.Adults()[0].ID, Dyads: record.Dyads, Wishes: wishes,
		})
		return err
	})
}

// follow sends a form and says where its answer leads.
func (w *wire) follow(request []byte) (time.Duration, string, error) {
	began := time.Now()
	if _, err := w.conn.Write(request); err != nil {
		return 0, "", err
	}
	r, err := http.ReadResponse(w.in, nil)
	if err != nil {
		return 0, "", err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusSeeOther {
		first, _, _ := strings.Cut(string(request), "\r\n")
		return 0, "", fmt.Errorf("%s is answered %d", first, r.StatusCode)
	}
	return time.Since(began), r.Header.Get("Location"), nil
}
