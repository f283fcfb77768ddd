-- One row an e-mail (T19–T23). It moves queued, claimed, handing_over, then to one of the last four.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    notice_id BIGINT NOT NULL UNIQUE REFERENCES notices (id),
    request_id BIGINT NOT NULL REFERENCES requests (id),
    site TEXT NOT NULL,
    to_address TEXT NOT NULL,
    generated BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'handing_over', 'sent', 'deferred', 'failed', 'uncertain')),
    state_at TIMESTAMP NOT NULL,
    queued_at TIMESTAMP NOT NULL,
    next_at TIMESTAMP NOT NULL,
    attempts BIGINT NOT NULL,
    -- Who has it, and until when; a claim that ran out is nobody's.
    claim TEXT,
    claimed_until TIMESTAMP,
    said TEXT,
    alarm BOOLEAN NOT NULL,
    -- A failed message that somebody dealt with in another way.
    settled_at TIMESTAMP
);
CREATE INDEX outbox_due ON outbox (next_at, id) WHERE state IN ('queued', 'deferred');
CREATE INDEX outbox_claimed ON outbox (claimed_until) WHERE state IN ('claimed', 'handing_over');
CREATE INDEX outbox_to_see ON outbox (site, state, id) WHERE state <> 'sent';
