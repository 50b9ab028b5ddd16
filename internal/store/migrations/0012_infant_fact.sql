-- What was ever written down of an infant's due date and birth, by whom, and
-- whether it was taken back. person.due_on and person.born_on are what holds now:
-- of each, the latest that stands here, written in the transaction that changes
-- any of it.

CREATE TABLE infant_fact (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  infant_id  {{ID}} NOT NULL REFERENCES person (id),
  kind       {{TEXT}} NOT NULL,              -- registered, scan, birth, correction
  due_on     {{DATE}},                       -- NULL: says nothing of it
  born_on    {{DATE}},                       -- NULL: says nothing of it
  at         {{TIME}} NOT NULL,
  by_account {{ID}} REFERENCES account (id), -- NULL: the program
  undone_at  {{TIME}},
  undone_by  {{ID}} REFERENCES account (id)
){{STRICT}};
CREATE INDEX infant_fact_infant ON infant_fact (infant_id, at);

-- Of infants registered before this, the dates they have are the first fact. It
-- bears the infant's own identifier.
INSERT INTO infant_fact (id, service_id, infant_id, kind, due_on, born_on, at)
SELECT id, service_id, id, 'registered', due_on, born_on, created_at FROM person WHERE kind = 'infant';
