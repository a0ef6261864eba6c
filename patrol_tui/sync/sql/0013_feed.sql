-- Which logs have grown, told by transactions: a bureau that follows a thousand stations asks for
-- those alone, and not for each of them in vain.
SET LOCAL ROLE patrol_owner;

-- The transaction that extended a log last. Whoever remembers the oldest one that was under way at a
-- reading finds by it all that was not to be seen then, whatever the order in which they commit.
-- A restored server counts transactions anew: nobody remembers a number longer than a connection.
CREATE TABLE patrol.feed (
  station bytea PRIMARY KEY,
  changed xid8 NOT NULL
);
CREATE INDEX feed_changed ON patrol.feed (changed);
ALTER TABLE patrol.feed ENABLE ROW LEVEL SECURITY;
ALTER TABLE patrol.feed FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON patrol.feed TO patrol_owner USING (true);
CREATE POLICY auditor ON patrol.feed FOR SELECT TO patrol_auditor USING (true);
GRANT SELECT ON patrol.feed TO patrol_auditor;

-- The head is locked by then, so one at a time comes here for a log.
CREATE FUNCTION patrol.note_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = patrol, pg_temp AS $$
BEGIN
  INSERT INTO feed VALUES (NEW.station, pg_current_xact_id())
  ON CONFLICT (station) DO UPDATE SET changed = excluded.changed;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_change AFTER UPDATE ON patrol.log_head FOR EACH ROW EXECUTE FUNCTION patrol.note_change();
ALTER TABLE patrol.log_head ENABLE ALWAYS TRIGGER note_change;

-- `who` with the wish 8 ends with a position 8, 0 for none. Returns the position for the next time,
-- then station 16 and number 8 of each log that has grown since; nothing to whom it does not concern.
-- The statement that calls it reads the logs in the same snapshot.
CREATE FUNCTION patrol.changed(who bytea) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = patrol, pg_temp
SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  since bigint;
BEGIN
  IF get_byte(who, 26) & 8 = 0 OR NOT is_bureau() OR hindrance(who) IS NOT NULL THEN
    RETURN '';
  END IF;
  since := u64(who, length(who) - 8);
  RETURN '\x07'::bytea || int8send(pg_snapshot_xmin(pg_current_snapshot())::text::bigint) || CASE
    WHEN since > 0 THEN coalesce((
      SELECT string_agg(f.station || int8send(g.n), '')
      FROM feed f JOIN log_head g ON g.station = f.station
      WHERE f.changed >= since::text::xid8
    ), '')
    ELSE ''
  END;
END
$$;

CREATE OR REPLACE PROCEDURE patrol.sync(wire bytea, cursors bytea, who bytea, room integer, INOUT answer bytea)
LANGUAGE plpgsql AS $$
DECLARE
  pushed record;
BEGIN
  IF wire = '' THEN
    answer := patrol.pull(cursors, who, room, NULL, NULL, NULL) || patrol.changed(who);
  ELSE
    pushed := patrol.push(wire, who);
    COMMIT;
    answer := patrol.pull(cursors, who, room, pushed.refusal, pushed.hashes, pushed.seals) || patrol.changed(who);
  END IF;
END
$$;
GRANT EXECUTE ON FUNCTION patrol.changed TO patrol_laptop, patrol_bureau;
