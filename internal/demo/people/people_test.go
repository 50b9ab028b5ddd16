package people

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestSharesOfShapesAndOriginsAddUpToAHundred(t *testing.T) {
	var s, o int
	for _, x := range shapes {
		s += x.share
	}
	for _, x := range origins {
		o += x.share
	}
	if s != 100 || o != 100 {
		t.Errorf("shapes add up to %d and origins to %d", s, o)
	}
}

func TestTheSameSeedMakesTheSamePeople(t *testing.T) {
	make200 := func(seed uint64) string {
		m := NewMaker(rand.New(rand.NewPCG(seed, 1)), 0)
		var names []string
		for range 200 {
			h := m.Household(8)
			for _, a := range h.Adults {
				names = append(names, a.Name, a.Email, a.Phone)
			}
			names = append(names, h.Babies...)
		}
		return strings.Join(names, "\n")
	}
	if first, again := make200(1), make200(1); first != again {
		t.Error("one seed made two sets of people")
	}
	if make200(1) == make200(2) {
		t.Error("two seeds made the same people")
	}
}

func TestNobodySharesAMailboxOrATelephoneByAccident(t *testing.T) {
	m := NewMaker(rand.New(rand.NewPCG(7, 7)), 0)
	seen := map[string]bool{}
	for range 3000 {
		for _, a := range m.Household(8).Adults {
			if seen[a.Email] || seen[a.Phone] {
				t.Fatalf("%s or %s is given twice", a.Email, a.Phone)
			}
			seen[a.Email], seen[a.Phone] = true, true
			if !strings.HasSuffix(a.Email, "@mail.example") || strings.ContainsAny(a.Email, " ’") {
				t.Fatalf("mailbox %q", a.Email)
			}
			if !strings.HasPrefix(a.Phone, "07700 900") && !strings.HasPrefix(a.Phone, "+999 ") {
				t.Fatalf("number %q could be somebody's", a.Phone)
			}
		}
	}
}

func TestHouseholdsAreVariedAndFit(t *testing.T) {
	m := NewMaker(rand.New(rand.NewPCG(3, 3)), 0)
	langs, twins, pairs := map[string]int{}, 0, 0
	for range 1000 {
		h := m.Household(2)
		if h.Dyads() > 2 || h.Dyads() < 1 {
			t.Fatalf("%d dyads where two fit", h.Dyads())
		}
		if len(h.Babies) == 2 {
			twins++
			if h.Babies[0] == h.Babies[1] {
				t.Fatalf("twins with one name: %v", h.Babies)
			}
		}
		if len(h.Adults) == 2 {
			pairs++
		}
		langs[h.Adults[0].Lang]++
	}
	for _, lang := range []string{"en", "ar", "pl", "uk", "pt"} {
		if langs[lang] == 0 {
			t.Errorf("nobody speaks %s", lang)
		}
	}
	if twins == 0 || pairs == 0 {
		t.Errorf("%d with twins, %d with two adults", twins, pairs)
	}
	if got := polishHer("Wiśniewski"); got != "Wiśniewska" {
		t.Errorf("she is called %s", got)
	}
	if !slices.Contains([]string{"Лісовська"}, ukrainianHer("Лісовський")) {
		t.Error("a Ukrainian surname keeps its masculine form")
	}
}
