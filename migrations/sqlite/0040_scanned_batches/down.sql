DROP TABLE scan_parts;
DROP TABLE scan_codes;
DROP TABLE scan_batches;
