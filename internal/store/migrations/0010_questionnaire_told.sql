-- Of which questionnaires a caregiver was told, so that nobody is told twice.
-- When each is due is computed and not stored.

CREATE TABLE questionnaire_told (
  place_id   {{ID}} NOT NULL REFERENCES place (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id), -- the caregiver
  instrument {{TEXT}} NOT NULL,
  timepoint  {{TEXT}} NOT NULL,
  at         {{TIME}} NOT NULL,
  PRIMARY KEY (place_id, person_id, instrument, timepoint)
){{STRICT_BY_KEY}};
