-- What was proposed, by which weighting, when and by whom. A proposal is never
-- changed: moving a family by hand makes another one, after it.

CREATE TABLE proposal (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  programme  {{TEXT}} NOT NULL,
  after_id   {{ID}} REFERENCES proposal (id), -- the one in which a family was moved
  at         {{TIME}} NOT NULL,
  by_account {{ID}} REFERENCES account (id),  -- NULL: the program
  weighting  {{TEXT}} NOT NULL,               -- count, need
  method     {{TEXT}} NOT NULL,               -- exact, repaired, deadline
  placed     {{INT}} NOT NULL,                -- families with a place in it
  most       {{INT}} NOT NULL,                -- no plan could place more families
  urgent     {{INT}} NOT NULL,                -- families who waited with few days left
  lines      {{TEXT}} NOT NULL                -- JSON: places and groups by id, why, and what other orders would have done
){{STRICT}};
CREATE INDEX proposal_service ON proposal (service_id, at);

-- What became of its places: which were offered, by whom, and which could not be.
CREATE TABLE proposal_offer (
  proposal_id {{ID}} NOT NULL REFERENCES proposal (id),
  place_id    {{ID}} NOT NULL REFERENCES place (id),
  group_id    {{ID}} NOT NULL REFERENCES programme_group (id),
  at          {{TIME}} NOT NULL,
  by_account  {{ID}} NOT NULL REFERENCES account (id),
  refused     {{TEXT}} NOT NULL DEFAULT '',   -- why it could not be offered: a message key
  PRIMARY KEY (proposal_id, place_id)
){{STRICT_BY_KEY}};
