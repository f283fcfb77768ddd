-- Another name is looked for within its organization alone, as the name in use is.
ALTER TABLE patient_names ADD COLUMN organization TEXT NOT NULL DEFAULT '';
UPDATE patient_names SET organization = (SELECT organization FROM patients WHERE patients.id = patient_names.patient_id);
DROP INDEX patient_names_by_name;
CREATE INDEX patient_names_by_name ON patient_names (organization, folded_name);
