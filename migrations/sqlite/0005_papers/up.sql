-- Papers that came with a request. A paper uploaded with a form waits under the form's key until the request is logged.
CREATE TABLE papers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    request_id BIGINT REFERENCES requests (id),
    draft_key TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'tiff')),
    display_name TEXT NOT NULL,
    description TEXT,
    notes TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 BLOB NOT NULL,
    file_id TEXT NOT NULL UNIQUE,
    wrapped_key TEXT NOT NULL,
    site TEXT NOT NULL,
    pages BIGINT,
    uploaded_by BIGINT NOT NULL REFERENCES staff (id),
    uploaded_at TIMESTAMP NOT NULL,
    CHECK ((request_id IS NULL) <> (draft_key IS NULL))
);
CREATE INDEX papers_by_request ON papers (request_id, id);
CREATE INDEX papers_waiting ON papers (uploaded_at) WHERE request_id IS NULL;
