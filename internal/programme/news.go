package programme

import (
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/notify"
	"holdfast/internal/store"
)

// news is one thing that the families of a group are to hear.
type news struct {
	text    string // which message
	args    map[string]string
	about   string // what must still be so when it is sent
	offered bool   // also for who was offered a place and has not answered
}

// tell queues news for every caregiver with an accepted place. Whoever was only
// offered one hears when it is gone; of new dates the offer's page tells them.
// Whether, how and in which words each of them is reached is the outbound gate's
// to decide.
func (s *Service) tell(tx *store.Tx, who access.Actor, g Group, n news) error {
	all, err := places(tx, access.System(g.Service, who.Today), `pl.group_id = $1 AND pl.state IN ('offered', 'accepted')`, []any{g.ID}, ``)
	if err != nil {
		return err
	}
	for _, p := range all {
		for _, c := range p.Caregivers {
			if p.State == Offered && (c.ID != p.AskedBy || !n.offered) {
				continue
			}
			if err := s.tellOne(tx, who, p, c.ID, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellOne queues news for one caregiver of a place, as far as the place is theirs.
// The message belongs to one of the babies who live: nobody hears of a group for a
// baby they lost, or may not know of.
func (s *Service) tellOne(tx *store.Tx, who access.Actor, p PlaceRow, caregiver family.PersonID, n news) error {
	theirs, err := placeByID(tx, access.Caregiving(who.Service, caregiver, who.Today), p.ID)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	living := theirs.living()
	if len(living) == 0 {
		return nil
	}
	_, err = s.messages.QueueIn(tx, who, notify.Message{
		Service: living[0].Service, Person: caregiver, Text: n.text, Args: n.args, About: n.about, Infant: living[0].ID,
	})
	if err != nil {
		return fmt.Errorf("tell place %s %s: %w", p.ID, n.text, err)
	}
	return nil
}

// living is the babies of a place without those who were lost.
func (r PlaceRow) living() []family.Person {
	var out []family.Person
	for _, p := range r.Infants {
		if p.Lost.IsZero() {
			out = append(out, p)
		}
	}
	return out
}

// dayArgs is a day and the time of day of a group, for a message.
func dayArgs(day civil.Date, g Group) map[string]string {
	return map[string]string{"day": day.String(), "clock": g.Starts.String()}
}

// What a message is about, so that it can be asked at send time whether that
// still stands.
func aboutOffer(id OfferID) string          { return "offer:" + id.String() }
func aboutSession(n Session) string         { return "session:" + n.ID.String() + "@" + n.Day.String() }
func aboutGroup(id GroupID, s State) string { return "group:" + id.String() + "@" + string(s) }
func aboutPlace(p PlaceRow) string          { return "place:" + p.ID.String() + "@" + string(p.State) }

// Standing says, by the beginning of what a message is about, whether it still
// stands: an offer that is open, a session that is held on that day, a group or a
// place that is in that state.
func (s *Service) Standing() map[string]func(tx *store.Tx, id string) (bool, error) {
	return map[string]func(tx *store.Tx, id string) (bool, error){
		"offer": offerStands, "session": sessionStands, "group": groupStands, "place": placeStands,
	}
}

func offerStands(tx *store.Tx, id string) (bool, error) {
	return exists(tx, `SELECT COUNT(*) FROM place_offer WHERE id = $1 AND outcome = '' AND expires_at > $2`, id, tx.Now())
}

func sessionStands(tx *store.Tx, id string) (bool, error) {
	id, day, _ := strings.Cut(id, "@")
	return exists(tx, `
SELECT COUNT(*) FROM group_session s JOIN programme_group g ON g.id = s.group_id
WHERE s.id = $1 AND s.on_day = $2 AND g.state = 'open'`, id, day)
}

func groupStands(tx *store.Tx, id string) (bool, error) {
	id, state, _ := strings.Cut(id, "@")
	return exists(tx, `SELECT COUNT(*) FROM programme_group WHERE id = $1 AND state = $2`, id, state)
}

func placeStands(tx *store.Tx, id string) (bool, error) {
	id, state, _ := strings.Cut(id, "@")
	return exists(tx, `SELECT COUNT(*) FROM place WHERE id = $1 AND state = $2`, id, state)
}

func exists(tx *store.Tx, query string, args ...any) (bool, error) {
	var n int
	if err := tx.QueryRow(query, args...).Scan(&n); err != nil {
		return false, err
	}
	return n > 0, nil
}
