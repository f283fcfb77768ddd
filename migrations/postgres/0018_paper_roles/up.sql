-- What a paper added to an open request is for it.
ALTER TABLE papers ADD COLUMN role TEXT CHECK (role IN ('authorization', 'identity', 'authority', 'letter', 'answer', 'legal_process', 'medical_form', 'other'));
