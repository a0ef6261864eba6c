-- Photos: chunks of 16 KiB in any order, whole only once all of them hash to the photo's name.
SET LOCAL ROLE patrol_owner;

-- Asked before anything is looked for, so that the answer does not tell what there is.
CREATE FUNCTION patrol.require_scope(log_of bytea, who bytea) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF hindrance(who) IS NOT NULL OR NOT in_scope(log_of) THEN
    RAISE EXCEPTION 'permission denied for this station' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- Returns a bit for each chunk, lowest first: set where it is missing. None is once the photo is whole.
CREATE FUNCTION patrol.blob_missing(log_of bytea, photo bytea, size_bytes bigint, who bytea) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp
SET jit = off SET enable_seqscan = off AS $$
DECLARE
  held record;
  chunks integer;
  place integer;
  missing bytea;
BEGIN
  PERFORM require_scope(log_of, who);
  IF size_bytes NOT BETWEEN 1 AND 67108864 THEN
    RAISE EXCEPTION 'no photo has this size' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO blob VALUES (log_of, photo, size_bytes, false) ON CONFLICT DO NOTHING;
  SELECT b.size, b.complete INTO held FROM blob b WHERE b.station = log_of AND b.hash = photo FOR UPDATE;
  IF held.complete THEN
    RETURN '';
  END IF;
  chunks := (held.size + 16383) / 16384;
  missing := decode(repeat('00', (chunks + 7) / 8), 'hex');
  IF (SELECT count(*) FROM chunk c WHERE c.station = log_of AND c.hash = photo) = chunks THEN
    IF (
      SELECT sha256(string_agg(c.data, '' ORDER BY c.idx)) FROM chunk c WHERE c.station = log_of AND c.hash = photo
    ) = photo THEN
      UPDATE blob SET complete = true WHERE station = log_of AND hash = photo;
      RETURN '';
    END IF;
    DELETE FROM chunk WHERE station = log_of AND hash = photo;
  END IF;
  FOR place IN
    SELECT * FROM generate_series(0, chunks - 1)
    EXCEPT SELECT c.idx FROM chunk c WHERE c.station = log_of AND c.hash = photo
  LOOP
    missing := set_bit(missing, place, 1);
  END LOOP;
  RETURN missing;
END
$$;

-- Returns whether the photo has this chunk now.
CREATE FUNCTION patrol.put_chunk(log_of bytea, photo bytea, place integer, piece bytea, who bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp
SET jit = off SET enable_seqscan = off AS $$
BEGIN
  PERFORM require_scope(log_of, who);
  INSERT INTO chunk
  SELECT log_of, photo, place, piece FROM blob b
  WHERE b.station = log_of AND b.hash = photo AND NOT b.complete
    AND place BETWEEN 0 AND (b.size - 1) / 16384
    AND length(piece) = least(16384, b.size - place::bigint * 16384)
  ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT FROM chunk c WHERE c.station = log_of AND c.hash = photo AND c.idx = place)
    OR EXISTS (SELECT FROM blob b WHERE b.station = log_of AND b.hash = photo AND b.complete);
END
$$;

CREATE FUNCTION patrol.get_chunk(log_of bytea, photo bytea, place integer, who bytea) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp
SET jit = off SET enable_seqscan = off AS $$
BEGIN
  PERFORM require_scope(log_of, who);
  RETURN (
    SELECT c.data FROM chunk c JOIN blob b ON b.station = c.station AND b.hash = c.hash
    WHERE c.station = log_of AND c.hash = photo AND c.idx = place AND b.complete
  );
END
$$;

CREATE FUNCTION patrol.blob_size(log_of bytea, photo bytea, who bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = patrol, pg_temp
SET jit = off SET enable_seqscan = off AS $$
BEGIN
  PERFORM require_scope(log_of, who);
  RETURN (SELECT b.size FROM blob b WHERE b.station = log_of AND b.hash = photo AND b.complete AND b.size > 0);
END
$$;
