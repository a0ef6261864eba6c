-- What was looked for among all rows is found by its key: a push read an index as a whole, a call
-- the table of who may come in, a repeated push its station's log.
SET LOCAL ROLE patrol_owner;

-- By the thing alone too, whichever logs hold it. Its name begins with the time, so what is written
-- now lies together at the index's end, however many stations write.
DROP INDEX patrol.entry_subject;
CREATE INDEX entry_subject ON patrol.entry (subject, station);

-- `session_user` is a name, and names compare otherwise than the key's texts do.
CREATE OR REPLACE FUNCTION patrol.in_scope(log bytea) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT patrol.is_bureau() OR EXISTS (
    SELECT FROM patrol.access a WHERE a.login = session_user::text COLLATE "default" AND a.station = log
  )
$$;

CREATE OR REPLACE FUNCTION patrol.may_speak_as(device bytea) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (
    patrol.is_bureau()
    OR EXISTS (
      SELECT FROM patrol.access a
      WHERE a.login = session_user::text COLLATE "default" AND a.device = may_speak_as.device
    )
  ) AND NOT EXISTS (
    SELECT FROM patrol.shared_meta m WHERE m.key = 'shut_out.' || encode(may_speak_as.device, 'hex')
  )
$$;

-- Which logs hold which of the pushed things: from one holder of a thing to the next, by the index,
-- so that it matters neither how many stations there are nor how long a thing's story is.
CREATE OR REPLACE FUNCTION patrol.holders_of(runs patrol.pushed_run[]) RETURNS patrol.holder[]
LANGUAGE sql AS $$
  WITH RECURSIVE wanted AS (
    SELECT DISTINCT e.subject
    FROM unnest(runs) r CROSS JOIN LATERAL unnest(r.entries) e WHERE r.station <> patrol.district()
  ),
  held (subject, station) AS (
    SELECT w.subject, (
      SELECT e.station FROM patrol.entry e WHERE e.subject = w.subject ORDER BY e.station LIMIT 1
    )
    FROM wanted w
    UNION ALL
    SELECT h.subject, (
      SELECT e.station FROM patrol.entry e WHERE e.subject = h.subject AND e.station > h.station
      ORDER BY e.station LIMIT 1
    )
    FROM held h WHERE h.station IS NOT NULL
  ),
  found AS (
    SELECT h.station, array_agg(h.subject) AS subjects FROM held h WHERE h.station IS NOT NULL GROUP BY h.station
  )
  SELECT coalesce(array_agg(ROW(f.station, f.subjects)::patrol.holder), '{}') FROM found f
$$;

-- What follows asks for each row by its key, in a sub-query that no planner takes apart: as a join it
-- may be planned as one reading of all that a log holds, while that is little, and the plan is kept.
CREATE FUNCTION patrol.holds(log_of bytea, entry_hash bytea) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (SELECT true FROM patrol.entry e WHERE e.station = log_of AND e.hash = entry_hash) IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION patrol.lacking_in(log_of bytea, entries patrol.pushed_entry[])
RETURNS patrol.pushed_entry[]
LANGUAGE sql AS $$
  SELECT coalesce(array_agg(
    ROW(e.seq, e.prev, e.subject, e.kind, e.version, e.flags, e.since_ms, e.parents, e.payload, e.payload_hash,
      e.hash)::patrol.pushed_entry ORDER BY e.nth), '{}')
  FROM unnest(entries) WITH ORDINALITY AS e (
    seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash, hash, nth
  )
  WHERE NOT patrol.holds(log_of, e.hash)
$$;

-- Puts what one log holds of a thing into another; the caller holds both heads.
CREATE OR REPLACE FUNCTION patrol.copy_thing(thing bytea, source bytea, target bytea, device bytea) RETURNS void
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
      CROSS JOIN LATERAL (SELECT * FROM log l WHERE l.station = e.station AND l.hash = e.hash OFFSET 0) l
      CROSS JOIN LATERAL (SELECT * FROM run r WHERE r.station = e.station AND r.no = e.run_no OFFSET 0) r
      WHERE e.station = source AND e.subject = thing AND NOT holds(target, e.hash)
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
CREATE OR REPLACE FUNCTION patrol.may_fetch(thing bytea, source bytea, home bytea) RETURNS boolean
LANGUAGE sql AS $$
  SELECT patrol.is_bureau()
    OR NOT EXISTS (
      SELECT FROM patrol.entry e
      WHERE e.station = source AND e.subject = thing AND e.parents = '' AND home <> (
        SELECT substr(r.header, 18, 16) FROM patrol.run r WHERE r.station = e.station AND r.no = e.run_no
      )
    )
    OR EXISTS (
      SELECT FROM patrol.entry e WHERE e.station = source AND e.subject = thing AND e.kind & 255 = 8
    )
$$;

-- What follows in one log, as far as there is room: in whole pushes, at least one if it `must`; where the link
-- is thin cut anywhere, at least one entry if it `must`.
CREATE OR REPLACE FUNCTION patrol.pull_log(
  log_of bytea, after_n bigint, own_streams bytea[], hashes bytea[], seals bytea[], is_exact boolean,
  room integer, must boolean, thin boolean, OUT wire bytea, OUT used integer, OUT last_n bigint, OUT last_h bytea
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  r told;
  kept told;
  waiting told[] := '{}';
  waiting_room integer := 0;
  p piece;
  packing record;
  is_own boolean;
  is_end boolean;
BEGIN
  wire := '';
  used := 0;
  last_n := after_n;
  p.tag := 0;
  FOR r IN
    SELECT l, f.e, g.header
    FROM log l
    CROSS JOIN LATERAL (SELECT e FROM entry e WHERE e.station = l.station AND e.hash = l.hash OFFSET 0) f
    CROSS JOIN LATERAL (SELECT g.header FROM run g WHERE g.station = l.station AND g.no = (f.e).run_no OFFSET 0) g
    WHERE l.station = log_of AND l.n > after_n
    ORDER BY l.n LIMIT 4097
  LOOP
    is_own := substr(r.header, 2, 16) = ANY (own_streams);
    -- A push ends at its seal; what was copied has none, and is cut anywhere.
    is_end := (r.l).seal IS NOT NULL OR substr(r.header, 18, 16) <> log_of;
    waiting := waiting || r;
    waiting_room := waiting_room + room_of(r, is_own, is_end);
    CONTINUE WHEN NOT (is_end OR thin);
    EXIT WHEN used + waiting_room > room AND NOT (must AND used = 0);
    FOREACH kept IN ARRAY waiting LOOP
      is_own := substr(kept.header, 2, 16) = ANY (own_streams);
      packing := pack_row(kept, is_own, hashes, seals, is_exact, p, wire);
      p := packing.p;
      wire := packing.wire;
    END LOOP;
    used := used + waiting_room;
    last_n := (r.l).n;
    last_h := (r.l).h;
    waiting := '{}';
    waiting_room := 0;
  END LOOP;
  wire := wire || packed(p, seals, is_exact);
END
$$;

-- Rows at growing distances before a cursor that the log does not hold, for both to agree on.
CREATE OR REPLACE FUNCTION patrol.samples(log_of bytea, cursor_n bigint) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg(patrol.as_row(f.l), '' ORDER BY w.n), '')
  FROM (
    SELECT 1 AS n UNION SELECT cursor_n UNION SELECT cursor_n - (1::bigint << power) FROM generate_series(0, 39) power
  ) w
  CROSS JOIN LATERAL (SELECT l FROM patrol.log l WHERE l.station = log_of AND l.n = w.n OFFSET 0) f
$$;
