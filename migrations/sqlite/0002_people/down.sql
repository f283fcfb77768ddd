DROP TABLE requesters;
DROP TABLE patient_names;
DROP TABLE patients;
DROP TABLE holidays;
DROP TABLE facility_facts;
