DROP TABLE pick_up_reminders;
