-- Requests chosen from a list to get another owner together. The rows are frozen as they were seen; preview, run and undo work on them.
CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    came_from TEXT NOT NULL,
    owner TEXT,
    reason TEXT,
    made_at TIMESTAMP NOT NULL,
    ran_at TIMESTAMP,
    undone_at TIMESTAMP,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (undone_at IS NULL OR ran_at IS NOT NULL)
);
CREATE TABLE batch_rows (
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    request_id BIGINT NOT NULL REFERENCES requests (id),
    place BIGINT NOT NULL,
    seen_version BIGINT NOT NULL,
    owner_before BIGINT REFERENCES staff (id),
    outcome TEXT CHECK (outcome IN ('done', 'refused', 'changed', 'undone', 'kept')),
    why TEXT,
    done_version BIGINT,
    PRIMARY KEY (batch_id, request_id)
);
