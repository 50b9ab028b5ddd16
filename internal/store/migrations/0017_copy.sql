-- A copy of one's own record: asked for, reviewed, given for two weeks.

CREATE TABLE record_copy (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  asked_at   {{TIME}} NOT NULL,
  asked_by   {{ID}} REFERENCES account (id), -- who wrote it down; NULL: on their own page
  given_at   {{TIME}},
  given_by   {{ID}} REFERENCES account (id),
  until_on   {{DATE}},                       -- last day on which it is there
  file_id    {{ID}}                          -- of the encrypted file
){{STRICT}};
CREATE INDEX record_copy_person ON record_copy (person_id, asked_at);
CREATE INDEX record_copy_service ON record_copy (service_id, given_at, asked_at);

-- Words of staff about the person, as they stood when the copy was asked for. Each
-- is held until somebody has read it.
CREATE TABLE record_passage (
  id         {{ID}} PRIMARY KEY,
  copy_id    {{ID}} NOT NULL REFERENCES record_copy (id),
  number     {{INT}} NOT NULL,               -- in the order they are read
  source     {{TEXT}} NOT NULL,              -- contact, session, alert
  held       {{TEXT}} NOT NULL,              -- third-party, harm: what it is read for
  written_at {{TIME}} NOT NULL,
  text       {{TEXT}} NOT NULL,
  decision   {{TEXT}} NOT NULL DEFAULT '',   -- release, withhold; '' while held
  reason     {{TEXT}} NOT NULL DEFAULT '',   -- of withholding; staff only
  decided_by {{ID}} REFERENCES account (id),
  decided_at {{TIME}}
){{STRICT}};
CREATE INDEX record_passage_copy ON record_passage (copy_id, number);
