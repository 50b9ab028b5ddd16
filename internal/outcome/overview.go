package outcome

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// overviewPage is how many groups the overview shows at once.
const overviewPage = 20

// Overview reads the groups of the reader's service that have begun, the latest
// first, a page at a time, and on the first page the studies.
func (s *Service) Overview(ctx context.Context, who access.Actor, after Cursor) (out Overview, err error) {
	if err := who.Require(access.OutcomeRead); err != nil {
		return Overview{}, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out = Overview{}
		heads, err := groupsAfter(tx, who, after, overviewPage+1)
		if err != nil {
			return err
		}
		if len(heads) > overviewPage {
			heads = heads[:overviewPage]
			last := heads[overviewPage-1]
			out.Next = Cursor{last.Last, last.ID}
		}
		if out.Groups, err = s.rows(tx, who, heads); err != nil {
			return err
		}
		if after.IsZero() {
			out.Studies, err = s.studies(tx, who)
		}
		return err
	})
	if err != nil {
		return Overview{}, fmt.Errorf("outcomes: %w", err)
	}
	return out, nil
}

// rows adds each group's flow; a group whose programme has no file any more is
// left out, as its sessions cannot be counted against anything.
func (s *Service) rows(tx *store.Tx, who access.Actor, heads []pagedHead) ([]GroupRow, error) {
	var known []GroupHead
	programmes := map[programme.GroupID]*programme.Programme{}
	for _, h := range heads {
		p, err := s.catalogue.Programme(h.key)
		if err != nil {
			continue
		}
		h.Programme = p.Name
		programmes[h.ID] = p
		known = append(known, h.GroupHead)
	}
	if len(known) == 0 {
		return nil, nil
	}
	ids := make([]any, len(known))
	for i, h := range known {
		ids[i] = h.ID
	}
	reached, err := reachedBy(tx, who, ids)
	if err != nil {
		return nil, err
	}
	members, err := membersOf(tx, who, known, func(id programme.GroupID) int { return len(programmes[id].Sessions) })
	if err != nil {
		return nil, err
	}
	rows := make([]GroupRow, len(known))
	for i, h := range known {
		rows[i] = GroupRow{h, flow(programmes[h.ID], reached[h.ID], members[h.ID])}
	}
	return rows, nil
}
