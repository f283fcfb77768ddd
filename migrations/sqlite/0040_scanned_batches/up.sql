-- Batches of scans: one file with many papers, cut at its cover sheets. Each part goes to a request, becomes one, or is left out.
CREATE TABLE scan_batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('portal', 'walk_in', 'drop_box', 'phone', 'fax', 'email', 'mail', 'community_site')),
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'tiff')),
    display_name TEXT NOT NULL,
    description TEXT NOT NULL,
    file_id TEXT NOT NULL UNIQUE,
    wrapped_key TEXT NOT NULL,
    pages BIGINT NOT NULL CHECK (pages > 0),
    pages_read BIGINT NOT NULL DEFAULT 0 CHECK (pages_read >= 0),
    uploaded_by BIGINT NOT NULL REFERENCES staff (id),
    uploaded_at TIMESTAMP NOT NULL,
    CHECK (pages_read <= pages)
);
CREATE INDEX scan_batches_by_site ON scan_batches (site, id);
CREATE INDEX scan_batches_unread ON scan_batches (id) WHERE pages_read < pages;
-- The codes of ours that stand on a page, while the batch is read.
CREATE TABLE scan_codes (
    batch_id BIGINT NOT NULL REFERENCES scan_batches (id),
    page BIGINT NOT NULL,
    place BIGINT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (batch_id, page, place)
);
-- Consecutive pages that belong together. What the cover sheet says holds until somebody says otherwise.
CREATE TABLE scan_parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    batch_id BIGINT NOT NULL REFERENCES scan_batches (id),
    first_page BIGINT NOT NULL CHECK (first_page > 0),
    last_page BIGINT NOT NULL,
    codes TEXT NOT NULL,
    goes TEXT CHECK (goes IN ('request', 'new', 'out')),
    reference TEXT,
    description TEXT NOT NULL,
    role TEXT CHECK (role IN ('authorization', 'identity', 'authority', 'letter', 'answer', 'legal_process', 'medical_form', 'other')),
    outcome TEXT CHECK (outcome IN ('filed', 'logged', 'left_out', 'joined')),
    request_id BIGINT REFERENCES requests (id),
    settled_by BIGINT REFERENCES staff (id),
    settled_at TIMESTAMP,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (first_page <= last_page),
    CHECK ((outcome IS NULL) = (settled_at IS NULL)),
    CHECK ((request_id IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('filed', 'logged'))),
    CHECK ((reference IS NOT NULL) = (goes IS NOT NULL AND goes = 'request'))
);
CREATE INDEX scan_parts_by_batch ON scan_parts (batch_id, first_page);
CREATE INDEX scan_parts_by_request ON scan_parts (request_id) WHERE request_id IS NOT NULL;
