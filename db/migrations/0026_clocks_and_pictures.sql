CREATE TABLE "message_pictures" (
	"ceo_id" text NOT NULL,
	"message_id" text NOT NULL,
	"place" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"view_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_pictures_ceo_id_message_id_place_pk" PRIMARY KEY("ceo_id","message_id","place"),
	CONSTRAINT "message_pictures_place" CHECK ("message_pictures"."place" between 0 and 29),
	CONSTRAINT "message_pictures_kept" CHECK ("message_pictures"."state" <> 'kept' or "message_pictures"."view_key" is not null)
);
--> statement-breakpoint
ALTER TABLE "message_pictures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "push_settings" ALTER COLUMN "kinds" SET DEFAULT '{"receipt","offer","escalation","person","dispute"}';--> statement-breakpoint
ALTER TABLE "order_disputes" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message_pictures" ADD CONSTRAINT "message_pictures_ceo_id_message_id_messages_ceo_id_id_fk" FOREIGN KEY ("ceo_id","message_id") REFERENCES "public"."messages"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_negotiating" ON "orders" USING btree ("ceo_id","changed_at") WHERE "orders"."status" = 'NEGOTIATING';--> statement-breakpoint
CREATE POLICY "message_pictures_tenant" ON "message_pictures" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
ALTER TABLE message_pictures FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON message_pictures TO tg_app;
--> statement-breakpoint
CREATE POLICY message_pictures_vendor ON message_pictures AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM messages m WHERE m.ceo_id = message_pictures.ceo_id AND m.id = message_pictures.message_id));
--> statement-breakpoint
-- Who chose what to be told of before there were disputes to tell of is told of them, too, until they say otherwise.
ALTER TABLE push_settings NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE push_settings SET kinds = kinds || '{dispute}' WHERE NOT 'dispute' = ANY (kinds);
--> statement-breakpoint
ALTER TABLE push_settings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Prices that nobody agrees on lapse, too (P7.6): whose clock may have run out, and nothing of an order.
CREATE OR REPLACE FUNCTION lookup_unpaid_businesses()
RETURNS TABLE (ceo_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.ceo_id FROM ceos c WHERE c.status = 'active' AND (EXISTS (
    SELECT FROM orders o WHERE o.ceo_id = c.ceo_id AND o.status = 'AWAITING_PAYMENT'
      AND o.changed_at <= now() - make_interval(hours => CASE WHEN o.reminded_at IS NULL THEN c.reminder_hours ELSE c.lapse_hours END))
    OR EXISTS (
    SELECT FROM orders o WHERE o.ceo_id = c.ceo_id AND o.status = 'NEGOTIATING'
      AND o.changed_at <= now() - make_interval(hours => CASE WHEN o.reminded_at IS NULL THEN c.reminder_hours ELSE c.lapse_hours END)))
  ORDER BY c.ceo_id
$$;
