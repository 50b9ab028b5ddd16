package proposal

import (
	"encoding/json"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

const proposalSelect = `SELECT p.id, p.programme, p.after_id, p.at, COALESCE(a.name, ''), p.weighting, p.choice_id, c.at, COALESCE(ca.name, ''),
 p.method, p.most, p.urgent, p.lines
FROM proposal p LEFT JOIN account a ON a.id = p.by_account LEFT JOIN plan_choice c ON c.id = p.choice_id LEFT JOIN account ca ON ca.id = c.by_account `

func scanProposal(r *store.Rows) (p Proposal, err error) {
	var lines string
	var chosen *time.Time
	if err = r.Scan(&p.ID, &p.Programme, &p.After, &p.At, &p.By, &p.Weighting, &p.Choice.ID, &chosen, &p.Choice.By, &p.Method, &p.Most, &p.Urgent, &lines); err != nil {
		return p, err
	}
	if p.Choice.Weighting = p.Weighting; chosen != nil {
		p.Choice.At = *chosen
	}
	if err = json.Unmarshal([]byte(lines), &p.Sheet); err != nil {
		return p, fmt.Errorf("lines of proposal %s: %w", p.ID, err)
	}
	return p, nil
}

// proposalByID finds a proposal of the reader's service. Its lines are identifiers:
// who they are, and whether the reader may know, the waiting list says.
func proposalByID(tx *store.Tx, who access.Actor, id ID) (Proposal, error) {
	rows, err := tx.Query(proposalSelect+`WHERE p.id = $1 AND p.service_id = $2`, id, who.Service)
	p, err := store.One(rows, err, scanProposal)
	if err != nil {
		return p, fmt.Errorf("proposal %s: %w", id, err)
	}
	return p, nil
}

func insertProposal(tx *store.Tx, who access.Actor, p Proposal) error {
	lines, err := json.Marshal(p.Sheet)
	if err != nil {
		return fmt.Errorf("lines of proposal %s: %w", p.ID, err)
	}
	_, err = tx.Exec(`
INSERT INTO proposal (id, service_id, programme, after_id, at, by_account, weighting, choice_id, method, placed, most, urgent, lines)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		p.ID, who.Service, string(p.Programme), p.After, tx.Now(), who.Account, string(p.Weighting), p.Choice.ID, string(p.Method), p.Reach().Placed, p.Most, p.Urgent, string(lines))
	if err != nil {
		return fmt.Errorf("insert proposal %s: %w", p.ID, err)
	}
	return nil
}

// recent reads the heads of the last proposals, and not their lines.
func recent(tx *store.Tx, who access.Actor) ([]Summary, error) {
	rows, err := tx.Query(`
SELECT p.id, p.programme, p.at, COALESCE(a.name, ''), p.weighting, CASE WHEN p.after_id IS NULL THEN 0 ELSE 1 END, p.placed,
 (SELECT COUNT(*) FROM proposal_offer o WHERE o.proposal_id = p.id AND o.refused = '')
FROM proposal p LEFT JOIN account a ON a.id = p.by_account WHERE p.service_id = $1 ORDER BY p.at DESC, p.id DESC LIMIT `+fmt.Sprint(recentShown), who.Service)
	return store.Collect(rows, err, func(r *store.Rows) (s Summary, err error) {
		moved := 0
		err = r.Scan(&s.ID, &s.Programme, &s.At, &s.By, &s.Weighting, &moved, &s.Placed, &s.Offered)
		s.Moved = moved > 0
		return s, err
	})
}

// made is what was done about one line of a proposal.
type made struct {
	place   programme.PlaceID
	group   programme.GroupID
	refused string // why it could not be offered
}

func insertMade(tx *store.Tx, who access.Actor, id ID, m made) error {
	_, err := tx.Exec(`
INSERT INTO proposal_offer (proposal_id, place_id, group_id, at, by_account, refused) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (proposal_id, place_id) DO UPDATE SET group_id = excluded.group_id, at = excluded.at, by_account = excluded.by_account, refused = excluded.refused`,
		id, m.place, m.group, tx.Now(), who.Account, m.refused)
	if err != nil {
		return fmt.Errorf("insert offer of proposal %s: %w", id, err)
	}
	return nil
}

func madeOf(tx *store.Tx, id ID) (map[programme.PlaceID]made, error) {
	rows, err := tx.Query(`SELECT place_id, group_id, refused FROM proposal_offer WHERE proposal_id = $1`, id)
	all, err := store.Collect(rows, err, func(r *store.Rows) (m made, err error) { return m, r.Scan(&m.place, &m.group, &m.refused) })
	if err != nil {
		return nil, fmt.Errorf("offers of proposal %s: %w", id, err)
	}
	out := make(map[programme.PlaceID]made, len(all))
	for _, m := range all {
		out[m.place] = m
	}
	return out, nil
}
