package enquiry

import (
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// familyOfInfants is the family of babies who live and whom the actor may see.
func familyOfInfants(tx *store.Tx, who access.Actor, infants []family.PersonID) (of family.ID, err error) {
	for _, id := range infants {
		see := who.People("p.id", "p.service_id", 2)
		err := tx.QueryRow(`SELECT p.family_id FROM person p WHERE p.id = $1 AND p.kind = 'infant' AND p.lost_on IS NULL AND `+see.SQL,
			append([]any{id}, see.Args...)...).Scan(&of)
		if err != nil {
			return of, fmt.Errorf("infant %s: %w", id, err)
		}
	}
	return of, nil
}

// addressOfCarers reports whether the address is one that a carer of the babies
// gave as theirs: of whoever invites, and for staff of those they may see.
func addressOfCarers(tx *store.Tx, who access.Actor, in Invite) (bool, error) {
	args := []any{family.ValueKey(family.Email, in.Email)}
	for _, id := range in.Infants {
		args = append(args, id)
	}
	see := who.Adults("d.caregiver_id", "d.service_id", len(args)+1)
	var n int
	err := tx.QueryRow(`
SELECT COUNT(*) FROM contact_detail c JOIN dyad d ON d.caregiver_id = c.person_id
WHERE c.value_key = $1 AND c.removed_at IS NULL AND d.ended_on IS NULL AND d.infant_id IN (`+store.List(2, len(in.Infants))+`) AND `+see.SQL,
		append(args, see.Args...)...).Scan(&n)
	return n > 0, err
}

// standingOf counts the invitations of a caregiver that stand as far as they know:
// one that was answered or refused counts as before, or being let send another
// would say so.
func standingOf(tx *store.Tx, who access.Actor) (n int, err error) {
	err = tx.QueryRow(`
SELECT COUNT(*) FROM invitation i WHERE i.by_person = $1 AND i.taken_back_at IS NULL AND i.expires_at > $2 AND NOT (`+takesPart("$3")+`)`,
		who.Person, tx.Now(), who.Today).Scan(&n)
	return n, err
}

// sentToday counts what a caregiver sent since yesterday at this hour, taken back or not.
func sentToday(tx *store.Tx, who access.Actor) (n int, err error) {
	err = tx.QueryRow(`SELECT COUNT(*) FROM invitation WHERE by_person = $1 AND made_at > $2`, who.Person, tx.Now().Add(-24*time.Hour)).Scan(&n)
	return n, err
}

// takesPart is the condition that whoever made invitation i may know that the
// other takes part. Kept apart from the other, they read what they would read had
// the other said no.
func takesPart(today string) string {
	return `i.state = 'confirmed' AND i.tells AND NOT ` + access.Apart("i.by_person", "i.person_id", today)
}

// someoneLives is the condition that invitation i is about a baby who lives.
const someoneLives = `EXISTS (SELECT 1 FROM invitation_infant b JOIN person baby ON baby.id = b.infant_id WHERE b.invitation_id = i.id AND baby.lost_on IS NULL)`

// canBeAnswered reports whether an invitation was neither answered nor taken back,
// is not too old, and is about a baby who lives.
func canBeAnswered(tx *store.Tx, id string) (bool, error) {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM invitation i WHERE i.id = $1 AND i.state = 'sent' AND i.expires_at > $2 AND `+someoneLives, id, tx.Now()).Scan(&n)
	return n > 0, err
}

// insertInvitation stores one; fresh is false when it is there already.
func insertInvitation(tx *store.Tx, who access.Actor, in Invite, of family.ID, expires time.Time) (fresh bool, err error) {
	n, err := tx.Exec(`
INSERT INTO invitation (id, service_id, family_id, by_person, by_account, name, relation, email, email_key, state, made_at, expires_at, tells)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING`,
		in.ID, who.Service, of, who.Person, who.Account, in.Name, string(in.Relation), in.Email, family.ValueKey(family.Email, in.Email), string(Invited), tx.Now(), expires, false)
	if err != nil || n == 0 {
		return false, err
	}
	for _, infant := range in.Infants {
		if _, err := tx.Exec(`INSERT INTO invitation_infant (invitation_id, infant_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, in.ID, infant); err != nil {
			return false, err
		}
	}
	return true, nil
}

func setInvitation(tx *store.Tx, who access.Actor, id InvitationID, state InvitationState) error {
	_, err := tx.Exec(`UPDATE invitation SET state = $1, decided_at = $2, decided_by = $3 WHERE id = $4`, string(state), tx.Now(), who.Account, id)
	return err
}

// endAnew ends an invitation that a copy of the database still holds open, and hides
// it from whoever took it back.
func endAnew(tx *store.Tx, by access.Actor, told endedInvitation) (int64, error) {
	n, err := tx.Exec(`UPDATE invitation SET state = $1, decided_at = $2, decided_by = $3 WHERE id = $4 AND state IN ('sent', 'answered')`,
		string(told.State), tx.Now(), by.Account, told.ID)
	if err != nil || told.State != TakenBack {
		return n, err
	}
	fresh, err := setTakenBack(tx, told.ID)
	if fresh {
		n = max(n, 1)
	}
	return n, err
}

// untell lets whoever asked know nothing of somebody any more.
func untell(tx *store.Tx, person family.PersonID) (int64, error) {
	return tx.Exec(`UPDATE invitation SET tells = $1 WHERE person_id = $2 AND tells = $3`, false, person, true)
}

// setTakenBack hides an invitation from whoever made it; fresh is false when it is
// hidden already.
func setTakenBack(tx *store.Tx, id InvitationID) (fresh bool, err error) {
	n, err := tx.Exec(`UPDATE invitation SET taken_back_at = $1 WHERE id = $2 AND taken_back_at IS NULL`, tx.Now(), id)
	return n > 0, err
}

func setAnswer(tx *store.Tx, id InvitationID, in Join) error {
	_, err := tx.Exec(`
UPDATE invitation SET state = 'answered', own_name = $1, own_email = $2, own_phone = $3, tells = $4, answered_at = $5 WHERE id = $6`,
		in.Name, in.Email, in.Phone, in.Tells, tx.Now(), id)
	return err
}

// tellings are what the invitations a caregiver joined by say of whether whoever
// asked may know of it, about babies they may see.
func tellings(tx *store.Tx, who access.Actor) ([]bool, error) {
	see := who.People("b.infant_id", "i.service_id", 2)
	rows, err := tx.Query(`
SELECT i.tells FROM invitation i WHERE i.person_id = $1 AND i.state = 'confirmed'
 AND EXISTS (SELECT 1 FROM invitation_infant b WHERE b.invitation_id = i.id AND `+see.SQL+`) ORDER BY i.id`, append([]any{who.Person}, see.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (tells bool, err error) {
		err = r.Scan(&tells)
		return tells, err
	})
}

func setTells(tx *store.Tx, who access.Actor, tells bool) error {
	_, err := tx.Exec(`UPDATE invitation SET tells = $1 WHERE person_id = $2 AND state = 'confirmed'`, tells, who.Person)
	return err
}

func setConfirmed(tx *store.Tx, who access.Actor, id InvitationID, person family.PersonID) error {
	if err := setInvitation(tx, who, id, Joined); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE invitation SET person_id = $1 WHERE id = $2`, person, id)
	return err
}

const invitationSelect = `
SELECT i.id, i.service_id, i.family_id, i.by_person, a.name, i.name, i.relation, i.email, i.state, i.made_at, i.expires_at,
 i.own_name, i.own_email, i.own_phone, i.tells, i.answered_at FROM invitation i JOIN account a ON a.id = i.by_account WHERE `

func scanInvitation(r *store.Rows) (i Invitation, err error) {
	err = r.Scan(&i.ID, &i.Service, &i.Family, &i.By, &i.ByName, &i.Name, &i.Relation, &i.Email, &i.State, &i.MadeAt, &i.Expires,
		&i.OwnName, &i.OwnEmail, &i.OwnPhone, &i.Tells, &i.AnsweredAt)
	return i, err
}

// invitationByID reads an invitation for whoever holds its link or made it.
func invitationByID(tx *store.Tx, id InvitationID) (Invitation, error) {
	rows, err := tx.Query(invitationSelect+`i.id = $1`, id)
	return store.One(rows, err, scanInvitation)
}

// askedBy is what a caregiver is told of their own invitations, about babies they
// may still see.
func askedBy(tx *store.Tx, who access.Actor) ([]Asked, error) {
	see := who.People("b.infant_id", "i.service_id", 3)
	rows, err := tx.Query(`
SELECT i.id, i.name, i.made_at, (`+takesPart("$2")+`) FROM invitation i
WHERE i.by_person = $1 AND i.taken_back_at IS NULL AND EXISTS (SELECT 1 FROM invitation_infant b WHERE b.invitation_id = i.id AND `+see.SQL+`)
ORDER BY i.made_at DESC, i.id`, append([]any{who.Person, who.Today}, see.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (a Asked, err error) {
		err = r.Scan(&a.ID, &a.Name, &a.MadeAt, &a.TakesPart)
		return a, err
	})
}

// invitationsWhere reads invitations about babies who live, all of whom the reader
// may see.
func invitationsWhere(tx *store.Tx, who access.Actor, condition string, arg any) ([]Invitation, error) {
	rows, err := tx.Query(invitationSelect+condition+` ORDER BY i.answered_at, i.id`, arg)
	all, err := store.Collect(rows, err, scanInvitation)
	if err != nil {
		return nil, err
	}
	var out []Invitation
	for _, i := range all {
		var asked int
		if err := tx.QueryRow(`
SELECT COUNT(*) FROM invitation_infant b JOIN person p ON p.id = b.infant_id WHERE b.invitation_id = $1 AND p.lost_on IS NULL`, i.ID).Scan(&asked); err != nil {
			return nil, err
		}
		see := who.People("p.id", "p.service_id", 2)
		rows, err := tx.Query(`SELECT `+family.PersonColumns("p")+` FROM invitation_infant b JOIN person p ON p.id = b.infant_id
WHERE b.invitation_id = $1 AND p.lost_on IS NULL AND `+see.SQL+` ORDER BY p.id`, append([]any{i.ID}, see.Args...)...)
		if i.Infants, err = store.Collect(rows, err, scanPerson); err != nil {
			return nil, err
		}
		if len(i.Infants) == asked && asked > 0 {
			out = append(out, i)
		}
	}
	return out, nil
}

func scanPerson(r *store.Rows) (p family.Person, err error) {
	err = r.Scan(family.PersonFields(&p)...)
	return p, err
}

func invitationSeen(tx *store.Tx, who access.Actor, id InvitationID) (Invitation, error) {
	found, err := invitationsWhere(tx, who, `i.id = $1`, id)
	if err != nil {
		return Invitation{}, err
	}
	if len(found) == 0 {
		return Invitation{}, fault.NotFoundf("invitation %s", id)
	}
	return found[0], nil
}

// alikeTo finds adults whom the reader may see with the same address, number or
// name as somebody invited; never whoever made the invitation.
func alikeTo(tx *store.Tx, who access.Actor, i Invitation) ([]Alike, error) {
	see := who.Adults("p.id", "p.service_id", 8)
	rows, err := tx.Query(`
SELECT `+family.PersonColumns("p")+`,
 EXISTS (SELECT 1 FROM contact_detail c WHERE c.person_id = p.id AND c.removed_at IS NULL AND c.value_key IN ($2, $3)),
 EXISTS (SELECT 1 FROM invitation_infant b WHERE b.invitation_id = $5 AND `+access.Apart("p.id", "b.infant_id", "$6")+`),
 EXISTS (SELECT 1 FROM invitation_infant b JOIN dyad d ON d.infant_id = b.infant_id WHERE b.invitation_id = $5 AND d.caregiver_id = p.id AND d.ended_on IS NULL)
FROM person p
WHERE p.service_id = $1 AND p.kind = 'adult' AND (p.name_key IN ($4, $7)
 OR p.id IN (SELECT c.person_id FROM contact_detail c WHERE c.value_key IN ($2, $3) AND c.removed_at IS NULL)) AND `+see.SQL+` ORDER BY p.id`,
		append([]any{i.Service, family.ValueKey(family.Email, i.OwnEmail), phoneKey(i.OwnPhone), family.NameKey(i.OwnName), i.ID, who.Today, family.NameKey(i.Name)}, see.Args...)...)
	out, err := store.Collect(rows, err, func(r *store.Rows) (a Alike, err error) {
		err = r.Scan(append(family.PersonFields(&a.Person), &a.Address, &a.Apart, &a.Cares)...)
		return a, err
	})
	return slices.DeleteFunc(out, func(a Alike) bool { return a.Person.ID == i.By }), err
}

// phoneKey folds a number as family does; a number that was not given is alike to
// nobody's.
func phoneKey(phone string) string {
	if phone == "" {
		return "none"
	}
	return family.ValueKey(family.Call, phone)
}

// reachesApart reports whether an address or number of the answer is that of
// somebody who must not know of a baby of the invitation: a record under another
// name would open the same mailbox. It asks for everybody, since whoever may read
// the restrictions of a baby reads all of them.
func reachesApart(tx *store.Tx, who access.Actor, i Invitation) (bool, error) {
	var n int
	err := tx.QueryRow(`
SELECT COUNT(*) FROM invitation_infant b JOIN contact_detail c ON c.value_key IN ($2, $3) AND c.removed_at IS NULL
WHERE b.invitation_id = $1 AND `+access.Apart("c.person_id", "b.infant_id", "$4"),
		i.ID, family.ValueKey(family.Email, i.OwnEmail), phoneKey(i.OwnPhone), who.Today).Scan(&n)
	return n > 0, err
}
