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
  next_number   {{INT}} NOT NULL DEFAULT 1,  -- postponed, cancelled: the first session that was not held
  created_by    {{ID}} NOT NULL REFERENCES account (id),
  created_at    {{TIME}} NOT NULL,
  changed_at    {{TIME}} NOT NULL
){{STRICT}};
CREATE INDEX group_first ON programme_group (service_id, state, first_on, id);
CREATE INDEX group_last ON programme_group (service_id, state, last_on, id);

CREATE TABLE facilitator (
  group_id   {{ID}} NOT NULL REFERENCES programme_group (id),
  account_id {{ID}} NOT NULL REFERENCES account (id),
  from_on    {{DATE}} NOT NULL,
  until_on   {{DATE}},
  PRIMARY KEY (group_id, account_id)
){{STRICT_BY_KEY}};
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
){{STRICT_BY_KEY}};

CREATE TABLE place (
  id          {{ID}} PRIMARY KEY,
  service_id  {{ID}} NOT NULL REFERENCES service (id),
  programme   {{TEXT}} NOT NULL,
  family_id   {{ID}} NOT NULL REFERENCES family (id),
  group_id    {{ID}} REFERENCES programme_group (id), -- NULL while waiting for any group
  state       {{TEXT}} NOT NULL,             -- waiting, offered, accepted, declined, lapsed, withdrawn, completed
  dyads       {{INT}} NOT NULL,              -- how many it takes
  lang        {{TEXT}} NOT NULL DEFAULT '',
  asked_by    {{ID}} NOT NULL REFERENCES person (id), -- who enquired: the offer goes to them
  start_from  {{DATE}} NOT NULL,             -- derived: from here to start_by a group may begin for every baby of it,
  start_by    {{DATE}} NOT NULL,             -- written again when a baby's date changes; the waiting list is paged by it
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
CREATE INDEX place_waiting ON place (service_id, programme, state, start_by, id);
CREATE INDEX place_family ON place (family_id);
CREATE INDEX place_expiry ON place (state, expires_at);

CREATE TABLE place_dyad (
  place_id {{ID}} NOT NULL REFERENCES place (id),
  dyad_id  {{ID}} NOT NULL REFERENCES dyad (id),
  PRIMARY KEY (place_id, dyad_id)
){{STRICT_BY_KEY}};
CREATE INDEX place_dyad_dyad ON place_dyad (dyad_id);

-- Every offer that was made. A place keeps the last one; who declined a group or
-- let it lapse is not offered the same group again by the one-click offer.
CREATE TABLE place_offer (
  id          {{ID}} PRIMARY KEY,
  place_id    {{ID}} NOT NULL REFERENCES place (id),
  group_id    {{ID}} NOT NULL REFERENCES programme_group (id),
  offered_at  {{TIME}} NOT NULL,
  by_account  {{ID}} REFERENCES account (id),  -- NULL: the program
  expires_at  {{TIME}} NOT NULL,
  outcome     {{TEXT}} NOT NULL DEFAULT '',  -- accepted, declined, lapsed, withdrawn; '' while open
  ended_at    {{TIME}}
){{STRICT}};
CREATE INDEX place_offer_place ON place_offer (place_id, group_id);
CREATE INDEX place_offer_group ON place_offer (group_id);

CREATE TABLE attendance (
  session_id {{ID}} NOT NULL REFERENCES group_session (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id), -- the caregiver
  place_id   {{ID}} NOT NULL REFERENCES place (id),
  mark       {{TEXT}} NOT NULL,              -- present, part, cant, absent, service
  with_baby  {{BOOL}} NOT NULL,
  reason     {{TEXT}} NOT NULL DEFAULT '',   -- for cant: ill, baby-ill, work, appointment, family, travel, other
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  late       {{BOOL}} NOT NULL,              -- after the register was finished
  undone     {{BOOL}} NOT NULL,              -- the mark before is back: nothing left to undo
  was_mark   {{TEXT}} NOT NULL DEFAULT '',   -- for undo: what stood here before, '' for none
  was_baby   {{BOOL}} NOT NULL,
  was_reason {{TEXT}} NOT NULL DEFAULT '',
  PRIMARY KEY (session_id, person_id)
){{STRICT_BY_KEY}};
CREATE INDEX attendance_place ON attendance (place_id);

-- Caregivers who missed two sessions in a row: derived from attendance, written
-- again with every mark, so that Today need not read everybody's.
CREATE TABLE to_ring (
  group_id   {{ID}} NOT NULL REFERENCES programme_group (id),
  person_id  {{ID}} NOT NULL REFERENCES person (id),
  service_id {{ID}} NOT NULL REFERENCES service (id),
  misses     {{INT}} NOT NULL,
  missed_on  {{DATE}} NOT NULL,              -- day of the last of them
  since      {{TIME}} NOT NULL,              -- when it became so: a contact after this settles it
  PRIMARY KEY (group_id, person_id)
){{STRICT_BY_KEY}};
CREATE INDEX to_ring_service ON to_ring (service_id, missed_on);

CREATE TABLE session_note (
  session_id {{ID}} NOT NULL REFERENCES group_session (id),
  dyad_id    {{ID}} NOT NULL REFERENCES dyad (id),
  well       {{TEXT}} NOT NULL,              -- what went well
  next       {{TEXT}} NOT NULL,              -- what to hold in mind
  by_account {{ID}} NOT NULL REFERENCES account (id),
  at         {{TIME}} NOT NULL,
  PRIMARY KEY (session_id, dyad_id)
){{STRICT_BY_KEY}};
CREATE INDEX session_note_dyad ON session_note (dyad_id);
