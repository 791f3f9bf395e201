CREATE TABLE "channels" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"account_id" text,
	"display_name" text NOT NULL,
	"display_handle" text NOT NULL,
	"token_sealed" text,
	"token_expires_at" timestamp with time zone,
	"status" text DEFAULT 'connected' NOT NULL,
	"trouble" text,
	"last_message_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channels_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "channels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_identities" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"contact_id" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_identities_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "contact_identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contacts" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text,
	"profile_name" text,
	"address" text,
	"phone" text,
	"email" text,
	"consent_at" timestamp with time zone,
	"opted_out_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contacts_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation_events" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"failure" text,
	CONSTRAINT "conversation_events_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "conversation_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversations" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"channel_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"vendor_id" text,
	"state" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"mode" text DEFAULT 'bot' NOT NULL,
	"mode_until" timestamp with time zone,
	"needs_person_since" timestamp with time zone,
	"verified_until" timestamp with time zone,
	"last_inbound_at" timestamp with time zone,
	"last_message_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversations_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "early_statuses" (
	"ceo_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"external_id" text NOT NULL,
	"status" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"errors" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "early_statuses_ceo_id_channel_id_external_id_status_pk" PRIMARY KEY("ceo_id","channel_id","external_id","status")
);
--> statement-breakpoint
ALTER TABLE "early_statuses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"direction" text NOT NULL,
	"author" text NOT NULL,
	"author_id" text,
	"external_id" text,
	"kind" text NOT NULL,
	"text" text,
	"media" jsonb,
	"buttons" jsonb,
	"quoted_external_id" text,
	"order_id" text,
	"status" text NOT NULL,
	"failure" text,
	"status_raw" jsonb,
	"provider_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"stale" boolean DEFAULT false NOT NULL,
	"payload" jsonb,
	CONSTRAINT "messages_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"ceo_id" text NOT NULL,
	"message_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"repeatable" boolean NOT NULL,
	"sealed" text,
	"sealed_until" timestamp with time zone,
	"attempt_id" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_ceo_id_message_id_pk" PRIMARY KEY("ceo_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "unhandled_events" (
	"id" text PRIMARY KEY NOT NULL,
	"ceo_id" text,
	"event_id" text NOT NULL,
	"platform" text NOT NULL,
	"reason" text NOT NULL,
	"payload" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_event_keys" (
	"body_hash" "bytea" PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_event_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"platform" text NOT NULL,
	"raw" "bytea" NOT NULL,
	"state" text DEFAULT 'stored' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"failure" text,
	CONSTRAINT "webhook_events_received_at_id_pk" PRIMARY KEY("received_at","id")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
ALTER TABLE "webhook_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "otp_challenge_codes" (
	"challenge_id" text NOT NULL,
	"way" text NOT NULL,
	"pepper_kid" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"iterations" integer NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "otp_challenge_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "otp_challenge_failures" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"consecutive" integer DEFAULT 0 NOT NULL,
	"recent" integer DEFAULT 0 NOT NULL,
	"recent_since" timestamp with time zone DEFAULT now() NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "otp_challenge_failures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "otp_challenges" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"ceo_id" text,
	"role" text NOT NULL,
	"purpose" text NOT NULL,
	"target_hash" text NOT NULL,
	"target" jsonb,
	"place_hash" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempts_max" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"voided_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "otp_challenges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"window_seconds" integer NOT NULL,
	"used" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ceos" (
	"ceo_id" text PRIMARY KEY NOT NULL,
	"identity_id" text NOT NULL,
	"name" text NOT NULL,
	"business_name" text NOT NULL,
	"business_kind" text DEFAULT 'shop' NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"time_zone" text DEFAULT 'Africa/Lagos' NOT NULL,
	"country" text DEFAULT 'NG' NOT NULL,
	"escalation_threshold_kobo" bigint DEFAULT 100000000 NOT NULL,
	"buyer_verified_hours" integer DEFAULT 24 NOT NULL,
	"delivery_fee_kobo" bigint DEFAULT 0 NOT NULL,
	"delivery_days" integer DEFAULT 3 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ceos" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identities" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"email_verified_at" timestamp with time zone,
	"phone" text NOT NULL,
	"phone_verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"identity_id" text NOT NULL,
	"role" text NOT NULL,
	"ceo_id" text NOT NULL,
	"vendor_id" text NOT NULL,
	"way" text NOT NULL,
	"ip" text,
	"agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"idle_seconds" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_why" text,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "vendors" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"identity_id" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"email" text,
	"is_owner" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vendors_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "vendors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"ceo_id" text NOT NULL,
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"note" text NOT NULL,
	"signature" "bytea" NOT NULL,
	CONSTRAINT "audit_checkpoints_ceo_id_chain_seq_pk" PRIMARY KEY("ceo_id","chain","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_details" (
	"ceo_id" text NOT NULL,
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"salt" "bytea" NOT NULL,
	"details" text NOT NULL,
	"contact_id" text,
	CONSTRAINT "audit_details_ceo_id_chain_seq_pk" PRIMARY KEY("ceo_id","chain","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"ceo_id" text NOT NULL,
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"request_id" text NOT NULL,
	"details_commit" "bytea" NOT NULL,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_entries_ceo_id_chain_seq_pk" PRIMARY KEY("ceo_id","chain","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"ceo_id" text NOT NULL,
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_heads_ceo_id_chain_pk" PRIMARY KEY("ceo_id","chain")
);
--> statement-breakpoint
CREATE TABLE "credit_facts" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"receipt_id" text,
	"kind" text NOT NULL,
	"amount_kobo" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credit_facts_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "credit_facts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "escalations" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"receipt_id" text,
	"reason" text NOT NULL,
	"notes" text,
	"opened_by_id" text NOT NULL,
	"state" text NOT NULL,
	"decision_notes" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "escalations_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "escalations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "receipt_checks" (
	"ceo_id" text NOT NULL,
	"receipt_id" text NOT NULL,
	"check_id" text NOT NULL,
	"result" text NOT NULL,
	"message" text NOT NULL,
	"evidence" jsonb,
	CONSTRAINT "receipt_checks_ceo_id_receipt_id_check_id_pk" PRIMARY KEY("ceo_id","receipt_id","check_id")
);
--> statement-breakpoint
ALTER TABLE "receipt_checks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "receipts" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"message_id" text NOT NULL,
	"state" text NOT NULL,
	"sha256" text,
	"mime_type" text,
	"original_key" text,
	"view_key" text,
	"view_width" integer,
	"view_height" integer,
	"expected_kobo" bigint NOT NULL,
	"verdict" text,
	"trouble" text,
	"decided_by_id" text,
	"decided_at" timestamp with time zone,
	"notes" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "receipts_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "receipts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bank_accounts" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"bank_code" text NOT NULL,
	"bank_name" text NOT NULL,
	"account_number" text NOT NULL,
	"account_name" text NOT NULL,
	"active_from" timestamp with time zone DEFAULT now() NOT NULL,
	"stopped_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_accounts_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "bank_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "confirmations" (
	"ceo_id" text NOT NULL,
	"order_id" text NOT NULL,
	"file_key" text NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "confirmations_ceo_id_order_id_pk" PRIMARY KEY("ceo_id","order_id")
);
--> statement-breakpoint
ALTER TABLE "confirmations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_items" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"product_id" text NOT NULL,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price_kobo" bigint NOT NULL,
	CONSTRAINT "order_items_ceo_id_id_pk" PRIMARY KEY("ceo_id","id"),
	CONSTRAINT "order_items_quantity" CHECK ("order_items"."quantity" between 1 and 10000)
);
--> statement-breakpoint
ALTER TABLE "order_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_transitions" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_transitions_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "order_transitions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "orders" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"reference" text NOT NULL,
	"contact_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"vendor_id" text NOT NULL,
	"status" text NOT NULL,
	"items_kobo" bigint NOT NULL,
	"discount_kobo" bigint DEFAULT 0 NOT NULL,
	"delivery_fee_kobo" bigint DEFAULT 0 NOT NULL,
	"total_kobo" bigint NOT NULL,
	"buyer_name" text NOT NULL,
	"address" text,
	"address_confirmed_at" timestamp with time zone,
	"bank_account" jsonb,
	"credit_fact_id" text,
	"carrier" text,
	"tracking" text,
	"note" text,
	"deliver_by" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_ceo_id_id_pk" PRIMARY KEY("ceo_id","id"),
	CONSTRAINT "orders_total" CHECK ("orders"."total_kobo" = "orders"."items_kobo" - "orders"."discount_kobo" + "orders"."delivery_fee_kobo"),
	CONSTRAINT "orders_positive" CHECK ("orders"."total_kobo" > 0 and "orders"."items_kobo" > 0 and "orders"."discount_kobo" >= 0),
	CONSTRAINT "orders_no_credit_no_release" CHECK ("orders"."status" not in ('APPROVED','CONFIRMED','SHIPPED','DELIVERED') or "orders"."credit_fact_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "products" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"price_kobo" bigint NOT NULL,
	"floor_price_kobo" bigint,
	"stock" integer,
	"vendor_id" text,
	"picture_key" text,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_ceo_id_id_pk" PRIMARY KEY("ceo_id","id"),
	CONSTRAINT "products_price" CHECK ("products"."price_kobo" > 0),
	CONSTRAINT "products_stock" CHECK ("products"."stock" is null or "products"."stock" >= 0)
);
--> statement-breakpoint
ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "public_links" (
	"ceo_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"order_id" text NOT NULL,
	"kind" text NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "public_links_ceo_id_token_hash_pk" PRIMARY KEY("ceo_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "public_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bot_settings" (
	"ceo_id" text PRIMARY KEY NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bot_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "live_events" (
	"ceo_id" text NOT NULL,
	"id" bigserial NOT NULL,
	"vendor_id" text,
	"topic" text NOT NULL,
	"ids" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "live_events_ceo_id_id_pk" PRIMARY KEY("ceo_id","id")
);
--> statement-breakpoint
ALTER TABLE "live_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"ceo_id" text,
	"way" text NOT NULL,
	"recipient_sealed" text NOT NULL,
	"content_sealed" text NOT NULL,
	"challenge_id" text,
	"subject_id" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempt_id" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_identities" ADD CONSTRAINT "contact_identities_ceo_id_contact_id_contacts_ceo_id_id_fk" FOREIGN KEY ("ceo_id","contact_id") REFERENCES "public"."contacts"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_events" ADD CONSTRAINT "conversation_events_ceo_id_conversation_id_conversations_ceo_id_id_fk" FOREIGN KEY ("ceo_id","conversation_id") REFERENCES "public"."conversations"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_ceo_id_channel_id_channels_ceo_id_id_fk" FOREIGN KEY ("ceo_id","channel_id") REFERENCES "public"."channels"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_ceo_id_contact_id_contacts_ceo_id_id_fk" FOREIGN KEY ("ceo_id","contact_id") REFERENCES "public"."contacts"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_ceo_id_conversation_id_conversations_ceo_id_id_fk" FOREIGN KEY ("ceo_id","conversation_id") REFERENCES "public"."conversations"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_ceo_id_message_id_messages_ceo_id_id_fk" FOREIGN KEY ("ceo_id","message_id") REFERENCES "public"."messages"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "otp_challenge_codes" ADD CONSTRAINT "otp_challenge_codes_challenge_id_otp_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."otp_challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendors" ADD CONSTRAINT "vendors_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_details" ADD CONSTRAINT "audit_details_ceo_id_chain_seq_audit_entries_ceo_id_chain_seq_fk" FOREIGN KEY ("ceo_id","chain","seq") REFERENCES "public"."audit_entries"("ceo_id","chain","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_facts" ADD CONSTRAINT "credit_facts_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_checks" ADD CONSTRAINT "receipt_checks_ceo_id_receipt_id_receipts_ceo_id_id_fk" FOREIGN KEY ("ceo_id","receipt_id") REFERENCES "public"."receipts"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_accounts" ADD CONSTRAINT "bank_accounts_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_ceo_id_product_id_products_ceo_id_id_fk" FOREIGN KEY ("ceo_id","product_id") REFERENCES "public"."products"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_transitions" ADD CONSTRAINT "order_transitions_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_ceo_id_contact_id_contacts_ceo_id_id_fk" FOREIGN KEY ("ceo_id","contact_id") REFERENCES "public"."contacts"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_ceo_id_conversation_id_conversations_ceo_id_id_fk" FOREIGN KEY ("ceo_id","conversation_id") REFERENCES "public"."conversations"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_ceo_id_vendor_id_vendors_ceo_id_id_fk" FOREIGN KEY ("ceo_id","vendor_id") REFERENCES "public"."vendors"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_ceo_id_vendor_id_vendors_ceo_id_id_fk" FOREIGN KEY ("ceo_id","vendor_id") REFERENCES "public"."vendors"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "public_links" ADD CONSTRAINT "public_links_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bot_settings" ADD CONSTRAINT "bot_settings_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "channels_external_id" ON "channels" USING btree ("platform","external_id") WHERE "channels"."status" <> 'disconnected';--> statement-breakpoint
CREATE UNIQUE INDEX "contact_identities_value" ON "contact_identities" USING btree ("ceo_id","kind","value");--> statement-breakpoint
CREATE INDEX "contact_identities_contact" ON "contact_identities" USING btree ("ceo_id","contact_id");--> statement-breakpoint
CREATE INDEX "contacts_seen" ON "contacts" USING btree ("ceo_id","last_seen_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversation_events_open" ON "conversation_events" USING btree ("ceo_id","conversation_id") WHERE "conversation_events"."handled_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_pair" ON "conversations" USING btree ("ceo_id","channel_id","contact_id");--> statement-breakpoint
CREATE INDEX "conversations_recent" ON "conversations" USING btree ("ceo_id","last_message_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "messages_external_id" ON "messages" USING btree ("ceo_id","channel_id","external_id");--> statement-breakpoint
CREATE INDEX "messages_timeline" ON "messages" USING btree ("ceo_id","conversation_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "messages_unhandled" ON "messages" USING btree ("ceo_id","conversation_id") WHERE "messages"."direction" = 'in' and "messages"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_conversation" ON "outbox" USING btree ("ceo_id","conversation_id","created_at","position");--> statement-breakpoint
CREATE INDEX "unhandled_events_recent" ON "unhandled_events" USING btree ("ceo_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_event_keys_age" ON "webhook_event_keys" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "otp_challenge_codes_way" ON "otp_challenge_codes" USING btree ("challenge_id","way");--> statement-breakpoint
CREATE INDEX "otp_challenges_live" ON "otp_challenges" USING btree ("subject_id","purpose") WHERE "otp_challenges"."voided_at" is null;--> statement-breakpoint
CREATE INDEX "otp_challenges_age" ON "otp_challenges" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "rate_limits_age" ON "rate_limits" USING btree ("window_start");--> statement-breakpoint
CREATE UNIQUE INDEX "identities_verified_phone" ON "identities" USING btree ("phone") WHERE "identities"."phone_verified_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "identities_verified_email" ON "identities" USING btree (lower("email")) WHERE "identities"."email_verified_at" is not null;--> statement-breakpoint
CREATE INDEX "identities_phone" ON "identities" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "identities_email" ON "identities" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "sessions_identity" ON "sessions" USING btree ("identity_id") WHERE "sessions"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_member" ON "sessions" USING btree ("ceo_id","vendor_id") WHERE "sessions"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "vendors_identity" ON "vendors" USING btree ("ceo_id","identity_id") WHERE "vendors"."status" <> 'removed';--> statement-breakpoint
CREATE INDEX "audit_details_contact" ON "audit_details" USING btree ("ceo_id","contact_id") WHERE "audit_details"."contact_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_no_fork" ON "audit_entries" USING btree ("ceo_id","chain","prev_hash");--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("ceo_id","chain","action","seq" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("ceo_id","chain","subject_id","seq" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("ceo_id","chain","actor_id","seq" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "credit_facts_of_order" ON "credit_facts" USING btree ("ceo_id","id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "escalations_open" ON "escalations" USING btree ("ceo_id","order_id") WHERE "escalations"."state" = 'PENDING_CEO_APPROVAL';--> statement-breakpoint
CREATE INDEX "escalations_recent" ON "escalations" USING btree ("ceo_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_message" ON "receipts" USING btree ("ceo_id","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_current" ON "receipts" USING btree ("ceo_id","order_id") WHERE "receipts"."state" in ('reading','waiting','escalated');--> statement-breakpoint
CREATE INDEX "receipts_queue" ON "receipts" USING btree ("ceo_id","created_at","id") WHERE "receipts"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "receipts_sha256" ON "receipts" USING btree ("ceo_id","sha256");--> statement-breakpoint
CREATE INDEX "receipts_order" ON "receipts" USING btree ("ceo_id","order_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "order_items_order" ON "order_items" USING btree ("ceo_id","order_id");--> statement-breakpoint
CREATE INDEX "order_transitions_order" ON "order_transitions" USING btree ("ceo_id","order_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_reference" ON "orders" USING btree ("ceo_id","reference");--> statement-breakpoint
CREATE INDEX "orders_recent" ON "orders" USING btree ("ceo_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_vendor" ON "orders" USING btree ("ceo_id","vendor_id","status");--> statement-breakpoint
CREATE INDEX "orders_contact" ON "orders" USING btree ("ceo_id","contact_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "public_links_token" ON "public_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "live_events_age" ON "live_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notices_waiting" ON "notices" USING btree ("created_at") WHERE "notices"."state" <> 'failed';--> statement-breakpoint
CREATE POLICY "channels_tenant" ON "channels" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "contact_identities_tenant" ON "contact_identities" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "contacts_tenant" ON "contacts" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "conversation_events_tenant" ON "conversation_events" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "conversations_tenant" ON "conversations" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "early_statuses_tenant" ON "early_statuses" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "messages_tenant" ON "messages" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "outbox_tenant" ON "outbox" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "webhook_event_keys_platform" ON "webhook_event_keys" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "webhook_events_platform" ON "webhook_events" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "otp_challenge_codes_platform" ON "otp_challenge_codes" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "otp_challenge_failures_platform" ON "otp_challenge_failures" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "otp_challenges_platform" ON "otp_challenges" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "ceos_tenant" ON "ceos" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "identities_platform" ON "identities" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "sessions_platform" ON "sessions" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');--> statement-breakpoint
CREATE POLICY "vendors_tenant" ON "vendors" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "credit_facts_tenant" ON "credit_facts" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "escalations_tenant" ON "escalations" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "receipt_checks_tenant" ON "receipt_checks" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "receipts_tenant" ON "receipts" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "bank_accounts_tenant" ON "bank_accounts" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "confirmations_tenant" ON "confirmations" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "order_items_tenant" ON "order_items" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "order_transitions_tenant" ON "order_transitions" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "orders_tenant" ON "orders" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "products_tenant" ON "products" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "public_links_tenant" ON "public_links" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "bot_settings_tenant" ON "bot_settings" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "live_events_tenant" ON "live_events" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "notices_platform" ON "notices" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');