DROP INDEX "webhook_event_keys_age";--> statement-breakpoint
ALTER TABLE "webhook_events" DROP CONSTRAINT "webhook_events_received_at_id_pk";--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_id_received_at_pk" PRIMARY KEY("id","received_at");--> statement-breakpoint
CREATE INDEX "webhook_events_set_aside" ON "webhook_events" USING btree ("received_at") WHERE "webhook_events"."state" = 'set_aside';--> statement-breakpoint
CREATE INDEX "webhook_event_keys_age" ON "webhook_event_keys" USING brin ("received_at");
--> statement-breakpoint
-- Where only the set-aside bodies are listed, the index of all that were not read yet is not needed; a body is read by its
-- id, with which the table's key begins.
DROP INDEX webhook_events_open;
--> statement-breakpoint
DROP INDEX webhook_events_id;
--> statement-breakpoint
DROP FUNCTION store_webhook_events(text[], text[], bytea[], bytea[]);
--> statement-breakpoint
-- Stores signed bodies, all in one text (`utf8`, or `hex` where they are no text), each of `p_sizes` bytes; those seen before
-- are left out. Gives the ids of the new ones. Their hashes are made here: the bodies travel once, and in no array.
CREATE FUNCTION store_webhook_events(p_ids text[], p_platforms text[], p_sizes integer[], p_bodies text, p_encoding text)
RETURNS text[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  v_bytes bytea := CASE p_encoding WHEN 'hex' THEN decode(p_bodies, 'hex') ELSE convert_to(p_bodies, 'UTF8') END;
  v_stored text[];
BEGIN
  WITH placed AS (
    SELECT g.*, (sum(g.size) OVER (ORDER BY g.place) - g.size + 1)::integer AS start
    FROM unnest(p_ids, p_platforms, p_sizes) WITH ORDINALITY AS g(id, platform, size, place)
  ), cut AS MATERIALIZED (
    SELECT p.place, p.id, p.platform, substring(v_bytes FROM p.start FOR p.size) AS raw FROM placed p
  ), given AS (
    SELECT DISTINCT ON (hash) * FROM (SELECT cut.*, sha256(cut.raw) AS hash FROM cut OFFSET 0) h ORDER BY hash, place
  ), fresh AS (
    INSERT INTO webhook_event_keys (body_hash) SELECT hash FROM given ORDER BY hash
    ON CONFLICT DO NOTHING RETURNING body_hash
  ), stored AS (
    INSERT INTO webhook_events (id, platform, raw)
    SELECT g.id, g.platform, g.raw FROM given g JOIN fresh f ON f.body_hash = g.hash RETURNING id
  )
  SELECT array_agg(s.id ORDER BY g.place) INTO v_stored FROM stored s JOIN given g ON g.id = s.id;
  RETURN v_stored;
END $$;
--> statement-breakpoint
ALTER FUNCTION store_webhook_events(text[], text[], integer[], text, text) OWNER TO tg_append;
--> statement-breakpoint
REVOKE ALL ON FUNCTION store_webhook_events(text[], text[], integer[], text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION store_webhook_events(text[], text[], integer[], text, text) TO tg_app;
