DROP INDEX patient_names_by_name;
ALTER TABLE patient_names DROP COLUMN organization;
CREATE INDEX patient_names_by_name ON patient_names (folded_name);
