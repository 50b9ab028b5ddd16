-- What a parent sends before there is a family record. Each answer is stored
-- as it is given.

CREATE TABLE enquiry (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  programme  {{TEXT}} NOT NULL,
  group_id   {{ID}} REFERENCES programme_group (id), -- asked for this one
  ref        {{TEXT}} NOT NULL UNIQUE,
  token_hash {{TEXT}} NOT NULL UNIQUE,       -- the browser that fills it in
  state      {{TEXT}} NOT NULL,              -- draft, new, accepted, declined
  started_at {{TIME}} NOT NULL,
  sent_at    {{TIME}},
  decided_at {{TIME}},
  decided_by {{ID}} REFERENCES account (id),
  decision   {{TEXT}} NOT NULL DEFAULT '',   -- declined: why, and what was offered instead
  family_id  {{ID}} REFERENCES family (id)
){{STRICT}};
CREATE INDEX enquiry_service ON enquiry (service_id, state, id);
CREATE INDEX enquiry_draft ON enquiry (state, started_at);

CREATE TABLE enquiry_answer (
  enquiry_id {{ID}} NOT NULL REFERENCES enquiry (id),
  question   {{TEXT}} NOT NULL,
  value      {{TEXT}} NOT NULL,
  PRIMARY KEY (enquiry_id, question)
){{STRICT_BY_KEY}};
