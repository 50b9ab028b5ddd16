package canary

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"holdfast/internal/app/apptest"
)

// parameters says which kinds of thing an address may be filled in with, by the name
// of the part and the beginning of the pattern it stands in. A part that is not here
// fails the tests: whoever adds a route says what could be guessed at.
var parameters = map[string][]string{
	"person": {"adult", "infant"}, "dyad": {"dyad"}, "family": {"family"}, "place": {"place"}, "group": {"group"}, "session": {"session"},
	"response": {"response"}, "message": {"message"}, "alert": {"alert"}, "enquiry": {"enquiry"}, "account": {"account"}, "restriction": {"restriction"}, "standing": {"standing"},
	"fact": {"fact"}, "stay": {"stay"}, "copy": {"copy"}, "plan": {"proposal"}, "leader": {"account"},
	"visit": {"visit"}, "infant": {"infant"}, "baby": {"infant"}, "adult": {"adult"},
	"invitation": {"invitation"}, "share": {"share"}, "seen": {"share"}, "words": {"words"},
}

// fixed are the parts of addresses that name nobody.
var fixed = map[string]string{
	"service": here, "question": "name", "secret": "NOBODYWASGIVENTHISSECRET", "instrument": "checkin", "item": "1", "way": "email",
	"purpose": "film-care", "contact": "visit-after",
	"study": "01890a5d-ac96-774b-bcce-b302099a8057", "task": "checkin.before.01890a5d-ac96-774b-bcce-b302099a8057",
}

var partPattern = regexp.MustCompile(`\{([a-z]+)\}`)

// Guess asks as one viewer for everything that is hidden from them: every address
// that anybody was led to, and every route with every identifier there is, also in
// what a form sends. Hidden is answered like absent, to the byte.
func (t *Town) Guess(v Viewer, reach Reach) []Leak {
	var leaks []Leak
	each := map[string]int{}
	for _, target := range t.nearest(v, t.addresses) {
		key := "GET " + t.pattern(target)
		if t.hidden(v, target) == "" && !t.Policy.shuts(target) || each[key] >= reach.Forward {
			continue
		}
		each[key]++
		leaks = append(leaks, t.compare(v, http.MethodGet, target, nil)...)
	}
	for _, r := range t.Routes() {
		for _, target := range t.nearest(v, t.filled(r.Pattern())) {
			key := r.Method() + " " + r.Pattern()
			if t.hidden(v, target) == "" {
				leaks = append(leaks, t.open(v, r.Method(), target, each, reach)...)
				continue
			}
			if each[key] >= reach.Forward {
				continue
			}
			each[key]++
			leaks = append(leaks, t.compare(v, r.Method(), target, t.form(target))...)
		}
	}
	return append(leaks, t.search(v, reach)...)
}

// nearest puts what is of the viewer's own home first: the other parent, and the baby
// they may not know of, are who is guessed at.
func (t *Town) nearest(v Viewer, targets []string) []string {
	home, _, _ := strings.Cut(string(v.Owner), "/")
	far := func(target string) int {
		for _, id := range uuidPattern.FindAllString(target, -1) {
			if of, _, _ := strings.Cut(string(t.byID[id].Owner), "/"); of == home && of != "staff" {
				return 0
			}
		}
		return 1
	}
	out := slices.Clone(targets)
	slices.SortStableFunc(out, func(a, b string) int { return far(a) - far(b) })
	return out
}

// open looks at what is not hidden from a viewer and that no page may lead to.
func (t *Town) open(v Viewer, method, target string, each map[string]int, reach Reach) []Leak {
	key := "open " + t.pattern(target)
	if method != http.MethodGet || !ours(target) || each[key] >= t.most(v, reach) {
		return nil
	}
	each[key]++
	_, leaks := t.get(v, target)
	return leaks
}

// filled is a pattern with every identifier that could stand in it, whoever it is of.
func (t *Town) filled(pattern string) []string {
	out := []string{strings.TrimSuffix(pattern, "{$}")}
	for _, part := range partPattern.FindAllStringSubmatch(pattern, -1) {
		name := part[1]
		if value, ok := fixed[name]; ok {
			for i := range out {
				out[i] = strings.ReplaceAll(out[i], part[0], value)
			}
			continue
		}
		kinds, known := parameters[name]
		if !known {
			t.t.Fatalf("%s: the canaries do not know what %s could be: say so in guess.go", pattern, part[0])
		}
		var more []string
		for _, target := range out {
			for _, thing := range t.Things {
				if slices.Contains(kinds, thing.Kind) {
					more = append(more, strings.ReplaceAll(target, part[0], thing.ID))
				}
			}
		}
		out = more
	}
	return out
}

// hidden is the first identifier of an address that the viewer may not learn of;
// empty when there is none.
func (t *Town) hidden(v Viewer, target string) string {
	for _, id := range uuidPattern.FindAllString(target, -1) {
		thing, known := t.byID[id]
		if known && !(thing.Kind == "group" && strings.HasPrefix(target, "/s/")) && !meets(t.mayLearn(thing, target), t.stands(v, thing.Owner)) {
			return id
		}
	}
	return ""
}

// mayLearn is who may learn of a thing at an address: a colleague is somebody to plan
// with on the pages of which groups to open, and an account to administer elsewhere.
func (t *Town) mayLearn(thing Thing, target string) []Standing {
	if thing.Kind == "account" && strings.HasPrefix(string(thing.Owner), "staff/") && strings.HasPrefix(target, "/desk/opening/") {
		return []Standing{Self, Coordinator, Lead}
	}
	return t.Policy.Things[thing.Kind]
}

// compare asks for what is hidden and then for what is not there.
func (t *Town) compare(v Viewer, method, target string, form url.Values) []Leak {
	ask := func(target string, form url.Values) (*apptest.Answer, []Leak) {
		b := t.browser(v).Another()
		a := b.Get
		if method == http.MethodPost {
			answer := b.Post(target, form)
			return answer, t.look(v, method+" "+target, answer)
		}
		answer := a(target)
		return answer, t.look(v, method+" "+target, answer)
	}
	hidden, leaks := ask(target, form)
	elsewhere := func(s string) string {
		for _, id := range uuidPattern.FindAllString(s, -1) {
			if t.hidden(v, id) != "" {
				s = strings.ReplaceAll(s, id, t.absent(id))
			}
		}
		return s
	}
	other := url.Values{}
	for name, values := range form {
		for _, value := range values {
			other.Add(elsewhere(name), elsewhere(value))
		}
	}
	absent, more := ask(elsewhere(target), other)
	leaks = append(leaks, more...)
	if why := difference(hidden, absent); why != "" {
		leaks = append(leaks, Leak{Viewer: v.Name, Where: t.named(method + " " + target), What: "can tell what is hidden from what is not there: " + why})
	}
	return leaks
}

// absent is an identifier of nothing, next to one of something: lists that begin
// after an identifier begin at the same row.
func (t *Town) absent(id string) string {
	for _, digit := range "0123456789abcdef" {
		near := id[:len(id)-1] + string(digit)
		if _, taken := t.byID[near]; !taken {
			return near
		}
	}
	t.t.Fatalf("nothing beside %s is free", id)
	return ""
}

// difference says in what two answers differ, once identifiers made anew for every
// page are left out; empty when in nothing.
func difference(a, b *apptest.Answer) string {
	if a.Code != b.Code {
		return fmt.Sprintf("status %d and %d", a.Code, b.Code)
	}
	if x, y := neutral(head(a)), neutral(head(b)); x != y {
		return "headers " + differing(x, y)
	}
	if x, y := neutral(a.Body), neutral(b.Body); x != y {
		return fmt.Sprintf("%d and %d bytes, from %s", len(x), len(y), differing(x, y))
	}
	return ""
}

func neutral(s string) string { return uuidPattern.ReplaceAllString(s, "#") }

// differing shows where two texts part.
func differing(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%q and %q", clip(a, i), clip(b, i))
}

func clip(s string, at int) string { return s[max(0, at-20):min(len(s), at+60)] }

// form is what a page of ours might send about whoever an address is about: it names
// them in every field in which somebody can be named, and is otherwise empty.
func (t *Town) form(target string) url.Values {
	out := url.Values{"submission": {"01890a5d-ac96-774b-bcce-b302099a8057"}}
	for _, id := range uuidPattern.FindAllString(target, -1) {
		home, _, _ := strings.Cut(string(t.byID[id].Owner), "/")
		for _, kind := range []string{"adult", "infant", "dyad", "place", "response"} {
			for _, thing := range t.Things {
				if thing.Kind != kind || !strings.HasPrefix(string(thing.Owner), home) {
					continue
				}
				name := kind
				if kind == "adult" {
					name = "person"
					out.Set("row", "p"+thing.ID)
					out.Set("p"+thing.ID+"-mark", "present")
				}
				out.Set(name, thing.ID)
			}
		}
	}
	return out
}

// search looks for everybody by every word they have. What finds nobody whom the
// viewer may see looks like a search for nobody.
func (t *Town) search(v Viewer, reach Reach) []Leak {
	var leaks []Leak
	for _, address := range t.searches() {
		none := map[bool]string{false: "Qxzzzzzzzzzz", true: markedNumber(99_999)}
		absent := map[bool]*apptest.Answer{}
		for number, word := range none {
			absent[number] = t.browser(v).Another().Get(address + word)
		}
		if absent[false].Code != http.StatusOK {
			continue // the role is refused, whatever is looked for
		}
		each := map[string]int{}
		for _, f := range t.Facts {
			if meets(t.Policy.Facts[f.Kind], t.stands(v, f.Owner)) || each[f.Kind] >= reach.Forward {
				continue
			}
			each[f.Kind]++
			hidden, found := t.get(v, address+f.Word)
			leaks = append(leaks, found...)
			number := f.Kind == "phone"
			hidden.Body = strings.ReplaceAll(hidden.Body, f.Word, none[number])
			if why := difference(hidden, absent[number]); why != "" {
				what := fmt.Sprintf("can tell by searching that there is the %s of %s: %s", f.Kind, f.Owner, why)
				leaks = append(leaks, Leak{Viewer: v.Name, Where: "GET " + address + f.Word, What: what})
			}
		}
	}
	return leaks
}

// searches are the addresses that look for words, each up to the word.
func (t *Town) searches() []string {
	var out []string
	for _, r := range t.Routes() {
		if r.Method() == http.MethodGet && !strings.Contains(r.Pattern(), "{") && strings.HasPrefix(r.Pattern(), "/desk/") {
			out = append(out, r.Pattern()+"?q=")
		}
	}
	return out
}
