-- What was to be sent, and what became of it.

CREATE TABLE message (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  person_id   {{ID}} REFERENCES person (id), -- NULL: to somebody without a record yet
  enquirer    {{TEXT}} NOT NULL DEFAULT '',  -- JSON: what to call them, and the ways they said are safe
  text_key    {{TEXT}} NOT NULL,             -- which message
  args        {{TEXT}} NOT NULL,             -- JSON object of strings
  about       {{TEXT}} NOT NULL DEFAULT '',  -- the thing that must still stand when it is sent: offer:PLACE, session:ID
  infant_id   {{ID}},                        -- nothing about a baby who was lost
  made_at     {{TIME}} NOT NULL,
  not_before  {{TIME}} NOT NULL,
  state       {{TEXT}} NOT NULL,             -- waiting, sent, held, failed, said
  why         {{TEXT}} NOT NULL DEFAULT '',  -- message key of the reason for the state
  tries       {{INT}} NOT NULL DEFAULT 0,    -- how often the mail server put us off
  channel     {{TEXT}} NOT NULL DEFAULT '',
  address     {{TEXT}} NOT NULL DEFAULT '',
  subject     {{TEXT}} NOT NULL DEFAULT '',
  body        {{TEXT}} NOT NULL DEFAULT '',
  decided_at  {{TIME}},
  said_by     {{ID}} REFERENCES account (id) -- who told the person by voice
){{STRICT}};
CREATE INDEX message_service ON message (service_id, id);
CREATE INDEX message_state ON message (service_id, state, id);
CREATE INDEX message_person ON message (person_id, id);
