-- A baby in hospital: what each caregiver wants to wait meanwhile, and what a
-- family comes to all the same although their baby came early.

CREATE TABLE hospital_stay (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  infant_id  {{ID}} NOT NULL REFERENCES person (id),
  from_on    {{DATE}} NOT NULL,
  until_on   {{DATE}},                       -- last day; NULL while nobody knows; before from_on: a mistake
  at         {{TIME}} NOT NULL,
  by_account {{ID}} REFERENCES account (id),
  ended_at   {{TIME}},
  ended_by   {{ID}} REFERENCES account (id)
){{STRICT}};
CREATE INDEX hospital_stay_infant ON hospital_stay (infant_id);

-- No row: they have not said, and everything waits.
CREATE TABLE hospital_wait (
  stay_id    {{ID}} NOT NULL REFERENCES hospital_stay (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id), -- the caregiver
  kinds      {{TEXT}} NOT NULL,              -- sessions questionnaires cards reminders, spaced
  at         {{TIME}} NOT NULL,
  by_account {{ID}} REFERENCES account (id),
  PRIMARY KEY (stay_id, person_id)
){{STRICT_BY_KEY}};

CREATE TABLE all_the_same (
  place_id  {{ID}} NOT NULL REFERENCES place (id),
  person_id {{ID}} NOT NULL REFERENCES person (id), -- the caregiver
  at        {{TIME}} NOT NULL,
  PRIMARY KEY (place_id, person_id)
){{STRICT_BY_KEY}};
