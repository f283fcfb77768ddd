DROP INDEX drop_box_emptyings_by_time;
DROP INDEX downtime_kits_by_day;
DROP TABLE evenings;
