CREATE TABLE authorization_checks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    as_of DATE NOT NULL,
    -- Check id to answer, and what was known besides: JSON, never queried.
    answers TEXT NOT NULL,
    flags TEXT NOT NULL,
    signed_on DATE,
    expires_on DATE,
    expires_event TEXT,
    result TEXT NOT NULL CHECK (result IN ('valid', 'valid_in_part', 'needs_clarification', 'invalid')),
    checked_at TIMESTAMP NOT NULL,
    checked_by BIGINT NOT NULL REFERENCES staff (id)
);
CREATE INDEX authorization_checks_by_request ON authorization_checks (request_id, id);
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    kind TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('email', 'letter')),
    language TEXT NOT NULL CHECK (language IN ('en', 'es')),
    -- An e-mail's subject and text as they were written, or the letter as JSON.
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    written_on DATE NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by BIGINT REFERENCES staff (id)
);
CREATE INDEX notices_by_request ON notices (request_id, id);
CREATE TABLE clarifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    notice_id BIGINT NOT NULL REFERENCES notices (id),
    number BIGINT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('email', 'letter')),
    language TEXT NOT NULL CHECK (language IN ('en', 'es')),
    answer_by DATE NOT NULL,
    sent_on DATE NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    sent_by BIGINT NOT NULL REFERENCES staff (id),
    reason TEXT,
    settled_at TIMESTAMP
);
CREATE INDEX clarifications_by_request ON clarifications (request_id, id);
CREATE INDEX clarifications_open ON clarifications (sent_on, id) WHERE settled_at IS NULL;
CREATE TABLE clarification_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    clarification_id BIGINT NOT NULL REFERENCES clarifications (id),
    source_check TEXT NOT NULL,
    asked TEXT NOT NULL,
    answer_by TEXT NOT NULL,
    weight TEXT NOT NULL CHECK (weight IN ('needed', 'helpful')),
    answer TEXT NOT NULL CHECK (answer IN ('still_open', 'answered', 'withdrawn')),
    answered_at TIMESTAMP,
    answered_by BIGINT REFERENCES staff (id),
    answered_way TEXT,
    note TEXT
);
CREATE INDEX clarification_items_by_clarification ON clarification_items (clarification_id, id);
CREATE TABLE clarification_contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    clarification_id BIGINT NOT NULL REFERENCES clarifications (id),
    at TIMESTAMP NOT NULL,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    way TEXT NOT NULL,
    reached BOOLEAN NOT NULL,
    said TEXT NOT NULL
);
CREATE INDEX clarification_contacts_by_clarification ON clarification_contacts (clarification_id, id);
CREATE TABLE clarification_reminders (
    clarification_id BIGINT NOT NULL REFERENCES clarifications (id),
    number BIGINT NOT NULL,
    notice_id BIGINT NOT NULL REFERENCES notices (id),
    sent_at TIMESTAMP NOT NULL,
    PRIMARY KEY (clarification_id, number)
);
