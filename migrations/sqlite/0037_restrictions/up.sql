-- What was agreed with a patient: restrictions (45 CFR 164.522(a)) and other ways to be reached (164.522(b)). An end is a new
-- fact beside the first. The columns of `patients` follow from what is open and are the same for every entry of a person.
ALTER TABLE patients ADD COLUMN confidential_email TEXT;
ALTER TABLE patients ADD COLUMN confidential_phone TEXT;
CREATE TABLE patient_restrictions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    patient_id BIGINT NOT NULL REFERENCES patients (id),
    kind TEXT NOT NULL CHECK (kind IN ('agreed', 'paid_in_full')),
    what TEXT NOT NULL,
    withheld_from TEXT NOT NULL,
    agreed_on DATE NOT NULL,
    paper TEXT,
    recorded_by BIGINT NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    ended_on DATE,
    ended_why TEXT,
    ended_by BIGINT REFERENCES staff (id),
    ended_at TIMESTAMP,
    CHECK ((ended_at IS NULL) = (ended_on IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX patient_restrictions_by_patient ON patient_restrictions (patient_id, id);
CREATE TABLE patient_addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    patient_id BIGINT NOT NULL REFERENCES patients (id),
    way TEXT NOT NULL CHECK (way IN ('mail', 'email', 'phone')),
    text TEXT NOT NULL,
    agreed_on DATE NOT NULL,
    paper TEXT,
    recorded_by BIGINT REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    ended_on DATE,
    ended_why TEXT,
    ended_by BIGINT REFERENCES staff (id),
    ended_at TIMESTAMP,
    CHECK ((ended_at IS NULL) = (ended_on IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX patient_addresses_by_patient ON patient_addresses (patient_id, id);
INSERT INTO patient_addresses (public_id, patient_id, way, text, agreed_on, recorded_at)
SELECT lower(hex(randomblob(16))), id, 'mail', confidential_address, date(created_at), created_at FROM patients WHERE confidential_address IS NOT NULL;
