-- What the pages of every day begin with, in the order they show it: a page reads
-- as many rows as it shows, however many the service has.

DROP INDEX group_session_day;
CREATE INDEX group_session_hour ON group_session (service_id, on_day, starts, id);
CREATE INDEX group_session_open ON group_session (group_id, on_day, closed_at);

-- The groups of one programme to come, and whether a service has any of it.
CREATE INDEX group_ahead ON programme_group (service_id, programme, state, first_on, id);

-- What is taken of a group is read from the index alone.
DROP INDEX place_group;
CREATE INDEX place_group ON place (group_id, state, dyads, expires_at);

-- Who cannot start on a day yet is passed over in the index.
DROP INDEX place_waiting;
CREATE INDEX place_waiting ON place (service_id, programme, state, start_by, id, start_from);

-- What somebody has to say by voice, the longest waiting first.
CREATE INDEX message_why ON message (service_id, state, why, id);
