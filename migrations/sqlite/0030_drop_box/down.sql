DROP TABLE drop_box_history;
DROP TABLE drop_box_items;
DROP TABLE drop_box_emptyings;
