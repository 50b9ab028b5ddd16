-- What somebody can lead, as the service wrote it down: for planning which groups to
-- open.

CREATE TABLE leader_can (
  account_id {{ID}} PRIMARY KEY REFERENCES account (id),
  service_id {{ID}} NOT NULL REFERENCES service (id),
  languages  {{TEXT}} NOT NULL,              -- spaced
  times      {{TEXT}} NOT NULL,              -- half-days still free for a group: mon-am mon-pm …, spaced
  modes      {{TEXT}} NOT NULL,              -- in-person video, spaced
  away_from  {{DATE}},                       -- the next leave, both ends included
  away_until {{DATE}},
  at         {{TIME}} NOT NULL,
  by_account {{ID}} NOT NULL REFERENCES account (id)
){{STRICT}};
CREATE INDEX leader_can_service ON leader_can (service_id);
