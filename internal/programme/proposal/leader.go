package proposal

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// Leader is what a member of staff can lead, as somebody wrote it down.
type Leader struct {
	Account access.AccountID
	Name    string
	Known   bool // somebody wrote it down
	Langs   []string
	Times   []programme.HalfDay // still free for a group
	Modes   []programme.Mode
	Away    civil.Window       // the next leave; zero for none
	NotWith []access.AccountID // who is not to lead a group with them, whichever side says so
}

// Leaders lists who could lead groups, by name, with what they can.
//
// Faults: Forbidden without GroupPlan.
func (s *Service) Leaders(ctx context.Context, who access.Actor) ([]Leader, error) {
	if err := who.Require(access.GroupPlan); err != nil {
		return nil, err
	}
	all, err := s.accounts.Colleagues(ctx, who, access.RegisterWrite)
	if err != nil {
		return nil, fmt.Errorf("leaders: %w", err)
	}
	var known map[access.AccountID]Leader
	err = s.db.View(ctx, func(tx *store.Tx) error {
		known, err = leadersOf(tx, who)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("leaders: %w", err)
	}
	out := make([]Leader, len(all))
	for i, c := range all {
		out[i] = known[c.ID]
		out[i].Account, out[i].Name = c.ID, c.Name
	}
	return out, nil
}

// SetLeader writes down what somebody can lead. Everything empty: nothing.
//
// Faults: Forbidden without GroupPlan; NotFound for somebody who leads no groups;
// Invalid on away.
func (s *Service) SetLeader(ctx context.Context, who access.Actor, l Leader) error {
	all, err := s.Leaders(ctx, who)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(o Leader) bool { return o.Account == l.Account }) {
		return fault.NotFoundf("leader %s", l.Account)
	}
	if l.Away.From.IsZero() != l.Away.To.IsZero() || l.Away.To.Before(l.Away.From) {
		return fault.Check(fault.At("away", "opening.away.order"))
	}
	l.NotWith = slices.DeleteFunc(slices.Clone(l.NotWith), func(id access.AccountID) bool {
		return id == l.Account || !slices.ContainsFunc(all, func(o Leader) bool { return o.Account == id })
	})
	known := programme.HalfDays()
	l.Times = slices.DeleteFunc(l.Times, func(t programme.HalfDay) bool { return !slices.Contains(known, t) })
	return s.db.Update(ctx, func(tx *store.Tx) error {
		if err := setLeader(tx, who, l); err != nil {
			return err
		}
		e := who.Did("leader.set", "account", l.Account.String())
		return s.log.Record(tx, e)
	})
}

func setLeader(tx *store.Tx, who access.Actor, l Leader) error {
	var from, until any
	if !l.Away.From.IsZero() {
		from, until = l.Away.From, l.Away.To
	}
	_, err := tx.Exec(`
INSERT INTO leader_can (account_id, service_id, languages, times, modes, away_from, away_until, not_with, at, by_account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (account_id) DO UPDATE SET languages = excluded.languages, times = excluded.times, modes = excluded.modes,
 away_from = excluded.away_from, away_until = excluded.away_until, not_with = excluded.not_with, at = excluded.at, by_account = excluded.by_account`,
		l.Account, who.Service, spaced(l.Langs), spaced(l.Times), spaced(l.Modes), from, until, spaced(idTexts(l.NotWith)), tx.Now(), who.Account)
	if err != nil {
		return fmt.Errorf("set leader %s: %w", l.Account, err)
	}
	return nil
}

func leadersOf(tx *store.Tx, who access.Actor) (map[access.AccountID]Leader, error) {
	rows, err := tx.Query(`SELECT account_id, languages, times, modes, away_from, away_until, not_with FROM leader_can WHERE service_id = $1`, who.Service)
	all, err := store.Collect(rows, err, func(r *store.Rows) (l Leader, err error) {
		var languages, times, modes, notWith string
		err = r.Scan(&l.Account, &languages, &times, &modes, &l.Away.From, &l.Away.To, &notWith)
		if err != nil {
			return l, err
		}
		l.NotWith, err = accountsOf(notWith)
		l.Known, l.Langs, l.Times, l.Modes = true, unspaced[string](languages), unspaced[programme.HalfDay](times), unspaced[programme.Mode](modes)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("what leaders can: %w", err)
	}
	out := make(map[access.AccountID]Leader, len(all))
	for _, l := range all {
		out[l.Account] = l
	}
	return out, nil
}

// idTexts and accountsOf write accounts as words.
func idTexts(ids []access.AccountID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.String()
	}
	return out
}

func accountsOf(text string) ([]access.AccountID, error) {
	var out []access.AccountID
	for _, word := range strings.Fields(text) {
		var id access.AccountID
		if err := id.UnmarshalText([]byte(word)); err != nil {
			return nil, fmt.Errorf("account of a leader: %w", err)
		}
		out = append(out, id)
	}
	return out, nil
}

// spaced and unspaced write a list of words as one column.
func spaced[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, " ")
}

func unspaced[S ~string](text string) []S {
	var out []S
	for _, w := range strings.Fields(text) {
		out = append(out, S(w))
	}
	return out
}
