CREATE TABLE facility_facts_new (
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
INSERT INTO facility_facts_new (id, organization, kind, code, site, value, source, evidence, note, valid_from, valid_to, written_at, withdrawn_at, as_loaded)
    SELECT id, organization, kind, code, site, value, source, evidence, note, valid_from, valid_to, written_at, withdrawn_at, as_loaded FROM facility_facts WHERE kind <> 'fee';
DROP TABLE facility_facts;
ALTER TABLE facility_facts_new RENAME TO facility_facts;
CREATE UNIQUE INDEX facility_facts_once ON facility_facts (organization, kind, code, valid_from) WHERE withdrawn_at IS NULL;
CREATE TRIGGER facility_facts_moved_by_insert AFTER INSERT ON facility_facts BEGIN UPDATE facts_state SET version = version + 1; END;
CREATE TRIGGER facility_facts_moved_by_update AFTER UPDATE ON facility_facts BEGIN UPDATE facts_state SET version = version + 1; END;
CREATE TRIGGER facility_facts_moved_by_delete AFTER DELETE ON facility_facts BEGIN UPDATE facts_state SET version = version + 1; END;
