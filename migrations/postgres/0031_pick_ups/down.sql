DROP INDEX disclosures_to_pick_up;
DROP TABLE pick_ups;
