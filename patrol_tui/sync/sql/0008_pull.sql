-- Pull: what the logs hold after a laptop's cursors, packed (patrol_tui/sync/packed.py reads it).
SET LOCAL ROLE patrol_owner;

CREATE FUNCTION patrol.as_u16(value bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$ SELECT substr(int8send(value), 7) $$;

CREATE FUNCTION patrol.as_u32(value bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$ SELECT substr(int8send(value), 5) $$;

-- Whatever ends a run: nothing, the seal that was pushed there in this call, or another one.
CREATE FUNCTION patrol.as_seal(seal bytea, pushed bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN seal IS NULL THEN '\x00'::bytea WHEN seal = pushed THEN '\x01' ELSE '\x02' || seal END
$$;

-- A row as it stands.
CREATE FUNCTION patrol.as_row(r patrol.log) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT '\x04'::bytea || int8send(r.n) || r.hash || r.h || int8send(r.received_at_us) || r.pushed_by
    || patrol.as_seal(r.seal, NULL)
$$;

-- Rows at growing distances before a cursor that the log does not hold, for both to agree on.
CREATE FUNCTION patrol.samples(log_of bytea, cursor_n bigint) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg(patrol.as_row(l), '' ORDER BY l.n), '')
  FROM patrol.log l
  WHERE l.station = log_of AND l.n IN (
    SELECT 1 UNION SELECT cursor_n UNION SELECT cursor_n - (1::bigint << power) FROM generate_series(0, 39) power
  )
$$;

-- A row of the log with what it names.
CREATE TYPE patrol.told AS (
  l patrol.log,
  e patrol.entry,
  header bytea
);

-- What is being packed.
CREATE TYPE patrol.piece AS (
  tag integer, -- 0 nothing, 1 rows by their hashes, 2 rows by their place in the push, 3 a run
  received_at_us bigint,
  pushed_by bytea,
  rows integer,
  body bytea,
  place integer, -- of the first row in the push
  first patrol.told,
  last patrol.told,
  hashes bytea[]
);

CREATE FUNCTION patrol.as_run(p patrol.piece) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT (p.first).header || patrol.as_u32(((p.first).e).seq) || ((p.first).e).prev || patrol.as_u16(p.rows)
    || ((p.last).e).hash || p.body || coalesce(((p.last).l).seal, decode(repeat('00', 64), 'hex'))
$$;

CREATE FUNCTION patrol.packed(p patrol.piece, seals bytea[], is_exact boolean) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  run bytea;
  top constant bytea := set_byte('\x00', 0, p.tag) || int8send(p.received_at_us) || p.pushed_by;
BEGIN
  CASE p.tag
    WHEN 0 THEN
      RETURN '';
    WHEN 1 THEN
      RETURN top || as_u16(p.rows) || p.body;
    WHEN 2 THEN
      RETURN top || as_u16(p.place) || as_u16(p.rows)
        || as_seal(((p.last).l).seal, seals[p.place + p.rows]);
    WHEN 3 THEN
      run := as_run(p);
      RETURN CASE WHEN is_exact THEN '\x06' ELSE top END || as_u32(length(run)) || run;
  END CASE;
END
$$;

-- An entry of a run: a parent is told by its distance where it stands in the same run.
CREATE FUNCTION patrol.as_entry(e patrol.entry, hashes bytea[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  parent_count constant integer := length(e.parents) / 32;
  held constant integer := cardinality(hashes);
  links bytea := '';
  parent bytea;
  place integer;
  names_subject boolean := parent_count = 0;
BEGIN
  FOR nth IN 1..parent_count LOOP
    parent := substr(e.parents, nth * 32 - 31, 32);
    place := array_position(hashes, parent);
    IF place IS NULL THEN
      links := links || '\xffff'::bytea || parent;
      names_subject := names_subject OR nth = 1;
    ELSE
      links := links || as_u16(held + 1 - place);
    END IF;
  END LOOP;
  RETURN as_u16(e.kind)
    || set_byte('\x00', 0, e.version)
    || set_byte('\x00', 0, e.flags | CASE WHEN names_subject THEN 4 ELSE 0 END
      | CASE WHEN e.payload IS NULL THEN 2 ELSE 0 END)
    || as_u32(e.since_ms) || as_u16(coalesce(length(e.payload), 0)) || links
    || CASE WHEN names_subject THEN e.subject ELSE '' END
    || coalesce(e.payload, e.payload_hash);
END
$$;

CREATE FUNCTION patrol.room_of(r patrol.told, is_own boolean, is_end boolean) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN is_own THEN 34
    ELSE 26 + coalesce(length((r.e).payload), 32) + length((r.e).parents) + CASE WHEN is_end THEN 300 ELSE 0 END
  END
$$;

-- Adds a row to what is being packed, which is written out first where the row does not continue it.
CREATE FUNCTION patrol.pack_row(
  r patrol.told, is_own boolean, hashes bytea[], seals bytea[], is_exact boolean,
  INOUT p patrol.piece, INOUT wire bytea
)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  place constant integer := CASE WHEN is_own THEN array_position(hashes, (r.l).hash) - 1 END;
  tag constant integer := CASE WHEN NOT is_own THEN 3 WHEN place IS NULL THEN 1 ELSE 2 END;
  goes_on constant boolean := p.tag = tag
    AND (p.received_at_us, p.pushed_by) = ((r.l).received_at_us, (r.l).pushed_by)
    AND (tag = 1 OR ((p.last).l).seal IS NULL)
    AND (tag <> 2 OR place = p.place + p.rows)
    AND (tag <> 3 OR ((r.e).run_no, (r.e).seq, (r.e).prev)
      = (((p.last).e).run_no, ((p.last).e).seq + 1, ((p.last).e).hash));
BEGIN
  IF is_exact THEN
    wire := wire || as_row(r.l);
    IF is_own THEN
      wire := wire || packed(p, seals, is_exact);
      p.tag := 0;
      RETURN;
    END IF;
  END IF;
  IF NOT goes_on THEN
    wire := wire || packed(p, seals, is_exact);
    p := ROW(tag, (r.l).received_at_us, (r.l).pushed_by, 0, '', place, r, NULL, '{}');
  END IF;
  IF tag = 1 THEN
    p.body := p.body || (r.l).hash || as_seal((r.l).seal, NULL);
  ELSIF tag = 3 THEN
    p.body := p.body || as_entry(r.e, p.hashes);
    p.hashes := p.hashes || (r.e).hash;
  END IF;
  p.rows := p.rows + 1;
  p.last := r;
END
$$;

-- What follows in one log, in whole pushes, as far as there is room; at least one if it `must`.
CREATE FUNCTION patrol.pull_log(
  log_of bytea, after_n bigint, own_streams bytea[], hashes bytea[], seals bytea[], is_exact boolean,
  room integer, must boolean, OUT wire bytea, OUT used integer, OUT last_n bigint, OUT last_h bytea
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
    SELECT l, e, g.header
    FROM log l
    JOIN entry e ON e.station = l.station AND e.hash = l.hash
    JOIN run g ON g.station = e.station AND g.no = e.run_no
    WHERE l.station = log_of AND l.n > after_n
    ORDER BY l.n LIMIT 4097
  LOOP
    is_own := substr(r.header, 2, 16) = ANY (own_streams);
    -- A push ends at its seal; what was copied has none, and is cut anywhere.
    is_end := (r.l).seal IS NOT NULL OR substr(r.header, 18, 16) <> log_of;
    waiting := waiting || r;
    waiting_room := waiting_room + room_of(r, is_own, is_end);
    CONTINUE WHEN NOT is_end;
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

CREATE FUNCTION patrol.as_code(refusal text) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT set_byte('\x00', 0, coalesce(array_position(ARRAY[
    'unknown_prev', 'altered', 'denied', 'oversize', 'busy', 'other_district', 'newer', 'not_set_up'
  ], refusal), 0))
$$;

-- A cursor = station 16, epoch 16, n 8, h 32. A log is read by its keys, never as a whole.
CREATE FUNCTION patrol.pull(
  cursors bytea, who bytea, room integer, refusal text, hashes bytea[], seals bytea[]
) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = patrol, pg_temp
SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  hindered constant text := hindrance(who);
  is_exact boolean;
  own_streams bytea[];
  epoch bytea;
  log_of bytea;
  after_n bigint;
  followed record;
  used integer := 0;
  answer bytea := '';
BEGIN
  IF hindered IS NOT NULL THEN
    RETURN as_code(hindered);
  END IF;
  IF get_byte(who, 26) & 1 = 0 THEN
    hashes := NULL;
  END IF;
  is_exact := get_byte(who, 26) & 2 <> 0;
  own_streams := ARRAY(SELECT substr(who, at, 16) FROM generate_series(28, length(who), 16) at);
  epoch := (SELECT decode(value, 'hex') FROM shared_meta WHERE key = 'epoch');
  FOR at IN 0..length(cursors) - 72 BY 72 LOOP
    log_of := substr(cursors, at + 1, 16);
    after_n := u64(cursors, at + 32);
    IF NOT in_scope(log_of) THEN
      refusal := coalesce(refusal, 'denied');
      answer := answer || '\x0000'::bytea;
    ELSIF after_n > 0 AND (
      epoch <> substr(cursors, at + 17, 16)
      OR NOT EXISTS (SELECT FROM log l WHERE l.station = log_of AND l.n = after_n AND l.h = substr(cursors, at + 41, 32))
    ) THEN
      answer := answer || samples(log_of, after_n) || '\x05'::bytea;
    ELSE
      SELECT * INTO followed
      FROM pull_log(log_of, after_n, own_streams, hashes, seals, is_exact, room - used, used = 0);
      used := used + followed.used;
      answer := answer || followed.wire || CASE
        WHEN EXISTS (SELECT FROM log_head g WHERE g.station = log_of AND g.n > followed.last_n) THEN '\x0001'::bytea
        ELSE '\x0000'
      END || coalesce(followed.last_h, '');
    END IF;
  END LOOP;
  RETURN as_code(refusal) || epoch || answer;
END
$$;
