-- Two walls behind the missing grants: rows are hidden from whom no policy names, and what was
-- written is neither changed nor removed, by nobody.
SET LOCAL ROLE patrol_owner;

DO $$
DECLARE
  held text;
BEGIN
  FOR held IN SELECT tablename FROM pg_tables WHERE schemaname = 'patrol' LOOP
    EXECUTE format('ALTER TABLE patrol.%I ENABLE ROW LEVEL SECURITY', held);
    EXECUTE format('ALTER TABLE patrol.%I FORCE ROW LEVEL SECURITY', held);
    EXECUTE format('CREATE POLICY owner ON patrol.%I TO patrol_owner USING (true)', held);
    EXECUTE format('CREATE POLICY auditor ON patrol.%I FOR SELECT TO patrol_auditor USING (true)', held);
    EXECUTE format('GRANT SELECT ON patrol.%I TO patrol_auditor', held);
  END LOOP;
END
$$;

-- What expunging touches, and no more.
GRANT SELECT ON patrol.log_head TO patrol_expunge;
GRANT SELECT, UPDATE (payload) ON patrol.entry TO patrol_expunge;
GRANT SELECT, UPDATE (size, complete) ON patrol.blob TO patrol_expunge;
GRANT SELECT, DELETE ON patrol.chunk TO patrol_expunge;
CREATE POLICY expunge ON patrol.log_head TO patrol_expunge USING (true);
CREATE POLICY expunge ON patrol.entry TO patrol_expunge USING (true);
CREATE POLICY expunge ON patrol.blob TO patrol_expunge USING (true);
CREATE POLICY expunge ON patrol.chunk TO patrol_expunge USING (true);

CREATE FUNCTION patrol.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = patrol, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the ledger only grows: % of % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION patrol.refuse_edit() RETURNS trigger
LANGUAGE plpgsql SET search_path = patrol, pg_temp AS $$
BEGIN
  -- A payload goes, and nothing comes in its place: the hash that the chain rests on stays.
  IF current_user = 'patrol_expunge' AND NEW.payload IS NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger only grows: % of % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

-- A log's end moves forward only, and a photo that is whole stays so.
CREATE FUNCTION patrol.refuse_retreat() RETURNS trigger
LANGUAGE plpgsql SET search_path = patrol, pg_temp AS $$
BEGIN
  IF NEW.station = OLD.station AND NEW.n >= OLD.n THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a log only grows' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION patrol.refuse_loss() RETURNS trigger
LANGUAGE plpgsql SET search_path = patrol, pg_temp AS $$
BEGIN
  IF current_user = 'patrol_expunge'
    OR NOT EXISTS (SELECT FROM blob b WHERE b.station = OLD.station AND b.hash = OLD.hash AND b.complete)
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a photo that is whole stays' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER no_edit BEFORE UPDATE ON patrol.entry FOR EACH ROW EXECUTE FUNCTION patrol.refuse_edit();
CREATE TRIGGER no_delete BEFORE DELETE ON patrol.entry FOR EACH ROW EXECUTE FUNCTION patrol.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON patrol.log FOR EACH ROW EXECUTE FUNCTION patrol.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON patrol.run FOR EACH ROW EXECUTE FUNCTION patrol.refuse_change();
CREATE TRIGGER no_retreat BEFORE UPDATE ON patrol.log_head FOR EACH ROW EXECUTE FUNCTION patrol.refuse_retreat();
CREATE TRIGGER no_delete BEFORE DELETE ON patrol.log_head FOR EACH ROW EXECUTE FUNCTION patrol.refuse_change();
CREATE TRIGGER no_edit BEFORE UPDATE ON patrol.chunk FOR EACH ROW EXECUTE FUNCTION patrol.refuse_change();
CREATE TRIGGER no_loss BEFORE DELETE ON patrol.chunk FOR EACH ROW EXECUTE FUNCTION patrol.refuse_loss();
CREATE TRIGGER no_delete BEFORE DELETE ON patrol.blob FOR EACH ROW EXECUTE FUNCTION patrol.refuse_change();

-- TRUNCATE goes past row triggers, and a session that replicates goes past ordinary ones.
DO $$
DECLARE
  held text;
  made record;
BEGIN
  FOREACH held IN ARRAY ARRAY['entry', 'log', 'run', 'log_head', 'stream_head', 'blob', 'chunk'] LOOP
    EXECUTE format(
      'CREATE TRIGGER no_truncate BEFORE TRUNCATE ON patrol.%I EXECUTE FUNCTION patrol.refuse_change()', held);
  END LOOP;
  FOR made IN
    SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'patrol'::regnamespace AND NOT t.tgisinternal
  LOOP
    EXECUTE format('ALTER TABLE patrol.%I ENABLE ALWAYS TRIGGER %I', made.relname, made.tgname);
  END LOOP;
END
$$;
