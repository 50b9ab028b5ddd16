-- A carer asks another carer of their baby to take part. Whoever made it learns only
-- that it was sent and, if the other says so, that they take part.
CREATE TABLE invitation (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  family_id   {{ID}} NOT NULL REFERENCES family (id),
  by_person   {{ID}} REFERENCES person (id), -- NULL: staff
  by_account  {{ID}} NOT NULL REFERENCES account (id),
  name        {{TEXT}} NOT NULL,             -- as whoever invites writes it
  relation    {{TEXT}} NOT NULL,
  email       {{TEXT}} NOT NULL,
  email_key   {{TEXT}} NOT NULL,
  state       {{TEXT}} NOT NULL,             -- sent, answered, confirmed, declined, not-me, withdrawn
  made_at     {{TIME}} NOT NULL,
  expires_at  {{TIME}} NOT NULL,
  own_name    {{TEXT}} NOT NULL DEFAULT '',  -- as the invited says
  own_email   {{TEXT}} NOT NULL DEFAULT '',
  own_phone   {{TEXT}} NOT NULL DEFAULT '',
  tells       {{BOOL}} NOT NULL,             -- whoever invited may know that they take part
  answered_at {{TIME}},
  person_id   {{ID}} REFERENCES person (id), -- who they are, as staff confirmed
  taken_back_at {{TIME}},                    -- by whoever made it, to whom it is gone from then on
  decided_at  {{TIME}},
  decided_by  {{ID}} REFERENCES account (id)
){{STRICT}};
CREATE INDEX invitation_by ON invitation (by_person);
CREATE INDEX invitation_state ON invitation (service_id, state, made_at);

CREATE TABLE invitation_infant (
  invitation_id {{ID}} NOT NULL REFERENCES invitation (id),
  infant_id     {{ID}} NOT NULL REFERENCES person (id),
  PRIMARY KEY (invitation_id, infant_id)
){{STRICT_BY_KEY}};
CREATE INDEX invitation_infant_infant ON invitation_infant (infant_id);
