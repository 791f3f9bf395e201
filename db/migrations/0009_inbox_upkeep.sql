-- A stored body is read by its id, whatever its day.
CREATE INDEX webhook_events_id ON webhook_events (id);
--> statement-breakpoint
CREATE POLICY webhook_events_default_owner ON webhook_events_default FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
-- As before, and after a pause too: bodies that came while no day's partition was there lie in the default one, and
-- PostgreSQL makes no partition for rows that are there. They move into it; what is too old goes from there as well.
CREATE OR REPLACE FUNCTION maintain_webhook_partitions() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  day date;
  part record;
  name text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('maintain_webhook_partitions'));
  FOR day IN SELECT generate_series(current_date, current_date + 7, interval '1 day')::date LOOP
    name := format('webhook_events_%s', to_char(day, 'YYYYMMDD'));
    IF to_regclass(format('public.%I', name)) IS NULL THEN
      LOCK TABLE public.webhook_events_default IN ACCESS EXCLUSIVE MODE;
      EXECUTE format('CREATE TABLE public.%I (LIKE public.webhook_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
      EXECUTE format('WITH moved AS (DELETE FROM public.webhook_events_default WHERE received_at >= %L AND received_at < %L RETURNING *)
        INSERT INTO public.%I SELECT * FROM moved', day, day + 1, name);
      EXECUTE format('ALTER TABLE public.webhook_events ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name, day, day + 1);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
      made := made + 1;
    END IF;
  END LOOP;
  FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.webhook_events'::regclass AND c.relname ~ '^webhook_events_\d{8}$'
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < current_date - 14 LOOP
    EXECUTE format('DROP TABLE public.%I', part.relname);
  END LOOP;
  DELETE FROM webhook_events_default WHERE received_at < current_date - 14;
  DELETE FROM webhook_event_keys WHERE received_at < now() - interval '30 days';
  RETURN made;
END $$;
