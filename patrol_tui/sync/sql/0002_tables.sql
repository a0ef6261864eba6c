-- The tables of the shared ledger, as patrol_tui/ledger/tables.py declares them, and who has access.
SET LOCAL ROLE patrol_owner;

CREATE TABLE patrol.shared_meta (
  key text PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE patrol.log_head (
  station bytea PRIMARY KEY,
  n bigint NOT NULL,
  h bytea NOT NULL
);

CREATE TABLE patrol.run (
  station bytea,
  no integer,
  header bytea NOT NULL,
  PRIMARY KEY (station, no)
);

CREATE TABLE patrol.entry (
  run_no integer NOT NULL,
  prev bytea NOT NULL,
  subject bytea NOT NULL,
  kind integer NOT NULL,
  version integer NOT NULL,
  flags integer NOT NULL,
  since_ms bigint NOT NULL,
  parents bytea NOT NULL,
  payload bytea,
  payload_hash bytea NOT NULL,
  station bytea,
  hash bytea,
  seq bigint NOT NULL,
  PRIMARY KEY (station, hash)
);
CREATE INDEX entry_subject ON patrol.entry (station, subject);
-- A payload is deflated already.
ALTER TABLE patrol.entry ALTER COLUMN payload SET STORAGE EXTERNAL;

CREATE TABLE patrol.log (
  station bytea,
  n bigint,
  hash bytea NOT NULL,
  h bytea NOT NULL,
  seal bytea,
  received_at_us bigint NOT NULL,
  pushed_by bytea NOT NULL,
  PRIMARY KEY (station, n),
  UNIQUE (station, hash)
);

CREATE TABLE patrol.stream_head (
  station bytea,
  stream bytea,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (station, stream)
);

CREATE TABLE patrol.blob (
  station bytea,
  hash bytea,
  size bigint NOT NULL,
  complete boolean NOT NULL,
  PRIMARY KEY (station, hash)
);

CREATE TABLE patrol.chunk (
  station bytea,
  hash bytea,
  idx integer,
  data bytea NOT NULL,
  PRIMARY KEY (station, hash, idx)
);
ALTER TABLE patrol.chunk ALTER COLUMN data SET STORAGE EXTERNAL;

-- Which login is which laptop, and whose logs it may read and write.
CREATE TABLE patrol.access (
  login text,
  station bytea,
  device bytea NOT NULL,
  PRIMARY KEY (login, station)
);
