ALTER TABLE sessions DROP COLUMN enrols;
DROP TABLE credential_resets;
