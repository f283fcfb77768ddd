-- A paper that comes twice is found by its content.
CREATE INDEX papers_by_content ON papers (sha256);
