ALTER TABLE "receipts" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "receipts" ADD COLUMN "deletion_reason" text;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_deleted_decided" CHECK ("receipts"."deleted_at" is null or ("receipts"."state" not in ('reading','waiting','escalated') and "receipts"."deletion_reason" is not null));