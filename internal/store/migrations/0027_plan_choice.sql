-- How a service weighs how many are served against who needs it most: every choice
-- with its day and author. The last one holds.

CREATE TABLE plan_choice (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  at         {{TIME}} NOT NULL,
  by_account {{ID}} NOT NULL REFERENCES account (id),
  weighting  {{TEXT}} NOT NULL                -- count, need
){{STRICT}};
CREATE INDEX plan_choice_service ON plan_choice (service_id, at);

ALTER TABLE proposal ADD COLUMN choice_id {{ID}} REFERENCES plan_choice (id); -- NULL: nobody had chosen

-- How much a family that waits needs a place, where whoever fills groups wrote it
-- down: a judgement of the team, never worked out from answers.
CREATE TABLE place_need (
  place_id   {{ID}} PRIMARY KEY REFERENCES place (id),
  service_id {{ID}} NOT NULL REFERENCES service (id),
  need       {{TEXT}} NOT NULL,               -- high, highest; empty: usual
  at         {{TIME}} NOT NULL,
  by_account {{ID}} NOT NULL REFERENCES account (id)
){{STRICT}};
CREATE INDEX place_need_service ON place_need (service_id);
