-- A session that is not held because the whole service is closed comes back when
-- the closure is taken back; one that was called off by itself does not.
ALTER TABLE session_cancelled ADD COLUMN closed {{BOOL}} NOT NULL DEFAULT FALSE;
