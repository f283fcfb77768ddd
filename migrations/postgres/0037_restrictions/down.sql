DROP TABLE patient_addresses;
DROP TABLE patient_restrictions;
ALTER TABLE patients DROP COLUMN confidential_phone;
ALTER TABLE patients DROP COLUMN confidential_email;
