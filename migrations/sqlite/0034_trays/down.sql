DROP TABLE tray_sources;
DROP TABLE tray_history;
DROP TABLE tray_papers;
DROP TABLE tray_items;
