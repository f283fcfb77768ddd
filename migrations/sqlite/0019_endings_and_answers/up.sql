-- That an authorization, or the authority behind it, ended before its day (A19, B13). Never changed.
CREATE TABLE authorization_endings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    how TEXT NOT NULL CHECK (how IN ('revoked', 'authority_ended', 'event_happened')),
    ended_on DATE NOT NULL,
    way TEXT NOT NULL,
    said_by TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by BIGINT NOT NULL REFERENCES staff (id)
);
CREATE INDEX authorization_endings_by_request ON authorization_endings (request_id, id);
-- The papers an answer came with, and the items it answers.
CREATE TABLE clarification_papers (
    item_id BIGINT NOT NULL REFERENCES clarification_items (id),
    paper_id BIGINT NOT NULL REFERENCES papers (id),
    PRIMARY KEY (item_id, paper_id)
);
-- Reminders a person made, by phone or on paper, with the attempt that was written down.
CREATE TABLE clarification_reminders_made (
    clarification_id BIGINT NOT NULL REFERENCES clarifications (id),
    number BIGINT NOT NULL,
    contact_id BIGINT NOT NULL REFERENCES clarification_contacts (id),
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (clarification_id, number)
);
