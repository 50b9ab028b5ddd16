-- What must never be forgotten, not even by a restore from an earlier day. It is
-- written a second time into a file beside the database.

CREATE TABLE pledge (
  id    {{ID}} PRIMARY KEY,
  at    {{TIME}} NOT NULL,
  kind  {{TEXT}} NOT NULL,                      -- loss, loss-reversed, restriction, restriction-ended, consent, consent-again, safe-contact
  about {{TEXT}} NOT NULL,                      -- the last one about the same holds
  what  {{TEXT}} NOT NULL                       -- JSON: identifiers, days and states
){{STRICT}};
CREATE INDEX pledge_at ON pledge (at, id);
