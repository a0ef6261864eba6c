-- A laptop's login may call what holds a lock by itself, and then not end its transaction.
SET LOCAL ROLE patrol_owner;

-- Ends whoever has kept others from a log for too long; returns how many. To be called every few
-- seconds by a login of the bureau, which is a member of every laptop's.
CREATE FUNCTION patrol.end_stuck(longest interval DEFAULT '20 seconds') RETURNS integer
LANGUAGE sql SET search_path = patrol, pg_temp AS $$
  SELECT count(pg_terminate_backend(a.pid))::integer
  FROM pg_stat_activity a
  WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
    AND a.xact_start < clock_timestamp() - longest
    AND EXISTS (
      SELECT FROM pg_locks l
      WHERE l.pid = a.pid AND l.granted AND l.relation = 'patrol.log_head'::regclass
        AND l.mode IN ('RowShareLock', 'RowExclusiveLock')
    )
$$;
GRANT EXECUTE ON FUNCTION patrol.end_stuck TO patrol_bureau;

-- A laptop that is gone is noticed soon, and one that stops in the middle is not waited for.
RESET ROLE;
DO $$
DECLARE
  setting text;
BEGIN
  FOREACH setting IN ARRAY ARRAY[
    'idle_in_transaction_session_timeout = ''15s''',
    'tcp_keepalives_idle = 5', 'tcp_keepalives_interval = 3', 'tcp_keepalives_count = 3',
    'tcp_user_timeout = ''15s'''
  ] LOOP
    EXECUTE format('ALTER DATABASE %I SET ', current_database()) || setting;
  END LOOP;
END
$$;
