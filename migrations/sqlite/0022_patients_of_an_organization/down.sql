DROP INDEX patients_by_birth;
DROP INDEX patients_by_name;
CREATE INDEX patients_by_name ON patients (folded_name, born_on);
CREATE INDEX patients_by_birth ON patients (born_on);
