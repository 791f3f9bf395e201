CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"identity_id" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint DEFAULT 0 NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"name" text NOT NULL,
	"is_synced" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_counter" CHECK ("passkeys"."counter" >= 0)
);
--> statement-breakpoint
ALTER TABLE "passkeys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "profile_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"identity_id" text NOT NULL,
	"ceo_id" text NOT NULL,
	"field" text NOT NULL,
	"old_value" text,
	"old_verified_at" timestamp with time zone,
	"new_value" text NOT NULL,
	"challenge_id" text,
	"undo_token_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone,
	"undo_until" timestamp with time zone,
	"undone_at" timestamp with time zone,
	CONSTRAINT "profile_changes_field" CHECK ("profile_changes"."field" in ('phone', 'email'))
);
--> statement-breakpoint
ALTER TABLE "profile_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recoveries" (
	"id" text PRIMARY KEY NOT NULL,
	"identity_id" text NOT NULL,
	"ceo_id" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ready_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"stopped_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"grant_hash" text,
	"grant_ends_at" timestamp with time zone,
	CONSTRAINT "recoveries_wait" CHECK ("recoveries"."ready_at" > "recoveries"."started_at" and "recoveries"."ends_at" > "recoveries"."ready_at")
);
--> statement-breakpoint
ALTER TABLE "recoveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "otp_challenge_failures" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "phone_changed_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_identity" ON "passkeys" USING btree ("identity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "profile_changes_undo" ON "profile_changes" USING btree ("undo_token_hash");--> statement-breakpoint
CREATE INDEX "profile_changes_identity" ON "profile_changes" USING btree ("identity_id","field");--> statement-breakpoint
CREATE UNIQUE INDEX "recoveries_open" ON "recoveries" USING btree ("identity_id") WHERE "recoveries"."stopped_at" is null and "recoveries"."completed_at" is null;--> statement-breakpoint
CREATE POLICY "passkeys_platform" ON "passkeys" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "profile_changes_platform" ON "profile_changes" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "recoveries_platform" ON "recoveries" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
ALTER TABLE passkeys FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE profile_changes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recoveries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON passkeys, profile_changes, recoveries TO tg_app;
