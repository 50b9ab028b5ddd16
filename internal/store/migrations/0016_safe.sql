-- How safe contact is asked again, what is kept apart about a person, and sight
-- that lasts an hour.

ALTER TABLE safe_contact ADD COLUMN wording {{TEXT}} NOT NULL DEFAULT 'neutral'; -- neutral, named: may say where it comes from
ALTER TABLE safe_contact ADD COLUMN seen_by {{TEXT}} NOT NULL DEFAULT '';        -- who else: partner, family, other, unsure

-- "Not now" to whether it is still safe.
CREATE TABLE safe_put_off (
  person_id {{ID}} PRIMARY KEY REFERENCES person (id),
  until_on  {{DATE}} NOT NULL                -- not asked before
){{STRICT_BY_KEY}};

-- What was said in confidence, alone: in no family view, print, list or export.
CREATE TABLE restricted_note (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  kind       {{TEXT}} NOT NULL,              -- safe-enquiry
  present    {{TEXT}} NOT NULL,              -- who else was in the room: nobody, baby, somebody
  answer     {{TEXT}} NOT NULL,              -- safe, unsafe, declined, not-asked
  note       {{TEXT}} NOT NULL,
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL
){{STRICT}};
CREATE INDEX restricted_note_person ON restricted_note (person_id, at);

-- This adult is offered no group in which both parents sit in one room.
CREATE TABLE exclusion (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  ended_at   {{TIME}},
  ended_by   {{ID}} REFERENCES account (id)
){{STRICT}};
CREATE INDEX exclusion_person ON exclusion (person_id);

ALTER TABLE sight ADD COLUMN until_at {{TIME}}; -- for sight that ends at a moment, not with a day
