package identity

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Services lists every service of the deployment by name. Anybody may read it: it
// is what the public pages say.
func (a *Accounts) Services(ctx context.Context) (all []Service, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		all, err = a.allServices(tx)
		return err
	})
	return all, err
}

// ServiceBySlug finds the service of a public address.
//
// Faults: NotFound.
func (a *Accounts) ServiceBySlug(ctx context.Context, slug string) (s Service, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		s, err = a.serviceWhere(tx, `slug = $1`, slug)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("service by address: %w", err)
	}
	return s, nil
}

// ServiceByID finds a service.
//
// Faults: NotFound.
func (a *Accounts) ServiceByID(ctx context.Context, id access.ServiceID) (s Service, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		s, err = a.ServiceIn(tx, id)
		return err
	})
	return s, err
}

// ServiceIn is ServiceByID within a transaction.
func (a *Accounts) ServiceIn(tx *store.Tx, id access.ServiceID) (Service, error) {
	s, err := a.serviceWhere(tx, `id = $1`, id)
	if err != nil {
		return s, fmt.Errorf("service %s: %w", id, err)
	}
	return s, nil
}

// Sites lists where a service's groups meet, by name. Anybody may read it.
func (a *Accounts) Sites(ctx context.Context, service access.ServiceID) (all []Site, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		all, err = a.SitesIn(tx, service)
		return err
	})
	return all, err
}

// SitesIn is Sites within a transaction.
func (a *Accounts) SitesIn(tx *store.Tx, service access.ServiceID) ([]Site, error) {
	return sitesOf(tx, service)
}

// Holidays lists the days from a day on that a service does not meet. Anybody may
// read it.
func (a *Accounts) Holidays(ctx context.Context, service access.ServiceID, from civil.Date) (all []Holiday, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		all, err = a.HolidaysIn(tx, service, from)
		return err
	})
	return all, err
}

// HolidaysIn is Holidays within a transaction.
func (a *Accounts) HolidaysIn(tx *store.Tx, service access.ServiceID, from civil.Date) ([]Holiday, error) {
	return holidaysOf(tx, service, from)
}
