-- A lost second factor or a forgotten password (T31): one administrator asks, another confirms, never the person. The token
-- that comes of it is handed over, works once and for 30 minutes (T34).
CREATE TABLE credential_resets (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    lost TEXT NOT NULL CHECK (lost IN ('second_factor', 'password')),
    reason TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES staff (id),
    asked_at TIMESTAMP NOT NULL,
    confirmed_by BIGINT REFERENCES staff (id),
    confirmed_at TIMESTAMP,
    token_hash BLOB UNIQUE,
    token_until TIMESTAMP,
    ended_at TIMESTAMP,
    CHECK (asked_by <> staff_id),
    CHECK (confirmed_by IS NULL OR (confirmed_by <> staff_id AND confirmed_by <> asked_by)),
    CHECK (token_hash IS NULL OR (confirmed_by IS NOT NULL AND token_until IS NOT NULL))
);
CREATE UNIQUE INDEX credential_resets_open ON credential_resets (staff_id) WHERE ended_at IS NULL;
-- Whether this session, still without its second factor, may set up a new one: only a token makes it so.
ALTER TABLE sessions ADD COLUMN enrols BOOLEAN NOT NULL DEFAULT FALSE;
