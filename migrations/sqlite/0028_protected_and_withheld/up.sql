-- What was answered about protected information that no check asks about (rule sheet 1.8): JSON, never queried.
ALTER TABLE authorization_checks ADD COLUMN protected TEXT NOT NULL DEFAULT '{}';
-- Why electronic records were denied, held back, late or given in another manner (rule sheet 1.10). Never changed.
CREATE TABLE withholdings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    how TEXT NOT NULL CHECK (how IN ('denied', 'in_part', 'delayed', 'other_manner')),
    ground TEXT NOT NULL,
    facts TEXT NOT NULL,
    what TEXT NOT NULL,
    offered TEXT,
    until_on DATE,
    decided_on DATE NOT NULL,
    decided_by TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by BIGINT NOT NULL REFERENCES staff (id)
);
CREATE INDEX withholdings_by_request ON withholdings (request_id, id);
