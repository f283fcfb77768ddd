DROP INDEX requests_by_own_reference;
ALTER TABLE requests DROP COLUMN requester_reference_compared;
ALTER TABLE requests DROP COLUMN requester_reference;
DROP TABLE npi_directory;
DROP TABLE requester_history;
DROP TABLE requester_looks;
DROP TABLE requester_proofs;
DROP TABLE requester_addresses;
DROP TABLE requesters;
CREATE TABLE requesters (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    class TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    phone TEXT,
    fax TEXT,
    email TEXT,
    address TEXT,
    proof TEXT,
    verified_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX requesters_by_name ON requesters (folded_name);
