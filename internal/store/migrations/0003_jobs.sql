-- Work to be done later, enqueued in the transaction that wants it done.

CREATE TABLE job (
  id         {{ID}} PRIMARY KEY,
  kind       {{TEXT}} NOT NULL,
  job_key    {{TEXT}},                       -- of a job not yet begun: at most one of its kind has it
  payload    {{TEXT}} NOT NULL,              -- JSON: identifiers, no names
  run_at     {{TIME}} NOT NULL,              -- while it runs, when its worker counts as dead
  attempt    {{INT}} NOT NULL DEFAULT 0,     -- how often it was begun
  failed_at  {{TIME}},                       -- given up: somebody has to look
  error      {{TEXT}} NOT NULL DEFAULT '',   -- of the last attempt
  created_at {{TIME}} NOT NULL
){{STRICT}};
CREATE UNIQUE INDEX job_unique ON job (kind, job_key);
CREATE INDEX job_due ON job (failed_at, run_at);

-- A schedule remembers when it last made a job, so that several processes do not
-- make it twice.
CREATE TABLE job_schedule (
  kind    {{TEXT}} PRIMARY KEY,
  last_at {{TIME}} NOT NULL
){{STRICT}};
