-- Whom to call first after a loss, found without walking every open alert.
CREATE INDEX alert_loss ON alert (service_id, due_at, id) WHERE kind = 'loss' AND closed_at IS NULL;
