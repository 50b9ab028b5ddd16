-- What a site has for groups: for planning which to open, and so that no more places are
-- offered than a room holds.

CREATE TABLE site_room (
  site_id    {{ID}} PRIMARY KEY REFERENCES site (id),
  service_id {{ID}} NOT NULL REFERENCES service (id),
  rooms      {{INT}} NOT NULL,               -- groups that can meet there at one time; 0: no limit
  holds      {{INT}} NOT NULL,               -- places of a group that the smallest of them holds; 0: not known
  at         {{TIME}} NOT NULL,
  by_account {{ID}} NOT NULL REFERENCES account (id)
){{STRICT}};
CREATE INDEX site_room_service ON site_room (service_id);
