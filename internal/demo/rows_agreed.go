package demo

import (
	"holdfast/internal/consent"
	"holdfast/internal/demo/history"
	"holdfast/internal/safety"
)

// filmed is what two parents of the play said about films of their baby. They
// differ, so that it stands open: staff see that, and neither of them does.
var filmed = map[string]bool{"Marta Nowakowska": true, "Piotr Nowakowski": false}

func (in *rows) addForBaby(f *history.Family, a *history.Adult, infant history.ID) {
	given, asked := filmed[a.Name]
	if !asked || a.Account == "" {
		return
	}
	wording := ""
	if given {
		wording = consent.FilmCare.Wording(true)
	}
	in.add(in.consent, sibling(a.ID, 4), string(a.ID), string(infant), string(consent.FilmCare), wording, given, a.AccountAt, nil)
}

// saidAlone is what somebody of the play said when she was asked alone.
const saidAlone = "Nadia Rahman"

func (in *rows) addSaidAlone(f *history.Family, a *history.Adult) {
	if a.Name != saidAlone {
		return
	}
	in.add(in.restricted, sibling(a.ID, 5), string(f.Team), string(a.ID), "safe-enquiry", string(safety.PresentBaby), string(safety.Declined),
		"She would rather talk another day. Ask again when her sister has left.", string(f.By), f.At)
}
