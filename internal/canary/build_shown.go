package canary

import (
	"encoding/json"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/share"
	"holdfast/internal/store"
)

// show lets those who ask another carer of their baby ask them, everybody write a few
// words, and those who show something show it. What comes later (a restriction, a
// loss, a baby who moves) finds it shown. One answer waits for staff.
func (t *Town) show() {
	for _, h := range t.placed() {
		for i, o := range adults(h) {
			if a := h.Adults[i]; a.Asks != "" {
				t.invite(h, o, Owner(h.Key+"/"+a.Asks), !a.Waits)
			}
		}
	}
	t.readAccounts()
	for _, h := range t.placed() {
		for i, o := range adults(h) {
			if t.accounts[o].IsZero() {
				continue
			}
			t.writeWords(o, "kept words")
			if to := h.Adults[i].Shows; to != "" {
				shown := t.writeWords(o, "shown words")
				t.must(t.Rooms.Shares.Show(t.ctx(), t.actor(o), share.Show{Words: shown, To: t.people[Owner(h.Key+"/"+to)]}))
			}
		}
	}
}

func (t *Town) writeWords(o Owner, kind string) share.WordsID {
	id, err := t.Rooms.Shares.Write(t.ctx(), t.actor(o), share.Write{Text: "Today " + t.mark(o, kind)})
	t.must(err)
	return id
}

// invite is one carer asking another, who answers and lets it be known; staff say
// who it is, or have still to.
func (t *Town) invite(h Home, by, other Owner, confirmed bool) {
	in := enquiry.Invite{
		Name: t.markNth(by, "invited", 1), Relation: family.Other, Email: strings.ToLower(t.markNth(by, "invited", 2)) + "@mail.example",
	}
	for _, d := range t.dyads[by] {
		in.Infants = append(in.Infants, d.Infant.ID)
	}
	t.must(t.Rooms.Enquiries.Invite(t.ctx(), t.actor(by), in))
	t.must(t.Rooms.Enquiries.Join(t.ctx(), access.Actor{}, t.joinSecret(), enquiry.Join{
		Name: t.markNth(other, "join answer", 1), Email: strings.ToLower(t.markNth(other, "join answer", 2)) + "@mail.example", Tells: true,
	}))
	asked, err := t.Rooms.Enquiries.Asked(t.ctx(), t.actor(by))
	t.must(err)
	if confirmed {
		t.must(t.Rooms.Enquiries.Confirm(t.ctx(), t.boss(h.Service), asked[0].ID, t.people[other]))
	}
}

// joinSecret reads the link of the last invitation where its message has it.
func (t *Town) joinSecret() string {
	var args map[string]string
	t.View(func(tx *store.Tx) error {
		var text string
		if err := tx.QueryRow(`SELECT args FROM message WHERE text_key = 'invitation' ORDER BY made_at DESC, id DESC LIMIT 1`).Scan(&text); err != nil {
			return err
		}
		return json.Unmarshal([]byte(text), &args)
	})
	return strings.TrimPrefix(args["link"], "/join/")
}

// TakeBack lets everybody take back what they show, and those it was shown to look
// again wherever they were: none of it is there, and what was is answered like what
// never was.
func (t *Town) TakeBack() []Leak {
	var leaks []Leak
	for _, h := range t.homesInOrder() {
		for i, o := range adults(h) {
			to := h.Adults[i].Shows
			if to == "" {
				continue
			}
			own, err := t.Rooms.Shares.Own(t.ctx(), t.actor(o))
			t.must(err)
			for _, w := range own {
				for _, s := range w.Shown {
					t.must(t.Rooms.Shares.TakeBack(t.ctx(), t.actor(o), s.ID))
				}
			}
			h.Adults[i].Shows = ""
			leaks = append(leaks, t.again(Owner(h.Key+"/"+to))...)
		}
	}
	return leaks
}

// again is one viewer on every page they were on before.
func (t *Town) again(o Owner) []Leak {
	var leaks []Leak
	for _, v := range t.Viewers {
		if v.Owner != o {
			continue
		}
		for _, target := range t.pages[v.Name] {
			if t.hidden(v, target) != "" {
				leaks = append(leaks, t.compare(v, "GET", target, nil)...)
				continue
			}
			_, found := t.get(v, target)
			leaks = append(leaks, found...)
		}
	}
	return leaks
}
