DROP TABLE withholdings;
ALTER TABLE authorization_checks DROP COLUMN protected;
