-- The evening count (B11): what a person signed for, with the figures as they stood.
CREATE TABLE evenings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    site TEXT NOT NULL,
    day DATE NOT NULL,
    arrived BIGINT NOT NULL CHECK (arrived >= 0),
    differences BIGINT NOT NULL CHECK (differences >= 0),
    figures TEXT NOT NULL,
    why TEXT,
    signed_by BIGINT NOT NULL REFERENCES staff (id),
    signed_at TIMESTAMP NOT NULL,
    -- A difference is signed for with its reason.
    CHECK (differences = 0 OR why IS NOT NULL)
);
CREATE INDEX evenings_by_day ON evenings (site, day, id);
CREATE INDEX downtime_kits_by_day ON downtime_kits (site, for_day);
CREATE INDEX drop_box_emptyings_by_time ON drop_box_emptyings (site, emptied_at);
