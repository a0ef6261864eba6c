-- Push: entries go into the log of their station, and of every other that holds their thing already.
SET LOCAL ROLE patrol_owner;

-- Locks the ends of logs until the transaction ends, in one order everywhere.
CREATE FUNCTION patrol.lock_heads(stations bytea[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO log_head SELECT s, 0, decode(repeat('00', 32), 'hex') FROM unnest(stations) s ORDER BY s
  ON CONFLICT DO NOTHING;
  PERFORM FROM log_head WHERE station = ANY (stations) ORDER BY station FOR UPDATE;
END
$$;

-- The caller holds the head. A run has the number of its first row, which no other can have.
CREATE FUNCTION patrol.add_to_log(
  log_of bytea, header bytea, entries patrol.pushed_entry[], seal bytea, at_us bigint, device bytea
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  last constant integer := cardinality(entries);
  head record;
  entry pushed_entry;
  place integer := 0;
  chained bytea;
  chain bytea[] := '{}';
BEGIN
  SELECT n, h INTO head FROM log_head WHERE station = log_of;
  chained := head.h;
  FOREACH entry IN ARRAY entries LOOP
    place := place + 1;
    chained := sha256(chained || entry.hash || CASE WHEN place = last THEN coalesce(seal, '') ELSE '' END);
    chain[place] := chained;
  END LOOP;
  INSERT INTO run VALUES (log_of, head.n + 1, header);
  INSERT INTO entry (
    station, run_no, hash, seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash
  )
  SELECT log_of, head.n + 1, e.hash, e.seq, e.prev, e.subject, e.kind, e.version, e.flags, e.since_ms,
    e.parents, e.payload, e.payload_hash
  FROM unnest(entries) e;
  INSERT INTO log (station, n, hash, h, seal, received_at_us, pushed_by)
  SELECT log_of, head.n + e.nth, e.hash, e.h, CASE WHEN e.nth = last THEN seal END, at_us, device
  FROM unnest(entries, chain) WITH ORDINALITY AS e (
    seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash, hash, h, nth
  );
  UPDATE log_head SET n = head.n + last, h = chained WHERE station = log_of;
END
$$;

-- Returns what a log lacks of a run: the rest of it, or nothing.
CREATE FUNCTION patrol.fresh_of(run patrol.pushed_run) RETURNS patrol.pushed_entry[]
LANGUAGE plpgsql AS $$
DECLARE
  first constant pushed_entry := run.entries[1];
  zero constant bytea := decode(repeat('00', 32), 'hex');
  is_beginning constant boolean := first.seq = 1 AND first.prev = zero;
  stream_end record;
  before record;
BEGIN
  SELECT seq, hash INTO stream_end FROM stream_head s WHERE s.station = run.station AND s.stream = run.stream;
  IF NOT FOUND AND is_beginning THEN
    RETURN run.entries;
  ELSIF stream_end.hash = first.prev THEN
    IF first.seq <> stream_end.seq + 1 THEN
      PERFORM refuse('altered');
    END IF;
    RETURN run.entries;
  END IF;
  -- A retry of something old, a second branch of the stream, or one that goes on from another.
  IF NOT EXISTS (SELECT FROM entry e WHERE e.station = run.station AND e.hash = first.hash) THEN
    SELECT e.seq, substr(r.header, 2, 16) AS stream INTO before
    FROM entry e JOIN run r ON r.station = e.station AND r.no = e.run_no
    WHERE e.station = run.station AND e.hash = first.prev;
    IF NOT FOUND AND NOT is_beginning THEN
      PERFORM refuse('unknown_prev');
    ELSIF FOUND AND first.seq > 1 AND (before.seq, before.stream) <> (first.seq - 1, run.stream) THEN
      PERFORM refuse('altered');
    END IF;
  END IF;
  RETURN lacking_in(run.station, run.entries);
END
$$;

CREATE FUNCTION patrol.lacking_in(log_of bytea, entries patrol.pushed_entry[]) RETURNS patrol.pushed_entry[]
LANGUAGE sql AS $$
  SELECT coalesce(array_agg(
    ROW(e.seq, e.prev, e.subject, e.kind, e.version, e.flags, e.since_ms, e.parents, e.payload, e.payload_hash,
      e.hash)::patrol.pushed_entry ORDER BY e.nth), '{}')
  FROM unnest(entries) WITH ORDINALITY AS e (
    seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash, hash, nth
  )
  WHERE NOT EXISTS (SELECT FROM patrol.entry held WHERE held.station = log_of AND held.hash = e.hash)
$$;

CREATE FUNCTION patrol.about(subjects bytea[], entries patrol.pushed_entry[]) RETURNS patrol.pushed_entry[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(
    ROW(e.seq, e.prev, e.subject, e.kind, e.version, e.flags, e.since_ms, e.parents, e.payload, e.payload_hash,
      e.hash)::patrol.pushed_entry ORDER BY e.nth), '{}')
  FROM unnest(entries) WITH ORDINALITY AS e (
    seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash, hash, nth
  )
  WHERE e.subject = ANY (subjects)
$$;

CREATE TYPE patrol.holder AS (station bytea, subjects bytea[]);

-- Which logs hold which of the pushed things.
CREATE FUNCTION patrol.holders_of(runs patrol.pushed_run[]) RETURNS patrol.holder[]
LANGUAGE sql AS $$
  WITH wanted AS (
    SELECT DISTINCT e.subject
    FROM unnest(runs) r CROSS JOIN LATERAL unnest(r.entries) e WHERE r.station <> patrol.district()
  ),
  found AS (
    SELECT g.station, array_agg(w.subject) AS subjects
    FROM patrol.log_head g CROSS JOIN wanted w
    WHERE EXISTS (SELECT FROM patrol.entry e WHERE e.station = g.station AND e.subject = w.subject)
    GROUP BY g.station
  )
  SELECT coalesce(array_agg(ROW(f.station, f.subjects)::patrol.holder), '{}') FROM found f
$$;

-- Puts what one log holds of a thing into another; the caller holds both heads.
CREATE FUNCTION patrol.copy_thing(thing bytea, source bytea, target bytea, device bytea) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  head record;
  copied record;
  at_us constant bigint := now_us();
BEGIN
  SELECT n, h INTO head FROM log_head WHERE station = target;
  FOR copied IN
    SELECT w.*, w.n - w.nth + min(w.nth) OVER (PARTITION BY w.old_no) AS new_no
    FROM (
      SELECT e.*, e.run_no AS old_no, r.header, row_number() OVER (ORDER BY l.n) AS nth,
        head.n + row_number() OVER (ORDER BY l.n) AS n
      FROM entry e
      JOIN log l ON l.station = e.station AND l.hash = e.hash
      JOIN run r ON r.station = e.station AND r.no = e.run_no
      WHERE e.station = source AND e.subject = thing
        AND NOT EXISTS (SELECT FROM entry held WHERE held.station = target AND held.hash = e.hash)
    ) w
    ORDER BY w.n
  LOOP
    head.n := copied.n;
    head.h := sha256(head.h || copied.hash);
    IF copied.new_no = copied.n THEN
      INSERT INTO run VALUES (target, copied.n, copied.header);
    END IF;
    INSERT INTO entry (
      station, run_no, hash, seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash
    ) VALUES (
      target, copied.new_no, copied.hash, copied.seq, copied.prev, copied.subject, copied.kind, copied.version,
      copied.flags, copied.since_ms, copied.parents, copied.payload, copied.payload_hash
    );
    INSERT INTO log VALUES (target, copied.n, copied.hash, head.h, NULL, at_us, device);
  END LOOP;
  UPDATE log_head SET n = head.n, h = head.h WHERE station = target;
END
$$;

-- Nobody gets a neighbour's thing by writing about it: it began at home, or it was shared.
CREATE FUNCTION patrol.may_fetch(thing bytea, source bytea, home bytea) RETURNS boolean
LANGUAGE sql AS $$
  SELECT patrol.is_bureau()
    OR NOT EXISTS (
      SELECT FROM patrol.entry e JOIN patrol.run r ON r.station = e.station AND r.no = e.run_no
      WHERE e.station = source AND e.subject = thing AND e.parents = '' AND substr(r.header, 18, 16) <> home
    )
    OR EXISTS (
      SELECT FROM patrol.entry e WHERE e.station = source AND e.subject = thing AND e.kind & 255 = 8
    )
$$;

-- Raises PT409 where a log has to be locked too that is not among the stations.
CREATE FUNCTION patrol.take(runs patrol.pushed_run[], stations bytea[], device bytea) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  at_us bigint;
  run pushed_run;
  fresh pushed_entry[];
  copied pushed_entry[];
  holders holder[];
  held holder;
  late record;
BEGIN
  PERFORM lock_heads(stations);
  at_us := now_us();
  holders := holders_of(runs);
  IF EXISTS (SELECT FROM unnest(holders) h WHERE h.station <> ALL (stations)) THEN
    RAISE EXCEPTION USING ERRCODE = 'PT409', MESSAGE = 'further logs hold these things';
  END IF;
  FOREACH run IN ARRAY runs LOOP
    fresh := fresh_of(run);
    CONTINUE WHEN cardinality(fresh) = 0;
    PERFORM add_to_log(run.station, run.header, fresh, run.seal, at_us, device);
    INSERT INTO stream_head AS s
    VALUES (run.station, run.stream, fresh[cardinality(fresh)].seq, fresh[cardinality(fresh)].hash)
    ON CONFLICT (station, stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
    WHERE excluded.seq > s.seq;
    CONTINUE WHEN run.station = district();
    FOREACH held IN ARRAY holders LOOP
      CONTINUE WHEN held.station = run.station;
      copied := lacking_in(held.station, about(held.subjects, fresh));
      IF cardinality(copied) > 0 THEN
        PERFORM add_to_log(held.station, run.header, copied, NULL, at_us, device);
      END IF;
    END LOOP;
  END LOOP;
  -- Things whose own log has them only now, though another had them already.
  FOR late IN
    SELECT DISTINCT ON (r.station, e.subject) r.station AS home, e.subject, h.station AS source
    FROM unnest(runs) r CROSS JOIN LATERAL unnest(r.entries) e
    JOIN unnest(holders) h ON e.subject = ANY (h.subjects)
    WHERE r.station <> district() AND NOT EXISTS (
      SELECT FROM unnest(holders) own WHERE own.station = r.station AND e.subject = ANY (own.subjects)
    )
    ORDER BY r.station, e.subject, h.station
  LOOP
    IF may_fetch(late.subject, late.source, late.home) THEN
      PERFORM copy_thing(late.subject, late.source, late.home, device);
    END IF;
  END LOOP;
END
$$;

-- Plans are kept as long as a connection: one made while tables were small must not read them whole
-- later, so these look up by keys whatever it seems to cost.
-- Returns why nothing was taken, or else the hashes of what was pushed and where it was sealed.
CREATE FUNCTION patrol.push(wire bytea, who bytea, OUT refusal text, OUT hashes bytea[], OUT seals bytea[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp SET lock_timeout = '3s'
SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  runs pushed_run[];
  run pushed_run;
  stations bytea[];
BEGIN
  refusal := hindrance(who);
  IF refusal IS NULL AND length(wire) > 65536 THEN
    refusal := 'oversize';
  END IF;
  IF refusal IS NOT NULL THEN
    RETURN;
  END IF;
  runs := decode_runs(wire);
  stations := ARRAY(SELECT DISTINCT r.station FROM unnest(runs) r);
  LOOP
    BEGIN
      PERFORM take(runs, stations, device_of(who));
      EXIT;
    EXCEPTION
      WHEN SQLSTATE 'PT409' THEN
        stations := ARRAY(SELECT unnest(stations) UNION SELECT h.station FROM unnest(holders_of(runs)) h);
    END;
  END LOOP;
  FOREACH run IN ARRAY runs LOOP
    hashes := hashes || ARRAY(SELECT e.hash FROM unnest(run.entries) e);
    seals := seals || array_fill(NULL::bytea, ARRAY[cardinality(run.entries) - 1]) || ARRAY[run.seal];
  END LOOP;
EXCEPTION
  WHEN SQLSTATE 'PT400' THEN
    refusal := SQLERRM;
  WHEN lock_not_available OR deadlock_detected THEN
    refusal := 'busy';
END
$$;

CREATE FUNCTION patrol.share_thing(thing bytea, home bytea, target bytea, who bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp SET lock_timeout = '3s'
SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  refusal text := hindrance(who);
BEGIN
  IF refusal IS NULL AND NOT in_scope(home) THEN
    refusal := 'denied';
  END IF;
  IF refusal IS NULL THEN
    PERFORM lock_heads(ARRAY[home, target]);
    PERFORM copy_thing(thing, home, target, device_of(who));
  END IF;
  RETURN refusal;
EXCEPTION
  WHEN lock_not_available OR deadlock_detected THEN
    RETURN 'busy';
END
$$;
