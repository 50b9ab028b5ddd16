package family

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// PageSize is how many people one page of a search holds.
const PageSize = 30

// Query is a search for people by the beginning of any of their names, or by the
// reference of their family. An empty text lists everybody.
type Query struct {
	Text  string
	After Cursor // zero for the first page
}

// Cursor is the place after which a page begins.
type Cursor struct {
	Key string
	ID  PersonID
}

// Found is one person of a search and the babies or caregivers they belong with,
// as far as the reader may see them.
type Found struct {
	Person Person
	Ref    string
	With   []Person
}

// Page is a page of a search.
type Page struct {
	People []Found
	Next   Cursor // where the next page begins
	More   bool
}

// Search finds adults by name, sorted by name. It never counts: a count over
// people somebody may not see would say that they are there.
func (s *Service) Search(ctx context.Context, who access.Actor, q Query) (Page, error) {
	if err := who.Require(access.FamilyRead); err != nil {
		return Page{}, err
	}
	var page Page
	err := s.db.View(ctx, func(tx *store.Tx) error {
		found, err := searchAdults(tx, who, q)
		if err != nil {
			return fmt.Errorf("search people: %w", err)
		}
		page = Page{People: found}
		if len(found) > PageSize {
			last := found[PageSize-1].Person
			page = Page{People: found[:PageSize], Next: Cursor{NameKey(last.Name), last.ID}, More: true}
		}
		return addInfants(tx, who, page.People)
	})
	return page, err
}
