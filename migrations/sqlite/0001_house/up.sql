-- Who works here. No account exists until a console token makes the first one (T26).
CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    password_changed_at TIMESTAMP NOT NULL,
    one_time_secret BLOB,
    one_time_confirmed_at TIMESTAMP,
    one_time_last_step BIGINT,
    home_site TEXT NOT NULL,
    disabled_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE staff_roles (
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    site TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('clerk', 'specialist', 'forms_specialist', 'reviewer', 'supervisor', 'privacy_officer', 'administrator', 'auditor')),
    granted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (staff_id, site, role)
);
CREATE TABLE recovery_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    code_hash BLOB NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX recovery_codes_by_staff ON recovery_codes (staff_id);
CREATE TABLE console_tokens (
    token_hash BLOB NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    role TEXT NOT NULL,
    site TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
-- One count for every way of guessing a credential (T29).
CREATE TABLE credential_tries (
    subject TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    blocked_until TIMESTAMP,
    last_at TIMESTAMP NOT NULL
);
CREATE TABLE sessions (
    token_hash BLOB NOT NULL PRIMARY KEY,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    factor TEXT NOT NULL CHECK (factor IN ('password', 'full')),
    acting_site TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    stepped_up_at TIMESTAMP,
    ended_at TIMESTAMP,
    flash TEXT
);
CREATE INDEX sessions_by_staff ON sessions (staff_id);
-- A form's submission key, what was typed into it, and in the end its saved answer (T13, T33).
CREATE TABLE drafts (
    key TEXT NOT NULL PRIMARY KEY,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    form TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('kept', 'answered')),
    fields BLOB,
    body_hash BLOB,
    answer TEXT,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX drafts_by_age ON drafts (updated_at);
CREATE INDEX drafts_by_staff ON drafts (staff_id);
-- A search is posted and then has an opaque address, so that no name stands in a URL (T50).
CREATE TABLE saved_searches (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    criteria BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_searches_by_age ON saved_searches (created_at);
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind TEXT NOT NULL,
    unique_key TEXT UNIQUE,
    payload TEXT NOT NULL,
    run_at TIMESTAMP NOT NULL,
    claimed_by TEXT,
    claimed_until TIMESTAMP,
    attempts BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    done_at TIMESTAMP
);
CREATE INDEX jobs_waiting ON jobs (run_at, id) WHERE done_at IS NULL;
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until TIMESTAMP NOT NULL
);
-- Evidence (T38-T41): one row for every request handled with patient data, every change, every denial.
CREATE TABLE audit_rows (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    at TIMESTAMP NOT NULL,
    staff_id BIGINT,
    acting_site TEXT,
    event TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'denied', 'failed')),
    request_id BIGINT,
    patient_id BIGINT,
    listed TEXT,
    detail TEXT,
    mac BLOB NOT NULL
);
CREATE INDEX audit_rows_by_patient ON audit_rows (patient_id, id) WHERE patient_id IS NOT NULL;
CREATE INDEX audit_rows_by_staff ON audit_rows (staff_id, id);
CREATE TABLE audit_seals (
    seq BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    row_ids TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    chain BLOB NOT NULL
);
-- Rows waiting for the sealer where several machines write at once; empty on the embedded database.
CREATE TABLE audit_unsealed (
    audit_id BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL
);
CREATE TRIGGER audit_rows_keep BEFORE UPDATE ON audit_rows BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_rows_stay BEFORE DELETE ON audit_rows BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
CREATE TRIGGER audit_seals_keep BEFORE UPDATE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit seals are never changed'); END;
CREATE TRIGGER audit_seals_stay BEFORE DELETE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit seals are never deleted'); END;
