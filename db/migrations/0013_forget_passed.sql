CREATE POLICY live_events_owner ON live_events FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY early_statuses_owner ON early_statuses FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Takes away, of all businesses, what is kept for a while only: news for open pages after an hour, and after a week the
-- statuses whose message never came. Runs as the owner of the tables; takes nothing from outside, gives nothing back.
CREATE FUNCTION forget_passed() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM live_events WHERE created_at < now() - interval '1 hour';
  DELETE FROM early_statuses WHERE created_at < now() - interval '7 days';
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_passed() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_passed() TO tg_app;
