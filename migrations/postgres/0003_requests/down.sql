DROP TABLE request_words;
DROP TABLE request_links;
DROP TABLE request_recipients;
DROP TABLE request_events;
DROP TABLE request_facts;
DROP TABLE requests;
DROP TABLE reference_numbers;
