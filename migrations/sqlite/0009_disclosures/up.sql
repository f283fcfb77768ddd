-- Every release, and for each recipient the line with its four facts (164.528, T53). Never changed.
CREATE TABLE disclosures (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    patient_id BIGINT NOT NULL REFERENCES patients (id),
    disclosed_on DATE NOT NULL,
    recipient_name TEXT NOT NULL,
    recipient_address TEXT NOT NULL,
    description TEXT NOT NULL,
    purpose TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('treatment', 'payment', 'operations', 'individual', 'incident', 'authorization', 'directory', 'national_security', 'correctional', 'limited_data_set', 'public_health', 'oversight', 'subpoena', 'court_order', 'law_enforcement', 'coroner', 'workers_compensation', 'research_waiver', 'misdirected')),
    accountable BOOLEAN NOT NULL,
    accountable_rule TEXT NOT NULL,
    delivery TEXT NOT NULL,
    pages BIGINT NOT NULL CHECK (pages >= 0),
    released_by BIGINT NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX disclosures_by_patient ON disclosures (patient_id, disclosed_on);
CREATE INDEX disclosures_by_request ON disclosures (request_id, id);
CREATE TRIGGER disclosures_keep BEFORE UPDATE ON disclosures BEGIN SELECT RAISE(ABORT, 'disclosures are never changed'); END;
CREATE TRIGGER disclosures_stay BEFORE DELETE ON disclosures BEGIN SELECT RAISE(ABORT, 'disclosures are never deleted'); END;
