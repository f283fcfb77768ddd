-- Somebody was reminded to collect what waits at the counter (rule sheet 3.5). One row for each part, never changed.
CREATE TABLE pick_up_reminders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    disclosure_id BIGINT NOT NULL REFERENCES disclosures (id),
    way TEXT NOT NULL CHECK (way IN ('email', 'letter', 'phone')),
    notice_id BIGINT REFERENCES notices (id),
    reminded_on DATE NOT NULL,
    reminded_at TIMESTAMP NOT NULL,
    reminded_by BIGINT NOT NULL REFERENCES staff (id),
    CHECK ((way = 'phone') = (notice_id IS NULL))
);
CREATE INDEX pick_up_reminders_by_part ON pick_up_reminders (disclosure_id, reminded_on);
