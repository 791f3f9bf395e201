ALTER TABLE "bot_settings" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bot_settings" ADD COLUMN "field_versions" jsonb DEFAULT '{}'::jsonb NOT NULL;