-- What was handed over at the counter, to whom and against what (rule sheet 3.5). One row for each released part, never changed.
CREATE TABLE pick_ups (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    disclosure_id BIGINT NOT NULL UNIQUE REFERENCES disclosures (id),
    request_id BIGINT NOT NULL REFERENCES requests (id),
    collector TEXT NOT NULL,
    relation TEXT NOT NULL CHECK (relation IN ('patient', 'representative', 'named_in_writing')),
    authority TEXT,
    identity TEXT NOT NULL CHECK (identity IN ('driver_licence', 'state_id', 'passport', 'other_photo_id', 'known_to_staff', 'not_seen')),
    pages BIGINT NOT NULL CHECK (pages >= 0),
    media TEXT,
    signed TEXT NOT NULL CHECK (signed IN ('typed', 'on_paper')),
    witness TEXT,
    closed_hours_why TEXT,
    handed_at TIMESTAMP NOT NULL,
    handed_by BIGINT NOT NULL REFERENCES staff (id),
    CHECK (relation = 'patient' OR authority IS NOT NULL),
    CHECK (signed = 'on_paper' OR witness IS NOT NULL)
);
CREATE INDEX pick_ups_by_request ON pick_ups (request_id, id);
CREATE INDEX disclosures_to_pick_up ON disclosures (disclosed_on) WHERE delivery = 'pick_up';
