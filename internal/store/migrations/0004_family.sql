-- People, and the relationships between them. Nothing hangs on a family: a
-- family says who belongs together, rights attach to persons and dyads.

CREATE TABLE family (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  ref        {{TEXT}} NOT NULL UNIQUE,
  created_at {{TIME}} NOT NULL,
  closed_at  {{TIME}}
){{STRICT}};
CREATE INDEX family_service ON family (service_id, id);

CREATE TABLE person (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  family_id   {{ID}} NOT NULL REFERENCES family (id),
  kind        {{TEXT}} NOT NULL,             -- adult, infant
  name        {{TEXT}} NOT NULL,             -- whole, as the person writes it; '' for a baby not named yet
  called      {{TEXT}} NOT NULL,             -- what to call them
  name_key    {{TEXT}} NOT NULL,             -- folded, for search
  lang        {{TEXT}} NOT NULL DEFAULT '',  -- language to speak with them
  interpreter {{BOOL}} NOT NULL,
  due_on      {{DATE}},                      -- infants
  born_on     {{DATE}},
  lost_on     {{DATE}},                      -- died, or the pregnancy ended
  created_at  {{TIME}} NOT NULL
){{STRICT}};
CREATE INDEX person_family ON person (family_id);
CREATE INDEX person_name ON person (service_id, name_key, id);

CREATE TABLE dyad (
  id           {{ID}} PRIMARY KEY,
  service_id   {{ID}} NOT NULL REFERENCES service (id),
  family_id    {{ID}} NOT NULL REFERENCES family (id),
  caregiver_id {{ID}} NOT NULL REFERENCES person (id),
  infant_id    {{ID}} NOT NULL REFERENCES person (id),
  relation     {{TEXT}} NOT NULL,            -- mother, father, partner, grandparent, foster, adoptive, other
  since_on     {{DATE}} NOT NULL,
  ended_on     {{DATE}},
  UNIQUE (caregiver_id, infant_id)
){{STRICT}};
CREATE INDEX dyad_family ON dyad (family_id);
CREATE INDEX dyad_infant ON dyad (infant_id);

CREATE TABLE contact_detail (
  id         {{ID}} PRIMARY KEY,
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  channel    {{TEXT}} NOT NULL,              -- email, text, call
  value      {{TEXT}} NOT NULL,
  value_key  {{TEXT}} NOT NULL,              -- folded, to notice one shared by two
  added_at   {{TIME}} NOT NULL,
  removed_at {{TIME}}
){{STRICT}};
CREATE INDEX contact_detail_person ON contact_detail (person_id);
CREATE INDEX contact_detail_value ON contact_detail (value_key);

CREATE TABLE episode (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  family_id  {{ID}} NOT NULL REFERENCES family (id),
  opened_on  {{DATE}} NOT NULL,
  closed_on  {{DATE}},
  worker_id  {{ID}} REFERENCES account (id)
){{STRICT}};
CREATE INDEX episode_family ON episode (family_id);

-- A contact is any meeting with a person outside a session: a call, a visit.
CREATE TABLE contact (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  kind       {{TEXT}} NOT NULL,              -- call, visit
  at         {{TIME}} NOT NULL,
  by_account {{ID}} NOT NULL REFERENCES account (id),
  reached    {{BOOL}} NOT NULL,
  note       {{TEXT}} NOT NULL
){{STRICT}};
CREATE INDEX contact_person ON contact (person_id, at);

CREATE TABLE consent (
  id         {{ID}} PRIMARY KEY,
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  purpose    {{TEXT}} NOT NULL,              -- taking-part, messages, measures
  wording    {{TEXT}} NOT NULL,              -- which text was agreed to
  given      {{BOOL}} NOT NULL,              -- false: refused or withdrawn
  at         {{TIME}} NOT NULL,
  by_account {{ID}} REFERENCES account (id)  -- NULL: by the person
){{STRICT}};
CREATE INDEX consent_person ON consent (person_id, purpose, at);
