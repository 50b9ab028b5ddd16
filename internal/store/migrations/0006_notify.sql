-- What was to be sent, and what became of it.

CREATE TABLE message (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  person_id   {{ID}} REFERENCES person (id),
  text_key    {{TEXT}} NOT NULL,             -- which message
  args        {{TEXT}} NOT NULL,             -- JSON object of strings
  about       {{TEXT}} NOT NULL DEFAULT '',  -- the thing that must still stand when it is sent: offer:PLACE, session:ID
  infant_id   {{ID}},                        -- nothing about a baby who was lost
  made_at     {{TIME}} NOT NULL,
  not_before  {{TIME}} NOT NULL,
  state       {{TEXT}} NOT NULL,             -- waiting, sent, held, failed
  why         {{TEXT}} NOT NULL DEFAULT '',  -- message key of the reason for held or failed
  channel     {{TEXT}} NOT NULL DEFAULT '',
  address     {{TEXT}} NOT NULL DEFAULT '',
  subject     {{TEXT}} NOT NULL DEFAULT '',
  body        {{TEXT}} NOT NULL DEFAULT '',
  decided_at  {{TIME}}
){{STRICT}};
CREATE INDEX message_service ON message (service_id, made_at);
CREATE INDEX message_person ON message (person_id, made_at);
CREATE INDEX message_waiting ON message (state, not_before);
