DROP TABLE clarification_reminders_made;
DROP TABLE clarification_papers;
DROP TABLE authorization_endings;
