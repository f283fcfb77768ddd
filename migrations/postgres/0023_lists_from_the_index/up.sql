-- What a list says of itself (how many, how many late) is counted from its index alone, by the controlling date too.
DROP INDEX requests_open_by_stage;
CREATE INDEX requests_open_by_stage ON requests (stage, work_by, id, site, owner_id, whose_move, due_on) WHERE stage <> 'closed';
DROP INDEX requests_open_by_owner;
CREATE INDEX requests_open_by_owner ON requests (owner_id, work_by, id, site, stage, due_on) WHERE stage <> 'closed';
DROP INDEX requests_open_by_move;
CREATE INDEX requests_open_by_move ON requests (whose_move, work_by, id, site, stage, whose_move_since, due_on) WHERE stage <> 'closed';
