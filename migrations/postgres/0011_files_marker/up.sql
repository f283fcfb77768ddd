-- The word that stands in this database and in its folder of papers: a machine that sees another folder does not start.
CREATE TABLE files_marker (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    marker TEXT NOT NULL
);
-- The row that is written to prove that the database takes changes.
INSERT INTO leases (name, holder, held_until) VALUES ('ready', 'whoever asks', '2026-01-01 00:00:00');
