CREATE TABLE "data_deletions" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"channels" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "data_deletions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "token_issued_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "authorized_by" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "health" jsonb;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "channels_authorized_by" ON "channels" USING btree ("authorized_by") WHERE "channels"."authorized_by" is not null;--> statement-breakpoint
CREATE POLICY "data_deletions_platform" ON "data_deletions" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
ALTER TABLE data_deletions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON data_deletions TO tg_app;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tg_lookup;
--> statement-breakpoint
-- The businesses there are: rotating keys goes through them one by one. Their ids and nothing else.
CREATE FUNCTION lookup_businesses()
RETURNS TABLE (ceo_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.ceo_id FROM ceos c ORDER BY c.ceo_id
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_businesses() OWNER TO tg_lookup;
--> statement-breakpoint
-- The channels that the clock looks at, the longest unseen first.
CREATE FUNCTION lookup_channels_unchecked(p_hours integer)
RETURNS TABLE (ceo_id text, channel_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.ceo_id, h.id FROM channels h JOIN ceos c ON c.ceo_id = h.ceo_id
  WHERE h.status <> 'disconnected' AND c.status = 'active'
    AND (h.checked_at IS NULL OR h.checked_at <= now() - make_interval(hours => p_hours))
  ORDER BY h.checked_at NULLS FIRST, h.ceo_id, h.id
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_channels_unchecked(integer) OWNER TO tg_lookup;
--> statement-breakpoint
-- Meta's *deauthorize* names a person and no business. Instagram's own login names the account itself.
CREATE FUNCTION lookup_authorized_channels(p_user_id text)
RETURNS TABLE (ceo_id text, channel_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.ceo_id, h.id FROM channels h
  WHERE h.authorized_by = p_user_id OR (h.login = 'instagram' AND h.platform = 'instagram' AND h.external_id = p_user_id)
  ORDER BY h.ceo_id, h.id
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_authorized_channels(text) OWNER TO tg_lookup;
--> statement-breakpoint
-- Whether another channel, of whichever business, hears its messages through the same WhatsApp account: then leaving it
-- must not make that one deaf.
CREATE FUNCTION account_in_use(p_account_id text, p_except_channel_id text)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM channels h WHERE h.account_id = p_account_id AND h.platform = 'whatsapp'
    AND h.status <> 'disconnected' AND h.id <> p_except_channel_id)
$$;
--> statement-breakpoint
ALTER FUNCTION account_in_use(text, text) OWNER TO tg_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lookup_businesses(), lookup_channels_unchecked(integer), lookup_authorized_channels(text),
  account_in_use(text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lookup_businesses(), lookup_channels_unchecked(integer), lookup_authorized_channels(text),
  account_in_use(text, text) TO tg_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tg_lookup;
