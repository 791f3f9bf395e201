ALTER TABLE "channels" ADD COLUMN "login" text;
--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "page_id" text;
--> statement-breakpoint
ALTER TABLE "channels" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE "channels" SET "login" = 'instagram' WHERE "platform" = 'instagram';
--> statement-breakpoint
ALTER TABLE "channels" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE UNIQUE INDEX "channels_page_id" ON "channels" USING btree ("page_id") WHERE "channels"."status" <> 'disconnected';
--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_login" CHECK (("channels"."platform" = 'instagram') = ("channels"."login" is not null)
        and (coalesce("channels"."login", '') = 'page') = ("channels"."page_id" is not null));
--> statement-breakpoint
-- Meta names an Instagram account by its own id or, now and then, by its Page's: both lead to the business.
CREATE OR REPLACE FUNCTION lookup_channel(p_platform text, p_external_id text)
RETURNS TABLE (ceo_id text, channel_id text, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.ceo_id, c.id, c.status FROM channels c
  WHERE c.platform = p_platform AND c.status <> 'disconnected'
    AND (c.external_id = p_external_id OR (c.platform = 'instagram' AND c.page_id = p_external_id))
  ORDER BY c.external_id = p_external_id DESC
  LIMIT 1
$$;
