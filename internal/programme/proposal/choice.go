package proposal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

type choice struct{}

// ChoiceID identifies a choice of a weighting.
type ChoiceID = ident.ID[choice]

// Choice is how a service weighs how many are served against who needs it most, with its
// day and its author. The zero Choice is that nobody has chosen, and then it is Count.
type Choice struct {
	ID        ChoiceID
	Weighting Weighting
	At        time.Time
	By        string
}

// Weightings are what can be chosen.
func Weightings() []Weighting { return []Weighting{Count, Need} }

// weighting is what a choice means for a plan.
func (c Choice) weighting() Weighting {
	if c.ID.IsZero() {
		return Count
	}
	return c.Weighting
}

// Choices reads what a service chose, newest first.
//
// Faults: Forbidden without PlaceFill.
func (s *Service) Choices(ctx context.Context, who access.Actor) (all []Choice, err error) {
	if err := may(who); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err = choices(tx, who, choicesShown)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("choices: %w", err)
	}
	return all, nil
}

// choicesShown is how many earlier choices are read.
const choicesShown = 10

// Choose chooses the weighting of all plans from now on. Those made before keep theirs;
// the same submission chooses once.
//
// Faults: Forbidden without PlanChoose; Invalid on weighting.
func (s *Service) Choose(ctx context.Context, who access.Actor, w Weighting, sent programme.Submission) error {
	if err := who.Require(access.PlanChoose); err != nil {
		return err
	}
	if !slices.Contains(Weightings(), w) {
		return fault.Check(fault.At("weighting", "weighing.unknown"))
	}
	id := ident.New[choice]()
	if sent != "" {
		id = ident.Derive[choice]("plan choice", string(sent))
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		made, err := choices(tx, who, choicesShown)
		if err != nil || slices.ContainsFunc(made, func(c Choice) bool { return c.ID == id }) {
			return err
		}
		_, err = tx.Exec(`INSERT INTO plan_choice (id, service_id, at, by_account, weighting) VALUES ($1, $2, $3, $4, $5)`,
			id, who.Service, tx.Now(), who.Account, string(w))
		if err != nil {
			return fmt.Errorf("insert choice: %w", err)
		}
		e := who.Did("plan.chosen", "choice", id.String())
		e.Detail = map[string]string{"weighting": string(w)}
		return s.log.Record(tx, e)
	})
	if err != nil {
		return fmt.Errorf("choose %s: %w", w, err)
	}
	return nil
}

func choices(tx *store.Tx, who access.Actor, most int) ([]Choice, error) {
	rows, err := tx.Query(`
SELECT c.id, c.weighting, c.at, a.name FROM plan_choice c JOIN account a ON a.id = c.by_account
WHERE c.service_id = $1 ORDER BY c.at DESC, c.id DESC LIMIT `+fmt.Sprint(most), who.Service)
	all, err := store.Collect(rows, err, func(r *store.Rows) (c Choice, err error) { return c, r.Scan(&c.ID, &c.Weighting, &c.At, &c.By) })
	if err != nil {
		return nil, fmt.Errorf("choices: %w", err)
	}
	return all, nil
}

// chosen is the choice that holds.
func chosen(tx *store.Tx, who access.Actor) (c Choice, err error) {
	all, err := choices(tx, who, 1)
	if err != nil || len(all) == 0 {
		return c, err
	}
	return all[0], nil
}
