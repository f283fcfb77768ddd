-- Reading the evidence by what it is about (T48), and what a verification of it saw.
CREATE INDEX audit_rows_by_request ON audit_rows (request_id, id) WHERE request_id IS NOT NULL;
CREATE INDEX audit_rows_with_list ON audit_rows (id) WHERE listed IS NOT NULL;
CREATE INDEX audit_rows_by_time ON audit_rows (at);
CREATE TABLE audit_verifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    started_by BIGINT NOT NULL REFERENCES staff (id),
    started_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    rows_all BIGINT NOT NULL,
    rows_seen BIGINT NOT NULL DEFAULT 0,
    seals_seen BIGINT NOT NULL DEFAULT 0,
    finished_at TIMESTAMP,
    flaw TEXT
);
