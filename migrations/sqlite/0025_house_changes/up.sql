-- A change that people of the hospital make to its own facts: proposed, looked at (what it moves), then put in force or dropped.
CREATE TABLE house_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    change TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('looking', 'looked', 'in_force', 'dropped')),
    proposed_by BIGINT NOT NULL REFERENCES staff (id),
    proposed_at TIMESTAMP NOT NULL,
    decided_by BIGINT REFERENCES staff (id),
    decided_at TIMESTAMP,
    facts_version BIGINT NOT NULL,
    looked_after BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    seen_of BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX house_changes_by_organization ON house_changes (organization, id);
CREATE INDEX house_changes_looking ON house_changes (id) WHERE state = 'looking';
CREATE TABLE house_change_moves (
    change_id BIGINT NOT NULL REFERENCES house_changes (id),
    request_id BIGINT NOT NULL REFERENCES requests (id),
    due_before DATE NOT NULL,
    due_after DATE NOT NULL,
    work_by_before DATE NOT NULL,
    work_by_after DATE NOT NULL,
    due_rule TEXT NOT NULL,
    PRIMARY KEY (change_id, request_id)
);
-- How far the stored dates of open requests have followed a version of the facts; a stop in the middle goes on from there.
ALTER TABLE facts_state ADD COLUMN following BIGINT NOT NULL DEFAULT 0;
ALTER TABLE facts_state ADD COLUMN followed_after BIGINT NOT NULL DEFAULT 0;
ALTER TABLE facts_state ADD COLUMN followed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE facts_state ADD COLUMN followed_of BIGINT NOT NULL DEFAULT 0;
ALTER TABLE facts_state ADD COLUMN followed_moved BIGINT NOT NULL DEFAULT 0;
