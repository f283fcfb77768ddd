-- Emptyings of a drop box: both times, both people, the count, every item logged against it, and what was done with it.
CREATE TABLE drop_box_emptyings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    box_key TEXT NOT NULL,
    previous_at TIMESTAMP NOT NULL,
    emptied_at TIMESTAMP NOT NULL,
    opened_by BIGINT NOT NULL REFERENCES staff (id),
    opened_at TIMESTAMP NOT NULL,
    second_id BIGINT NOT NULL REFERENCES staff (id),
    envelopes BIGINT NOT NULL CHECK (envelopes >= 0),
    counted_by BIGINT NOT NULL REFERENCES staff (id),
    confirmed_by BIGINT REFERENCES staff (id),
    confirmed_at TIMESTAMP,
    ending TEXT CHECK (ending IN ('closed', 'mistake')),
    ended_by BIGINT REFERENCES staff (id),
    ended_at TIMESTAMP,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (previous_at <= emptied_at),
    CHECK (second_id <> opened_by),
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);
-- One open emptying a box, and the last one, which says when the box was emptied before.
CREATE UNIQUE INDEX drop_box_emptyings_open ON drop_box_emptyings (site, box_key) WHERE ended_at IS NULL;
CREATE INDEX drop_box_emptyings_by_box ON drop_box_emptyings (site, box_key, id);
CREATE TABLE drop_box_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    emptying_id BIGINT NOT NULL REFERENCES drop_box_emptyings (id),
    place BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('request_form', 'authorization', 'medical_form', 'letter', 'not_ours')),
    patient_as_written TEXT,
    appointment_on DATE,
    condition TEXT,
    received_on DATE NOT NULL,
    received_why TEXT NOT NULL,
    logged_by BIGINT NOT NULL REFERENCES staff (id),
    logged_at TIMESTAMP NOT NULL,
    outcome TEXT CHECK (outcome IN ('new_request', 'attached', 'set_aside', 'mistake')),
    request_id BIGINT REFERENCES requests (id),
    went_to TEXT,
    why TEXT,
    settled_by BIGINT REFERENCES staff (id),
    settled_at TIMESTAMP,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (emptying_id, place),
    CHECK ((outcome IS NULL) = (settled_at IS NULL)),
    CHECK ((request_id IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('new_request', 'attached')))
);
CREATE INDEX drop_box_items_by_request ON drop_box_items (request_id) WHERE request_id IS NOT NULL;
CREATE TABLE drop_box_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    emptying_id BIGINT NOT NULL REFERENCES drop_box_emptyings (id),
    at TIMESTAMP NOT NULL,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    what TEXT NOT NULL CHECK (what IN ('opened', 'confirmed', 'count_corrected', 'second_changed', 'item_logged', 'item_corrected', 'item_settled', 'closed', 'mistake')),
    item BIGINT,
    was TEXT,
    became TEXT,
    why TEXT
);
CREATE INDEX drop_box_history_by_emptying ON drop_box_history (emptying_id, id);
