DROP TABLE audit_verifications;
DROP INDEX audit_rows_by_time;
DROP INDEX audit_rows_with_list;
DROP INDEX audit_rows_by_request;
