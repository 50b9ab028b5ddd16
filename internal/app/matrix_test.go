package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/exchange"
	"holdfast/internal/family"
	"holdfast/internal/ident"
	"holdfast/internal/measure"
	"holdfast/internal/outcome"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/safety"
	"holdfast/internal/share"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
	"holdfast/internal/web/page"
)

// about says what an address is about, and so whose eyes it is for once the role
// allows it.
type about int

const (
	nothing about = iota + 1 // the same for everybody who may
	ours                     // a thing of the service: its staff, no other service's
	meeting                  // a session: staff of the service open it, and see the people they may see
	someone                  // about one person: staff who may see them
	mine                     // a caregiver's own: nobody else's, the other parent's least of all
	both                     // of both parents: they come to one group
	behind                   // behind a secret: a wrong one opens nothing, whoever holds it
)

// matrix is every route of the house. A route that is missing fails the test, and
// so does a line whose route has gone.
var matrix = map[string]about{
	"GET /exit": nothing, "GET /exit/now": nothing, "GET /exit/tracks": nothing,
	"GET /{$}": nothing, "GET /help": nothing, "GET /s/{service}/help": nothing, "GET /privacy": nothing, "GET /accessibility": nothing,
	"GET /s/{service}": nothing, "GET /s/{service}/ask": nothing, "POST /s/{service}/ask": nothing,
	"GET /s/{service}/ask/{question}": nothing, "POST /s/{service}/ask/{question}": nothing,
	"GET /o/{secret}": behind, "POST /o/{secret}": behind, "GET /in/{secret}": behind, "POST /in/{secret}": behind,
	"GET /join/{secret}": behind, "POST /join/{secret}": behind,
	"GET /home/with": nothing, "GET /home/with/ask": nothing, "POST /home/with/ask": nothing, "POST /home/with/asked/{invitation}": mine, "POST /home/with/tells": nothing,
	"GET /home/with/words": nothing, "POST /home/with/words": nothing, "GET /home/with/words/{words}": mine, "POST /home/with/words/{words}": mine,
	"POST /home/with/words/{words}/away": mine, "POST /home/with/shown/{share}": mine, "GET /home/shown/{seen}": mine,
	"GET /desk/invitations": nothing, "GET /desk/invitations/{invitation}": someone, "POST /desk/invitations/{invitation}": someone,
	"GET /desk/babies/{person}/invite": someone, "POST /desk/babies/{person}/invite": someone,
	"GET /enrol/{secret}": behind, "POST /enrol/{secret}": behind,
	"GET /link": nothing, "POST /link": nothing,
	"GET /sign-in": nothing, "POST /sign-in": nothing, "POST /sign-out": nothing,

	"GET /demo": nothing, "POST /demo": behind, // there in a demonstration alone

	"GET /home": nothing, "GET /home/dates": nothing, "GET /home/now": nothing, "GET /home/ring": nothing, "POST /home/ring": nothing, "POST /home/cards": nothing,
	"GET /home/happened": nothing, "POST /home/happened": nothing, "GET /home/after": nothing, "GET /home/kept": nothing,
	"GET /home/dates/{session}": both, "POST /home/dates/{session}": both, "POST /home/dates/{session}/can": both,
	"POST /home/dates/{place}/come": both,
	"GET /home/news":                nothing, "POST /home/news": nothing, "POST /home/news/{fact}/undo": both,
	"GET /home/pause": nothing, "POST /home/pause": nothing,
	"GET /home/pause/{stay}": both, "POST /home/pause/{stay}": both, "POST /home/pause/{stay}/home": both,
	"GET /home/begin/{task}": mine, "POST /home/begin/{task}": mine,
	"GET /home/next": nothing, "GET /home/reach": nothing, "POST /home/reach": nothing, "GET /home/reach/{way}": nothing, "POST /home/reach/{way}": nothing,
	"GET /home/q/{response}": mine, "GET /home/q/{response}/{item}": mine, "POST /home/q/{response}/{item}": mine,
	"GET /home/q/{response}/check": mine, "POST /home/q/{response}/check": mine, "GET /home/q/{response}/sent": mine,

	"GET /home/agreed": nothing, "GET /home/agreed/{purpose}": nothing, "POST /home/agreed/{purpose}": nothing,
	"GET /home/agreed/{purpose}/{infant}": both, "POST /home/agreed/{purpose}/{infant}": both, // both are the baby's parents
	"GET /desk/people/{person}/kin": someone, "GET /desk/people/{person}/kin/apart": someone, "POST /desk/people/{person}/kin/apart": someone,
	"GET /desk/people/{person}/kin/apart/{restriction}/end": someone, "POST /desk/people/{person}/kin/apart/{restriction}/end": someone,
	"GET /desk/people/{person}/kin/fact": someone, "POST /desk/people/{person}/kin/fact": someone,
	"GET /desk/people/{person}/kin/fact/{standing}/end": someone, "POST /desk/people/{person}/kin/fact/{standing}/end": someone,

	"GET /desk/people/{person}/agreed": someone, "POST /desk/people/{person}/agreed": someone,

	"GET /home/safe": nothing, "POST /home/safe": nothing,
	"GET /desk/people/{person}/alone": someone, "POST /desk/people/{person}/alone": someone,
	"GET /desk/people/{person}/apart": someone, "POST /desk/people/{person}/apart": someone,
	"GET /home/copy": nothing, "POST /home/copy": nothing, "GET /home/copy/{copy}": mine,
	"POST /desk/people/{person}/copy": someone, "GET /desk/copies": nothing, "GET /desk/copies/{copy}": someone, "POST /desk/copies/{copy}": someone,
	"POST /desk/copies/{copy}/give": someone, "GET /desk/copies/{copy}/file": someone,
	"GET /desk/glass": nothing, "POST /desk/glass": nothing, // says the same about who is there and who is not

	"GET /desk": nothing, "GET /desk/sessions": nothing, "GET /desk/due": nothing, "GET /desk/alerts": nothing, "GET /desk/keyin": nothing,
	"GET /desk/alerts/{alert}": someone, "POST /desk/alerts/{alert}/take": someone, "POST /desk/alerts/{alert}/note": someone,
	"POST /desk/alerts/{alert}/hand": someone, "POST /desk/alerts/{alert}/close": someone,
	"GET /desk/sessions/{session}": meeting, "GET /desk/sessions/{session}/plan": meeting, "GET /desk/sessions/{session}/print": meeting,
	"POST /desk/sessions/{session}": someone, "POST /desk/sessions/{session}/row": someone, "POST /desk/sessions/{session}/undo": someone,
	"GET /desk/sessions/{session}/move": ours, "POST /desk/sessions/{session}/move": ours,
	"GET /desk/sessions/{session}/cancel": ours, "POST /desk/sessions/{session}/cancel": ours,
	"GET /desk/people/{person}/call": someone, "POST /desk/people/{person}/call": someone,
	"POST /desk/messages/{message}/said": ours,
	"GET /desk/dyads/{dyad}/keyin":       someone, "GET /desk/dyads/{dyad}/keyin/{instrument}": someone, "POST /desk/dyads/{dyad}/keyin/{instrument}": someone,
	"GET /desk/dyads/{dyad}/measures": someone,

	"GET /desk/enquiries": nothing, "GET /desk/enquiries/{enquiry}": ours, "POST /desk/enquiries/{enquiry}/accept": ours,
	"GET /desk/enquiries/{enquiry}/decline": ours, "POST /desk/enquiries/{enquiry}/decline": ours, "POST /desk/enquiries/{enquiry}/reopen": ours,
	"GET /desk/families": nothing, "GET /desk/families/{family}": someone,
	"GET /desk/visits/{visit}/{contact}": someone, "POST /desk/visits/{visit}/{contact}": someone, "POST /desk/visits/{visit}/{contact}/back": someone,
	"GET /desk/babies/{person}/days": someone, "POST /desk/babies/{person}/days/undo": someone,
	"POST /desk/babies/{person}/days/away": someone, "POST /desk/babies/{person}/days/back": someone,
	"GET /desk/babies/{person}/dates": someone, "POST /desk/babies/{person}/dates": someone,
	"GET /desk/people/{person}/reach": someone, "POST /desk/people/{person}/reach": someone,
	"GET /desk/babies/{person}/happened": someone, "POST /desk/babies/{person}/happened": someone,
	"GET /desk/babies/{person}/happened/back": someone, "POST /desk/babies/{person}/happened/back": someone,
	"GET /desk/groups": nothing, "GET /desk/groups/new": nothing, "POST /desk/groups/new": nothing,
	"GET /desk/groups/{group}": ours, "GET /desk/groups/{group}/edit": ours, "POST /desk/groups/{group}/edit": ours,
	"GET /desk/groups/{group}/postpone": ours, "POST /desk/groups/{group}/postpone": ours,
	"GET /desk/groups/{group}/resume": ours, "POST /desk/groups/{group}/resume": ours,
	"GET /desk/groups/{group}/cancel": ours, "POST /desk/groups/{group}/cancel": ours, "POST /desk/groups/{group}/next": ours,
	"GET /desk/groups/{group}/candidates": ours,
	"GET /desk/waiting":                   nothing, "GET /desk/places/{place}/offer": someone, "POST /desk/places/{place}/offer": someone,
	"GET /desk/places/{place}/along/{person}": someone, "POST /desk/places/{place}/along/{person}": someone,
	"GET /desk/places/{place}/withdraw": someone, "POST /desk/places/{place}/withdraw": someone, "POST /desk/places/{place}/back": someone,
	"GET /desk/plans": nothing, "POST /desk/plans": nothing, "GET /desk/plans/{plan}": ours, "GET /desk/plans/{plan}/help": ours, "POST /desk/plans/{plan}/move": ours, "POST /desk/plans/{plan}/offer": ours,
	"GET /desk/plans/weighing": nothing, "POST /desk/plans/weighing": nothing, "GET /desk/places/{place}/need": someone, "POST /desk/places/{place}/need": someone,
	"GET /desk/opening": nothing, "GET /desk/opening/{leader}": ours, "POST /desk/opening/{leader}": ours, "GET /desk/opening/rooms": nothing, "POST /desk/opening/rooms": nothing,
	"GET /desk/outcomes": nothing, "GET /desk/outcomes/groups/{group}": ours, "GET /desk/outcomes/groups/{group}/print": ours,
	"GET /desk/outcomes/groups/{group}/csv": ours, "GET /desk/outcomes/studies/{study}": ours,
	"GET /desk/outbox": nothing, "GET /desk/outbox/{message}": someone, "POST /desk/outbox/{message}/again": someone,
	"GET /desk/staff": nothing, "GET /desk/staff/new": nothing, "POST /desk/staff/new": nothing,
	"GET /desk/staff/{account}": ours, "POST /desk/staff/{account}/roles": ours, "GET /desk/staff/{account}/reset": ours,
	"POST /desk/staff/{account}/reset": ours, "POST /desk/staff/{account}/disable": ours, "POST /desk/staff/{account}/enable": ours,
	"GET /desk/service": nothing, "POST /desk/service": nothing, "POST /desk/service/sites": nothing,
	"GET /desk/service/holidays": nothing, "POST /desk/service/holidays": nothing, "POST /desk/service/holidays/remove": nothing,
	"GET /desk/responses/{response}": someone, "POST /desk/responses/{response}/void": someone,
}

func TestEveryRouteStandsInTheMatrix(t *testing.T) {
	a := apptest.Open(t, store.SQLite, func(c *app.Config) { c.Demo = true })
	seen := map[string]bool{}
	for _, r := range a.Routes() {
		name := r.Method() + " " + r.Pattern()
		seen[name] = true
		if matrix[name] == 0 {
			t.Errorf("%s (%s) has no line in the matrix: say what it is about", name, r.Permission())
		}
	}
	for name := range matrix {
		if !seen[name] {
			t.Errorf("%s stands in the matrix and is no route any more", name)
		}
	}
}

// stranger is somebody of the matrix.
type stranger struct {
	name    string
	account access.AccountID // zero for a visitor
	role    access.Role
	service string // here, there
	sees    bool   // Marta, and what she said
	beside  bool   // comes to the same group
}

// cast is who asks, from those who may least.
func cast(t *testing.T, h *apptest.House) []stranger {
	marta := h.Persona("marta")
	sighted, blind := practitioners(t, h, marta)
	return []stranger{
		{name: "a visitor"},
		{name: "the lead of another service", account: h.Persona("grace"), role: access.Lead, service: "there"},
		{name: "the administrator", account: h.Persona("per"), role: access.Administrator, service: "here"},
		{name: "a caregiver of another family", account: h.Persona("hollie"), role: access.Caregiver, service: "here"},
		{name: "the other parent", account: h.Persona("piotr"), role: access.Caregiver, service: "here", beside: true},
		{name: "a colleague without sight", account: blind, role: access.Practitioner, service: "here"},
		{name: "the mother herself", account: marta, role: access.Caregiver, service: "here", sees: true, beside: true},
		{name: "the coordinator", account: h.Persona("mei"), role: access.Coordinator, service: "here", sees: true},
		{name: "the practitioner of the group", account: sighted, role: access.Practitioner, service: "here", sees: true},
		{name: "the lead", account: h.Persona("dana"), role: access.Lead, service: "here", sees: true},
	}
}

// practitioners finds one who may see the caregiver today, and one who may not.
func practitioners(t *testing.T, h *apptest.House, caregiver access.AccountID) (sighted, blind access.AccountID) {
	t.Helper()
	h.View(func(tx *store.Tx) error {
		for _, q := range []struct {
			in string
			to *access.AccountID
		}{{"IN", &sighted}, {"NOT IN", &blind}} {
			err := tx.QueryRow(`
SELECT a.id FROM account a JOIN account_role r ON r.account_id = a.id JOIN account c ON c.id = $1
WHERE r.role = 'practitioner' AND r.until_on IS NULL AND a.service_id = c.service_id AND a.disabled_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM account_role o WHERE o.account_id = a.id AND o.role <> 'practitioner')
  AND a.id `+q.in+` (SELECT s.account_id FROM sight s WHERE s.person_id = c.person_id AND s.from_on <= $2 AND (s.until_on IS NULL OR s.until_on >= $2))
ORDER BY a.name LIMIT 1`, caregiver, "2027-02-09").Scan(q.to)
			if err != nil {
				return fmt.Errorf("practitioner %s: %w", q.in, err)
			}
		}
		return nil
	})
	return sighted, blind
}

// things are what the addresses are filled in with: all of them Marta's, or of
// her service.
func things(t *testing.T, h *apptest.House) map[string]string {
	t.Helper()
	one := map[string]string{"service": "harbour-lane", "question": "baby", "secret": "NOBODYWASGIVENTHISSECRET", "instrument": "epds", "item": "1", "way": "email", "purpose": "1", "contact": "visit-after"}
	var person access.PersonID
	read := func(name, query string, args ...any) {
		h.View(func(tx *store.Tx) error {
			var id string
			if err := tx.QueryRow(query, args...).Scan(&id); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			one[name] = id
			return nil
		})
	}
	read("person", `SELECT person_id FROM account WHERE id = $1`, h.Persona("marta"))
	if err := person.UnmarshalText([]byte(one["person"])); err != nil {
		t.Fatal(err)
	}
	read("dyad", `SELECT id FROM dyad WHERE caregiver_id = $1 ORDER BY id LIMIT 1`, person)
	read("family", `SELECT family_id FROM person WHERE id = $1`, person)
	read("place", `SELECT place_id FROM place_dyad WHERE dyad_id = $1 LIMIT 1`, one["dyad"])
	read("group", `SELECT group_id FROM place WHERE id = $1`, one["place"])
	read("session", `SELECT id FROM group_session WHERE group_id = $1 AND on_day >= '2027-02-09' ORDER BY on_day LIMIT 1`, one["group"])
	read("response", `SELECT id FROM response WHERE person_id = $1 AND state = 'complete' ORDER BY id LIMIT 1`, person)
	read("message", `SELECT id FROM message WHERE person_id = $1 ORDER BY id LIMIT 1`, person)
	read("enquiry", `SELECT e.id FROM enquiry e JOIN service s ON s.id = e.service_id WHERE s.slug = 'harbour-lane' AND e.state = 'new' ORDER BY e.id LIMIT 1`)

	read("infant", `SELECT infant_id FROM dyad WHERE id = $1`, one["dyad"])
	read("fact", `SELECT id FROM infant_fact WHERE infant_id = $1 ORDER BY at LIMIT 1`, one["infant"])
	// Nobody of the cast, since the administrator will disable them.
	read("account", `SELECT a.id FROM account a JOIN service s ON s.id = a.service_id WHERE s.slug = 'harbour-lane' AND a.person_id IS NULL
 ORDER BY a.name DESC LIMIT 1`)

	lead, err := h.Rooms.Accounts.Actor(t.Context(), token(t, h, "dana"))
	if err != nil {
		t.Fatal(err)
	}
	study, err := h.Rooms.Outcomes.ImportAnswers(t.Context(), lead, outcome.Import{
		Name: "A study", Source: "Made up for this test", Instrument: "epds", Columns: "EPDS_1..EPDS_10", Scored: true,
	}, strings.NewReader(strings.Join(epdsColumns(), ",")+"\n1,1,1,1,1,1,1,1,1,0\n"))
	if err != nil {
		t.Fatal(err)
	}
	one["study"] = study.Study.String()
	stay := family.NewStay{ID: family.NewStayID(), From: civil.New(2026, 12, 1), Until: civil.New(2026, 12, 4)}
	if err := stay.Infant.UnmarshalText([]byte(one["infant"])); err != nil {
		t.Fatal(err)
	}
	if err := h.Rooms.Families.Stay(t.Context(), lead, stay); err != nil {
		t.Fatal(err)
	}
	one["stay"] = stay.ID.String()
	alert, err := h.Rooms.Safety.Open(t.Context(), lead, safety.NewAlert{Person: person, Kind: safety.Said, Source: "staff", Note: "What staff heard."})
	if err != nil {
		t.Fatal(err)
	}
	one["alert"] = alert.String()
	keepApart(t, h, lead, one, person)
	planned, err := h.Rooms.Proposals.Make(t.Context(), lead, proposal.Make{Programme: programme.BabyLove})
	if err != nil {
		t.Fatal(err)
	}
	one["plan"], one["leader"] = planned.String(), h.Persona("ruth").String()

	one["copy"] = givenCopy(t, h, lead, person).String()

	due, _ := h.As(h.Persona("marta")).Get("/home").Doc().Find(`a[href^="/home/begin/"]`).Attr("href")
	one["task"] = strings.TrimPrefix(due, "/home/begin/")
	begun := h.As(h.Persona("marta")).Post(due, url.Values{"submission": {ident.New[struct{}]().String()}})
	draft, found := strings.CutPrefix(begun.Is(http.StatusSeeOther).To(), "/home/q/")
	if !found {
		t.Fatalf("her questionnaire begins at %s", begun.To())
	}
	one["draft"] = draft
	one["visit"] = visitedPlace(t, h, one)
	return one
}

// visitedPlace is a place of Marta's in a programme that has visits.
func visitedPlace(t *testing.T, h *apptest.House, one map[string]string) string {
	t.Helper()
	id := ident.New[struct{}]().String()
	err := h.Rooms.DB.Update(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Exec(`INSERT INTO place (id, service_id, programme, family_id, group_id, state, dyads, lang, asked_by, start_from, start_by, times, modes, asked_at, changed_at)
SELECT $1, service_id, 'baby-steps', family_id, group_id, 'accepted', 0, lang, asked_by, start_from, start_by, times, modes, asked_at, changed_at FROM place WHERE id = $2`,
			id, one["place"]); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO place_dyad (place_id, dyad_id) SELECT $1, dyad_id FROM place_dyad WHERE place_id = $2`, id, one["place"])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// keepApart keeps a stranger from Marta, and writes down what she is to her baby.
func keepApart(t *testing.T, h *apptest.House, lead access.Actor, one map[string]string, marta access.PersonID) {
	t.Helper()
	var stranger, baby access.PersonID
	h.View(func(tx *store.Tx) error {
		if err := tx.QueryRow(`SELECT person_id FROM account WHERE id = $1`, h.Persona("hollie")).Scan(&stranger); err != nil {
			return err
		}
		return tx.QueryRow(`SELECT infant_id FROM dyad WHERE id = $1`, one["dyad"]).Scan(&baby)
	})
	id, err := h.Rooms.Families.Restrict(t.Context(), lead, family.NewRestriction{
		Adult: stranger, About: marta, From: lead.Today, Why: family.Danger, Evidence: "What staff heard.",
	})
	if err != nil {
		t.Fatal(err)
	}
	fact, err := h.Rooms.Families.AddStanding(t.Context(), lead, family.NewStanding{
		Adult: marta, Infant: baby, What: family.Responsibility, Value: family.Yes, Basis: family.ByBirth, From: lead.Today, Evidence: "What staff heard.",
	})
	if err != nil {
		t.Fatal(err)
	}
	one["restriction"], one["standing"] = id.String(), fact.String()

	her, err := h.Rooms.Accounts.Actor(t.Context(), token(t, h, "marta"))
	if err != nil {
		t.Fatal(err)
	}
	asked := enquiry.Invite{Name: "Nobody", Relation: family.Grandparent, Email: "nobody@post.example", Infants: []family.PersonID{baby}}
	if err := h.Rooms.Enquiries.Invite(t.Context(), her, asked); err != nil {
		t.Fatal(err)
	}
	mine, err := h.Rooms.Enquiries.Asked(t.Context(), her)
	if err != nil || len(mine) == 0 || mine[0].Name != asked.Name {
		t.Fatalf("her invitations: %v, %v", mine, err)
	}
	one["invitation"] = mine[0].ID.String()
	showsAndIsShown(t, h, one, her)
}

// showsAndIsShown takes what Marta shows Piotr, and has him show her something.
func showsAndIsShown(t *testing.T, h *apptest.House, one map[string]string, marta access.Actor) {
	t.Helper()
	own, err := h.Rooms.Shares.Own(t.Context(), marta)
	if err != nil || len(own) == 0 || len(own[0].Shown) != 1 {
		t.Fatalf("she shows %+v, %v", own, err)
	}
	// Another thing she shows him is there to be taken back: what he shows stands while the first does.
	words, err := h.Rooms.Shares.Write(t.Context(), marta, share.Write{Text: "Soon taken back."})
	if err == nil {
		err = h.Rooms.Shares.Show(t.Context(), marta, share.Show{Words: words, To: own[0].Shown[0].To})
	}
	if err != nil {
		t.Fatal(err)
	}
	if own, err = h.Rooms.Shares.Own(t.Context(), marta); err != nil {
		t.Fatal(err)
	}
	one["words"], one["share"] = own[0].ID.String(), own[0].Shown[0].ID.String()
	piotr, err := h.Rooms.Accounts.Actor(t.Context(), token(t, h, "piotr"))
	if err != nil {
		t.Fatal(err)
	}
	his, err := h.Rooms.Shares.Write(t.Context(), piotr, share.Write{Text: "What Marta alone may read."})
	if err == nil {
		err = h.Rooms.Shares.Show(t.Context(), piotr, share.Show{Words: his, To: marta.Person})
	}
	if err != nil {
		t.Fatal(err)
	}
	seen, err := h.Rooms.Shares.Seen(t.Context(), marta)
	if err != nil || len(seen) != 1 {
		t.Fatalf("she is shown %+v, %v", seen, err)
	}
	one["seen"] = seen[0].ID.String()
}

// givenCopy is a copy of her record, there to be taken.
func givenCopy(t *testing.T, h *apptest.House, lead access.Actor, person access.PersonID) exchange.CopyID {
	t.Helper()
	id, err := h.Rooms.Copies.Ask(t.Context(), lead, person)
	if err != nil {
		t.Fatal(err)
	}
	c, err := h.Rooms.Copies.Copy(t.Context(), lead, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Passages {
		if err := h.Rooms.Copies.Decide(t.Context(), lead, id, p.ID, exchange.Release, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Rooms.Copies.Give(t.Context(), lead, id); err != nil {
		t.Fatal(err)
	}
	return id
}

func epdsColumns() []string {
	out := make([]string, 10)
	for i := range out {
		out[i] = fmt.Sprintf("EPDS_%d", i+1)
	}
	return out
}

func token(t *testing.T, h *apptest.House, key string) string {
	t.Helper()
	token, err := h.Rooms.Accounts.DemoSignIn(t.Context(), h.Persona(key))
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// verdict is what an answer amounts to for whoever asked.
type verdict string

const (
	in     verdict = "is let in"
	signIn verdict = "signs in first"
	role   verdict = "lacks the role"
	none   verdict = "finds nothing"
	broken verdict = "breaks the page"
)

func judge(a *apptest.Answer) verdict {
	switch {
	case a.Code == http.StatusUnauthorized, a.Code == http.StatusSeeOther && strings.HasPrefix(a.To(), page.SignInPage+"?next="):
		return signIn
	case a.Code == http.StatusForbidden:
		return role
	case a.Code == http.StatusNotFound:
		return none
	case a.Code < 500:
		return in
	}
	return broken
}

// want is the policy, said once more from outside.
func want(r page.Route, what about, who stranger) verdict {
	staff := who.role != access.Caregiver
	switch {
	case r.Permission() == access.Anyone:
		return in
	case who.account.IsZero():
		return signIn
	case !(access.Actor{Roles: []access.Role{who.role}}).May(r.Permission()):
		return role
	case what == nothing:
		return in
	case who.service == "there":
		return none
	case what == both && who.beside, (what == ours || what == meeting) && staff, who.sees:
		return in
	}
	return none
}

func TestWhoMayOpenWhat(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := apptest.Demo(t, e)
			one := things(t, h)
			people := cast(t, h)
			for _, r := range h.Routes() {
				name := r.Method() + " " + r.Pattern()
				what := matrix[name]
				if what == 0 {
					continue // told by the test above
				}
				if strings.HasSuffix(r.Pattern(), "/sent") {
					sendAnswers(t, h, one["draft"])
				}
				for _, who := range people {
					b := h.Browser()
					if !who.account.IsZero() {
						b = h.As(who.account)
					}
					a := ask(b, r, address(t, r.Pattern(), one), one)
					if got, want := judge(a), want(r, what, who); what != behind && got != want {
						t.Errorf("%s: %s %s (%d %s), want: %s", name, who.name, got, a.Code, a.To(), want)
					}
					// A secret nobody was given may say kindly that it is over, but it opens nothing.
					if what == behind && (judge(a) == broken || strings.Contains(a.Header.Get("Set-Cookie"), "login=")) {
						t.Errorf("%s: %s is answered %d, %s", name, who.name, a.Code, a.Header.Get("Set-Cookie"))
					}
					for _, secret := range []string{"Marta", "Nowakowska", "What staff heard", "Ask Ruth what to do"} {
						if secret == "Marta" && who.name == "the other parent" && shownBy[r.Pattern()] {
							continue // she shows him something, and by this name
						}
						// The demonstration's own page introduces everybody: they are made up.
						if !who.sees && r.Pattern() != page.DemoPage && strings.Contains(a.Body, secret) {
							t.Errorf("%s: %s reads %q", name, who.name, secret)
						}
					}
				}
			}
		})
	}
}

// shownBy are the pages that say who shows something.
var shownBy = map[string]bool{"/home": true, "/home/with": true, "/home/with/words/{words}": true, "/home/shown/{seen}": true}

// sendAnswers finishes her questionnaire.
func sendAnswers(t *testing.T, h *apptest.House, draft string) {
	t.Helper()
	marta, err := h.Rooms.Accounts.Actor(t.Context(), token(t, h, "marta"))
	if err != nil {
		t.Fatal(err)
	}
	var id measure.ResponseID
	if err := id.UnmarshalText([]byte(draft)); err != nil {
		t.Fatal(err)
	}
	key, found := h.Rooms.Library.Key("checkin")
	if !found {
		t.Fatal("there is no check-in")
	}
	for _, item := range key.Items {
		if _, err := h.Rooms.Measures.Answer(t.Context(), marta, id, item.Number, 1); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.Rooms.Measures.Submit(t.Context(), marta, id); err != nil {
		t.Fatal(err)
	}
}

// address fills in a pattern.
func address(t *testing.T, pattern string, one map[string]string) string {
	t.Helper()
	target := strings.TrimSuffix(pattern, "{$}")
	if strings.HasPrefix(target, "/home/q/") {
		target = strings.Replace(target, "{response}", one["draft"], 1)
	}
	if strings.HasPrefix(target, "/desk/babies/") {
		target = strings.Replace(target, "{person}", one["infant"], 1)
	}
	for name, value := range one {
		target = strings.ReplaceAll(target, "{"+name+"}", value)
	}
	if strings.Contains(target, "{") {
		t.Fatalf("%s: the matrix does not know what to fill in", pattern)
	}
	return target
}

// ask posts a form that names her and marks her present, and is otherwise empty:
// whoever is let in is told what is missing.
func ask(b *apptest.Browser, r page.Route, target string, one map[string]string) *apptest.Answer {
	if r.Method() != http.MethodPost {
		return b.Get(target)
	}
	person := one["person"]
	row := "p" + person
	return b.Post(target, url.Values{
		"submission": {ident.New[struct{}]().String()}, "person": {person}, "group": {one["group"]}, "programme": {"baby-love"}, "row": {row}, row + "-mark": {"present"},
	})
}
