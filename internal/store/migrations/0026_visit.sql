-- What became of a home visit, a call or a film review of somebody's place: planned
-- for a day, held, or not. Its days follow from the programme; this is what people
-- agreed, and what happened.
CREATE TABLE visit (
  place_id   {{ID}} NOT NULL REFERENCES place (id),
  contact    {{TEXT}} NOT NULL,             -- its key in the programme's file
  state      {{TEXT}} NOT NULL,             -- planned, held, missed
  on_day     {{DATE}} NOT NULL,
  starts     {{TEXT}} NOT NULL DEFAULT '',  -- HH:MM in the service's zone; empty: not agreed
  why        {{TEXT}} NOT NULL DEFAULT '',  -- missed: in a few words
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  PRIMARY KEY (place_id, contact)
){{STRICT}};

-- With which of the place's caregivers: they alone see the day, and that it took place.
CREATE TABLE visit_with (
  place_id  {{ID}} NOT NULL,
  contact   {{TEXT}} NOT NULL,
  person_id {{ID}} NOT NULL REFERENCES person (id),
  PRIMARY KEY (place_id, contact, person_id),
  FOREIGN KEY (place_id, contact) REFERENCES visit (place_id, contact)
){{STRICT}};
