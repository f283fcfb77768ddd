DROP TABLE clarification_reminders;
DROP TABLE clarification_contacts;
DROP TABLE clarification_items;
DROP TABLE clarifications;
DROP TABLE notices;
DROP TABLE authorization_checks;
