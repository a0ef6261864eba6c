-- Who there is. Roles belong to the whole server, so they may be there already. None of these
-- logs in: logins are members of them.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY[
    'patrol_owner',   -- owns tables and functions
    'patrol_bureau',  -- admits and shuts out laptops, reads and writes every station's log
    'patrol_laptop',  -- may call what a laptop needs, and has no right on any table
    'patrol_auditor', -- reads everything
    'patrol_expunge'  -- owns the one function that may remove what an entry says
  ] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    END IF;
  END LOOP;
END
$$;
GRANT patrol_owner, patrol_bureau, patrol_expunge TO CURRENT_USER;

CREATE SCHEMA patrol AUTHORIZATION patrol_owner;
GRANT USAGE ON SCHEMA patrol TO patrol_bureau, patrol_laptop, patrol_auditor, patrol_expunge;
ALTER DEFAULT PRIVILEGES FOR ROLE patrol_owner, patrol_expunge REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Nobody brings tables of their own; whoever looks in by hand finds ours without naming the schema.
DO $$
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('ALTER DATABASE %I SET search_path = "$user", public, patrol', current_database());
END
$$;
