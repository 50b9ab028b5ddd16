package programme

import (
	"context"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Need is how much a waiting family needs a place, as the team judges it. It is written
// down by hand: no answer, score or alert of the family may be read out of it.
type Need string

// The needs.
const (
	Usual   Need = ""
	High    Need = "high"
	Highest Need = "highest"
)

// Needs lists them, the least first.
func Needs() []Need { return []Need{Usual, High, Highest} }

// NeedSaid is a family's need, and who judged it.
type NeedSaid struct {
	Need Need
	By   string
	At   time.Time // zero when nobody did
}

// NeedOf reads how much a family needs its place.
//
// Faults: Forbidden without PlaceFill; NotFound.
func (s *Service) NeedOf(ctx context.Context, who access.Actor, id PlaceID) (n NeedSaid, err error) {
	if err := who.Require(access.PlaceFill); err != nil {
		return n, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := placeByID(tx, who, id); err != nil {
			return err
		}
		n, err = needSaid(tx, id)
		return err
	})
	if err != nil {
		return n, fmt.Errorf("need of place %s: %w", id, err)
	}
	return n, nil
}

// SetNeed writes down how much a family needs its place.
//
// Faults: Forbidden without PlaceFill; NotFound; Invalid on need.
func (s *Service) SetNeed(ctx context.Context, who access.Actor, id PlaceID, need Need) error {
	if err := who.Require(access.PlaceFill); err != nil {
		return err
	}
	if !slices.Contains(Needs(), need) {
		return fault.Check(fault.At("need", "place.need.unknown"))
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		if _, err := placeByID(tx, who, id); err != nil {
			return err
		}
		was, err := needSaid(tx, id)
		if err != nil || was.Need == need {
			return err
		}
		if err := setNeed(tx, who, id, need); err != nil {
			return err
		}
		return s.record(tx, who, "place.need", "place", id.String(), nil)
	})
	if err != nil {
		return fmt.Errorf("set need of place %s: %w", id, err)
	}
	return nil
}

func needSaid(tx *store.Tx, id PlaceID) (n NeedSaid, err error) {
	rows, err := tx.Query(`SELECT n.need, a.name, n.at FROM place_need n JOIN account a ON a.id = n.by_account WHERE n.place_id = $1`, id)
	all, err := store.Collect(rows, err, func(r *store.Rows) (n NeedSaid, err error) { return n, r.Scan(&n.Need, &n.By, &n.At) })
	if err != nil || len(all) == 0 {
		return n, err
	}
	return all[0], nil
}

func setNeed(tx *store.Tx, who access.Actor, id PlaceID, need Need) error {
	_, err := tx.Exec(`
INSERT INTO place_need (place_id, service_id, need, at, by_account) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (place_id) DO UPDATE SET need = excluded.need, at = excluded.at, by_account = excluded.by_account`,
		id, who.Service, string(need), tx.Now(), who.Account)
	if err != nil {
		return fmt.Errorf("set need: %w", err)
	}
	return nil
}

// needsOf is what was written down of places, for whoever may fill them.
func needsOf(tx *store.Tx, who access.Actor, found []PlaceRow) (map[PlaceID]Need, error) {
	out := map[PlaceID]Need{}
	if len(found) == 0 || !who.May(access.PlaceFill) {
		return out, nil
	}
	ids := make([]any, len(found))
	for i, row := range found {
		ids[i] = row.ID
	}
	rows, err := tx.Query(`SELECT place_id, need FROM place_need WHERE place_id IN (`+store.List(1, len(ids))+`)`, ids...)
	type said struct {
		place PlaceID
		need  Need
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (s said, err error) { return s, r.Scan(&s.place, &s.need) })
	if err != nil {
		return nil, fmt.Errorf("needs of places: %w", err)
	}
	for _, s := range all {
		out[s.place] = s.need
	}
	return out, nil
}
