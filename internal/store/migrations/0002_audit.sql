-- Who did what, to what, when: written in the transaction that did it.

CREATE TABLE audit_event (
  id         {{ID}} PRIMARY KEY,
  at         {{TIME}} NOT NULL,
  service_id {{TEXT}} NOT NULL,
  actor      {{TEXT}} NOT NULL,              -- account; '' for a visitor or the program itself
  role       {{TEXT}} NOT NULL,
  action     {{TEXT}} NOT NULL,              -- place.offered, session.cancelled, …
  kind       {{TEXT}} NOT NULL,              -- of the thing it was done to
  thing      {{TEXT}} NOT NULL,
  detail     {{TEXT}} NOT NULL,              -- JSON without names, notes or answers
  mac        {{BYTES}} NOT NULL,             -- keyed hash of everything above
  seal       {{INT}}                         -- set once, when the event is sealed
){{STRICT}};
CREATE INDEX audit_event_seal ON audit_event (seal, id);
CREATE INDEX audit_event_thing ON audit_event (kind, thing, id);

-- A seal closes a batch of events: its mac covers the seal before it and the
-- macs of its events in the order of their ids.
CREATE TABLE audit_seal (
  number {{INT}} PRIMARY KEY,                -- 1, 2, 3, … without a gap
  at     {{TIME}} NOT NULL,
  events {{INT}} NOT NULL,
  mac    {{BYTES}} NOT NULL
){{STRICT}};

-- How far the seals go, so that cutting off the last of them is seen.
CREATE TABLE audit_head (
  one    {{INT}} PRIMARY KEY CHECK (one = 1),
  number {{INT}} NOT NULL,
  mac    {{BYTES}} NOT NULL
){{STRICT}};

-- The schema itself refuses to change or remove what was recorded. Whoever may
-- drop a trigger gets past this; the macs are for them.
-- only sqlite
CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event
WHEN OLD.seal IS NOT NULL OR NEW.seal IS NULL
  OR (NEW.id, NEW.at, NEW.service_id, NEW.actor, NEW.role, NEW.action, NEW.kind, NEW.thing, NEW.detail, NEW.mac)
  IS NOT (OLD.id, OLD.at, OLD.service_id, OLD.actor, OLD.role, OLD.action, OLD.kind, OLD.thing, OLD.detail, OLD.mac)
BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END;
CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END;
CREATE TRIGGER audit_seal_unchanged BEFORE UPDATE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit seals are only ever added'); END;
CREATE TRIGGER audit_seal_kept BEFORE DELETE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit seals are only ever added'); END;
CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit head only moves on'); END;
-- only postgres
CREATE FUNCTION audit_refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit rows are only ever added';
END $$;
CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event FOR EACH ROW
WHEN (OLD.seal IS NOT NULL OR NEW.seal IS NULL
  OR (NEW.id, NEW.at, NEW.service_id, NEW.actor, NEW.role, NEW.action, NEW.kind, NEW.thing, NEW.detail, NEW.mac)
  IS DISTINCT FROM (OLD.id, OLD.at, OLD.service_id, OLD.actor, OLD.role, OLD.action, OLD.kind, OLD.thing, OLD.detail, OLD.mac))
EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_event_whole BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_kept BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_whole BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_whole BEFORE TRUNCATE ON audit_head EXECUTE FUNCTION audit_refuse();
-- both
