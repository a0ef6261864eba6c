-- The bureau's side: who may come in, and what has to go.
SET LOCAL ROLE patrol_owner;

-- `session_user` is who logged in, whatever role a function or SET ROLE puts on.
CREATE FUNCTION patrol.is_bureau() RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT pg_has_role(session_user, 'patrol_bureau', 'MEMBER')
$$;

CREATE FUNCTION patrol.require_bureau() RETURNS void
LANGUAGE plpgsql SET search_path = patrol, pg_temp AS $$
BEGIN
  IF NOT is_bureau() THEN
    RAISE EXCEPTION 'only the bureau may do that' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

CREATE FUNCTION patrol.give_access(login text, device bytea, stations bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp AS $$
BEGIN
  PERFORM require_bureau();
  DELETE FROM access a WHERE a.login = give_access.login;
  INSERT INTO access SELECT give_access.login, station, give_access.device FROM unnest(stations) station;
END
$$;

CREATE FUNCTION patrol.take_access(device bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp AS $$
BEGIN
  PERFORM require_bureau();
  INSERT INTO shared_meta VALUES ('shut_out.' || encode(device, 'hex'), '1') ON CONFLICT DO NOTHING;
END
$$;
REVOKE EXECUTE ON FUNCTION patrol.give_access, patrol.take_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION patrol.give_access, patrol.take_access TO patrol_bureau;
GRANT EXECUTE ON FUNCTION patrol.require_bureau, patrol.is_bureau TO patrol_expunge;
GRANT CREATE ON SCHEMA patrol TO patrol_expunge;

-- The triggers' only exception is this function's owner.
SET LOCAL ROLE patrol_expunge;
CREATE FUNCTION patrol.expunge(entries bytea[], blobs bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp AS $$
DECLARE
  log bytea;
BEGIN
  PERFORM require_bureau();
  FOR log IN SELECT station FROM log_head LOOP
    UPDATE entry SET payload = NULL WHERE station = log AND hash = ANY (entries) AND payload IS NOT NULL;
    DELETE FROM chunk WHERE station = log AND hash = ANY (blobs);
    UPDATE blob SET size = 0, complete = true WHERE station = log AND hash = ANY (blobs);
  END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION patrol.expunge FROM PUBLIC;
GRANT EXECUTE ON FUNCTION patrol.expunge TO patrol_bureau;

SET LOCAL ROLE patrol_owner;
REVOKE CREATE ON SCHEMA patrol FROM patrol_expunge;
