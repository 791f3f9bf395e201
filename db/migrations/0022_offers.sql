CREATE TABLE "offers" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"made_by" text NOT NULL,
	"author_id" text NOT NULL,
	"total_kobo" bigint NOT NULL,
	"unit_price_kobo" bigint,
	"free_delivery" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"awaits_ceo" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"message_id" text,
	"decided_by_id" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "offers_ceo_id_id_pk" PRIMARY KEY("ceo_id","id"),
	CONSTRAINT "offers_positive" CHECK ("offers"."total_kobo" > 0 and coalesce("offers"."unit_price_kobo", 1) > 0),
	CONSTRAINT "offers_decided" CHECK (("offers"."state" = 'open') = ("offers"."decided_at" is null))
);
--> statement-breakpoint
ALTER TABLE "offers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "request_keys" (
	"ceo_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"answer" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "request_keys_ceo_id_actor_id_key_pk" PRIMARY KEY("ceo_id","actor_id","key")
);
--> statement-breakpoint
ALTER TABLE "request_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "offer_id" text;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_keys" ADD CONSTRAINT "request_keys_ceo_id_ceos_ceo_id_fk" FOREIGN KEY ("ceo_id") REFERENCES "public"."ceos"("ceo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "offers_accepted" ON "offers" USING btree ("ceo_id","order_id") WHERE "offers"."state" = 'accepted';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_open" ON "offers" USING btree ("ceo_id","order_id","made_by") WHERE "offers"."state" = 'open';--> statement-breakpoint
CREATE INDEX "offers_order" ON "offers" USING btree ("ceo_id","order_id","created_at");--> statement-breakpoint
CREATE INDEX "request_keys_age" ON "request_keys" USING btree ("ceo_id","created_at");--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_ceo_id_offer_id_offers_ceo_id_id_fk" FOREIGN KEY ("ceo_id","offer_id") REFERENCES "public"."offers"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_offer" CHECK (("escalations"."offer_id" is not null) = ("escalations"."reason" in ('price_below_floor','price_asked')));--> statement-breakpoint
CREATE POLICY "offers_tenant" ON "offers" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "request_keys_tenant" ON "request_keys" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
ALTER TABLE offers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE request_keys FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON offers TO tg_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON request_keys TO tg_app;
--> statement-breakpoint
CREATE POLICY offers_vendor ON offers AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = offers.ceo_id AND o.id = offers.order_id));
--> statement-breakpoint
CREATE POLICY request_keys_vendor ON request_keys AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL OR actor_id = current_setting('app.vendor_id', true));
--> statement-breakpoint

-- What was offered stays as it was said; an offer that is over stays over; one whose time has passed is not accepted (P8.1).
CREATE FUNCTION guard_offer() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'open' THEN
      RAISE EXCEPTION 'an offer begins open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.order_id, NEW.made_by, NEW.author_id, NEW.total_kobo, NEW.unit_price_kobo, NEW.free_delivery, NEW.created_at)
    IS DISTINCT FROM
    (OLD.order_id, OLD.made_by, OLD.author_id, OLD.total_kobo, OLD.unit_price_kobo, OLD.free_delivery, OLD.created_at) THEN
    RAISE EXCEPTION 'what was offered does not change' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = OLD.state THEN RETURN NEW; END IF;
  IF OLD.state <> 'open' AND NOT (OLD.state = 'accepted' AND NEW.state = 'superseded') THEN
    RAISE EXCEPTION 'an offer does not become % after %', NEW.state, OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'accepted' AND OLD.expires_at <= statement_timestamp() THEN
    RAISE EXCEPTION 'the time of this offer has passed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER offers_guard BEFORE INSERT OR UPDATE ON offers FOR EACH ROW EXECUTE FUNCTION guard_offer();
--> statement-breakpoint

-- The CEO has nothing left to decide about a price that is no longer open.
CREATE FUNCTION close_price_question() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE escalations SET state = 'CLOSED', decided_at = now()
    WHERE ceo_id = NEW.ceo_id AND offer_id = NEW.id AND state = 'PENDING_CEO_APPROVAL';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER offers_over AFTER UPDATE OF state ON offers FOR EACH ROW
  WHEN (OLD.state = 'open' AND NEW.state <> 'open') EXECUTE FUNCTION close_price_question();
--> statement-breakpoint

-- Once an order is paid for or called off, no price of it is open any more, whoever moved it.
CREATE FUNCTION close_offers() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE offers SET state = CASE WHEN NEW.status = 'CANCELLED' THEN 'withdrawn' ELSE 'superseded' END, decided_at = now()
    WHERE ceo_id = NEW.ceo_id AND order_id = NEW.id AND state = 'open';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_close_offers AFTER UPDATE OF status ON orders FOR EACH ROW
  WHEN (NEW.status <> OLD.status AND NEW.status NOT IN ('NEGOTIATING', 'AWAITING_PAYMENT')) EXECUTE FUNCTION close_offers();
--> statement-breakpoint
REVOKE ALL ON FUNCTION guard_offer(), close_price_question(), close_offers() FROM PUBLIC;
