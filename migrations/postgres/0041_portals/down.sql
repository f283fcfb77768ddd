DROP TABLE portal_days;
DROP TABLE portal_messages;
DROP TABLE portals;
