package access

// What one adult shows another is the one thing that crosses between two of them.
// Whether it does is asked here each time it is read, from both sides: nothing is
// written down that would have to be taken away when a restriction, a loss or a no
// comes.

// caresFor is the condition that an adult cares for a baby who lives, and whom no
// restriction keeps from them.
func caresFor(adult, infant, today string) string {
	return `EXISTS (SELECT 1 FROM dyad mine JOIN person baby ON baby.id = mine.infant_id
 WHERE mine.caregiver_id = ` + adult + ` AND mine.infant_id = ` + infant + ` AND mine.ended_on IS NULL AND baby.lost_on IS NULL AND NOT ` +
		Apart("mine.caregiver_id", "mine.infant_id", today) + `)`
}

// together is the condition that two adults care for the same baby, and that
// nothing keeps one from the other.
func together(one, other, today string) string {
	return `(EXISTS (SELECT 1 FROM dyad ours WHERE ours.caregiver_id = ` + one + ` AND ` + caresFor(one, "ours.infant_id", today) +
		` AND ` + caresFor(other, "ours.infant_id", today) + `) AND NOT ` + Apart(one, other, today) + ` AND NOT ` + Apart(other, one, today) + `)`
}

// toldOf is the condition that an adult asked another to take part who takes part
// and lets them know it. It does not ask what is kept from the other: that somebody
// was shut out from the baby shows to nobody by it.
func toldOf(adult, other, today string) string {
	return `(EXISTS (SELECT 1 FROM invitation asked JOIN invitation_infant about ON about.invitation_id = asked.id
 WHERE asked.by_person = ` + adult + ` AND asked.person_id = ` + other + ` AND asked.state = 'confirmed' AND asked.tells AND asked.taken_back_at IS NULL
 AND ` + caresFor(adult, "about.infant_id", today) + `) AND NOT ` + Apart(adult, other, today) + `)`
}

// Shown filters what others show the actor, by the alias of a share: it stands, both
// care for the same baby, and whoever shows it knows of the actor, by having asked
// them or by what the actor shows in turn. Taken back on one side, what comes from
// the other ends as well.
func (a Actor) Shown(alias string, first int) Filter {
	if a.system || !a.Has(Caregiver) {
		return Filter{"1 = 0", nil}
	}
	me, today := placeholder(first), placeholder(first+1)
	giver := alias + ".person_id"
	return Filter{
		`(` + alias + `.to_id = ` + me + ` AND ` + alias + `.ended_at IS NULL AND ` + together(giver, me, today) + ` AND (` + toldOf(giver, me, today) + `
 OR ` + toldOf(me, giver, today) + ` AND EXISTS (SELECT 1 FROM share back WHERE back.person_id = ` + me + ` AND back.to_id = ` + giver + ` AND back.ended_at IS NULL)))`,
		[]any{a.Person, a.Today},
	}
}

// Knows filters adults in column whom a caregiver knows to take part: those they
// asked and who let them know, and those who show them something.
func (a Actor) Knows(column string, first int) Filter {
	if a.system || !a.Has(Caregiver) {
		return Filter{"1 = 0", nil}
	}
	me, today := placeholder(first), placeholder(first+1)
	return Filter{
		`(` + toldOf(me, column, today) + ` OR EXISTS (SELECT 1 FROM share back WHERE back.person_id = ` + column + ` AND back.to_id = ` + me + `
 AND back.ended_at IS NULL AND ` + together(column, me, today) + ` AND ` + toldOf(column, me, today) + `))`,
		[]any{a.Person, a.Today},
	}
}
