-- A pull for a thin link, which breaks before a whole push has come: cut within a push too.
SET LOCAL ROLE patrol_owner;

DROP FUNCTION patrol.pull_log(bytea, bigint, bytea[], bytea[], bytea[], boolean, integer, boolean);

-- What follows in one log, as far as there is room: in whole pushes, at least one if it `must`; where the link
-- is thin cut anywhere, at least one entry if it `must`.
CREATE FUNCTION patrol.pull_log(
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

-- A cursor = station 16, epoch 16, n 8, h 32. A log is read by its keys, never as a whole.
CREATE OR REPLACE FUNCTION patrol.pull(
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
      FROM pull_log(log_of, after_n, own_streams, hashes, seals, is_exact, room - used, used = 0, get_byte(who, 26) & 4 <> 0);
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
