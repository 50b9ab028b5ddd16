package planning_test

import (
	"testing"

	"holdfast/content/text"
	"holdfast/internal/i18n"
	"holdfast/internal/programme/proposal"
)

func TestEveryReasonHasWords(t *testing.T) {
	catalogue, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	p := catalogue.Printer("en", nil)
	for _, why := range []proposal.Why{proposal.Only, proposal.First, proposal.Last, proposal.Later, proposal.Moved} {
		if !p.Has("planning.why." + string(why)) {
			t.Errorf("nothing says why a place is given: %s", why)
		}
	}
	for _, why := range []proposal.Why{
		proposal.Full, proposal.Closed, proposal.Age, proposal.Lang, proposal.Mode, proposal.Time, proposal.Refused, proposal.Other, proposal.LeftOut,
	} {
		if !p.Has("planning.none." + string(why)) {
			t.Errorf("nothing says why none is given: %s", why)
		}
	}
}
