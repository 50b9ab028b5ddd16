package planfile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// jHistory and jReport are the files as the checker reads them.
type jHistory struct {
	Format, Name string
	Begins       day
	Weeks        int
	Cohort       struct{ From_week, To_week int }
	Rules        struct{ Lead_weeks, Offer_weeks, Notice_weeks, Publish_weeks, Places, Minimum, Length_weeks, Gap_weeks, Leaders int }
	Luck         struct {
		Seed                   string
		Decline, Stay, No_show float64
	}
	Programmes, Languages, Slots, Sites []string
	Pairs                               [][2]string
	Facilitators                        []jFacilitator
	Families                            []jFamily
}

type jReport struct {
	figures
	Decisions struct {
		Opened []struct {
			Week         int
			Group        string
			Facilitators []string
		}
		Offers []struct {
			Week          int
			Family, Group string
		}
	}
}

func luck(seed, family, kind, question string) float64 {
	h := uint64(14695981039346656037)
	for _, b := range []byte(seed + "|" + family + "|" + kind + "|" + question) {
		h ^= uint64(b)
		h *= 1099511628211
	}
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	h ^= h >> 31
	return float64(h>>11) / 9007199254740992
}

type rGroup struct {
	id, kind        string
	programme       string
	language, slot  string
	place           string
	start           int
	leaders         []string
	people, offered []string
	cancelled       bool
}

// checkReport follows a report's decisions through its history by the rules as they are written down, and says which are
// not allowed and which figures do not follow.
func checkReport(t testing.TB, history, report []byte) (broken []string) {
	t.Helper()
	var h jHistory
	var r jReport
	strictly(t, history, &h)
	strictly(t, report, &r)
	say := func(format string, args ...any) { broken = append(broken, fmt.Sprintf(format, args...)) }
	families := map[string]*jFamily{}
	fate := map[string]string{}
	refused := map[string]bool{}
	waits := map[string]float64{}
	for i := range h.Families {
		families[h.Families[i].ID] = &h.Families[i]
	}
	size := func(ids []string) (n int) {
		for _, id := range ids {
			n += families[id].Size
		}
		return n
	}
	groups := map[string]*rGroup{}
	var order []*rGroup
	begins := h.Begins.days(t)
	run, cancelled, opened, offers := 0, 0, 0, 0
	for week := range h.Weeks {
		today := begins + 7*week
		for id, f := range families {
			if fate[id] == "" && f.Waiting_since.days(t) <= today {
				fate[id] = "waiting"
			}
		}
		for _, g := range order {
			for _, id := range g.offered {
				switch {
				case luck(h.Luck.Seed, id, g.kind, "accept") >= h.Luck.Decline:
					fate[id] = "accepted"
					g.people = append(g.people, id)
				case luck(h.Luck.Seed, id, g.kind, "stay") < h.Luck.Stay:
					fate[id] = "waiting"
					refused[id+g.id] = true
				default:
					fate[id] = "withdrew"
				}
			}
			g.offered = nil
			if g.start != today {
				continue
			}
			if g.cancelled = size(g.people) < h.Rules.Minimum; g.cancelled {
				cancelled++
			} else {
				run++
			}
			for _, id := range g.people {
				switch {
				case g.cancelled:
					fate[id] = "waiting"
				case luck(h.Luck.Seed, id, g.kind, "show") >= h.Luck.No_show:
					fate[id] = "served"
					waits[id] = float64(g.start-families[id].Waiting_since.days(t)) / 7
				default:
					fate[id] = "no-show"
				}
			}
		}
		for id, f := range families {
			if fate[id] == "waiting" && f.Closes.days(t) < today {
				fate[id] = "aged"
			} else if fate[id] == "waiting" && f.Gives_up.days(t) <= today {
				fate[id] = "withdrew"
			}
		}
		for ; opened < len(r.Decisions.Opened) && r.Decisions.Opened[opened].Week == week; opened++ {
			x := r.Decisions.Opened[opened]
			kind, _, _ := strings.Cut(x.Group, "#")
			part := strings.Split(kind, "/")
			g := &rGroup{x.Group, kind, part[1], part[2], part[3], part[4], day(part[0]).days(t), x.Facilitators, nil, nil, false}
			ahead := g.start - today
			if groups[g.id] != nil || ahead < 7*h.Rules.Lead_weeks || ahead > 7*h.Rules.Publish_weeks || ahead%7 != 0 || g.start >= begins+7*h.Weeks {
				say("group %s opened in week %d", g.id, week)
			}
			if len(g.leaders) != 2 || g.leaders[0] >= g.leaders[1] {
				say("leaders of %s", g.id)
			}
			speaks := false
			for _, id := range g.leaders {
				a := h.Facilitators[slices.IndexFunc(h.Facilitators, func(a jFacilitator) bool { return a.ID == id })]
				speaks = speaks || slices.Contains(a.Languages, g.language)
				mode := "in-person"
				if g.place == "virtual" {
					mode = "virtual"
				}
				if !slices.Contains(a.Programmes, g.programme) || !slices.Contains(a.Slots, g.slot) || !slices.Contains(a.Modes, mode) ||
					mode == "in-person" && !slices.Contains(a.Sites, g.place) {
					say("%s cannot lead %s", id, g.id)
				}
				for _, leave := range a.Away {
					if leave.From.days(t) <= g.start && g.start <= leave.To.days(t) {
						say("%s is away when %s starts", id, g.id)
					}
				}
				for _, other := range order {
					apart := other.start - g.start
					if !other.cancelled && slices.Contains(other.leaders, id) && max(apart, -apart) < 7*(h.Rules.Length_weeks+h.Rules.Gap_weeks) {
						say("%s leads %s and %s", id, g.id, other.id)
					}
				}
			}
			if !speaks {
				say("nobody speaks in %s", g.id)
			}
			groups[g.id] = g
			order = append(order, g)
		}
		for ; offers < len(r.Decisions.Offers) && r.Decisions.Offers[offers].Week == week; offers++ {
			x := r.Decisions.Offers[offers]
			f, g := families[x.Family], groups[x.Group]
			if f == nil || g == nil {
				say("offer of %s to %s", x.Group, x.Family)
				continue
			}
			ahead := g.start - today
			fits := f.Programme == g.programme && f.Opens.days(t) <= g.start && g.start <= f.Closes.days(t) && slices.Contains(f.Languages, g.language) &&
				slices.Contains(f.Slots, g.slot) && (g.place == "virtual" && slices.Contains(f.Modes, "virtual") ||
				g.place != "virtual" && slices.Contains(f.Modes, "in-person") && slices.Contains(f.Sites, g.place))
			if fate[f.ID] != "waiting" || refused[f.ID+g.id] || !fits || ahead < 7*h.Rules.Notice_weeks || ahead > 7*h.Rules.Offer_weeks ||
				size(g.people)+size(g.offered)+f.Size > h.Rules.Places {
				say("offer of %s to %s in week %d", g.id, f.ID, week)
			}
			for _, id := range append(slices.Clone(g.people), g.offered...) {
				if slices.Contains(f.Apart_from, id) || slices.Contains(families[id].Apart_from, f.ID) {
					say("%s and %s are kept apart", id, f.ID)
				}
			}
			g.offered = append(g.offered, f.ID)
			fate[f.ID] = "offered"
		}
	}
	if opened != len(r.Decisions.Opened) || offers != len(r.Decisions.Offers) {
		say("decisions are not in the order of weeks")
	}
	got := figures{Groups_run: run, Groups_cancelled: cancelled}
	sum := 0.0
	for id, f := range families {
		if closes := f.Closes.days(t); closes < begins+7*h.Cohort.From_week || closes >= begins+7*h.Cohort.To_week {
			continue
		}
		got.Eligible++
		aged := 0
		switch fate[id] {
		case "served":
			got.Served++
			sum += waits[id]
		case "no-show":
			got.No_show++
		case "withdrew":
			got.Withdrew++
		default:
			aged = 1
		}
		got.Aged_out += aged
		if f.Need >= 4 || f.Safeguarding {
			got.High_need_eligible++
			got.High_need_aged_out += aged
		}
		if !slices.Contains(f.Languages, h.Languages[0]) {
			got.Other_language_eligible++
			got.Other_language_aged_out += aged
		}
	}
	if mean := sum / float64(max(1, got.Served)); mean > r.Mean_wait_weeks+1.5e-4 || mean < r.Mean_wait_weeks-1.5e-4 {
		say("the mean wait is %v and not %v", mean, r.Mean_wait_weeks)
	}
	got.Format, got.History, got.Policy = r.Format, r.History, r.Policy
	got.Mean_wait_weeks, got.P90_wait_weeks = r.Mean_wait_weeks, r.P90_wait_weeks
	if got != r.figures {
		say("the figures are %+v and not %+v", got, r.figures)
	}
	return broken
}
