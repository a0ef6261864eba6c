-- What a laptop calls. Only a procedure with its caller's own rights may commit, so these two are no
-- more than that: the lock is gone and the rows are durable before the pull begins, and even where
-- the caller never ends its message.
SET LOCAL ROLE patrol_owner;

CREATE PROCEDURE patrol.sync(wire bytea, cursors bytea, who bytea, room integer, INOUT answer bytea)
LANGUAGE plpgsql AS $$
DECLARE
  pushed record;
BEGIN
  IF wire = '' THEN
    answer := patrol.pull(cursors, who, room, NULL, NULL, NULL);
  ELSE
    pushed := patrol.push(wire, who);
    COMMIT;
    answer := patrol.pull(cursors, who, room, pushed.refusal, pushed.hashes, pushed.seals);
  END IF;
END
$$;

CREATE PROCEDURE patrol.share(thing bytea, home bytea, target bytea, who bytea, INOUT refusal text)
LANGUAGE plpgsql AS $$
BEGIN
  refusal := patrol.share_thing(thing, home, target, who);
  COMMIT;
END
$$;

-- What the shared database says of itself.
CREATE FUNCTION patrol.marks(OUT key text, OUT value text) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = patrol, pg_temp AS $$
  SELECT m.key, m.value FROM patrol.shared_meta m WHERE m.key IN ('format', 'root_key', 'root_officer', 'epoch')
$$;

GRANT EXECUTE ON PROCEDURE patrol.sync, patrol.share TO patrol_laptop, patrol_bureau;
GRANT EXECUTE ON FUNCTION
  patrol.push, patrol.pull, patrol.share_thing, patrol.marks,
  patrol.blob_missing, patrol.put_chunk, patrol.get_chunk, patrol.blob_size
TO patrol_laptop, patrol_bureau;
