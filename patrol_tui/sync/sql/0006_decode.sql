-- Runs in wire form (patrol_tui/domain/run.py), decoded, and every hash reckoned anew.
SET LOCAL ROLE patrol_owner;

CREATE TYPE patrol.pushed_entry AS (
  seq bigint,
  prev bytea,
  subject bytea,
  kind integer,
  version integer,
  flags integer,
  since_ms bigint,
  parents bytea,
  payload bytea,
  payload_hash bytea,
  hash bytea
);

CREATE TYPE patrol.pushed_run AS (
  station bytea,
  stream bytea,
  header bytea,
  seal bytea,
  entries patrol.pushed_entry[]
);

CREATE FUNCTION patrol.decode_runs(wire bytea) RETURNS patrol.pushed_run[]
LANGUAGE plpgsql AS $$
DECLARE
  runs pushed_run[] := '{}';
  run pushed_run;
  size constant integer := length(wire);
  at integer := 0;
  first_seq bigint;
  entry_count integer;
  last_hash bytea;
BEGIN
  WHILE at < size LOOP
    run.header := substr(wire, at + 1, 139);
    run.stream := substr(run.header, 2, 16);
    run.station := substr(run.header, 18, 16);
    first_seq := u32(wire, at + 139);
    entry_count := u16(wire, at + 175);
    last_hash := substr(wire, at + 178, 32);
    IF get_byte(wire, at) <> 1 OR entry_count NOT BETWEEN 1 AND 4096
      OR first_seq < 1 OR first_seq + entry_count > 4294967296
    THEN
      PERFORM refuse('altered');
    END IF;
    IF NOT in_scope(run.station) THEN
      PERFORM refuse('denied');
    END IF;
    SELECT d.entries, d.ends_at INTO run.entries, at
    FROM decode_entries(wire, at + 209, run.header, first_seq, substr(wire, at + 144, 32), entry_count) d;
    run.seal := substr(wire, at + 1, 64);
    at := at + 64;
    IF at > size OR run.entries[entry_count].hash <> last_hash OR run.seal = decode(repeat('00', 64), 'hex')
    THEN
      PERFORM refuse('altered');
    END IF;
    runs := runs || run;
  END LOOP;
  RETURN runs;
EXCEPTION
  WHEN array_subscript_error THEN -- a byte behind the end was read
    PERFORM refuse('altered');
END
$$;

CREATE FUNCTION patrol.decode_entries(
  wire bytea, begins_at integer, header bytea, first_seq bigint, first_prev bytea, entry_count integer,
  OUT entries patrol.pushed_entry[], OUT ends_at integer
)
LANGUAGE plpgsql AS $$
DECLARE
  entry pushed_entry;
  hashed_first constant bytea := '\x706174726f6c2e656e7472792e3100'::bytea || header;
  hashes bytea[] := '{}';
  subjects bytea[] := '{}';
  size constant integer := length(wire);
  at integer := begins_at;
  fixed bytea;
  bits integer;
  payload_size integer;
BEGIN
  entry.prev := first_prev;
  FOR place IN 1..entry_count LOOP
    fixed := substr(wire, at + 1, 8);
    bits := get_byte(fixed, 3);
    payload_size := u16(wire, at + 8);
    entry.seq := first_seq + place - 1;
    entry.kind := u16(fixed, 0);
    entry.version := get_byte(fixed, 2);
    entry.flags := bits & 249;
    entry.since_ms := u32(fixed, 4);
    at := at + 10;
    IF bits >> 3 = 0 THEN
      entry.parents := '';
      entry.subject := NULL;
    ELSE
      SELECT p.parents, p.subject, p.ends_at INTO entry.parents, entry.subject, at
      FROM decode_parents(wire, at, bits >> 3, substr(header, 18, 16), hashes, subjects) p;
    END IF;
    IF bits & 4 <> 0 THEN
      entry.subject := substr(wire, at + 1, 16);
      at := at + 16;
    END IF;
    IF bits & 2 <> 0 THEN
      entry.payload := NULL;
      entry.payload_hash := substr(wire, at + 1, 32);
      at := at + 32;
    ELSE
      entry.payload := substr(wire, at + 1, payload_size);
      entry.payload_hash := sha256(entry.payload);
      at := at + payload_size;
    END IF;
    IF at > size OR entry.subject IS NULL OR payload_size > 30000 OR (bits & 2 <> 0 AND payload_size > 0) THEN
      PERFORM refuse('altered');
    END IF;
    entry.hash := sha256(
      hashed_first || substr(int8send(entry.seq), 5) || entry.prev || entry.subject
        || set_byte(fixed, 3, entry.flags) || entry.parents || entry.payload_hash
    );
    entries[place] := entry;
    hashes[place] := entry.hash;
    subjects[place] := entry.subject;
    entry.prev := entry.hash;
  END LOOP;
  ends_at := at;
END
$$;

-- A parent is a distance back in the run, a number in the station's log, or the hash itself.
CREATE FUNCTION patrol.decode_parents(
  wire bytea, begins_at integer, parent_count integer, home bytea, hashes bytea[], subjects bytea[],
  OUT parents bytea, OUT subject bytea, OUT ends_at integer
)
LANGUAGE plpgsql AS $$
DECLARE
  held constant integer := cardinality(hashes);
  distance integer;
  found_hash bytea;
  found_subject bytea;
BEGIN
  parents := '';
  ends_at := begins_at;
  FOR nth IN 1..parent_count LOOP
    distance := u16(wire, ends_at);
    ends_at := ends_at + 2;
    IF distance = 65535 THEN
      parents := parents || substr(wire, ends_at + 1, 32);
      ends_at := ends_at + 32;
      CONTINUE;
    ELSIF distance = 65534 THEN
      SELECT l.hash, e.subject INTO found_hash, found_subject
      FROM log l JOIN entry e ON e.station = l.station AND e.hash = l.hash
      WHERE l.station = home AND l.n = u32(wire, ends_at);
      IF NOT FOUND THEN
        PERFORM refuse('unknown_prev');
      END IF;
      ends_at := ends_at + 4;
    ELSIF distance BETWEEN 1 AND held THEN
      found_hash := hashes[held + 1 - distance];
      found_subject := subjects[held + 1 - distance];
    ELSE
      PERFORM refuse('altered');
    END IF;
    parents := parents || found_hash;
    subject := coalesce(subject, found_subject);
  END LOOP;
END
$$;
