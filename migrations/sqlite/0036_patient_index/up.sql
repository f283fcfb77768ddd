-- The patient index as people keep it: why another name exists, how names sound, what an entry said before, who was merged
-- with whom, and what happened.
ALTER TABLE patients ADD COLUMN sound TEXT NOT NULL DEFAULT '';
ALTER TABLE patient_names ADD COLUMN sound TEXT NOT NULL DEFAULT '';
ALTER TABLE patient_names ADD COLUMN public_id TEXT NOT NULL DEFAULT '';
ALTER TABLE patient_names ADD COLUMN kind TEXT NOT NULL DEFAULT 'alias' CHECK (kind IN ('former', 'maiden', 'alias', 'preferred'));
ALTER TABLE patient_names ADD COLUMN withdrawn_at TIMESTAMP;
UPDATE patient_names SET public_id = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX patient_names_outer ON patient_names (public_id);
CREATE INDEX patients_by_sound ON patients (organization, sound);
CREATE INDEX patient_names_by_sound ON patient_names (organization, sound);
CREATE INDEX patients_by_phone ON patients (organization, phone) WHERE phone IS NOT NULL;
CREATE INDEX patients_by_survivor ON patients (merged_into) WHERE merged_into IS NOT NULL;
-- Rows of before have no sound yet; the housekeeper hears them.
CREATE INDEX patients_unheard ON patients (id) WHERE sound = '';
CREATE INDEX patient_names_unheard ON patient_names (id) WHERE sound = '';
-- What an entry said before it was changed, so that an old address or telephone still finds the person.
CREATE TABLE patient_former (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    patient_id BIGINT NOT NULL REFERENCES patients (id),
    kind TEXT NOT NULL CHECK (kind IN ('address', 'phone', 'email')),
    text TEXT NOT NULL,
    until_at TIMESTAMP NOT NULL
);
CREATE INDEX patient_former_by_patient ON patient_former (patient_id, id);
CREATE INDEX patient_former_by_text ON patient_former (kind, text);
-- Each merge is a fact; `patients.merged_into` follows from those that were not undone and names the last survivor.
CREATE TABLE patient_merges (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    merged_id BIGINT NOT NULL REFERENCES patients (id),
    survivor_id BIGINT NOT NULL REFERENCES patients (id),
    why TEXT NOT NULL,
    merged_by BIGINT NOT NULL REFERENCES staff (id),
    merged_at TIMESTAMP NOT NULL,
    undone_by BIGINT REFERENCES staff (id),
    undone_at TIMESTAMP,
    undone_why TEXT,
    CHECK (merged_id <> survivor_id),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    CHECK ((undone_at IS NULL) = (undone_why IS NULL))
);
CREATE UNIQUE INDEX patient_merges_open ON patient_merges (merged_id) WHERE undone_at IS NULL;
CREATE INDEX patient_merges_by_survivor ON patient_merges (survivor_id);
CREATE TABLE patient_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    patient_id BIGINT NOT NULL REFERENCES patients (id),
    at TIMESTAMP NOT NULL,
    staff_id BIGINT REFERENCES staff (id),
    what TEXT NOT NULL CHECK (what IN ('added', 'changed', 'name_added', 'name_withdrawn', 'merged', 'merge_undone', 'restriction_agreed', 'restriction_ended', 'address_agreed', 'address_ended', 'imported')),
    was TEXT,
    became TEXT,
    why TEXT
);
CREATE INDEX patient_history_by_patient ON patient_history (patient_id, id);
CREATE TRIGGER patient_history_keep BEFORE UPDATE ON patient_history BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER patient_history_stay BEFORE DELETE ON patient_history BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
