-- What is looked up or written at every request lies in one tree instead of two or
-- three, and an answer that is sent no longer moves its person's entry.

DROP INDEX response_person;
CREATE INDEX response_person ON response (person_id);

ALTER TABLE login RENAME TO login_before;
DROP INDEX login_account;
CREATE TABLE login (
  token_hash {{TEXT}} PRIMARY KEY,
  account_id {{ID}} NOT NULL REFERENCES account (id),
  started_at {{TIME}} NOT NULL,
  seen_at    {{TIME}} NOT NULL,
  expires_at {{TIME}} NOT NULL,
  ended_at   {{TIME}}
){{STRICT_BY_KEY}};
INSERT INTO login (token_hash, account_id, started_at, seen_at, expires_at, ended_at)
SELECT token_hash, account_id, started_at, seen_at, expires_at, ended_at FROM login_before;
DROP TABLE login_before;
CREATE INDEX login_account ON login (account_id);

-- The steps of an alert, in their order: an identifier made later is greater.
ALTER TABLE alert_step RENAME TO alert_step_before;
DROP INDEX alert_step_alert;
CREATE TABLE alert_step (
  id         {{ID}} NOT NULL,
  alert_id   {{ID}} NOT NULL REFERENCES alert (id),
  at         {{TIME}} NOT NULL,
  by_account {{ID}} REFERENCES account (id),
  kind       {{TEXT}} NOT NULL,              -- opened, took, handed, tried, closed
  note       {{TEXT}} NOT NULL,
  PRIMARY KEY (alert_id, id)
){{STRICT_BY_KEY}};
INSERT INTO alert_step (id, alert_id, at, by_account, kind, note)
SELECT id, alert_id, at, by_account, kind, note FROM alert_step_before;
DROP TABLE alert_step_before;
