-- A loss is a fact. It is never changed; a lead takes it back when it was said of
-- the wrong baby. person.lost_on is written from it in the same transaction, and is
-- what every query asks. A baby who moved into other care is no death: it ends the
-- dyads of those caregivers, and the child stays for the others.

CREATE TABLE loss (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  infant_id   {{ID}} NOT NULL REFERENCES person (id),
  kind        {{TEXT}} NOT NULL,               -- miscarriage, stillbirth, death, moved
  on_day      {{DATE}} NOT NULL,
  at          {{TIME}} NOT NULL,
  by_account  {{ID}} REFERENCES account (id),  -- NULL: the program, after a restore
  ring_id     {{ID}} REFERENCES person (id),   -- whom somebody is asked to call
  caller_id   {{ID}} REFERENCES account (id),  -- who is asked
  call_by     {{TIME}},
  reversed_at {{TIME}},
  reversed_by {{ID}} REFERENCES account (id),
  not_back    {{TEXT}} NOT NULL DEFAULT ''     -- what could not be put back, as keys, spaced
){{STRICT}};
CREATE INDEX loss_infant ON loss (infant_id, at);

-- What a loss put away, as it was, so that taking it back puts back just that.
CREATE TABLE loss_kept (
  loss_id {{ID}} NOT NULL REFERENCES loss (id),
  kind    {{TEXT}} NOT NULL,                   -- dyad, place, offer, ring, plan, message, draft
  thing   {{TEXT}} NOT NULL,
  was     {{TEXT}} NOT NULL,                   -- JSON
  PRIMARY KEY (loss_id, kind, thing)
){{STRICT_BY_KEY}};

ALTER TABLE dyad ADD COLUMN ended_why {{TEXT}} NOT NULL DEFAULT ''; -- moved
