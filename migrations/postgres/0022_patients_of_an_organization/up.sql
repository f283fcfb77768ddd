-- Patients are looked for within one organization; an index that does not begin with it is passed over for the one of
-- record numbers, and every patient is read.
DROP INDEX patients_by_name;
DROP INDEX patients_by_birth;
CREATE INDEX patients_by_name ON patients (organization, folded_name, born_on);
CREATE INDEX patients_by_birth ON patients (organization, born_on, id);
