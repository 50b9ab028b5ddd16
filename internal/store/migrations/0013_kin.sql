-- Who may not know of whom, and who an adult is to an infant before the law.

-- For adult_id everything about about_id does not exist while this stands. It
-- holds from the moment it is written: from_on is never to come.
CREATE TABLE restriction (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  adult_id   {{ID}} NOT NULL REFERENCES person (id),
  about_id   {{ID}} NOT NULL REFERENCES person (id), -- an infant or an adult
  from_on    {{DATE}} NOT NULL,
  until_on   {{DATE}},                       -- last day, inclusive
  why        {{TEXT}} NOT NULL,              -- court-order, safety, request
  evidence   {{TEXT}} NOT NULL,              -- what was seen, and where it is kept
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  ended_at   {{TIME}},
  ended_by   {{ID}} REFERENCES account (id)
){{STRICT}};
CREATE INDEX restriction_pair ON restriction (adult_id, about_id);
CREATE INDEX restriction_about ON restriction (about_id);

-- A dated fact of an adult and an infant. It shows nobody anything. Nothing is
-- removed: what was wrong stays, and says that it was.
CREATE TABLE standing (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  adult_id   {{ID}} NOT NULL REFERENCES person (id),
  infant_id  {{ID}} NOT NULL REFERENCES person (id),
  what       {{TEXT}} NOT NULL,              -- responsibility, contact, lives-with
  value      {{TEXT}} NOT NULL,              -- yes, no, supervised
  basis      {{TEXT}} NOT NULL,              -- birth, registered, agreement, court-order, care-order, said
  evidence   {{TEXT}} NOT NULL,
  from_on    {{DATE}} NOT NULL,
  until_on   {{DATE}},                       -- last day, inclusive
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  ended_at   {{TIME}},                       -- when until_on was written
  ended_by   {{ID}} REFERENCES account (id),
  wrong_at   {{TIME}},                       -- entered by mistake: never was so
  wrong_by   {{ID}} REFERENCES account (id)
){{STRICT}};
CREATE INDEX standing_infant ON standing (infant_id);
CREATE INDEX standing_adult ON standing (adult_id);
