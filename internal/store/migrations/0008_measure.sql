-- Filled-in questionnaires and ratings. Keys and wordings are files.

CREATE TABLE response (
  id           {{ID}} PRIMARY KEY,
  service_id   {{ID}} NOT NULL REFERENCES service (id),
  instrument   {{TEXT}} NOT NULL,
  version      {{TEXT}} NOT NULL,            -- of the key it was scored by
  lang         {{TEXT}} NOT NULL DEFAULT '', -- of the wording it was answered in; '' on paper
  person_id    {{ID}} REFERENCES person (id), -- whose answers; NULL in a study
  dyad_id      {{ID}} REFERENCES dyad (id),
  place_id     {{ID}} REFERENCES place (id),
  study_id     {{ID}},
  study_row    {{INT}},
  timepoint    {{TEXT}} NOT NULL,            -- before, middle, after, extra
  state        {{TEXT}} NOT NULL,            -- draft, complete, void
  source       {{TEXT}} NOT NULL,            -- caregiver, paper, coder, study
  entered_by   {{ID}} REFERENCES account (id),
  coder        {{TEXT}} NOT NULL DEFAULT '', -- a trained coder's name
  taken_on     {{DATE}},                     -- the day it was filled in
  started_at   {{TIME}} NOT NULL,
  completed_at {{TIME}},
  void_why     {{TEXT}} NOT NULL DEFAULT ''
){{STRICT}};
CREATE INDEX response_dyad ON response (dyad_id, instrument, timepoint);
CREATE INDEX response_person ON response (person_id, state);
CREATE INDEX response_place ON response (place_id, instrument, timepoint);
CREATE INDEX response_study ON response (study_id);

CREATE TABLE response_item (
  response_id {{ID}} NOT NULL REFERENCES response (id),
  item        {{INT}} NOT NULL,
  value       {{INT}} NOT NULL,              -- position of the ticked option, first = 1; "not applicable" is the last
  PRIMARY KEY (response_id, item)
){{STRICT_BY_KEY}};

-- Every score that could be worked out, the total among them. No row: too much
-- was left blank.
CREATE TABLE response_scale (
  response_id {{ID}} NOT NULL REFERENCES response (id),
  scale       {{TEXT}} NOT NULL,
  value       {{REAL}} NOT NULL,
  PRIMARY KEY (response_id, scale)
){{STRICT_BY_KEY}};

CREATE TABLE study (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  name        {{TEXT}} NOT NULL,
  source      {{TEXT}} NOT NULL,             -- citation of the data
  instrument  {{TEXT}} NOT NULL,
  imported_at {{TIME}} NOT NULL,
  people      {{INT}} NOT NULL,
  complete    {{INT}} NOT NULL               -- answered every item
){{STRICT}};
CREATE UNIQUE INDEX study_name ON study (service_id, name);
