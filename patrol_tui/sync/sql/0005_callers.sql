-- Who calls, and what they may: by the login, never by what the call says.
SET LOCAL ROLE patrol_owner;

CREATE FUNCTION patrol.u16(wire bytea, at integer) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT get_byte(wire, at) << 8 | get_byte(wire, at + 1) $$;

CREATE FUNCTION patrol.u32(wire bytea, at integer) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT patrol.u16(wire, at)::bigint << 16 | patrol.u16(wire, at + 2)
$$;

CREATE FUNCTION patrol.u64(wire bytea, at integer) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT patrol.u32(wire, at) << 32 | patrol.u32(wire, at + 4) $$;

CREATE FUNCTION patrol.now_us() RETURNS bigint
LANGUAGE sql AS $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint $$;

CREATE FUNCTION patrol.district() RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$ SELECT '\x4fbcef7baada38583514becf6eebc33b'::bytea $$;

-- A refusal undoes the push and becomes a code; every other error stays one.
CREATE FUNCTION patrol.refuse(code text) RETURNS void
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'PT400', MESSAGE = code; END $$;

CREATE FUNCTION patrol.in_scope(log bytea) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT patrol.is_bureau()
    OR EXISTS (SELECT FROM patrol.access a WHERE a.login = session_user AND a.station = log)
$$;

-- `who` = format 2, beginning of the root key 8, device 16, wishes 1, own streams 16 each.
-- Wishes: 1 = what is pushed here need not be named again, 2 = every row as it stands.
CREATE FUNCTION patrol.device_of(who bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$ SELECT substr(who, 11, 16) $$;

-- Returns why a caller gets no answer, or null.
CREATE FUNCTION patrol.hindrance(who bytea) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  device constant bytea := device_of(who);
  format integer := (SELECT value::integer FROM shared_meta WHERE key = 'format');
  root text := (SELECT value FROM shared_meta WHERE key = 'root_key');
BEGIN
  RETURN CASE
    WHEN format IS NULL OR root IS NULL THEN 'not_set_up'
    WHEN format > u16(who, 0) THEN 'newer'
    WHEN left(root, 16) <> encode(substr(who, 3, 8), 'hex') THEN 'other_district'
    WHEN NOT may_speak_as(device) THEN 'denied'
  END;
END
$$;

CREATE FUNCTION patrol.may_speak_as(device bytea) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (
    patrol.is_bureau()
    OR EXISTS (
      SELECT FROM patrol.access a WHERE a.login = session_user AND a.device = may_speak_as.device
    )
  ) AND NOT EXISTS (
    SELECT FROM patrol.shared_meta m WHERE m.key = 'shut_out.' || encode(may_speak_as.device, 'hex')
  )
$$;
