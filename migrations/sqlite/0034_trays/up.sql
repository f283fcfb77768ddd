-- What came by mailbox or watched folder, its papers, and what became of it. Nothing is deleted.
CREATE TABLE tray_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    -- One arrival, once: the source, the message id or file, the content.
    arrival_key TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    tray TEXT NOT NULL CHECK (tray IN ('records', 'forms', 'fax', 'scans')),
    came_to TEXT NOT NULL CHECK (came_to IN ('records', 'forms', 'fax', 'scans')),
    channel TEXT NOT NULL CHECK (channel IN ('email', 'fax', 'mail')),
    source TEXT NOT NULL,
    uid_validity BIGINT,
    uid BIGINT,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'auto_reply', 'bounce', 'document', 'too_large', 'unreadable')),
    arrived_at TIMESTAMP NOT NULL,
    read_at TIMESTAMP NOT NULL,
    received_on DATE NOT NULL,
    received_why TEXT NOT NULL,
    sender TEXT,
    sender_name TEXT,
    subject TEXT,
    message_id TEXT,
    answers TEXT NOT NULL,
    body TEXT,
    said TEXT,
    sha256 BLOB NOT NULL,
    bytes BIGINT NOT NULL,
    original_file TEXT UNIQUE,
    original_key TEXT,
    outcome TEXT CHECK (outcome IN ('new_request', 'added', 'set_aside')),
    request_id BIGINT REFERENCES requests (id),
    why TEXT,
    settled_by BIGINT REFERENCES staff (id),
    settled_at TIMESTAMP,
    -- Added to a closed request: somebody has to decide what follows.
    follow_up TEXT CHECK (follow_up IN ('open', 'done')),
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((original_file IS NULL) = (original_key IS NULL)),
    CHECK ((outcome IS NULL) = (settled_at IS NULL)),
    CHECK ((request_id IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('new_request', 'added'))),
    CHECK (follow_up IS NULL OR (outcome IS NOT NULL AND outcome = 'added'))
);
CREATE INDEX tray_items_waiting ON tray_items (site, tray, arrived_at, id) WHERE outcome IS NULL;
CREATE INDEX tray_items_by_arrival ON tray_items (site, arrived_at, id);
CREATE INDEX tray_items_follow_up ON tray_items (site, id) WHERE follow_up IS NOT NULL AND follow_up = 'open';
CREATE INDEX tray_items_by_request ON tray_items (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX tray_items_by_message ON tray_items (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX tray_items_by_content ON tray_items (sha256);
CREATE TABLE tray_papers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    item_id BIGINT NOT NULL REFERENCES tray_items (id),
    place BIGINT NOT NULL,
    -- The words of the message itself, as a paper.
    is_message BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    -- Why it is not a paper of the desk; the original still holds it.
    refused TEXT,
    kind TEXT CHECK (kind IN ('pdf', 'jpeg', 'png', 'tiff')),
    notes TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 BLOB,
    file_id TEXT UNIQUE,
    wrapped_key TEXT,
    site TEXT NOT NULL,
    pages BIGINT,
    uploaded_at TIMESTAMP NOT NULL,
    UNIQUE (item_id, place),
    CHECK ((refused IS NULL) = (file_id IS NOT NULL)),
    CHECK ((file_id IS NULL) = (wrapped_key IS NULL)),
    CHECK ((file_id IS NULL) = (kind IS NULL)),
    CHECK ((file_id IS NULL) = (sha256 IS NULL))
);
CREATE TABLE tray_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    item_id BIGINT NOT NULL REFERENCES tray_items (id),
    at TIMESTAMP NOT NULL,
    -- Nobody: the desk itself.
    staff_id BIGINT REFERENCES staff (id),
    what TEXT NOT NULL CHECK (what IN ('arrived', 'moved', 'settled', 'followed_up')),
    became TEXT,
    why TEXT
);
CREATE INDEX tray_history_by_item ON tray_history (item_id, id);
-- How far each mailbox and folder was read, and whether it can be reached.
CREATE TABLE tray_sources (
    source TEXT PRIMARY KEY NOT NULL,
    site TEXT NOT NULL,
    uid_validity BIGINT,
    last_uid BIGINT NOT NULL,
    held BIGINT,
    read_at TIMESTAMP,
    failing_since TIMESTAMP,
    failures BIGINT NOT NULL,
    next_at TIMESTAMP NOT NULL,
    said TEXT,
    -- The message that could not be fetched, and how often that was tried.
    stuck_uid BIGINT,
    stuck_times BIGINT NOT NULL
);
