CREATE TABLE "upload_links" (
	"ceo_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"order_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"sha256" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "upload_links_ceo_id_token_hash_pk" PRIMARY KEY("ceo_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "upload_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ceos" ADD COLUMN "reminder_hours" integer DEFAULT 6 NOT NULL;--> statement-breakpoint
ALTER TABLE "ceos" ADD COLUMN "lapse_hours" integer DEFAULT 48 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "upload_links" ADD CONSTRAINT "upload_links_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_links" ADD CONSTRAINT "upload_links_ceo_id_conversation_id_conversations_ceo_id_id_fk" FOREIGN KEY ("ceo_id","conversation_id") REFERENCES "public"."conversations"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "upload_links_token" ON "upload_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "upload_links_order" ON "upload_links" USING btree ("ceo_id","order_id");--> statement-breakpoint
CREATE INDEX "orders_unpaid" ON "orders" USING btree ("ceo_id","changed_at") WHERE "orders"."status" = 'AWAITING_PAYMENT';--> statement-breakpoint
ALTER TABLE "ceos" ADD CONSTRAINT "ceos_payment_clock" CHECK ("ceos"."reminder_hours" between 1 and 23 and "ceos"."lapse_hours" >= "ceos"."reminder_hours" and "ceos"."lapse_hours" <= 720);--> statement-breakpoint
CREATE POLICY "upload_links_tenant" ON "upload_links" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
ALTER TABLE upload_links FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON upload_links TO tg_app;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tg_lookup;
--> statement-breakpoint
GRANT SELECT ON upload_links, orders TO tg_lookup;
--> statement-breakpoint
CREATE POLICY upload_links_lookup ON upload_links FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY orders_lookup ON orders FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
-- An upload page knows its token's hash only. One that is over is found too, so that its holder is told so.
CREATE FUNCTION lookup_upload_link(p_token_hash text)
RETURNS TABLE (ceo_id text, order_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT l.ceo_id, l.order_id FROM upload_links l WHERE l.token_hash = p_token_hash
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_upload_link(text) OWNER TO tg_lookup;
--> statement-breakpoint
-- The businesses with an order whose buyer may have to be reminded, or that may lapse: their ids and nothing of an order.
CREATE FUNCTION lookup_unpaid_businesses()
RETURNS TABLE (ceo_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.ceo_id FROM ceos c WHERE c.status = 'active' AND EXISTS (
    SELECT FROM orders o WHERE o.ceo_id = c.ceo_id AND o.status = 'AWAITING_PAYMENT'
      AND o.changed_at <= now() - make_interval(hours => CASE WHEN o.reminded_at IS NULL THEN c.reminder_hours ELSE c.lapse_hours END))
  ORDER BY c.ceo_id
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_unpaid_businesses() OWNER TO tg_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lookup_upload_link(text), lookup_unpaid_businesses() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lookup_upload_link(text), lookup_unpaid_businesses() TO tg_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tg_lookup;
