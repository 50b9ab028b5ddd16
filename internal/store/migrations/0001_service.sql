-- Services, the accounts that act in them, and who may see whom.

CREATE TABLE service (
  id          {{ID}} PRIMARY KEY,
  slug        {{TEXT}} NOT NULL UNIQUE,      -- in public addresses
  name        {{TEXT}} NOT NULL,
  zone        {{TEXT}} NOT NULL,             -- IANA time zone of its sessions
  lang        {{TEXT}} NOT NULL,
  phone       {{TEXT}} NOT NULL DEFAULT '',  -- the public number, for care cards
  email       {{TEXT}} NOT NULL DEFAULT '',
  sender      {{TEXT}} NOT NULL DEFAULT '',  -- neutral sender name of messages
  exit_url    {{TEXT}} NOT NULL,             -- where "Exit this page" leads
  offer_hours {{INT}} NOT NULL DEFAULT 72,   -- how long an offer stands
  warn_days   {{INT}} NOT NULL DEFAULT 28,   -- when growing out becomes a warning
  created_at  {{TIME}} NOT NULL
){{STRICT}};

CREATE TABLE site (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  name       {{TEXT}} NOT NULL,
  address    {{TEXT}} NOT NULL DEFAULT '',
  access     {{TEXT}} NOT NULL DEFAULT ''    -- step-free, buggy space, bus
){{STRICT}};
CREATE INDEX site_service ON site (service_id);

CREATE TABLE holiday (
  service_id {{ID}} NOT NULL REFERENCES service (id),
  on_day     {{DATE}} NOT NULL,
  name       {{TEXT}} NOT NULL,
  PRIMARY KEY (service_id, on_day)
){{STRICT_BY_KEY}};

-- An account is who signs in. A caregiver's has a person, a staff member's a password.
CREATE TABLE account (
  id                {{ID}} PRIMARY KEY,
  service_id        {{ID}} NOT NULL REFERENCES service (id),
  person_id         {{ID}},
  name              {{TEXT}} NOT NULL,
  email             {{TEXT}} NOT NULL DEFAULT '',
  email_key         {{TEXT}} UNIQUE,          -- lower-cased; NULL for caregivers
  password_hash     {{TEXT}} NOT NULL DEFAULT '',
  totp_secret       {{TEXT}} NOT NULL DEFAULT '',
  totp_confirmed_at {{TIME}},
  totp_step         {{INT}} NOT NULL DEFAULT 0, -- last time step used: a code works once
  created_at        {{TIME}} NOT NULL,
  disabled_at       {{TIME}}
){{STRICT}};
CREATE INDEX account_service ON account (service_id);
CREATE UNIQUE INDEX account_person ON account (person_id);

CREATE TABLE account_role (
  account_id {{ID}} NOT NULL REFERENCES account (id),
  role       {{TEXT}} NOT NULL,
  from_on    {{DATE}} NOT NULL,
  until_on   {{DATE}},
  PRIMARY KEY (account_id, role, from_on)
){{STRICT_BY_KEY}};

-- A login is one signed-in browser. "Session" is a meeting of a group.
CREATE TABLE login (
  token_hash {{TEXT}} PRIMARY KEY,
  account_id {{ID}} NOT NULL REFERENCES account (id),
  started_at {{TIME}} NOT NULL,
  seen_at    {{TIME}} NOT NULL,
  expires_at {{TIME}} NOT NULL,
  ended_at   {{TIME}}
){{STRICT}};
CREATE INDEX login_account ON login (account_id);

-- A link opens one thing once, or until it expires. Only its hash is kept.
CREATE TABLE link (
  token_hash {{TEXT}} PRIMARY KEY,
  purpose    {{TEXT}} NOT NULL,              -- sign-in, offer, enrol
  account_id {{ID}} REFERENCES account (id),
  thing      {{TEXT}} NOT NULL DEFAULT '',   -- for an offer, the place
  made_at    {{TIME}} NOT NULL,
  expires_at {{TIME}} NOT NULL,
  used_at    {{TIME}}
){{STRICT}};
CREATE INDEX link_thing ON link (thing);

-- Attempts are counted by a keyed hash of who tried what.
CREATE TABLE attempt (
  key {{TEXT}} NOT NULL,
  at  {{TIME}} NOT NULL
){{STRICT}};
CREATE INDEX attempt_key ON attempt (key, at);

-- Sight: this account may see this person, between these days, for this reason.
CREATE TABLE sight (
  account_id {{ID}} NOT NULL REFERENCES account (id),
  person_id  {{ID}} NOT NULL,
  reason     {{TEXT}} NOT NULL,              -- facilitates:GROUP, key-worker:EPISODE
  from_on    {{DATE}} NOT NULL,
  until_on   {{DATE}},                       -- last day, inclusive
  PRIMARY KEY (account_id, person_id, reason)
){{STRICT_BY_KEY}};
CREATE INDEX sight_person ON sight (person_id);
