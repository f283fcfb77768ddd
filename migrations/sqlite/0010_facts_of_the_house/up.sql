-- The hospitals' facts as the desk works with them. The program brings its rows in and ends or withdraws them when a later
-- release says otherwise; `as_loaded` is the digest of a row as the program wrote it. A row without it, or with another
-- one, was written in the house, and the program keeps its hands off every row of that fact.
-- The two tables held nothing before: until here the facts were read from the program itself.
DROP TABLE holidays;
DROP TABLE facility_facts;
CREATE TABLE facility_facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('organization', 'site', 'office', 'desk_hours', 'phone', 'fax', 'mailbox', 'address', 'drop_box', 'channel', 'form', 'record_type', 'medical_form', 'promise', 'portal_date', 'alias', 'script', 'reminder', 'setting')),
    code TEXT NOT NULL,
    site TEXT,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    evidence TEXT NOT NULL CHECK (evidence IN ('stated', 'other_page', 'assumed', 'not_stated')),
    note TEXT,
    valid_from DATE NOT NULL,
    valid_to DATE,
    written_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    as_loaded TEXT,
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE UNIQUE INDEX facility_facts_once ON facility_facts (organization, kind, code, valid_from) WHERE withdrawn_at IS NULL;
CREATE TABLE holidays (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organization TEXT NOT NULL,
    held_on DATE NOT NULL,
    name TEXT NOT NULL,
    office_closed BOOLEAN NOT NULL,
    legal_holiday BOOLEAN NOT NULL,
    written_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    as_loaded TEXT
);
CREATE UNIQUE INDEX holidays_once ON holidays (organization, held_on) WHERE withdrawn_at IS NULL;
-- One row: `version` moves with every change of the two tables, whoever makes it; `indexed` is the version under which the
-- stored dates of the open requests were last computed.
CREATE TABLE facts_state (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL,
    indexed BIGINT NOT NULL
);
INSERT INTO facts_state (id, version, indexed) VALUES (1, 0, 0);
CREATE TRIGGER facility_facts_moved_by_insert AFTER INSERT ON facility_facts BEGIN UPDATE facts_state SET version = version + 1; END;
CREATE TRIGGER facility_facts_moved_by_update AFTER UPDATE ON facility_facts BEGIN UPDATE facts_state SET version = version + 1; END;
CREATE TRIGGER facility_facts_moved_by_delete AFTER DELETE ON facility_facts BEGIN UPDATE facts_state SET version = version + 1; END;
CREATE TRIGGER holidays_moved_by_insert AFTER INSERT ON holidays BEGIN UPDATE facts_state SET version = version + 1; END;
CREATE TRIGGER holidays_moved_by_update AFTER UPDATE ON holidays BEGIN UPDATE facts_state SET version = version + 1; END;
CREATE TRIGGER holidays_moved_by_delete AFTER DELETE ON holidays BEGIN UPDATE facts_state SET version = version + 1; END;
