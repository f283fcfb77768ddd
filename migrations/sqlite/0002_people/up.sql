-- The hospital's facts as dated rows, first filled from the embedded profiles.
CREATE TABLE facility_facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    UNIQUE (organization, kind, code, valid_from)
);
CREATE TABLE holidays (
    organization TEXT NOT NULL,
    held_on DATE NOT NULL,
    name TEXT NOT NULL,
    office_closed BOOLEAN NOT NULL,
    legal_holiday BOOLEAN NOT NULL,
    PRIMARY KEY (organization, held_on)
);
CREATE TABLE patients (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    mrn TEXT,
    family_name TEXT NOT NULL,
    given_names TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    born_on DATE,
    phone TEXT,
    address TEXT,
    email TEXT,
    deceased_on DATE,
    restricted BOOLEAN NOT NULL,
    confidential_address TEXT,
    merged_into BIGINT REFERENCES patients (id),
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (organization, mrn)
);
CREATE INDEX patients_by_name ON patients (folded_name, born_on);
CREATE INDEX patients_by_birth ON patients (born_on);
CREATE TABLE patient_names (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    patient_id BIGINT NOT NULL REFERENCES patients (id),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL
);
CREATE INDEX patient_names_by_name ON patient_names (folded_name);
CREATE INDEX patient_names_by_patient ON patient_names (patient_id);
CREATE TABLE requesters (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    class TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    phone TEXT,
    fax TEXT,
    email TEXT,
    address TEXT,
    proof TEXT,
    verified_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX requesters_by_name ON requesters (folded_name);
