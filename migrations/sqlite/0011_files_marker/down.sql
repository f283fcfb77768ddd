DELETE FROM leases WHERE name = 'ready';
DROP TABLE files_marker;
