package proposal

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// Service is the use cases of this room.
type Service struct {
	db         *store.DB
	log        *audit.Log
	accounts   *identity.Accounts
	programmes *programme.Service
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, accounts *identity.Accounts, programmes *programme.Service) *Service {
	return &Service{db: db, log: log, accounts: accounts, programmes: programmes}
}

// Make asks for a plan of everybody who waits for a programme.
type Make struct {
	Programme  programme.Key
	Submission programme.Submission
}

// Make plans who could have which place, and keeps what it proposes. Nobody hears of
// it. The same submission makes one proposal.
//
// Faults: Forbidden without PlaceFill; NotFound for a programme that is not there.
func (s *Service) Make(ctx context.Context, who access.Actor, in Make) (ID, error) {
	if err := may(who); err != nil {
		return ID{}, err
	}
	id, err := s.make(ctx, who, draft{programme: in.Programme, sent: in.Submission})
	if err != nil {
		return ID{}, fmt.Errorf("plan for %s: %w", in.Programme, err)
	}
	return id, nil
}

// Move puts a family of a proposal where somebody wants it.
type Move struct {
	Proposal   ID
	Place      programme.PlaceID
	Group      programme.GroupID // zero takes them out of the plan
	Submission programme.Submission
}

// Move plans again with one more family put by hand, and returns the new proposal;
// who was moved before stays moved.
//
// Faults: Forbidden; NotFound, also for a family that the proposal does not name;
// Conflict when the family cannot be there.
func (s *Service) Move(ctx context.Context, who access.Actor, in Move) (id ID, err error) {
	if err := may(who); err != nil {
		return id, err
	}
	var p Proposal
	err = s.db.View(ctx, func(tx *store.Tx) error {
		p, err = proposalByID(tx, who, in.Proposal)
		return err
	})
	if err != nil {
		return id, fmt.Errorf("move in proposal %s: %w", in.Proposal, err)
	}
	by, named := moves{}, false
	for _, l := range p.Lines {
		named = named || l.Place == in.Place
		if l.Hand {
			by[l.Place] = l.Group
		}
	}
	if !named {
		return id, fault.NotFoundf("place %s in proposal %s", in.Place, in.Proposal)
	}
	by[in.Place] = in.Group
	if id, err = s.make(ctx, who, draft{after: p.ID, programme: p.Programme, by: by, choice: &p.Choice, sent: in.Submission}); err != nil {
		return ID{}, fmt.Errorf("move place %s in proposal %s: %w", in.Place, in.Proposal, err)
	}
	return id, nil
}

// draft is what a proposal is made from.
type draft struct {
	after     ID
	programme programme.Key
	by        moves
	choice    *Choice // of the proposal it comes after; nil: the one that holds now
	sent      programme.Submission
}

// make plans outside the transaction that writes: a plan takes longer than a write
// should make others wait, and it is right for the moment it was made at.
func (s *Service) make(ctx context.Context, who access.Actor, d draft) (id ID, err error) {
	board, holds, err := s.board(ctx, who, d.programme)
	if err != nil {
		return id, err
	}
	if d.choice != nil {
		holds = *d.choice
	}
	set := settingOf(board, who, holds.weighting())
	got, err := set.solve(set.still(d.by))
	if err != nil {
		return id, err
	}
	id = idOf(d.sent)
	p := Proposal{
		ID: id, Programme: d.programme, After: d.after, Weighting: holds.weighting(), Choice: holds, Method: got.method, Most: got.most, Sheet: got.sheet,
	}
	for _, urgent := range set.urgent {
		if urgent {
			p.Urgent++
		}
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		if _, err := proposalByID(tx, who, id); !fault.Is(err, fault.NotFound) {
			return err // made before, by the same form
		}
		if err := insertProposal(tx, who, p); err != nil {
			return err
		}
		return s.record(tx, who, "proposal.made", id, map[string]string{"programme": string(d.programme), "weighting": string(p.Weighting), "method": string(p.Method)})
	})
	return id, err
}

// board reads who waits for what, and the choice that holds.
func (s *Service) board(ctx context.Context, who access.Actor, key programme.Key) (b programme.Board, c Choice, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if b, err = s.programmes.BoardIn(tx, who, key); err != nil {
			return err
		}
		c, err = chosen(tx, who)
		return err
	})
	return b, c, err
}

// still drops the moves of families that do not wait any more, and of groups that are
// not to come.
func (s *setting) still(by moves) moves {
	out := moves{}
	for place, group := range by {
		_, waits := s.place[place.String()]
		_, there := s.group[group.String()]
		if waits && (there || group.IsZero()) {
			out[place] = group
		}
	}
	return out
}

func idOf(s programme.Submission) ID {
	if s == "" {
		return ident.New[proposal]()
	}
	return ident.Derive[proposal]("proposal", string(s))
}

func (s *Service) record(tx *store.Tx, who access.Actor, action string, id ID, detail map[string]string) error {
	e := who.Did(action, "proposal", id.String())
	e.Detail = detail
	if err := s.log.Record(tx, e); err != nil {
		return fmt.Errorf("record %s: %w", action, err)
	}
	return nil
}
