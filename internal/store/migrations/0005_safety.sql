-- How a person may be reached, and risks that somebody must own.

-- No row means nobody asked, and then nothing is sent that way.
CREATE TABLE safe_contact (
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  channel    {{TEXT}} NOT NULL,              -- email, text, call
  safe       {{BOOL}} NOT NULL,
  from_time  {{TEXT}} NOT NULL DEFAULT '',   -- HH:MM in the service's zone; '' for any time
  until_time {{TEXT}} NOT NULL DEFAULT '',
  voicemail  {{BOOL}} NOT NULL,
  shared     {{BOOL}} NOT NULL,              -- somebody else sees this phone or mailbox
  asked_at   {{TIME}} NOT NULL,
  asked_by   {{ID}} REFERENCES account (id), -- NULL: the person said so
  PRIMARY KEY (person_id, channel)
){{STRICT_BY_KEY}};

CREATE TABLE alert (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  person_id   {{ID}} NOT NULL REFERENCES person (id),
  dyad_id     {{ID}} REFERENCES dyad (id),
  kind        {{TEXT}} NOT NULL,             -- self-harm, harm-to-infant, wants-to-talk
  source      {{TEXT}} NOT NULL,             -- caregiver, paper
  response_id {{ID}},
  opened_at   {{TIME}} NOT NULL,
  due_at      {{TIME}} NOT NULL,             -- when it must be owned, then answered
  owner_id    {{ID}} REFERENCES account (id),
  owned_at    {{TIME}},
  closed_at   {{TIME}}
){{STRICT}};
CREATE INDEX alert_open ON alert (service_id, closed_at, due_at);
CREATE INDEX alert_person ON alert (person_id);
CREATE UNIQUE INDEX alert_response ON alert (response_id, kind);

CREATE TABLE alert_step (
  id         {{ID}} PRIMARY KEY,
  alert_id   {{ID}} NOT NULL REFERENCES alert (id),
  at         {{TIME}} NOT NULL,
  by_account {{ID}} REFERENCES account (id),
  kind       {{TEXT}} NOT NULL,              -- opened, took, handed, tried, closed
  note       {{TEXT}} NOT NULL
){{STRICT}};
CREATE INDEX alert_step_alert ON alert_step (alert_id, at);
