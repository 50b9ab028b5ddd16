CREATE TABLE account (
  id                TEXT PRIMARY KEY,
  service_id        TEXT NOT NULL REFERENCES service (id),
  person_id         TEXT,
  name              TEXT NOT NULL,
  email             TEXT NOT NULL DEFAULT '',
  email_key         TEXT UNIQUE,          -- lower-cased; NULL for caregivers
  password_hash     TEXT NOT NULL DEFAULT '',
  totp_secret       TEXT NOT NULL DEFAULT '',
  totp_confirmed_at TEXT,
  totp_step         INTEGER NOT NULL DEFAULT 0, -- last time step used: a code works once
  created_at        TEXT NOT NULL,
  disabled_at       TEXT
) STRICT;
CREATE UNIQUE INDEX account_person ON account (person_id);
CREATE INDEX account_service ON account (service_id);
CREATE TABLE account_role (
  account_id TEXT NOT NULL REFERENCES account (id),
  role       TEXT NOT NULL,
  from_on    TEXT NOT NULL,
  until_on   TEXT,
  PRIMARY KEY (account_id, role, from_on)
) STRICT, WITHOUT ROWID;
CREATE TABLE alert (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES service (id),
  person_id   TEXT NOT NULL REFERENCES person (id),
  dyad_id     TEXT REFERENCES dyad (id),
  kind        TEXT NOT NULL,             -- self-harm, harm-to-infant, wants-to-talk
  source      TEXT NOT NULL,             -- caregiver, paper
  response_id TEXT,
  opened_at   TEXT NOT NULL,
  due_at      TEXT NOT NULL,             -- when it must be owned, then answered
  owner_id    TEXT REFERENCES account (id),
  owned_at    TEXT,
  closed_at   TEXT
) STRICT;
CREATE INDEX alert_loss ON alert (service_id, due_at, id) WHERE kind = 'loss' AND closed_at IS NULL;
CREATE INDEX alert_open ON alert (service_id, closed_at, due_at);
CREATE INDEX alert_person ON alert (person_id);
CREATE UNIQUE INDEX alert_response ON alert (response_id, kind);
CREATE TABLE alert_step (
  id         TEXT NOT NULL,
  alert_id   TEXT NOT NULL REFERENCES alert (id),
  at         TEXT NOT NULL,
  by_account TEXT REFERENCES account (id),
  kind       TEXT NOT NULL,              -- opened, took, handed, tried, closed
  note       TEXT NOT NULL,
  PRIMARY KEY (alert_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE all_the_same (
  place_id  TEXT NOT NULL REFERENCES place (id),
  person_id TEXT NOT NULL REFERENCES person (id), -- the caregiver
  at        TEXT NOT NULL,
  PRIMARY KEY (place_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
  key TEXT NOT NULL,
  at  TEXT NOT NULL
) STRICT;
CREATE INDEX attempt_key ON attempt (key, at);
CREATE TABLE attendance (
  session_id TEXT NOT NULL REFERENCES group_session (id),
  person_id  TEXT NOT NULL REFERENCES person (id), -- the caregiver
  place_id   TEXT NOT NULL REFERENCES place (id),
  mark       TEXT NOT NULL,              -- present, part, cant, absent, service
  with_baby  INTEGER NOT NULL,
  reason     TEXT NOT NULL DEFAULT '',   -- for cant: ill, baby-ill, work, appointment, family, travel, other
  by_account TEXT NOT NULL REFERENCES account (id),
  at         TEXT NOT NULL,
  late       INTEGER NOT NULL,              -- after the register was finished
  undone     INTEGER NOT NULL,              -- the mark before is back: nothing left to undo
  was_mark   TEXT NOT NULL DEFAULT '',   -- for undo: what stood here before, '' for none
  was_baby   INTEGER NOT NULL,
  was_reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_place ON attendance (place_id);
CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END;
CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event
WHEN OLD.seal IS NOT NULL OR NEW.seal IS NULL
  OR (NEW.id, NEW.at, NEW.service_id, NEW.actor, NEW.role, NEW.action, NEW.kind, NEW.thing, NEW.detail, NEW.mac)
  IS NOT (OLD.id, OLD.at, OLD.service_id, OLD.actor, OLD.role, OLD.action, OLD.kind, OLD.thing, OLD.detail, OLD.mac)
BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END;
CREATE TABLE audit_event (
  id         TEXT PRIMARY KEY,
  at         TEXT NOT NULL,
  service_id TEXT NOT NULL,
  actor      TEXT NOT NULL,              -- account; '' for a visitor or the program itself
  role       TEXT NOT NULL,
  action     TEXT NOT NULL,              -- place.offered, session.cancelled, …
  kind       TEXT NOT NULL,              -- of the thing it was done to
  thing      TEXT NOT NULL,
  detail     TEXT NOT NULL,              -- JSON without names, notes or answers
  mac        BLOB NOT NULL,             -- keyed hash of everything above
  seal       INTEGER                         -- set once, when the event is sealed
) STRICT;
CREATE INDEX audit_event_seal ON audit_event (seal, id);
CREATE INDEX audit_event_thing ON audit_event (kind, thing, id);
CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit head only moves on'); END;
CREATE TABLE audit_head (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL,
  mac    BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_seal_kept BEFORE DELETE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit seals are only ever added'); END;
CREATE TRIGGER audit_seal_unchanged BEFORE UPDATE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit seals are only ever added'); END;
CREATE TABLE audit_seal (
  number INTEGER PRIMARY KEY,                -- 1, 2, 3, … without a gap
  at     TEXT NOT NULL,
  events INTEGER NOT NULL,
  mac    BLOB NOT NULL
) STRICT;
CREATE TABLE card_rest (
  person_id  TEXT PRIMARY KEY REFERENCES person (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  only_on    TEXT, -- that day; none: until they ask for them again
  at         TEXT NOT NULL
) STRICT;
CREATE TABLE consent (
  id         TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES person (id),
  purpose    TEXT NOT NULL,              -- taking-part, messages, measures
  wording    TEXT NOT NULL,              -- which text was agreed to
  given      INTEGER NOT NULL,              -- false: refused or withdrawn
  at         TEXT NOT NULL,
  by_account TEXT REFERENCES account (id)  -- NULL: by the person
, about_id TEXT REFERENCES person (id), said_on TEXT, how TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX consent_about ON consent (about_id, purpose, at);
CREATE INDEX consent_person ON consent (person_id, purpose, at);
CREATE TABLE contact (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  kind       TEXT NOT NULL,              -- call, visit
  at         TEXT NOT NULL,
  by_account TEXT NOT NULL REFERENCES account (id),
  reached    INTEGER NOT NULL,
  note       TEXT NOT NULL
) STRICT;
CREATE INDEX contact_person ON contact (person_id, at);
CREATE TABLE contact_detail (
  id         TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES person (id),
  channel    TEXT NOT NULL,              -- email, text, call
  value      TEXT NOT NULL,
  value_key  TEXT NOT NULL,              -- folded, to notice one shared by two
  added_at   TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX contact_detail_person ON contact_detail (person_id);
CREATE INDEX contact_detail_value ON contact_detail (value_key);
CREATE TABLE dyad (
  id           TEXT PRIMARY KEY,
  service_id   TEXT NOT NULL REFERENCES service (id),
  family_id    TEXT NOT NULL REFERENCES family (id),
  caregiver_id TEXT NOT NULL REFERENCES person (id),
  infant_id    TEXT NOT NULL REFERENCES person (id),
  relation     TEXT NOT NULL,            -- mother, father, partner, grandparent, foster, adoptive, other
  since_on     TEXT NOT NULL,
  ended_on     TEXT, ended_why TEXT NOT NULL DEFAULT '',
  UNIQUE (caregiver_id, infant_id)
) STRICT;
CREATE INDEX dyad_family ON dyad (family_id);
CREATE INDEX dyad_infant ON dyad (infant_id);
CREATE TABLE enquiry (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  programme  TEXT NOT NULL,
  group_id   TEXT REFERENCES programme_group (id), -- asked for this one
  ref        TEXT NOT NULL UNIQUE,
  token_hash TEXT NOT NULL UNIQUE,       -- the browser that fills it in
  state      TEXT NOT NULL,              -- draft, new, accepted, declined
  started_at TEXT NOT NULL,
  sent_at    TEXT,
  decided_at TEXT,
  decided_by TEXT REFERENCES account (id),
  decision   TEXT NOT NULL DEFAULT '',   -- declined: why, and what was offered instead
  family_id  TEXT REFERENCES family (id)
) STRICT;
CREATE INDEX enquiry_draft ON enquiry (state, started_at);
CREATE INDEX enquiry_service ON enquiry (service_id, state, id);
CREATE TABLE enquiry_answer (
  enquiry_id TEXT NOT NULL REFERENCES enquiry (id),
  question   TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (enquiry_id, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE episode (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  family_id  TEXT NOT NULL REFERENCES family (id),
  opened_on  TEXT NOT NULL,
  closed_on  TEXT,
  worker_id  TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX episode_family ON episode (family_id);
CREATE TABLE exclusion (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  by_account TEXT NOT NULL REFERENCES account (id),
  at         TEXT NOT NULL,
  ended_at   TEXT,
  ended_by   TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX exclusion_person ON exclusion (person_id);
CREATE TABLE facilitator (
  group_id   TEXT NOT NULL REFERENCES programme_group (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  from_on    TEXT NOT NULL,
  until_on   TEXT,
  PRIMARY KEY (group_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX facilitator_account ON facilitator (account_id);
CREATE TABLE family (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  ref        TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  closed_at  TEXT
) STRICT;
CREATE INDEX family_service ON family (service_id, id);
CREATE TABLE group_session (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  group_id   TEXT NOT NULL REFERENCES programme_group (id),
  number     INTEGER NOT NULL,               -- 1 to the programme's count
  on_day     TEXT NOT NULL,
  was_on     TEXT,                       -- the day before it was last moved
  starts     TEXT NOT NULL,
  ends       TEXT NOT NULL,
  closed_at  TEXT,                       -- register finished
  closed_by  TEXT REFERENCES account (id),
  UNIQUE (group_id, number)
) STRICT;
CREATE INDEX group_session_hour ON group_session (service_id, on_day, starts, id);
CREATE INDEX group_session_open ON group_session (group_id, on_day, closed_at);
CREATE TABLE holiday (
  service_id TEXT NOT NULL REFERENCES service (id),
  on_day     TEXT NOT NULL,
  name       TEXT NOT NULL,
  PRIMARY KEY (service_id, on_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE hospital_stay (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  infant_id  TEXT NOT NULL REFERENCES person (id),
  from_on    TEXT NOT NULL,
  until_on   TEXT,                       -- last day; NULL while nobody knows; before from_on: a mistake
  at         TEXT NOT NULL,
  by_account TEXT REFERENCES account (id),
  ended_at   TEXT,
  ended_by   TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX hospital_stay_infant ON hospital_stay (infant_id);
CREATE TABLE hospital_wait (
  stay_id    TEXT NOT NULL REFERENCES hospital_stay (id),
  person_id  TEXT NOT NULL REFERENCES person (id), -- the caregiver
  kinds      TEXT NOT NULL,              -- sessions questionnaires cards reminders, spaced
  at         TEXT NOT NULL,
  by_account TEXT REFERENCES account (id),
  PRIMARY KEY (stay_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE infant_fact (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  infant_id  TEXT NOT NULL REFERENCES person (id),
  kind       TEXT NOT NULL,              -- registered, scan, birth, correction
  due_on     TEXT,                       -- NULL: says nothing of it
  born_on    TEXT,                       -- NULL: says nothing of it
  at         TEXT NOT NULL,
  by_account TEXT REFERENCES account (id), -- NULL: the program
  undone_at  TEXT,
  undone_by  TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX infant_fact_infant ON infant_fact (infant_id, at);
CREATE TABLE invitation (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES service (id),
  family_id   TEXT NOT NULL REFERENCES family (id),
  by_person   TEXT REFERENCES person (id), -- NULL: staff
  by_account  TEXT NOT NULL REFERENCES account (id),
  name        TEXT NOT NULL,             -- as whoever invites writes it
  relation    TEXT NOT NULL,
  email       TEXT NOT NULL,
  email_key   TEXT NOT NULL,
  state       TEXT NOT NULL,             -- sent, answered, confirmed, declined, not-me, withdrawn
  made_at     TEXT NOT NULL,
  expires_at  TEXT NOT NULL,
  own_name    TEXT NOT NULL DEFAULT '',  -- as the invited says
  own_email   TEXT NOT NULL DEFAULT '',
  own_phone   TEXT NOT NULL DEFAULT '',
  tells       INTEGER NOT NULL,             -- whoever invited may know that they take part
  answered_at TEXT,
  person_id   TEXT REFERENCES person (id), -- who they are, as staff confirmed
  taken_back_at TEXT,                    -- by whoever made it, to whom it is gone from then on
  decided_at  TEXT,
  decided_by  TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX invitation_by ON invitation (by_person);
CREATE INDEX invitation_state ON invitation (service_id, state, made_at);
CREATE TABLE invitation_infant (
  invitation_id TEXT NOT NULL REFERENCES invitation (id),
  infant_id     TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (invitation_id, infant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_infant_infant ON invitation_infant (infant_id);
CREATE TABLE job (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  job_key    TEXT,                       -- of a job not yet begun: at most one of its kind has it
  payload    TEXT NOT NULL,              -- JSON: identifiers, no names
  run_at     TEXT NOT NULL,              -- while it runs, when its worker counts as dead
  attempt    INTEGER NOT NULL DEFAULT 0,     -- how often it was begun
  failed_at  TEXT,                       -- given up: somebody has to look
  error      TEXT NOT NULL DEFAULT '',   -- of the last attempt
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX job_due ON job (failed_at, run_at);
CREATE UNIQUE INDEX job_unique ON job (kind, job_key);
CREATE TABLE job_schedule (
  kind    TEXT PRIMARY KEY,
  last_at TEXT NOT NULL
) STRICT;
CREATE TABLE leader_can (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  languages  TEXT NOT NULL,              -- spaced
  times      TEXT NOT NULL,              -- half-days still free for a group: mon-am mon-pm …, spaced
  modes      TEXT NOT NULL,              -- in-person video, spaced
  away_from  TEXT,                       -- the next leave, both ends included
  away_until TEXT,
  at         TEXT NOT NULL,
  by_account TEXT NOT NULL REFERENCES account (id)
, not_with TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX leader_can_service ON leader_can (service_id);
CREATE TABLE link (
  token_hash TEXT PRIMARY KEY,
  purpose    TEXT NOT NULL,              -- sign-in, offer, enrol
  account_id TEXT REFERENCES account (id),
  thing      TEXT NOT NULL DEFAULT '',   -- for an offer, the place
  made_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT
) STRICT;
CREATE INDEX link_thing ON link (thing);
CREATE TABLE login (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  started_at TEXT NOT NULL,
  seen_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at   TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX login_account ON login (account_id);
CREATE TABLE loss (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES service (id),
  infant_id   TEXT NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,               -- miscarriage, stillbirth, death, moved
  on_day      TEXT NOT NULL,
  at          TEXT NOT NULL,
  by_account  TEXT REFERENCES account (id),  -- NULL: the program, after a restore
  ring_id     TEXT REFERENCES person (id),   -- whom somebody is asked to call
  caller_id   TEXT REFERENCES account (id),  -- who is asked
  call_by     TEXT,
  reversed_at TEXT,
  reversed_by TEXT REFERENCES account (id),
  not_back    TEXT NOT NULL DEFAULT ''     -- what could not be put back, as keys, spaced
) STRICT;
CREATE INDEX loss_infant ON loss (infant_id, at);
CREATE TABLE loss_kept (
  loss_id TEXT NOT NULL REFERENCES loss (id),
  kind    TEXT NOT NULL,                   -- dyad, place, offer, ring, plan, message, draft
  thing   TEXT NOT NULL,
  was     TEXT NOT NULL,                   -- JSON
  PRIMARY KEY (loss_id, kind, thing)
) STRICT, WITHOUT ROWID;
CREATE TABLE message (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES service (id),
  person_id   TEXT REFERENCES person (id), -- NULL: to somebody without a record yet
  enquirer    TEXT NOT NULL DEFAULT '',  -- JSON: what to call them, and the ways they said are safe
  text_key    TEXT NOT NULL,             -- which message
  args        TEXT NOT NULL,             -- JSON object of strings
  about       TEXT NOT NULL DEFAULT '',  -- the thing that must still stand when it is sent: offer:PLACE, session:ID
  infant_id   TEXT,                        -- nothing about a baby who was lost
  made_at     TEXT NOT NULL,
  not_before  TEXT NOT NULL,
  state       TEXT NOT NULL,             -- waiting, sent, held, failed, said
  why         TEXT NOT NULL DEFAULT '',  -- message key of the reason for the state
  tries       INTEGER NOT NULL DEFAULT 0,    -- how often the mail server put us off
  channel     TEXT NOT NULL DEFAULT '',
  address     TEXT NOT NULL DEFAULT '',
  subject     TEXT NOT NULL DEFAULT '',
  body        TEXT NOT NULL DEFAULT '',
  decided_at  TEXT,
  said_by     TEXT REFERENCES account (id) -- who told the person by voice
) STRICT;
CREATE INDEX message_person ON message (person_id, id);
CREATE INDEX message_service ON message (service_id, id);
CREATE INDEX message_state ON message (service_id, state, id);
CREATE INDEX message_why ON message (service_id, state, why, id);
CREATE TABLE own_words (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  words      TEXT NOT NULL,
  written_at TEXT NOT NULL
) STRICT;
CREATE INDEX own_words_person ON own_words (person_id, written_at);
CREATE TABLE person (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES service (id),
  family_id   TEXT NOT NULL REFERENCES family (id),
  kind        TEXT NOT NULL,             -- adult, infant
  name        TEXT NOT NULL,             -- whole, as the person writes it; '' for a baby not named yet
  called      TEXT NOT NULL,             -- what to call them
  name_key    TEXT NOT NULL,             -- folded, for search
  lang        TEXT NOT NULL DEFAULT '',  -- language to speak with them
  interpreter INTEGER NOT NULL,
  due_on      TEXT,                      -- infants
  born_on     TEXT,
  lost_on     TEXT,                      -- died, or the pregnancy ended
  created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX person_family ON person (family_id);
CREATE INDEX person_name ON person (service_id, name_key, id);
CREATE TABLE place (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES service (id),
  programme   TEXT NOT NULL,
  family_id   TEXT NOT NULL REFERENCES family (id),
  group_id    TEXT REFERENCES programme_group (id), -- NULL while waiting for any group
  state       TEXT NOT NULL,             -- waiting, offered, accepted, declined, lapsed, withdrawn, completed
  dyads       INTEGER NOT NULL,              -- how many it takes
  lang        TEXT NOT NULL DEFAULT '',
  asked_by    TEXT NOT NULL REFERENCES person (id), -- who enquired: the offer goes to them
  start_from  TEXT NOT NULL,             -- derived: from here to start_by a group may begin for every baby of it,
  start_by    TEXT NOT NULL,             -- written again when a baby's date changes; the waiting list is paged by it
  times       TEXT NOT NULL DEFAULT '',  -- mon-am mon-pm … sun-eve, spaced; '' for any
  modes       TEXT NOT NULL DEFAULT '',  -- in-person video, spaced; '' for any
  asked_at    TEXT NOT NULL,
  offered_at  TEXT,
  expires_at  TEXT,
  answered_at TEXT,
  ended_why   TEXT NOT NULL DEFAULT '',
  changed_at  TEXT NOT NULL
) STRICT;
CREATE INDEX place_expiry ON place (state, expires_at);
CREATE INDEX place_family ON place (family_id);
CREATE INDEX place_group ON place (group_id, state, dyads, expires_at);
CREATE INDEX place_waiting ON place (service_id, programme, state, start_by, id, start_from);
CREATE TABLE place_dyad (
  place_id TEXT NOT NULL REFERENCES place (id),
  dyad_id  TEXT NOT NULL REFERENCES dyad (id),
  PRIMARY KEY (place_id, dyad_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_dyad_dyad ON place_dyad (dyad_id);
CREATE TABLE place_need (
  place_id   TEXT PRIMARY KEY REFERENCES place (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  need       TEXT NOT NULL,               -- high, highest; empty: usual
  at         TEXT NOT NULL,
  by_account TEXT NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX place_need_service ON place_need (service_id);
CREATE TABLE place_offer (
  id          TEXT PRIMARY KEY,
  place_id    TEXT NOT NULL REFERENCES place (id),
  group_id    TEXT NOT NULL REFERENCES programme_group (id),
  offered_at  TEXT NOT NULL,
  by_account  TEXT REFERENCES account (id),  -- NULL: the program
  expires_at  TEXT NOT NULL,
  outcome     TEXT NOT NULL DEFAULT '',  -- accepted, declined, lapsed, withdrawn; '' while open
  ended_at    TEXT
) STRICT;
CREATE INDEX place_offer_group ON place_offer (group_id);
CREATE INDEX place_offer_place ON place_offer (place_id, group_id);
CREATE TABLE plan_choice (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  at         TEXT NOT NULL,
  by_account TEXT NOT NULL REFERENCES account (id),
  weighting  TEXT NOT NULL                -- count, need
) STRICT;
CREATE INDEX plan_choice_service ON plan_choice (service_id, at);
CREATE TABLE pledge (
  id    TEXT PRIMARY KEY,
  at    TEXT NOT NULL,
  kind  TEXT NOT NULL,                      -- loss, loss-reversed, restriction, restriction-ended, consent, consent-again, safe-contact
  about TEXT NOT NULL,                      -- the last one about the same holds
  what  TEXT NOT NULL                       -- JSON: identifiers, days and states
) STRICT;
CREATE INDEX pledge_at ON pledge (at, id);
CREATE TABLE programme_group (
  id            TEXT PRIMARY KEY,
  service_id    TEXT NOT NULL REFERENCES service (id),
  programme     TEXT NOT NULL,           -- key of the programme's file
  ref           TEXT NOT NULL UNIQUE,
  site_id       TEXT REFERENCES site (id), -- NULL: by video
  mode          TEXT NOT NULL,           -- in-person, video
  room          TEXT NOT NULL DEFAULT '',
  video_link    TEXT NOT NULL DEFAULT '',
  lang          TEXT NOT NULL,
  capacity      INTEGER NOT NULL,            -- dyads
  first_on      TEXT NOT NULL,           -- anchor of the sessions
  last_on       TEXT NOT NULL,           -- derived: day of the last session
  starts        TEXT NOT NULL,           -- HH:MM in the service's zone
  ends          TEXT NOT NULL,
  state         TEXT NOT NULL,           -- open, postponed, cancelled
  state_why     TEXT NOT NULL DEFAULT '',-- shown to the public
  back_by       TEXT,                    -- postponed: when a new date will be known
  next_number   INTEGER NOT NULL DEFAULT 1,  -- postponed, cancelled: the first session that was not held
  created_by    TEXT NOT NULL REFERENCES account (id),
  created_at    TEXT NOT NULL,
  changed_at    TEXT NOT NULL
) STRICT;
CREATE INDEX group_ahead ON programme_group (service_id, programme, state, first_on, id);
CREATE INDEX group_first ON programme_group (service_id, state, first_on, id);
CREATE INDEX group_last ON programme_group (service_id, state, last_on, id);
CREATE TABLE proposal (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  programme  TEXT NOT NULL,
  after_id   TEXT REFERENCES proposal (id), -- the one in which a family was moved
  at         TEXT NOT NULL,
  by_account TEXT REFERENCES account (id),  -- NULL: the program
  weighting  TEXT NOT NULL,               -- count, need
  method     TEXT NOT NULL,               -- exact, repaired, deadline
  placed     INTEGER NOT NULL,                -- families with a place in it
  most       INTEGER NOT NULL,                -- no plan could place more families
  urgent     INTEGER NOT NULL,                -- families who waited with few days left
  lines      TEXT NOT NULL                -- JSON: places and groups by id, why, and what other orders would have done
, choice_id TEXT REFERENCES plan_choice (id)) STRICT;
CREATE INDEX proposal_service ON proposal (service_id, at);
CREATE TABLE proposal_offer (
  proposal_id TEXT NOT NULL REFERENCES proposal (id),
  place_id    TEXT NOT NULL REFERENCES place (id),
  group_id    TEXT NOT NULL REFERENCES programme_group (id),
  at          TEXT NOT NULL,
  by_account  TEXT NOT NULL REFERENCES account (id),
  refused     TEXT NOT NULL DEFAULT '',   -- why it could not be offered: a message key
  PRIMARY KEY (proposal_id, place_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE questionnaire_told (
  place_id   TEXT NOT NULL REFERENCES place (id),
  person_id  TEXT NOT NULL REFERENCES person (id), -- the caregiver
  instrument TEXT NOT NULL,
  timepoint  TEXT NOT NULL,
  at         TEXT NOT NULL,
  PRIMARY KEY (place_id, person_id, instrument, timepoint)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_copy (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  asked_at   TEXT NOT NULL,
  asked_by   TEXT REFERENCES account (id), -- who wrote it down; NULL: on their own page
  given_at   TEXT,
  given_by   TEXT REFERENCES account (id),
  until_on   TEXT,                       -- last day on which it is there
  file_id    TEXT                          -- of the encrypted file
) STRICT;
CREATE INDEX record_copy_person ON record_copy (person_id, asked_at);
CREATE INDEX record_copy_service ON record_copy (service_id, given_at, asked_at);
CREATE TABLE record_passage (
  id         TEXT PRIMARY KEY,
  copy_id    TEXT NOT NULL REFERENCES record_copy (id),
  number     INTEGER NOT NULL,               -- in the order they are read
  source     TEXT NOT NULL,              -- contact, session, alert
  held       TEXT NOT NULL,              -- third-party, harm: what it is read for
  written_at TEXT NOT NULL,
  text       TEXT NOT NULL,
  decision   TEXT NOT NULL DEFAULT '',   -- release, withhold; '' while held
  reason     TEXT NOT NULL DEFAULT '',   -- of withholding; staff only
  decided_by TEXT REFERENCES account (id),
  decided_at TEXT
) STRICT;
CREATE INDEX record_passage_copy ON record_passage (copy_id, number);
CREATE TABLE response (
  id           TEXT PRIMARY KEY,
  service_id   TEXT NOT NULL REFERENCES service (id),
  instrument   TEXT NOT NULL,
  version      TEXT NOT NULL,            -- of the key it was scored by
  lang         TEXT NOT NULL DEFAULT '', -- of the wording it was answered in; '' on paper
  person_id    TEXT REFERENCES person (id), -- whose answers; NULL in a study
  dyad_id      TEXT REFERENCES dyad (id),
  place_id     TEXT REFERENCES place (id),
  study_id     TEXT,
  study_row    INTEGER,
  timepoint    TEXT NOT NULL,            -- before, middle, after, extra
  state        TEXT NOT NULL,            -- draft, complete, void
  source       TEXT NOT NULL,            -- caregiver, paper, coder, study
  entered_by   TEXT REFERENCES account (id),
  coder        TEXT NOT NULL DEFAULT '', -- a trained coder's name
  taken_on     TEXT,                     -- the day it was filled in
  started_at   TEXT NOT NULL,
  completed_at TEXT,
  void_why     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX response_dyad ON response (dyad_id, instrument, timepoint);
CREATE INDEX response_person ON response (person_id);
CREATE INDEX response_place ON response (place_id, instrument, timepoint);
CREATE INDEX response_study ON response (study_id);
CREATE TABLE response_item (
  response_id TEXT NOT NULL REFERENCES response (id),
  item        INTEGER NOT NULL,
  value       INTEGER NOT NULL,              -- position of the ticked option, first = 1; "not applicable" is the last
  PRIMARY KEY (response_id, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE response_scale (
  response_id TEXT NOT NULL REFERENCES response (id),
  scale       TEXT NOT NULL,
  value       REAL NOT NULL,
  PRIMARY KEY (response_id, scale)
) STRICT, WITHOUT ROWID;
CREATE TABLE restricted_note (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  kind       TEXT NOT NULL,              -- safe-enquiry
  present    TEXT NOT NULL,              -- who else was in the room: nobody, baby, somebody
  answer     TEXT NOT NULL,              -- safe, unsafe, declined, not-asked
  note       TEXT NOT NULL,
  by_account TEXT NOT NULL REFERENCES account (id),
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX restricted_note_person ON restricted_note (person_id, at);
CREATE TABLE restriction (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  adult_id   TEXT NOT NULL REFERENCES person (id),
  about_id   TEXT NOT NULL REFERENCES person (id), -- an infant or an adult
  from_on    TEXT NOT NULL,
  until_on   TEXT,                       -- last day, inclusive
  why        TEXT NOT NULL,              -- court-order, safety, request
  evidence   TEXT NOT NULL,              -- what was seen, and where it is kept
  by_account TEXT NOT NULL REFERENCES account (id),
  at         TEXT NOT NULL,
  ended_at   TEXT,
  ended_by   TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX restriction_about ON restriction (about_id);
CREATE INDEX restriction_pair ON restriction (adult_id, about_id);
CREATE TABLE safe_contact (
  person_id  TEXT NOT NULL REFERENCES person (id),
  channel    TEXT NOT NULL,              -- email, text, call
  safe       INTEGER NOT NULL,
  from_time  TEXT NOT NULL DEFAULT '',   -- HH:MM in the service's zone; '' for any time
  until_time TEXT NOT NULL DEFAULT '',
  voicemail  INTEGER NOT NULL,
  shared     INTEGER NOT NULL,              -- somebody else sees this phone or mailbox
  asked_at   TEXT NOT NULL,
  asked_by   TEXT REFERENCES account (id), wording TEXT NOT NULL DEFAULT 'neutral', seen_by TEXT NOT NULL DEFAULT '', -- NULL: the person said so
  PRIMARY KEY (person_id, channel)
) STRICT, WITHOUT ROWID;
CREATE TABLE safe_put_off (
  person_id TEXT PRIMARY KEY REFERENCES person (id),
  until_on  TEXT NOT NULL                -- not asked before
) STRICT, WITHOUT ROWID;
CREATE TABLE schema_migration (
	number INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	hash TEXT NOT NULL,
	applied_at TEXT NOT NULL
) STRICT;
CREATE TABLE service (
  id          TEXT PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,      -- in public addresses
  name        TEXT NOT NULL,
  zone        TEXT NOT NULL,             -- IANA time zone of its sessions
  lang        TEXT NOT NULL,
  phone       TEXT NOT NULL DEFAULT '',  -- the public number, for care cards
  email       TEXT NOT NULL DEFAULT '',
  sender      TEXT NOT NULL DEFAULT '',  -- neutral sender name of messages
  exit_url    TEXT NOT NULL,             -- where "Exit this page" leads
  offer_hours INTEGER NOT NULL DEFAULT 72,   -- how long an offer stands
  warn_days   INTEGER NOT NULL DEFAULT 28,   -- when growing out becomes a warning
  created_at  TEXT NOT NULL
) STRICT;
CREATE TABLE session_cancelled (
  group_id  TEXT NOT NULL REFERENCES programme_group (id),
  number    INTEGER NOT NULL,
  on_day    TEXT NOT NULL,
  why       TEXT NOT NULL,
  at        TEXT NOT NULL,
  by_account TEXT NOT NULL REFERENCES account (id), closed INTEGER NOT NULL DEFAULT FALSE,
  PRIMARY KEY (group_id, on_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE session_note (
  session_id TEXT NOT NULL REFERENCES group_session (id),
  dyad_id    TEXT NOT NULL REFERENCES dyad (id),
  well       TEXT NOT NULL,              -- what went well
  next       TEXT NOT NULL,              -- what to hold in mind
  by_account TEXT NOT NULL REFERENCES account (id),
  at         TEXT NOT NULL,
  PRIMARY KEY (session_id, dyad_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_note_dyad ON session_note (dyad_id);
CREATE TABLE share (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  person_id  TEXT NOT NULL REFERENCES person (id), -- whose it is
  thing_kind TEXT NOT NULL,                      -- words
  thing_id   TEXT NOT NULL,
  to_id      TEXT NOT NULL REFERENCES person (id),
  to_name    TEXT NOT NULL,                      -- as whoever shows it asked them to take part; '': they know the name from the other
  at         TEXT NOT NULL,
  ended_at   TEXT                                -- taken back
) STRICT;
CREATE INDEX share_person ON share (person_id, to_id);
CREATE INDEX share_thing ON share (thing_id);
CREATE INDEX share_to ON share (to_id);
CREATE TABLE sight (
  account_id TEXT NOT NULL REFERENCES account (id),
  person_id  TEXT NOT NULL,
  reason     TEXT NOT NULL,              -- facilitates:GROUP, key-worker:EPISODE
  from_on    TEXT NOT NULL,
  until_on   TEXT, until_at TEXT,                       -- last day, inclusive
  PRIMARY KEY (account_id, person_id, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX sight_person ON sight (person_id);
CREATE TABLE site (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  name       TEXT NOT NULL,
  address    TEXT NOT NULL DEFAULT '',
  access     TEXT NOT NULL DEFAULT ''    -- step-free, buggy space, bus
) STRICT;
CREATE INDEX site_service ON site (service_id);
CREATE TABLE site_room (
  site_id    TEXT PRIMARY KEY REFERENCES site (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  rooms      INTEGER NOT NULL,               -- groups that can meet there at one time; 0: no limit
  holds      INTEGER NOT NULL,               -- places of a group that the smallest of them holds; 0: not known
  at         TEXT NOT NULL,
  by_account TEXT NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX site_room_service ON site_room (service_id);
CREATE TABLE standing (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES service (id),
  adult_id   TEXT NOT NULL REFERENCES person (id),
  infant_id  TEXT NOT NULL REFERENCES person (id),
  what       TEXT NOT NULL,              -- responsibility, contact, lives-with
  value      TEXT NOT NULL,              -- yes, no, supervised
  basis      TEXT NOT NULL,              -- birth, registered, agreement, court-order, care-order, said
  evidence   TEXT NOT NULL,
  from_on    TEXT NOT NULL,
  until_on   TEXT,                       -- last day, inclusive
  by_account TEXT NOT NULL REFERENCES account (id),
  at         TEXT NOT NULL,
  ended_at   TEXT,                       -- when until_on was written
  ended_by   TEXT REFERENCES account (id),
  wrong_at   TEXT,                       -- entered by mistake: never was so
  wrong_by   TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX standing_adult ON standing (adult_id);
CREATE INDEX standing_infant ON standing (infant_id);
CREATE TABLE study (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES service (id),
  name        TEXT NOT NULL,
  source      TEXT NOT NULL,             -- citation of the data
  instrument  TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  people      INTEGER NOT NULL,
  complete    INTEGER NOT NULL               -- answered every item
) STRICT;
CREATE UNIQUE INDEX study_name ON study (service_id, name);
CREATE TABLE to_ring (
  group_id   TEXT NOT NULL REFERENCES programme_group (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  misses     INTEGER NOT NULL,
  missed_on  TEXT NOT NULL,              -- day of the last of them
  since      TEXT NOT NULL,              -- when it became so: a contact after this settles it
  PRIMARY KEY (group_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX to_ring_service ON to_ring (service_id, missed_on);
CREATE TABLE visit (
  place_id   TEXT NOT NULL REFERENCES place (id),
  contact    TEXT NOT NULL,             -- its key in the programme's file
  state      TEXT NOT NULL,             -- planned, held, missed
  on_day     TEXT NOT NULL,
  starts     TEXT NOT NULL DEFAULT '',  -- HH:MM in the service's zone; empty: not agreed
  why        TEXT NOT NULL DEFAULT '',  -- missed: in a few words
  by_account TEXT NOT NULL REFERENCES account (id),
  at         TEXT NOT NULL,
  PRIMARY KEY (place_id, contact)
) STRICT;
CREATE TABLE visit_with (
  place_id  TEXT NOT NULL,
  contact   TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (place_id, contact, person_id),
  FOREIGN KEY (place_id, contact) REFERENCES visit (place_id, contact)
) STRICT;
