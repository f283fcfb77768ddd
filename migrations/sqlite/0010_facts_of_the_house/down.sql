DROP TABLE facts_state;
DROP TABLE holidays;
DROP TABLE facility_facts;
CREATE TABLE facility_facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    UNIQUE (organization, kind, code, valid_from)
);
CREATE TABLE holidays (
    organization TEXT NOT NULL,
    held_on DATE NOT NULL,
    name TEXT NOT NULL,
    office_closed BOOLEAN NOT NULL,
    legal_holiday BOOLEAN NOT NULL,
    PRIMARY KEY (organization, held_on)
);
