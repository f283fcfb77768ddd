-- The numbers beside the lists are counted from the indexes alone: by the controlling date, and since when others have held it.
DROP INDEX requests_open_by_move;
CREATE INDEX requests_open_by_move ON requests (whose_move, work_by, id, site, stage, whose_move_since) WHERE stage <> 'closed';
DROP INDEX requests_open_by_date;
CREATE INDEX requests_open_by_date ON requests (work_by, id, site, stage, owner_id, whose_move, channel, due_on) WHERE stage <> 'closed';
