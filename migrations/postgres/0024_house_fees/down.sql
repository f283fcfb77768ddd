DELETE FROM facility_facts WHERE kind = 'fee';
ALTER TABLE facility_facts DROP CONSTRAINT facility_facts_kind_check;
ALTER TABLE facility_facts ADD CONSTRAINT facility_facts_kind_check CHECK (kind IN ('organization', 'site', 'office', 'desk_hours', 'phone', 'fax', 'mailbox', 'address', 'drop_box', 'channel', 'form', 'record_type', 'medical_form', 'promise', 'portal_date', 'alias', 'script', 'reminder', 'setting'));
