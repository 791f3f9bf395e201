CREATE TABLE "payout_stop_links" (
	"ceo_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"bank_account_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payout_stop_links_ceo_id_token_hash_pk" PRIMARY KEY("ceo_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "payout_stop_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bank_accounts" ADD COLUMN "stopped_by" text;--> statement-breakpoint
ALTER TABLE "payout_stop_links" ADD CONSTRAINT "payout_stop_links_ceo_id_bank_account_id_bank_accounts_ceo_id_id_fk" FOREIGN KEY ("ceo_id","bank_account_id") REFERENCES "public"."bank_accounts"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_stop_links_token" ON "payout_stop_links" USING btree ("token_hash");--> statement-breakpoint
ALTER TABLE "bank_accounts" ADD CONSTRAINT "bank_accounts_number" CHECK ("bank_accounts"."account_number" ~ '^[0-9]{10}$');--> statement-breakpoint
ALTER TABLE "bank_accounts" ADD CONSTRAINT "bank_accounts_stopped" CHECK (("bank_accounts"."stopped_at" is null) = ("bank_accounts"."stopped_by" is null));--> statement-breakpoint
CREATE POLICY "payout_stop_links_tenant" ON "payout_stop_links" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
ALTER TABLE payout_stop_links FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON payout_stop_links TO tg_app;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tg_lookup;
--> statement-breakpoint
GRANT SELECT ON payout_stop_links TO tg_lookup;
--> statement-breakpoint
CREATE POLICY payout_stop_links_lookup ON payout_stop_links FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
-- The page of a stop link knows its token's hash only. One that is over or used is found too, so that its holder is told so.
CREATE FUNCTION lookup_payout_stop_link(p_token_hash text)
RETURNS TABLE (ceo_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT l.ceo_id FROM payout_stop_links l WHERE l.token_hash = p_token_hash
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_payout_stop_link(text) OWNER TO tg_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lookup_payout_stop_link(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lookup_payout_stop_link(text) TO tg_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tg_lookup;
