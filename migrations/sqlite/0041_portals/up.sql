-- Patient portals that send requests by program (S9, S111): each acts through an account nobody can sign in with.
CREATE TABLE portals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    staff_id BIGINT NOT NULL UNIQUE REFERENCES staff (id),
    site TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    token_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
-- Every message a portal sent, by the portal's own id, and the request it became (B11).
CREATE TABLE portal_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    portal_id BIGINT NOT NULL REFERENCES portals (id),
    message TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('request', 'answer')),
    sent_on DATE NOT NULL,
    stored_at TIMESTAMP NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    UNIQUE (portal_id, message),
    UNIQUE (portal_id, idempotency_key)
);
CREATE INDEX portal_messages_by_day ON portal_messages (portal_id, sent_on);
CREATE INDEX portal_messages_by_request ON portal_messages (request_id);
-- What a portal says it sent on a day, held against what is here (B11).
CREATE TABLE portal_days (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    portal_id BIGINT NOT NULL REFERENCES portals (id),
    day DATE NOT NULL,
    stated BIGINT NOT NULL CHECK (stated >= 0),
    missing TEXT NOT NULL,
    stated_at TIMESTAMP NOT NULL
);
CREATE INDEX portal_days_by_day ON portal_days (portal_id, day, id);
