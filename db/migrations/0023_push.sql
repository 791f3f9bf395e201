CREATE TABLE "push_deliveries" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"subscription_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"event_key" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "push_deliveries_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "push_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "push_settings" (
	"ceo_id" text NOT NULL,
	"vendor_id" text NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"quiet_from" integer DEFAULT 1320 NOT NULL,
	"quiet_to" integer DEFAULT 420 NOT NULL,
	"kinds" text[] DEFAULT '{"receipt","offer","escalation","person"}' NOT NULL,
	CONSTRAINT "push_settings_ceo_id_vendor_id_pk" PRIMARY KEY("ceo_id","vendor_id"),
	CONSTRAINT "push_settings_quiet" CHECK ("push_settings"."quiet_from" between 0 and 1439 and "push_settings"."quiet_to" between 0 and 1439)
);
--> statement-breakpoint
ALTER TABLE "push_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"vendor_id" text NOT NULL,
	"session_id" text NOT NULL,
	"endpoint_hash" text NOT NULL,
	"target_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "push_subscriptions_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "push_subscriptions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "push_deliveries" ADD CONSTRAINT "push_deliveries_ceo_id_subscription_id_push_subscriptions_ceo_id_id_fk" FOREIGN KEY ("ceo_id","subscription_id") REFERENCES "public"."push_subscriptions"("ceo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_settings" ADD CONSTRAINT "push_settings_ceo_id_vendor_id_vendors_ceo_id_id_fk" FOREIGN KEY ("ceo_id","vendor_id") REFERENCES "public"."vendors"("ceo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_ceo_id_vendor_id_vendors_ceo_id_id_fk" FOREIGN KEY ("ceo_id","vendor_id") REFERENCES "public"."vendors"("ceo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "push_deliveries_once" ON "push_deliveries" USING btree ("ceo_id","subscription_id","event_key");--> statement-breakpoint
CREATE INDEX "push_deliveries_age" ON "push_deliveries" USING btree ("ceo_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscriptions_session" ON "push_subscriptions" USING btree ("ceo_id","session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscriptions_endpoint" ON "push_subscriptions" USING btree ("ceo_id","endpoint_hash");--> statement-breakpoint
CREATE INDEX "push_subscriptions_member" ON "push_subscriptions" USING btree ("ceo_id","vendor_id","created_at");--> statement-breakpoint
CREATE POLICY "push_deliveries_tenant" ON "push_deliveries" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "push_settings_tenant" ON "push_settings" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "push_subscriptions_tenant" ON "push_subscriptions" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
ALTER TABLE push_settings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE push_subscriptions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE push_deliveries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON push_settings, push_subscriptions, push_deliveries TO tg_app;
--> statement-breakpoint
CREATE POLICY push_settings_vendor ON push_settings AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL OR vendor_id = current_setting('app.vendor_id', true));
--> statement-breakpoint
CREATE POLICY push_subscriptions_vendor ON push_subscriptions AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL OR vendor_id = current_setting('app.vendor_id', true));
--> statement-breakpoint
-- What is on its way is the worker's business alone.
CREATE POLICY push_deliveries_vendor ON push_deliveries AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL);
