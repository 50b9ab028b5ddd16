-- What a caregiver wrote for themselves. Nobody else reads it but whom they show it to.
CREATE TABLE own_words (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  words      {{TEXT}} NOT NULL,
  written_at {{TIME}} NOT NULL
){{STRICT}};
CREATE INDEX own_words_person ON own_words (person_id, written_at);

-- What one adult shows another. It holds no words: what is shown is the thing as it
-- is, and a thing that was shown does not change.
CREATE TABLE share (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id), -- whose it is
  thing_kind {{TEXT}} NOT NULL,                      -- words
  thing_id   {{ID}} NOT NULL,
  to_id      {{ID}} NOT NULL REFERENCES person (id),
  to_name    {{TEXT}} NOT NULL,                      -- as whoever shows it asked them to take part; '': they know the name from the other
  at         {{TIME}} NOT NULL,
  ended_at   {{TIME}}                                -- taken back
){{STRICT}};
CREATE INDEX share_person ON share (person_id, to_id);
CREATE INDEX share_to ON share (to_id);
CREATE INDEX share_thing ON share (thing_id);
