package canary

import (
	"net/http"
	"strings"
)

// Reach is how far a crawl goes.
type Reach struct {
	Each    int // addresses of one pattern that one viewer opens
	Forward int // addresses of one pattern, of what is hidden from them, that one viewer guesses
	Watch   int // addresses of one pattern that one viewer looks at again
	Stirred int // adults about whom something new is written
}

// The reaches. Sample runs with every test; Whole takes its time.
var (
	Sample = Reach{Each: 3, Forward: 1, Watch: 1, Stirred: 3}
	Whole  = Reach{Each: 400, Forward: 400, Watch: 400, Stirred: 400}
)

// wide is how many times farther a lead goes.
const wide = 25

// most is how many addresses of a pattern a viewer opens.
func (t *Town) most(v Viewer, reach Reach) int {
	if v.is("lead") {
		return wide * reach.Each // who may meet most shows that there is something to meet
	}
	return reach.Each
}

// Crawl goes through the house as one viewer, from every address without a name in
// it, along every link and filter, and says what they met and may not meet.
func (t *Town) Crawl(v Viewer, reach Reach) []Leak {
	var leaks []Leak
	var queue []string
	for _, r := range t.Routes() {
		if r.Method() == http.MethodGet && !strings.Contains(strings.TrimSuffix(r.Pattern(), "{$}"), "{") && ours(r.Pattern()) {
			queue = append(queue, strings.TrimSuffix(r.Pattern(), "{$}"))
		}
	}
	for service := range t.services {
		queue = append(queue, "/s/"+service)
	}
	seen, each := map[string]bool{}, map[string]int{}
	for len(queue) > 0 {
		target := plain(queue[0])
		queue = queue[1:]
		if seen[target] || each[t.pattern(target)] >= t.most(v, reach) {
			continue
		}
		seen[target] = true
		each[t.pattern(target)]++
		a, found := t.get(v, target)
		leaks = append(leaks, found...)
		if a.Code == http.StatusOK {
			t.pages[v.Name] = append(t.pages[v.Name], target)
		}
		t.heard(target)
		for _, to := range links(a) {
			leaks = append(leaks, t.spoken(v, target, to)...)
			queue = append(queue, to)
		}
	}
	return leaks
}

// heard remembers an address, to be guessed by everybody else.
func (t *Town) heard(target string) {
	if shape := t.shape(target); !t.known[shape] {
		t.known[shape] = true
		t.addresses = append(t.addresses, target)
	}
}

// spoken finds words in an address: it stays in the history of a shared phone and in
// the log of a proxy, whoever may read the page.
func (t *Town) spoken(v Viewer, from, to string) []Leak {
	var out []Leak
	for _, f := range t.found(to) {
		out = append(out, Leak{Viewer: v.Name, Where: t.named("GET " + from), What: "is led to an address with the " + f.Kind + " of " + string(f.Owner) + " in it"})
	}
	return out
}
