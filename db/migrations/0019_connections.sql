CREATE TABLE "channel_candidates" (
	"ceo_id" text NOT NULL,
	"selection_id" text NOT NULL,
	"external_id" text NOT NULL,
	"asset" jsonb NOT NULL,
	"grant" jsonb NOT NULL,
	"token_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "channel_candidates_ceo_id_selection_id_external_id_pk" PRIMARY KEY("ceo_id","selection_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "channel_candidates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channel_pins" (
	"ceo_id" text NOT NULL,
	"external_id" text NOT NULL,
	"pin_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_pins_ceo_id_external_id_pk" PRIMARY KEY("ceo_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "channel_pins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "oauth_states" (
	"ceo_id" text NOT NULL,
	"state_hash" text NOT NULL,
	"session_id" text NOT NULL,
	"platform" text NOT NULL,
	"way" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "oauth_states_ceo_id_state_hash_pk" PRIMARY KEY("ceo_id","state_hash")
);
--> statement-breakpoint
ALTER TABLE "oauth_states" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "connected_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_candidates" ADD CONSTRAINT "channel_candidates_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_pins" ADD CONSTRAINT "channel_pins_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD CONSTRAINT "oauth_states_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_candidates_age" ON "channel_candidates" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oauth_states_age" ON "oauth_states" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "channel_candidates_tenant" ON "channel_candidates" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "channel_pins_tenant" ON "channel_pins" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "oauth_states_tenant" ON "oauth_states" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));
--> statement-breakpoint
ALTER TABLE channel_candidates FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE channel_pins FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE oauth_states FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON channel_candidates, channel_pins TO tg_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON oauth_states TO tg_app;
--> statement-breakpoint
ALTER TABLE channels NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE channels SET connected_at = created_at;
--> statement-breakpoint
ALTER TABLE channels FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY oauth_states_owner ON oauth_states FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY channel_candidates_owner ON channel_candidates FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Also what Meta's dialogs leave behind: answers nobody picked from, with their tokens, and after a day the ways there.
CREATE OR REPLACE FUNCTION forget_passed() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM live_events WHERE created_at < now() - interval '1 hour';
  DELETE FROM early_statuses WHERE created_at < now() - interval '7 days';
  DELETE FROM channel_candidates WHERE expires_at < now();
  DELETE FROM oauth_states WHERE expires_at < now() - interval '1 day';
$$;
--> statement-breakpoint
-- Whose a number, an Instagram account or its Page is now, of whichever business. Asked before one is connected (P4.4).
CREATE FUNCTION lookup_channel_owners(p_platform text, p_external_id text, p_page_id text)
RETURNS TABLE (ceo_id text, channel_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.ceo_id, c.id FROM channels c
  WHERE c.platform = p_platform AND c.status <> 'disconnected'
    AND (c.external_id = p_external_id OR c.page_id = p_page_id)
  ORDER BY c.ceo_id, c.id
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tg_lookup;
--> statement-breakpoint
ALTER FUNCTION lookup_channel_owners(text, text, text) OWNER TO tg_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lookup_channel_owners(text, text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lookup_channel_owners(text, text, text) TO tg_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tg_lookup;
