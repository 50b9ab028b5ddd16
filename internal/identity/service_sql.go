package identity

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

const serviceColumns = `id, slug, name, zone, lang, phone, email, sender, exit_url, offer_hours, warn_days`

func (a *Accounts) scanService(r *store.Rows) (s Service, err error) {
	err = r.Scan(&s.ID, &s.Slug, &s.Name, &s.ZoneName, &s.Lang, &s.Phone, &s.Email, &s.Sender, &s.ExitURL, &s.OfferHours, &s.WarnDays)
	if err != nil {
		return s, err
	}
	s.Zone, err = a.zone(s.ZoneName)
	return s, err
}

func (a *Accounts) allServices(tx *store.Tx) ([]Service, error) {
	rows, err := tx.Query(`SELECT ` + serviceColumns + ` FROM service ORDER BY name, id`)
	return store.Collect(rows, err, a.scanService)
}

func (a *Accounts) serviceWhere(tx *store.Tx, condition string, arg any) (Service, error) {
	rows, err := tx.Query(`SELECT `+serviceColumns+` FROM service WHERE `+condition, arg)
	return store.One(rows, err, a.scanService)
}

func insertService(tx *store.Tx, s Service) error {
	_, err := tx.Exec(`INSERT INTO service (`+serviceColumns+`, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		s.ID, s.Slug, s.Name, s.ZoneName, s.Lang, s.Phone, s.Email, s.Sender, s.ExitURL, s.OfferHours, s.WarnDays, tx.Now())
	if err != nil {
		return fmt.Errorf("insert service %s: %w", s.ID, err)
	}
	return nil
}

func updateService(tx *store.Tx, s Service) error {
	_, err := tx.Exec(`
UPDATE service SET slug = $2, name = $3, zone = $4, lang = $5, phone = $6, email = $7, sender = $8, exit_url = $9, offer_hours = $10, warn_days = $11
WHERE id = $1`,
		s.ID, s.Slug, s.Name, s.ZoneName, s.Lang, s.Phone, s.Email, s.Sender, s.ExitURL, s.OfferHours, s.WarnDays)
	if err != nil {
		return fmt.Errorf("update service %s: %w", s.ID, err)
	}
	return nil
}

func sitesOf(tx *store.Tx, service access.ServiceID) ([]Site, error) {
	rows, err := tx.Query(`SELECT id, service_id, name, address, access FROM site WHERE service_id = $1 ORDER BY name, id`, service)
	return store.Collect(rows, err, func(r *store.Rows) (s Site, err error) {
		err = r.Scan(&s.ID, &s.Service, &s.Name, &s.Address, &s.Access)
		return s, err
	})
}

func insertSite(tx *store.Tx, s Site) error {
	_, err := tx.Exec(`INSERT INTO site (id, service_id, name, address, access) VALUES ($1, $2, $3, $4, $5)`,
		s.ID, s.Service, s.Name, s.Address, s.Access)
	if err != nil {
		return fmt.Errorf("insert site %s: %w", s.ID, err)
	}
	return nil
}

func holidaysOf(tx *store.Tx, service access.ServiceID, from civil.Date) ([]Holiday, error) {
	rows, err := tx.Query(`SELECT on_day, name FROM holiday WHERE service_id = $1 AND on_day >= $2 ORDER BY on_day`, service, from.String())
	return store.Collect(rows, err, func(r *store.Rows) (h Holiday, err error) {
		err = r.Scan(&h.Day, &h.Name)
		return h, err
	})
}

func insertHoliday(tx *store.Tx, service access.ServiceID, h Holiday) error {
	_, err := tx.Exec(`INSERT INTO holiday (service_id, on_day, name) VALUES ($1, $2, $3)
ON CONFLICT (service_id, on_day) DO UPDATE SET name = excluded.name`, service, h.Day, h.Name)
	if err != nil {
		return fmt.Errorf("insert holiday %s: %w", h.Day, err)
	}
	return nil
}

func deleteHolidays(tx *store.Tx, service access.ServiceID, days civil.Window) error {
	_, err := tx.Exec(`DELETE FROM holiday WHERE service_id = $1 AND on_day BETWEEN $2 AND $3`, service, days.From, days.To)
	if err != nil {
		return fmt.Errorf("delete holidays from %s: %w", days.From, err)
	}
	return nil
}
