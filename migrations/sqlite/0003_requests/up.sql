CREATE TABLE reference_numbers (
    year BIGINT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
CREATE TABLE requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    site TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('portal', 'walk_in', 'drop_box', 'phone', 'fax', 'email', 'mail', 'community_site')),
    received_on DATE NOT NULL,
    received_why TEXT NOT NULL,
    arrived_at TIMESTAMP NOT NULL,
    logged_at TIMESTAMP NOT NULL,
    logged_by BIGINT NOT NULL REFERENCES staff (id),
    road TEXT NOT NULL CHECK (road IN ('patient_access', 'personal_representative', 'third_party_directive', 'authorization', 'attorney', 'continuity_of_care', 'payer', 'disability_agency', 'government', 'subpoena', 'workers_compensation', 'research', 'medical_form', 'amendment', 'accounting', 'inbound_records', 'portal_proxy')),
    road_why TEXT NOT NULL,
    patient_id BIGINT REFERENCES patients (id),
    patient_as_written TEXT NOT NULL,
    patient_born_on DATE,
    patient_mrn TEXT,
    requester_id BIGINT REFERENCES requesters (id),
    requester_class TEXT NOT NULL,
    requester_name TEXT NOT NULL,
    requester_phone TEXT,
    requester_email TEXT,
    requester_address TEXT,
    representative TEXT,
    purpose TEXT,
    language TEXT NOT NULL,
    wants TEXT NOT NULL,
    record_format TEXT,
    -- What is asked for, what the clocks need beside the columns above, what the events add up to: JSON, never queried.
    scope TEXT NOT NULL,
    clock_inputs TEXT NOT NULL,
    progress TEXT NOT NULL,
    sensitive BOOLEAN NOT NULL,
    priority TEXT NOT NULL CHECK (priority IN ('p0', 'p1', 'p2', 'p3', 'p4')),
    stage TEXT NOT NULL CHECK (stage IN ('received', 'verifying', 'gathering', 'reviewing', 'ready', 'closed')),
    disposition TEXT CHECK (disposition IN ('released', 'partly_released', 'denied', 'no_records', 'forwarded', 'withdrawn', 'duplicate', 'amended', 'amendment_denied', 'accounting_sent', 'form_delivered', 'logged_in_error')),
    closed_at TIMESTAMP,
    owner_id BIGINT REFERENCES staff (id),
    -- The index: derived from the events, rewritten with each of them, proved by `roi-desk check`.
    whose_move TEXT NOT NULL CHECK (whose_move IN ('us', 'requester', 'provider', 'department', 'payer', 'court')),
    whose_move_since TIMESTAMP NOT NULL,
    shown_status TEXT NOT NULL,
    due_rule TEXT NOT NULL,
    due_on DATE NOT NULL,
    work_by DATE NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((stage = 'closed') = (disposition IS NOT NULL)),
    CHECK ((stage = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX requests_open_by_stage ON requests (stage, work_by, id, site, owner_id, whose_move) WHERE stage <> 'closed';
CREATE INDEX requests_open_by_owner ON requests (owner_id, work_by, id, site, stage) WHERE stage <> 'closed';
CREATE INDEX requests_open_by_move ON requests (whose_move, work_by, id, site, stage) WHERE stage <> 'closed';
CREATE INDEX requests_open_by_date ON requests (work_by, id, site, stage, owner_id, whose_move, channel) WHERE stage <> 'closed';
CREATE INDEX requests_by_patient ON requests (patient_id);
CREATE INDEX requests_by_requester ON requests (requester_id);
CREATE INDEX requests_by_logged_at ON requests (logged_at, site);
CREATE INDEX requests_by_closed_at ON requests (closed_at, site) WHERE closed_at IS NOT NULL;
CREATE INDEX requests_by_birth ON requests (patient_born_on, id);
CREATE INDEX requests_by_mrn ON requests (patient_mrn, id);
CREATE TABLE request_facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    kind TEXT NOT NULL CHECK (kind IN ('clarification', 'legal_hold', 'extension', 'fee', 'assignment', 'provider_task', 'record_pull', 'quality_finding', 'forwarding', 'pick_up')),
    waiting_on TEXT CHECK (waiting_on IN ('us', 'requester', 'provider', 'department', 'payer', 'court')),
    reason TEXT NOT NULL,
    due_on DATE,
    detail TEXT,
    opened_at TIMESTAMP NOT NULL,
    opened_by BIGINT NOT NULL REFERENCES staff (id),
    closed_at TIMESTAMP,
    closed_by BIGINT REFERENCES staff (id),
    closed_why TEXT
);
CREATE INDEX request_facts_by_request ON request_facts (request_id, id);
CREATE TABLE request_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    at TIMESTAMP NOT NULL,
    staff_id BIGINT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    whose_move TEXT NOT NULL
);
CREATE INDEX request_events_by_request ON request_events (request_id, id);
CREATE TABLE request_recipients (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    name TEXT NOT NULL,
    class TEXT NOT NULL,
    delivery TEXT NOT NULL,
    address TEXT NOT NULL,
    copy_by_rule BOOLEAN NOT NULL,
    removed_at TIMESTAMP
);
CREATE INDEX request_recipients_by_request ON request_recipients (request_id, id);
CREATE TABLE request_links (
    request_id BIGINT NOT NULL REFERENCES requests (id),
    other_id BIGINT NOT NULL REFERENCES requests (id),
    how TEXT NOT NULL,
    linked_at TIMESTAMP NOT NULL,
    linked_by BIGINT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (request_id, other_id)
);
CREATE TRIGGER request_events_keep BEFORE UPDATE ON request_events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER request_events_stay BEFORE DELETE ON request_events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
-- Folded words of a request; the row id is the request's.
CREATE VIRTUAL TABLE request_words USING fts5 (words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
INSERT INTO request_words (request_words, rank) VALUES ('secure-delete', 1);
