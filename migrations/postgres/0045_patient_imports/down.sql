DROP TABLE patient_import_rows;
DROP TABLE patient_imports;
