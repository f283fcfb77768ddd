ALTER TABLE facts_state DROP COLUMN followed_moved;
ALTER TABLE facts_state DROP COLUMN followed_of;
ALTER TABLE facts_state DROP COLUMN followed;
ALTER TABLE facts_state DROP COLUMN followed_after;
ALTER TABLE facts_state DROP COLUMN following;
DROP TABLE house_change_moves;
DROP TABLE house_changes;
