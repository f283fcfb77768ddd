-- What a practice site received and sends on to the department (S27): one row for each request, with both times.
CREATE TABLE transfers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    request_id BIGINT NOT NULL UNIQUE REFERENCES requests (id),
    from_site TEXT NOT NULL,
    to_site TEXT NOT NULL CHECK (to_site <> from_site),
    place TEXT NOT NULL,
    received_on DATE NOT NULL,
    sent_at TIMESTAMP,
    sent_by BIGINT REFERENCES staff (id),
    carried TEXT,
    arrived_at TIMESTAMP,
    arrived_by BIGINT REFERENCES staff (id),
    stays_at TIMESTAMP,
    stays_by BIGINT REFERENCES staff (id),
    stays_why TEXT,
    version BIGINT NOT NULL,
    CHECK ((sent_at IS NULL) = (sent_by IS NULL) AND (sent_at IS NULL) = (carried IS NULL)),
    CHECK ((arrived_at IS NULL) = (arrived_by IS NULL)),
    CHECK ((stays_at IS NULL) = (stays_by IS NULL) AND (stays_at IS NULL) = (stays_why IS NULL)),
    CHECK (stays_at IS NULL OR (sent_at IS NULL AND arrived_at IS NULL))
);
CREATE INDEX transfers_open ON transfers (from_site, to_site, received_on) WHERE arrived_at IS NULL AND stays_at IS NULL;
CREATE INDEX transfers_ended ON transfers (from_site, to_site, received_on) WHERE arrived_at IS NOT NULL OR stays_at IS NOT NULL;
