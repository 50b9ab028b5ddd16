package outcome

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// studiesShown is how many studies the overview lists, the latest first.
const studiesShown = 100

const studyColumns = `st.id, st.name, st.source, st.instrument, st.imported_at, st.people, st.complete`

func (s *Service) scanStudy(r *store.Rows) (out Study, err error) {
	var instrument string
	if err := r.Scan(&out.ID, &out.Name, &out.Source, &instrument, &out.ImportedAt, &out.People, &out.Complete); err != nil {
		return Study{}, err
	}
	key, ok := s.measures.Library().Key(instrument)
	if !ok {
		return Study{}, fmt.Errorf("study %s is of instrument %q, which has no key", out.ID, instrument)
	}
	out.Instrument = key
	return out, nil
}

func (s *Service) studies(tx *store.Tx, who access.Actor) ([]Study, error) {
	rows, err := tx.Query(fmt.Sprintf(`SELECT %s FROM study st WHERE st.service_id = $1 ORDER BY st.imported_at DESC, st.id DESC LIMIT %d`,
		studyColumns, studiesShown), who.Service)
	return store.Collect(rows, err, s.scanStudy)
}

func (s *Service) studyByID(tx *store.Tx, who access.Actor, id StudyID) (Study, error) {
	rows, err := tx.Query(`SELECT `+studyColumns+` FROM study st WHERE st.id = $1 AND st.service_id = $2`, id, who.Service)
	return store.One(rows, err, s.scanStudy)
}

func studyNamed(tx *store.Tx, who access.Actor, name string) (there bool, err error) {
	var n int
	err = tx.QueryRow(`SELECT COUNT(*) FROM study WHERE service_id = $1 AND name = $2`, who.Service, name).Scan(&n)
	return n > 0, err
}

func insertStudy(tx *store.Tx, who access.Actor, st Study) error {
	_, err := tx.Exec(`INSERT INTO study (id, service_id, name, source, instrument, imported_at, people, complete)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, st.ID, who.Service, st.Name, st.Source, st.Instrument.ID, tx.Now(), st.People, st.Complete)
	if err != nil {
		return fmt.Errorf("insert study %s: %w", st.ID, err)
	}
	return nil
}
