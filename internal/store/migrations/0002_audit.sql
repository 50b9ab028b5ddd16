-- Who did what, to what, when: written in the transaction that did it.

CREATE TABLE audit_event (
  id         {{ID}} PRIMARY KEY,
  at         {{TIME}} NOT NULL,
  service_id {{TEXT}} NOT NULL DEFAULT '',
  actor      {{TEXT}} NOT NULL,              -- account, or 'system', or 'link'
  role       {{TEXT}} NOT NULL DEFAULT '',
  action     {{TEXT}} NOT NULL,              -- place.offered, session.cancelled, …
  kind       {{TEXT}} NOT NULL DEFAULT '',   -- of the thing it was done to
  thing      {{TEXT}} NOT NULL DEFAULT '',
  detail     {{TEXT}} NOT NULL DEFAULT '',   -- JSON without names, notes or answers
  mac        {{TEXT}} NOT NULL,              -- keyed hash of everything above
  seal       {{INT}},                        -- set once, when the event is sealed
  place      {{INT}}                         -- order within the seal
){{STRICT}};
CREATE INDEX audit_event_seal ON audit_event (seal, place);
CREATE INDEX audit_event_thing ON audit_event (kind, thing, at);

-- A seal closes a batch of events: its mac covers the seal before it and the
-- macs of its events in their order.
CREATE TABLE audit_seal (
  number {{INT}} PRIMARY KEY,                -- 1, 2, 3, … without a gap
  at     {{TIME}} NOT NULL,
  events {{INT}} NOT NULL,
  mac    {{TEXT}} NOT NULL
){{STRICT}};
