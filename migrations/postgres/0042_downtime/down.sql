DROP TABLE downtime_sheets;
DROP TABLE downtime_kits;
