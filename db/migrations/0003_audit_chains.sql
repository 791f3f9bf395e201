-- What a checkpoint says of a chain may not be taken away either; details may go with an erased contact, never change.
CREATE TRIGGER audit_checkpoints_no_truncate BEFORE TRUNCATE ON audit_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_details_never_change BEFORE UPDATE ON audit_details FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_heads_never_go BEFORE DELETE ON audit_heads FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tg_lookup;
--> statement-breakpoint
GRANT SELECT ON audit_heads, audit_checkpoints, outbox TO tg_lookup;
--> statement-breakpoint
CREATE POLICY audit_heads_lookup ON audit_heads FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY audit_checkpoints_lookup ON audit_checkpoints FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY outbox_lookup ON outbox FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
-- Every chain, where it stands and where it was last signed: the signing job and the operator go through all of them.
CREATE FUNCTION lookup_audit_chains()
RETURNS TABLE (ceo_id text, chain text, seq bigint, checkpoint_seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.ceo_id, h.chain, h.seq,
    (SELECT max(c.seq) FROM audit_checkpoints c WHERE c.ceo_id = h.ceo_id AND c.chain = h.chain)
  FROM audit_heads h ORDER BY h.ceo_id, h.chain
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_audit_chains() OWNER TO tg_lookup;
--> statement-breakpoint
-- How many messages of all businesses are on their way, by state: numbers for the metrics, nothing of anybody.
CREATE FUNCTION count_outbox()
RETURNS TABLE (state text, messages bigint, oldest_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT o.state, count(*), extract(epoch FROM now() - min(o.created_at))::float8 FROM outbox o GROUP BY o.state
$$;
--> statement-breakpoint
ALTER FUNCTION count_outbox() OWNER TO tg_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lookup_audit_chains(), count_outbox() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lookup_audit_chains(), count_outbox() TO tg_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tg_lookup;
