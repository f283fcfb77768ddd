-- What the house asks where no law names the amount is a kind of fact of its own.
ALTER TABLE facility_facts DROP CONSTRAINT facility_facts_kind_check;
ALTER TABLE facility_facts ADD CONSTRAINT facility_facts_kind_check CHECK (kind IN ('organization', 'site', 'office', 'desk_hours', 'phone', 'fax', 'mailbox', 'address', 'drop_box', 'channel', 'form', 'record_type', 'medical_form', 'promise', 'fee', 'portal_date', 'alias', 'script', 'reminder', 'setting'));
