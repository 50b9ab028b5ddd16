-- Programmes are files; their groups, sessions, places and attendance are here.

CREATE TABLE programme_group (
  id            {{ID}} PRIMARY KEY,
  service_id    {{ID}} NOT NULL REFERENCES service (id),
  programme     {{TEXT}} NOT NULL,           -- key of the programme's file
  ref           {{TEXT}} NOT NULL UNIQUE,
  site_id       {{ID}} REFERENCES site (id), -- NULL: by video
  mode          {{TEXT}} NOT NULL,           -- in-person, video
  room          {{TEXT}} NOT NULL DEFAULT '',
  video_link    {{TEXT}} NOT NULL DEFAULT '',
  lang          {{TEXT}} NOT NULL,
  capacity      {{INT}} NOT NULL,            -- dyads
  first_on      {{DATE}} NOT NULL,           -- anchor of the sessions
  last_on       {{DATE}} NOT NULL,           -- derived: day of the last session
  starts        {{TEXT}} NOT NULL,           -- HH:MM in the service's zone
  ends          {{TEXT}} NOT NULL,
  state         {{TEXT}} NOT NULL,           -- open, postponed, cancelled
  state_why     {{TEXT}} NOT NULL DEFAULT '',-- shown to the public
  back_by       {{DATE}},                    -- postponed: when a new date will be known
  created_by    {{ID}} NOT NULL REFERENCES account (id),
  created_at    {{TIME}} NOT NULL,
  changed_at    {{TIME}} NOT NULL
){{STRICT}};
CREATE INDEX group_service ON programme_group (service_id, last_on);

CREATE TABLE facilitator (
  group_id   {{ID}} NOT NULL REFERENCES programme_group (id),
  account_id {{ID}} NOT NULL REFERENCES account (id),
  from_on    {{DATE}} NOT NULL,
  until_on   {{DATE}},
  PRIMARY KEY (group_id, account_id)
){{STRICT}};
CREATE INDEX facilitator_account ON facilitator (account_id);

-- on_day is derived from the group's first day, holidays and cancellations, and
-- is written again in the transaction that moves any of them.
CREATE TABLE group_session (
  id         {{ID}} PRIMARY KEY,
  service_id {{ID}} NOT NULL REFERENCES service (id),
  group_id   {{ID}} NOT NULL REFERENCES programme_group (id),
  number     {{INT}} NOT NULL,               -- 1 to the programme's count
  on_day     {{DATE}} NOT NULL,
  was_on     {{DATE}},                       -- the day before it was last moved
  starts     {{TEXT}} NOT NULL,
  ends       {{TEXT}} NOT NULL,
  closed_at  {{TIME}},                       -- register finished
  closed_by  {{ID}} REFERENCES account (id),
  UNIQUE (group_id, number)
){{STRICT}};
CREATE INDEX group_session_day ON group_session (service_id, on_day);

-- A day on which the group did not meet, and why.
CREATE TABLE session_cancelled (
  group_id  {{ID}} NOT NULL REFERENCES programme_group (id),
  number    {{INT}} NOT NULL,
  on_day    {{DATE}} NOT NULL,
  why       {{TEXT}} NOT NULL,
  at        {{TIME}} NOT NULL,
  by_account {{ID}} NOT NULL REFERENCES account (id),
  PRIMARY KEY (group_id, on_day)
){{STRICT}};

CREATE TABLE place (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  programme   {{TEXT}} NOT NULL,
  family_id   {{ID}} NOT NULL REFERENCES family (id),
  group_id    {{ID}} REFERENCES programme_group (id), -- NULL while waiting for any group
  state       {{TEXT}} NOT NULL,             -- waiting, offered, accepted, declined, lapsed, withdrawn, completed
  dyads       {{INT}} NOT NULL,              -- how many it takes
  lang        {{TEXT}} NOT NULL DEFAULT '',
  times       {{TEXT}} NOT NULL DEFAULT '',  -- mon-am mon-pm … sun-eve, spaced; '' for any
  modes       {{TEXT}} NOT NULL DEFAULT '',  -- in-person video, spaced; '' for any
  asked_at    {{TIME}} NOT NULL,
  offered_at  {{TIME}},
  expires_at  {{TIME}},
  answered_at {{TIME}},
  ended_why   {{TEXT}} NOT NULL DEFAULT '',
  changed_at  {{TIME}} NOT NULL
){{STRICT}};
CREATE INDEX place_group ON place (group_id, state);
CREATE INDEX place_state ON place (service_id, state, asked_at);
CREATE INDEX place_family ON place (family_id);
CREATE INDEX place_expiry ON place (state, expires_at);

CREATE TABLE place_dyad (
  place_id {{ID}} NOT NULL REFERENCES place (id),
  dyad_id  {{ID}} NOT NULL REFERENCES dyad (id),
  PRIMARY KEY (place_id, dyad_id)
){{STRICT}};
CREATE INDEX place_dyad_dyad ON place_dyad (dyad_id);

CREATE TABLE attendance (
  session_id {{ID}} NOT NULL REFERENCES group_session (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id), -- the caregiver
  place_id   {{ID}} NOT NULL REFERENCES place (id),
  mark       {{TEXT}} NOT NULL,              -- present, part, cant, absent, service
  with_baby  {{BOOL}} NOT NULL,
  reason     {{TEXT}} NOT NULL DEFAULT '',   -- for cant: ill, baby-ill, work, appointment, family, travel, other
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  was_mark   {{TEXT}} NOT NULL DEFAULT '',   -- for undo: the mark before, '' for none
  PRIMARY KEY (session_id, person_id)
){{STRICT}};
CREATE INDEX attendance_place ON attendance (place_id);

CREATE TABLE session_note (
  session_id {{ID}} NOT NULL REFERENCES group_session (id),
  dyad_id    {{ID}} NOT NULL REFERENCES dyad (id),
  well       {{TEXT}} NOT NULL,              -- what went well
  next       {{TEXT}} NOT NULL,              -- what to hold in mind
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  PRIMARY KEY (session_id, dyad_id)
){{STRICT}};
CREATE INDEX session_note_dyad ON session_note (dyad_id);
