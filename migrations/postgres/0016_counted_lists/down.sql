DROP INDEX requests_open_by_move;
CREATE INDEX requests_open_by_move ON requests (whose_move, work_by, id, site, stage) WHERE stage <> 'closed';
DROP INDEX requests_open_by_date;
CREATE INDEX requests_open_by_date ON requests (work_by, id, site, stage, owner_id, whose_move, channel) WHERE stage <> 'closed';
