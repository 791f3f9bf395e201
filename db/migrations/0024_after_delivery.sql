CREATE TABLE "invoices" (
	"ceo_id" text NOT NULL,
	"order_id" text NOT NULL,
	"number" integer NOT NULL,
	"file_key" text,
	"sha256" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"issued_at" timestamp with time zone,
	CONSTRAINT "invoices_ceo_id_order_id_pk" PRIMARY KEY("ceo_id","order_id"),
	CONSTRAINT "invoices_positive" CHECK ("invoices"."number" > 0),
	CONSTRAINT "invoices_issued" CHECK (("invoices"."issued_at" is null) = ("invoices"."file_key" is null) and ("invoices"."issued_at" is null) = ("invoices"."sha256" is null))
);
--> statement-breakpoint
ALTER TABLE "invoices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_disputes" (
	"ceo_id" text NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"from_status" text NOT NULL,
	"words" text NOT NULL,
	"opened_by_id" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"note" text,
	"closed_by_id" text,
	"closed_at" timestamp with time zone,
	CONSTRAINT "order_disputes_ceo_id_id_pk" PRIMARY KEY("ceo_id","id"),
	CONSTRAINT "order_disputes_closed" CHECK (("order_disputes"."closed_at" is null) = ("order_disputes"."note" is null) and ("order_disputes"."closed_at" is null) = ("order_disputes"."closed_by_id" is null))
);
--> statement-breakpoint
ALTER TABLE "order_disputes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "delivery_confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_disputes" ADD CONSTRAINT "order_disputes_ceo_id_order_id_orders_ceo_id_id_fk" FOREIGN KEY ("ceo_id","order_id") REFERENCES "public"."orders"("ceo_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_number" ON "invoices" USING btree ("ceo_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "order_disputes_open" ON "order_disputes" USING btree ("ceo_id","order_id") WHERE "order_disputes"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "order_disputes_order" ON "order_disputes" USING btree ("ceo_id","order_id","opened_at");--> statement-breakpoint
CREATE POLICY "invoices_tenant" ON "invoices" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "order_disputes_tenant" ON "order_disputes" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE order_disputes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON invoices, order_disputes TO tg_app;
--> statement-breakpoint
CREATE POLICY invoices_vendor ON invoices AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = invoices.ceo_id AND o.id = invoices.order_id));
--> statement-breakpoint
CREATE POLICY order_disputes_vendor ON order_disputes AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = order_disputes.ceo_id AND o.id = order_disputes.order_id));
--> statement-breakpoint

-- A settled dispute brings an order back (P11.4).
CREATE OR REPLACE FUNCTION order_move_allowed(from_status text, to_status text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT (from_status, to_status) IN (
    ('NEGOTIATING', 'AWAITING_PAYMENT'), ('NEGOTIATING', 'CANCELLED'),
    ('AWAITING_PAYMENT', 'RECEIPT_UPLOADED'), ('AWAITING_PAYMENT', 'NEGOTIATING'), ('AWAITING_PAYMENT', 'CANCELLED'),
    ('RECEIPT_UPLOADED', 'ESCALATED'), ('RECEIPT_UPLOADED', 'APPROVED'), ('RECEIPT_UPLOADED', 'REJECTED'),
    ('RECEIPT_UPLOADED', 'CANCELLED'), ('RECEIPT_UPLOADED', 'AWAITING_PAYMENT'),
    ('ESCALATED', 'APPROVED'), ('ESCALATED', 'REJECTED'), ('ESCALATED', 'CANCELLED'),
    ('REJECTED', 'AWAITING_PAYMENT'), ('REJECTED', 'CANCELLED'),
    ('APPROVED', 'CONFIRMED'), ('APPROVED', 'DISPUTED'), ('CONFIRMED', 'SHIPPED'), ('CONFIRMED', 'DISPUTED'),
    ('SHIPPED', 'DELIVERED'), ('SHIPPED', 'DISPUTED'), ('DELIVERED', 'DISPUTED'),
    ('DISPUTED', 'APPROVED'), ('DISPUTED', 'CONFIRMED'), ('DISPUTED', 'SHIPPED'), ('DISPUTED', 'DELIVERED'))
$$;
--> statement-breakpoint
-- To where it stood, and nowhere else: a dispute is no way past the credit that releases an order, nor past its steps.
CREATE FUNCTION guard_settled_dispute() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  stood text;
BEGIN
  SELECT t.from_status INTO stood FROM order_transitions t
    WHERE t.ceo_id = NEW.ceo_id AND t.order_id = NEW.id AND t.to_status = 'DISPUTED'
    ORDER BY t.at DESC, t.id DESC LIMIT 1;
  IF stood IS DISTINCT FROM NEW.status THEN
    RAISE EXCEPTION 'a disputed order goes back to where it stood' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_guard_dispute BEFORE UPDATE OF status ON orders FOR EACH ROW
  WHEN (OLD.status = 'DISPUTED' AND NEW.status <> 'DISPUTED') EXECUTE FUNCTION guard_settled_dispute();
--> statement-breakpoint

-- What a buyer said may grow and is never rewritten; a settled dispute stays settled.
CREATE FUNCTION guard_dispute() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a settled dispute does not change' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.order_id, NEW.from_status, NEW.opened_by_id, NEW.opened_at)
    IS DISTINCT FROM (OLD.order_id, OLD.from_status, OLD.opened_by_id, OLD.opened_at)
    OR NOT starts_with(NEW.words, OLD.words) THEN
    RAISE EXCEPTION 'what was said in a dispute does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER order_disputes_guard BEFORE UPDATE ON order_disputes FOR EACH ROW EXECUTE FUNCTION guard_dispute();
--> statement-breakpoint

-- The number of an invoice, and the paper once it was handed out, stay.
CREATE FUNCTION guard_invoice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.number <> OLD.number OR NEW.order_id <> OLD.order_id OR OLD.issued_at IS NOT NULL THEN
    RAISE EXCEPTION 'an invoice does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER invoices_guard BEFORE UPDATE ON invoices FOR EACH ROW EXECUTE FUNCTION guard_invoice();
--> statement-breakpoint
REVOKE ALL ON FUNCTION guard_settled_dispute(), guard_dispute(), guard_invoice() FROM PUBLIC;
