package history

import (
	"holdfast/internal/demo/people"
)

// part is a family in the play: people whom the page of personas names, or who
// stand for something that a demonstration should be able to show. What a part
// leaves open is made up as for everybody.
type part struct {
	home   people.Household // nobody: chance says who they are
	age    int              // days old at the first session; negative while the group is not for them
	due    int              // days from today to the due date of a baby not born yet; 0 for one who is
	early  int              // days born before the due date
	stays  bool             // in hospital since the birth
	secret string           // of the offer's link
	keeps  bool             // their account is there although they have no place yet
	acts   []act            // of the adults, in their order
}

// course is how somebody in the play fared: how low they were, and how far the
// weeks took them. Whatever the act does not leave out, they filled in.
type course struct{ low, better float64 }

// act is what the play says about one adult.
type act struct {
	marks    string   // by session: p present, t part, c can't, a absent, . not marked; then as chance will
	todo     []string // instrument and timepoint not filled in, so that it is due
	draft    string   // instrument and timepoint begun and left lying
	worry    string   // alert: "open" nobody has it, "owned"
	safe     []Safe
	refused  []string
	distress float64 // added to how low they are
	tried    bool    // somebody rang and got no answer
	course   *course // none: as chance will
}

// actOf is what the play says about an adult; nothing for most.
func (p part) actOf(adult int) act {
	if adult < len(p.acts) {
		return p.acts[adult]
	}
	return act{}
}
