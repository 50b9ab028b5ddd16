-- What a person agreed to for an infant, on which day they said so and how.

ALTER TABLE consent ADD COLUMN about_id {{ID}} REFERENCES person (id); -- an infant; NULL: for oneself
ALTER TABLE consent ADD COLUMN said_on {{DATE}};                       -- NULL: on the day it was written down
ALTER TABLE consent ADD COLUMN how {{TEXT}} NOT NULL DEFAULT '';       -- in-person, phone, paper; '': by their own act
CREATE INDEX consent_about ON consent (about_id, purpose, at);
