-- Imports of the patient index from a file: who, when, which file by its hash, and counts; no patient data.
CREATE TABLE patient_imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organization TEXT NOT NULL,
    begun_at TIMESTAMP NOT NULL,
    begun_by TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    ended_at TIMESTAMP,
    added BIGINT NOT NULL DEFAULT 0 CHECK (added >= 0),
    changed BIGINT NOT NULL DEFAULT 0 CHECK (changed >= 0),
    unchanged BIGINT NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
    rejected BIGINT NOT NULL DEFAULT 0 CHECK (rejected >= 0),
    differences BIGINT NOT NULL DEFAULT 0 CHECK (differences >= 0)
);
CREATE INDEX patient_imports_by_organization ON patient_imports (organization, id);
-- What the last import said of a record number and wrote into its entry: what differs from that, a person of the desk wrote.
CREATE TABLE patient_import_rows (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organization TEXT NOT NULL,
    number TEXT NOT NULL,
    patient_id BIGINT NOT NULL REFERENCES patients (id),
    digest TEXT NOT NULL,
    wrote TEXT NOT NULL,
    import_id BIGINT NOT NULL REFERENCES patient_imports (id),
    UNIQUE (organization, number)
);
CREATE INDEX patient_import_rows_by_patient ON patient_import_rows (patient_id);
