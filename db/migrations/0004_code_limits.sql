ALTER TABLE "otp_challenge_failures" ADD COLUMN "failed_at" timestamp with time zone[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "otp_challenge_failures" ADD COLUMN "last_challenge_id" text;--> statement-breakpoint
ALTER TABLE "otp_challenges" ADD COLUMN "send_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "otp_challenges" ADD COLUMN "answered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "otp_challenge_failures" DROP COLUMN "recent";--> statement-breakpoint
ALTER TABLE "otp_challenge_failures" DROP COLUMN "recent_since";