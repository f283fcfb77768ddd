-- Downtime kits (B27): numbered blank sheets printed for a day without the desk, followed until every one is accounted for.
CREATE TABLE downtime_kits (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    for_day DATE NOT NULL,
    made_by BIGINT NOT NULL REFERENCES staff (id),
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX downtime_kits_by_site ON downtime_kits (site, id);
-- A sheet's number is its id: it never comes twice, whatever site prints it.
CREATE TABLE downtime_sheets (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    kit_id BIGINT NOT NULL REFERENCES downtime_kits (id),
    outcome TEXT CHECK (outcome IN ('request', 'blank', 'spoiled')),
    request_id BIGINT REFERENCES requests (id),
    why TEXT,
    settled_by BIGINT REFERENCES staff (id),
    settled_at TIMESTAMP,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((outcome IS NULL) = (settled_at IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
    CHECK ((request_id IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'request'))
);
CREATE INDEX downtime_sheets_by_kit ON downtime_sheets (kit_id, id);
CREATE INDEX downtime_sheets_by_request ON downtime_sheets (request_id) WHERE request_id IS NOT NULL;
