-- That a caregiver wants no cards on their own page. Their phone keeps it for whoever
-- has no account; here it is theirs alone.
CREATE TABLE card_rest (
  person_id  {{ID}} PRIMARY KEY REFERENCES person (id),
  service_id {{ID}} NOT NULL REFERENCES service (id),
  only_on    {{DATE}}, -- that day; none: until they ask for them again
  at         {{TIME}} NOT NULL
){{STRICT}};
