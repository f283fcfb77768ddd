-- The address book (B19): who asks and receives, their addresses with their proofs, every second look before something went
-- there, and what happened to an entry. Nothing is deleted: an address that is no longer used is withdrawn. The table of 0002
-- was never written to.
DROP TABLE requesters;
CREATE TABLE requesters (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('patient', 'representative', 'provider', 'attorney', 'insurer', 'benefit_agency', 'government', 'court', 'employer', 'school', 'researcher', 'family', 'other')),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    npi TEXT,
    notes TEXT,
    written_by BIGINT NOT NULL REFERENCES staff (id),
    written_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX requesters_by_name ON requesters (organization, folded_name, id);
CREATE INDEX requesters_by_npi ON requesters (organization, npi) WHERE npi IS NOT NULL;
CREATE TABLE requester_addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    requester_id BIGINT NOT NULL REFERENCES requesters (id),
    kind TEXT NOT NULL CHECK (kind IN ('mail', 'fax', 'email', 'phone', 'portal')),
    text TEXT NOT NULL,
    -- The same as it is compared: folded lines of a postal address, everything else in lower case.
    compared TEXT NOT NULL,
    changed_on DATE NOT NULL,
    handed_over_on DATE,
    arrived_on DATE,
    bounced_on DATE,
    withdrawn_on DATE,
    withdrawn_why TEXT,
    CHECK ((withdrawn_on IS NULL) = (withdrawn_why IS NULL))
);
CREATE UNIQUE INDEX requester_addresses_once ON requester_addresses (requester_id, kind, compared) WHERE withdrawn_on IS NULL;
CREATE INDEX requester_addresses_by_text ON requester_addresses (kind, compared);
CREATE INDEX requester_addresses_by_requester ON requester_addresses (requester_id, id);
CREATE TABLE requester_proofs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    address_id BIGINT NOT NULL REFERENCES requester_addresses (id),
    method TEXT NOT NULL CHECK (method IN ('called_back', 'letterhead', 'badge', 'photo_id', 'directory', 'test_message', 'portal_sign_in', 'on_the_authorization')),
    proved_on DATE NOT NULL,
    -- What the address was when it was proved.
    text TEXT NOT NULL,
    said TEXT,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX requester_proofs_by_address ON requester_proofs (address_id, id);
CREATE TABLE requester_looks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    request_id BIGINT NOT NULL REFERENCES requests (id),
    requester_id BIGINT REFERENCES requesters (id),
    kind TEXT NOT NULL CHECK (kind IN ('mail', 'fax', 'email', 'phone', 'portal')),
    text TEXT NOT NULL,
    compared TEXT NOT NULL,
    looked_on DATE NOT NULL,
    -- Why the desk asked, and how the person looked.
    why TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('called_back', 'on_the_authorization', 'on_the_request', 'colleague')),
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    looked_at TIMESTAMP NOT NULL
);
CREATE INDEX requester_looks_by_request ON requester_looks (request_id, id);
CREATE INDEX requester_looks_by_requester ON requester_looks (requester_id, id) WHERE requester_id IS NOT NULL;
CREATE TABLE requester_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    requester_id BIGINT NOT NULL REFERENCES requesters (id),
    at TIMESTAMP NOT NULL,
    staff_id BIGINT REFERENCES staff (id),
    what TEXT NOT NULL CHECK (what IN ('recorded', 'changed', 'address_added', 'address_changed', 'address_proved', 'address_arrived', 'address_bounced', 'address_withdrawn')),
    was TEXT,
    became TEXT,
    why TEXT
);
CREATE INDEX requester_history_by_requester ON requester_history (requester_id, id);
-- The hospital's copy of the public directory of provider identifiers, read from a local file.
CREATE TABLE npi_directory (
    npi TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    address TEXT,
    phone TEXT,
    fax TEXT,
    read_at TIMESTAMP NOT NULL
);
CREATE INDEX npi_directory_by_name ON npi_directory (folded_name, npi);
-- The requester's own reference: a claim, file or case number, as written and as it is compared (B17).
ALTER TABLE requests ADD COLUMN requester_reference TEXT;
ALTER TABLE requests ADD COLUMN requester_reference_compared TEXT;
CREATE INDEX requests_by_own_reference ON requests (requester_reference_compared, id) WHERE requester_reference_compared IS NOT NULL;
