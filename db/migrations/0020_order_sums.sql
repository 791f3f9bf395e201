-- Two spellings of one address compare as equal: letters and digits alone, the usual words shortened.
CREATE FUNCTION address_key(address text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
SET search_path = pg_catalog
AS $$
  SELECT nullif(regexp_replace(
    regexp_replace(
    regexp_replace(
    regexp_replace(
    regexp_replace(
    regexp_replace(lower(address),
      '\m(no|number)\M\.?\s*(?=\d)', '', 'g'),
      '\mstreet\M', 'st', 'g'),
      '\mroad\M', 'rd', 'g'),
      '\mavenue\M', 'ave', 'g'),
      '\m(close|estate|nigeria|state)\M', '', 'g'),
    '[^[:alnum:]]+', '', 'g'), '')
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION address_key(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION address_key(text) TO tg_app;--> statement-breakpoint
ALTER TABLE "ceos" ADD COLUMN "escalation_overdue_hours" integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "adds_up" jsonb;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "address_key" text GENERATED ALWAYS AS (address_key(address)) STORED;--> statement-breakpoint
CREATE INDEX "orders_address" ON "orders" USING btree ("ceo_id","address_key","created_at") WHERE "orders"."address_key" is not null;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tg_lookup;
--> statement-breakpoint
GRANT SELECT ON escalations TO tg_lookup;
--> statement-breakpoint
CREATE POLICY escalations_lookup ON escalations FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
-- The businesses whose CEO has not decided for too long and was not reminded: their ids and nothing of an escalation.
CREATE FUNCTION lookup_overdue_businesses()
RETURNS TABLE (ceo_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.ceo_id FROM ceos c WHERE c.status = 'active' AND EXISTS (
    SELECT FROM escalations e WHERE e.ceo_id = c.ceo_id AND e.state = 'PENDING_CEO_APPROVAL' AND e.reminded_at IS NULL
      AND e.created_at <= now() - make_interval(hours => c.escalation_overdue_hours))
  ORDER BY c.ceo_id
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_overdue_businesses() OWNER TO tg_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lookup_overdue_businesses() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lookup_overdue_businesses() TO tg_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tg_lookup;
