CREATE TABLE "conversation_reads" (
	"ceo_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"vendor_id" text NOT NULL,
	"read_until" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_reads_ceo_id_conversation_id_vendor_id_pk" PRIMARY KEY("ceo_id","conversation_id","vendor_id")
);
--> statement-breakpoint
ALTER TABLE "conversation_reads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "last_received_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversation_reads" ADD CONSTRAINT "conversation_reads_ceo_id_conversation_id_conversations_ceo_id_id_fk" FOREIGN KEY ("ceo_id","conversation_id") REFERENCES "public"."conversations"("ceo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_reads" ADD CONSTRAINT "conversation_reads_ceo_id_vendor_id_vendors_ceo_id_id_fk" FOREIGN KEY ("ceo_id","vendor_id") REFERENCES "public"."vendors"("ceo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_reads_member" ON "conversation_reads" USING btree ("ceo_id","vendor_id");--> statement-breakpoint
CREATE POLICY "conversation_reads_tenant" ON "conversation_reads" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
ALTER TABLE conversation_reads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON conversation_reads TO tg_app;
--> statement-breakpoint
-- Reading is a member's own, and only of what they may see.
CREATE POLICY conversation_reads_vendor ON conversation_reads AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR (vendor_id = current_setting('app.vendor_id', true)
      AND EXISTS (SELECT FROM conversations c WHERE c.ceo_id = conversation_reads.ceo_id AND c.id = conversation_reads.conversation_id)));
