-- Roles that own functions and grants. They cannot sign in. The runtime login is made a member of tg_app.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['tg_app', 'tg_lookup', 'tg_append'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', r);
    END IF;
  END LOOP;
  EXECUTE format('GRANT tg_lookup, tg_append TO %I', current_user);
END $$;
--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO tg_app, tg_lookup, tg_append;
--> statement-breakpoint
-- A function's new owner needs CREATE on its schema for the moment of the change; taken back at the end.
GRANT CREATE ON SCHEMA public TO tg_lookup, tg_append;
--> statement-breakpoint

-- Forced row level security everywhere: the owner of a table is bound by its policies too.
DO $$
DECLARE t regclass;
BEGIN
  FOR t IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
--> statement-breakpoint

-- Grants: what the application may do at all. Facts and history can only be added to.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  identities, ceos, vendors, sessions, otp_challenges, otp_challenge_codes, otp_challenge_failures, rate_limits,
  channels, contacts, contact_identities, conversations, messages, conversation_events, outbox, early_statuses, products, bank_accounts,
  order_items, public_links, confirmations, bot_settings, notices, live_events, receipt_checks TO tg_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON orders, receipts, escalations TO tg_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON order_transitions, credit_facts, unhandled_events TO tg_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON webhook_events TO tg_app;
--> statement-breakpoint
GRANT SELECT ON audit_heads, audit_entries, audit_details, audit_checkpoints TO tg_app;
--> statement-breakpoint
GRANT INSERT ON audit_checkpoints TO tg_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tg_app;
--> statement-breakpoint
GRANT SELECT ON identities, ceos, vendors, channels, public_links, messages TO tg_lookup;
--> statement-breakpoint
GRANT SELECT, UPDATE ON sessions TO tg_lookup;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON audit_heads TO tg_append;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_entries, audit_details, webhook_events, webhook_event_keys TO tg_append;
--> statement-breakpoint
GRANT DELETE ON webhook_event_keys TO tg_append;
--> statement-breakpoint

-- Policies that drizzle does not generate.
CREATE POLICY rate_limits_open ON rate_limits FOR ALL TO tg_app USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY unhandled_events_tenant ON unhandled_events FOR ALL
  USING (ceo_id = nullif(current_setting('app.ceo_id', true), '') OR current_setting('app.platform', true) = 'on')
  WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), '') OR current_setting('app.platform', true) = 'on');
--> statement-breakpoint
CREATE POLICY audit_heads_read ON audit_heads FOR SELECT TO tg_app
  USING (ceo_id = nullif(current_setting('app.ceo_id', true), '') OR (ceo_id = 'platform' AND current_setting('app.platform', true) = 'on'));
--> statement-breakpoint
CREATE POLICY audit_entries_read ON audit_entries FOR SELECT TO tg_app
  USING (ceo_id = nullif(current_setting('app.ceo_id', true), '') OR (ceo_id = 'platform' AND current_setting('app.platform', true) = 'on'));
--> statement-breakpoint
CREATE POLICY audit_details_read ON audit_details FOR SELECT TO tg_app
  USING (ceo_id = nullif(current_setting('app.ceo_id', true), '') OR (ceo_id = 'platform' AND current_setting('app.platform', true) = 'on'));
--> statement-breakpoint
CREATE POLICY audit_checkpoints_tenant ON audit_checkpoints FOR ALL TO tg_app
  USING (ceo_id = nullif(current_setting('app.ceo_id', true), '') OR (ceo_id = 'platform' AND current_setting('app.platform', true) = 'on'))
  WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), '') OR (ceo_id = 'platform' AND current_setting('app.platform', true) = 'on'));
--> statement-breakpoint
CREATE POLICY identities_lookup ON identities FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY ceos_lookup ON ceos FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY vendors_lookup ON vendors FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY channels_lookup ON channels FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY public_links_lookup ON public_links FOR SELECT TO tg_lookup USING (true);
--> statement-breakpoint
CREATE POLICY sessions_lookup ON sessions FOR ALL TO tg_lookup USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY audit_heads_append ON audit_heads FOR ALL TO tg_append USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY audit_entries_append ON audit_entries FOR ALL TO tg_append USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY audit_details_append ON audit_details FOR ALL TO tg_append USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY webhook_events_append ON webhook_events FOR ALL TO tg_append USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY webhook_event_keys_append ON webhook_event_keys FOR ALL TO tg_append USING (true) WITH CHECK (true);
--> statement-breakpoint

-- A vendor sees their own orders and what hangs on them; nothing of a colleague's (AZ-13).
CREATE POLICY orders_vendor ON orders AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL OR vendor_id = current_setting('app.vendor_id', true));
--> statement-breakpoint
CREATE POLICY order_items_vendor ON order_items AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = order_items.ceo_id AND o.id = order_items.order_id));
--> statement-breakpoint
CREATE POLICY order_transitions_vendor ON order_transitions AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = order_transitions.ceo_id AND o.id = order_transitions.order_id));
--> statement-breakpoint
CREATE POLICY receipts_vendor ON receipts AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = receipts.ceo_id AND o.id = receipts.order_id));
--> statement-breakpoint
CREATE POLICY receipt_checks_vendor ON receipt_checks AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM receipts r WHERE r.ceo_id = receipt_checks.ceo_id AND r.id = receipt_checks.receipt_id));
--> statement-breakpoint
CREATE POLICY credit_facts_vendor ON credit_facts AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = credit_facts.ceo_id AND o.id = credit_facts.order_id));
--> statement-breakpoint
CREATE POLICY escalations_vendor ON escalations AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = escalations.ceo_id AND o.id = escalations.order_id));
--> statement-breakpoint
CREATE POLICY confirmations_vendor ON confirmations AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = confirmations.ceo_id AND o.id = confirmations.order_id));
--> statement-breakpoint
CREATE POLICY conversations_vendor ON conversations AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR vendor_id = current_setting('app.vendor_id', true)
    OR EXISTS (SELECT FROM orders o WHERE o.ceo_id = conversations.ceo_id AND o.conversation_id = conversations.id));
--> statement-breakpoint
CREATE POLICY messages_vendor ON messages AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM conversations c WHERE c.ceo_id = messages.ceo_id AND c.id = messages.conversation_id));
--> statement-breakpoint
CREATE POLICY contacts_vendor ON contacts AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM conversations c WHERE c.ceo_id = contacts.ceo_id AND c.contact_id = contacts.id));
--> statement-breakpoint
CREATE POLICY contact_identities_vendor ON contact_identities AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM contacts c WHERE c.ceo_id = contact_identities.ceo_id AND c.id = contact_identities.contact_id));
--> statement-breakpoint
CREATE POLICY vendors_vendor ON vendors AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL OR id = current_setting('app.vendor_id', true));
--> statement-breakpoint
CREATE POLICY channels_vendor ON channels AS RESTRICTIVE FOR INSERT
  WITH CHECK (nullif(current_setting('app.vendor_id', true), '') IS NULL);
--> statement-breakpoint
CREATE POLICY channels_vendor_update ON channels AS RESTRICTIVE FOR UPDATE
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL);
--> statement-breakpoint
CREATE POLICY live_events_vendor ON live_events AS RESTRICTIVE FOR SELECT
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL OR vendor_id = current_setting('app.vendor_id', true));
--> statement-breakpoint

-- No credit, no release (P9.6): the fact must be of this very order.
ALTER TABLE orders ADD CONSTRAINT orders_credit_fact
  FOREIGN KEY (ceo_id, credit_fact_id, id) REFERENCES credit_facts (ceo_id, id, order_id);
--> statement-breakpoint

-- The moves an order may make (P7.4). tests/integration compares this list with lib/orders/rules.ts.
CREATE FUNCTION order_move_allowed(from_status text, to_status text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT (from_status, to_status) IN (
    ('NEGOTIATING', 'AWAITING_PAYMENT'), ('NEGOTIATING', 'CANCELLED'),
    ('AWAITING_PAYMENT', 'RECEIPT_UPLOADED'), ('AWAITING_PAYMENT', 'NEGOTIATING'), ('AWAITING_PAYMENT', 'CANCELLED'),
    ('RECEIPT_UPLOADED', 'ESCALATED'), ('RECEIPT_UPLOADED', 'APPROVED'), ('RECEIPT_UPLOADED', 'REJECTED'),
    ('RECEIPT_UPLOADED', 'CANCELLED'), ('RECEIPT_UPLOADED', 'AWAITING_PAYMENT'),
    ('ESCALATED', 'APPROVED'), ('ESCALATED', 'REJECTED'), ('ESCALATED', 'CANCELLED'),
    ('REJECTED', 'AWAITING_PAYMENT'), ('REJECTED', 'CANCELLED'),
    ('APPROVED', 'CONFIRMED'), ('APPROVED', 'DISPUTED'), ('CONFIRMED', 'SHIPPED'), ('CONFIRMED', 'DISPUTED'),
    ('SHIPPED', 'DELIVERED'), ('SHIPPED', 'DISPUTED'), ('DELIVERED', 'DISPUTED'))
$$;
--> statement-breakpoint
CREATE FUNCTION guard_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  credited bigint;
  best text;
  threshold bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('NEGOTIATING', 'AWAITING_PAYMENT') THEN
      RAISE EXCEPTION 'an order begins in NEGOTIATING or AWAITING_PAYMENT' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status = OLD.status THEN RETURN NEW; END IF;
  IF NOT order_move_allowed(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'an order does not move from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'APPROVED' THEN
    SELECT f.kind INTO best FROM credit_facts f WHERE f.ceo_id = NEW.ceo_id AND f.id = NEW.credit_fact_id;
    SELECT coalesce(sum(f.amount_kobo) FILTER (WHERE f.kind = best), 0) INTO credited
      FROM credit_facts f WHERE f.ceo_id = NEW.ceo_id AND f.order_id = NEW.id;
    SELECT c.escalation_threshold_kobo INTO threshold FROM ceos c WHERE c.ceo_id = NEW.ceo_id;
    IF best IS NULL OR credited < NEW.total_kobo THEN
      RAISE EXCEPTION 'no recorded credit covers this order' USING ERRCODE = 'check_violation';
    END IF;
    IF best = 'vendor_attestation' AND (OLD.status = 'ESCALATED' OR NEW.total_kobo >= threshold) THEN
      RAISE EXCEPTION 'this order needs the CEO''s approval' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_guard BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION guard_order();
--> statement-breakpoint

-- The audit log can only grow (P13.2, AU-02), whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION '% cannot be changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_only_grow BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_checkpoints_only_grow BEFORE UPDATE OR DELETE ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credit_facts_only_grow BEFORE UPDATE OR DELETE ON credit_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER order_transitions_only_grow BEFORE UPDATE OR DELETE ON order_transitions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Length-prefixed bytes, so that no two lists of fields share their bytes.
CREATE FUNCTION audit_field(value bytea) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT int4send(octet_length(value)) || value
$$;
--> statement-breakpoint
CREATE FUNCTION audit_text(value text) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  SELECT public.audit_field(convert_to(value, 'UTF8'))
$$;
--> statement-breakpoint
-- SHA-256 of one entry; lib/audit/entry-hash.ts computes the same for the offline verifier.
CREATE FUNCTION audit_hash(ceo_id text, chain text, seq bigint, at timestamptz, action text, actor_kind text, actor_id text,
  subject_kind text, subject_id text, request_id text, details_commit bytea, prev_hash bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  SELECT sha256('\x00'::bytea || convert_to('tg-audit/v1', 'UTF8')
    || audit_text(ceo_id) || audit_text(chain) || audit_text(seq::text)
    || audit_text((extract(epoch FROM at) * 1000000)::bigint::text)
    || audit_text(action) || audit_text(actor_kind) || audit_text(actor_id)
    || audit_text(subject_kind) || audit_text(subject_id) || audit_text(request_id)
    || audit_field(details_commit) || audit_field(prev_hash))
$$;
--> statement-breakpoint
-- The only way to write an entry. One UPDATE of the head orders appends; time never runs backwards in a chain (AU-11).
CREATE FUNCTION audit_append(p_ceo_id text, p_chain text, p_action text, p_actor_kind text, p_actor_id text,
  p_subject_kind text, p_subject_id text, p_request_id text, p_salt bytea, p_details text, p_contact_id text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  v_commit bytea := sha256(p_salt || convert_to(p_details, 'UTF8'));
  v_head audit_heads%ROWTYPE;
BEGIN
  IF p_ceo_id = 'platform' THEN
    IF current_setting('app.platform', true) IS DISTINCT FROM 'on' THEN
      RAISE EXCEPTION 'no platform scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF p_ceo_id IS DISTINCT FROM nullif(current_setting('app.ceo_id', true), '') THEN
    RAISE EXCEPTION 'an entry belongs to the tenant in force' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO audit_heads (ceo_id, chain, seq, at, prev_hash, hash)
    VALUES (p_ceo_id, p_chain, 0, 'epoch', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))
    ON CONFLICT DO NOTHING;
  UPDATE audit_heads h SET (seq, at, prev_hash, hash) = (
      SELECT h.seq + 1, t.at, h.hash,
        audit_hash(h.ceo_id, h.chain, h.seq + 1, t.at, p_action, p_actor_kind, p_actor_id, p_subject_kind, p_subject_id,
          p_request_id, v_commit, h.hash)
      FROM (SELECT greatest(clock_timestamp(), h.at + interval '1 microsecond') AS at) t)
    WHERE h.ceo_id = p_ceo_id AND h.chain = p_chain
    RETURNING h.* INTO v_head;
  INSERT INTO audit_entries (ceo_id, chain, seq, at, action, actor_kind, actor_id, subject_kind, subject_id, request_id,
      details_commit, prev_hash, hash)
    VALUES (p_ceo_id, p_chain, v_head.seq, v_head.at, p_action, p_actor_kind, p_actor_id, p_subject_kind, p_subject_id,
      p_request_id, v_commit, v_head.prev_hash, v_head.hash);
  INSERT INTO audit_details (ceo_id, chain, seq, salt, details, contact_id)
    VALUES (p_ceo_id, p_chain, v_head.seq, p_salt, p_details, p_contact_id);
  RETURN v_head.seq;
END $$;
--> statement-breakpoint
ALTER FUNCTION audit_append(text, text, text, text, text, text, text, text, bytea, text, text) OWNER TO tg_append;
--> statement-breakpoint

-- Look-ups where no tenant is known yet. Each tells as little as its door needs.
CREATE FUNCTION lookup_channel(p_platform text, p_external_id text)
RETURNS TABLE (ceo_id text, channel_id text, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.ceo_id, c.id, c.status FROM channels c
  WHERE c.platform = p_platform AND c.external_id = p_external_id AND c.status <> 'disconnected'
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_channel(text, text) OWNER TO tg_lookup;
--> statement-breakpoint
CREATE FUNCTION lookup_memberships(p_identity_id text)
RETURNS TABLE (role text, ceo_id text, vendor_id text, business_name text, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT CASE WHEN v.is_owner THEN 'CEO' ELSE 'VENDOR' END, v.ceo_id, v.id, c.business_name,
    CASE WHEN c.status = 'active' THEN v.status ELSE c.status END
  FROM vendors v JOIN ceos c ON c.ceo_id = v.ceo_id
  WHERE v.identity_id = p_identity_id AND v.status <> 'removed'
  ORDER BY v.created_at
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_memberships(text) OWNER TO tg_lookup;
--> statement-breakpoint
CREATE FUNCTION lookup_public_link(p_token_hash text)
RETURNS TABLE (ceo_id text, order_id text, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT l.ceo_id, l.order_id, l.kind FROM public_links l
  WHERE l.token_hash = p_token_hash AND (l.expires_at IS NULL OR l.expires_at > now())
$$;
--> statement-breakpoint
ALTER FUNCTION lookup_public_link(text) OWNER TO tg_lookup;
--> statement-breakpoint
-- The session in force for a key (its id or its token's hash), or nothing: revoked, idle, over, member or tenant not
-- active. p_touch extends the idle time; streams and background reads pass false.
CREATE FUNCTION use_session(p_id text, p_token_hash text, p_touch boolean)
RETURNS TABLE (session_id text, identity_id text, role text, ceo_id text, vendor_id text, way text, member_name text,
  business_name text, business_kind text, time_zone text, expires_at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE s sessions%ROWTYPE;
BEGIN
  SELECT * INTO s FROM sessions x
    WHERE (x.id = p_id OR x.token_hash = p_token_hash) AND x.revoked_at IS NULL AND x.expires_at > now()
      AND x.last_seen_at + make_interval(secs => x.idle_seconds) > now();
  IF NOT FOUND THEN RETURN; END IF;
  IF p_touch AND s.last_seen_at < now() - interval '30 seconds' THEN
    UPDATE sessions x SET last_seen_at = now() WHERE x.id = s.id AND x.revoked_at IS NULL;
  END IF;
  RETURN QUERY SELECT s.id, s.identity_id, s.role, s.ceo_id, s.vendor_id, s.way, v.name, c.business_name, c.business_kind,
      c.time_zone, s.expires_at
    FROM vendors v JOIN ceos c ON c.ceo_id = v.ceo_id
    WHERE v.ceo_id = s.ceo_id AND v.id = s.vendor_id AND v.status = 'active' AND c.status = 'active'
      AND (s.role <> 'CEO' OR v.is_owner);
END $$;
--> statement-breakpoint
ALTER FUNCTION use_session(text, text, boolean) OWNER TO tg_lookup;
--> statement-breakpoint

-- Stores signed bodies and enqueues their reading in one statement of the caller's; bodies seen before are left out.
CREATE FUNCTION store_webhook_events(p_ids text[], p_platforms text[], p_hashes bytea[], p_raws bytea[])
RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN QUERY
    WITH given AS (
      SELECT DISTINCT ON (hash) * FROM unnest(p_ids, p_platforms, p_hashes, p_raws) AS g(id, platform, hash, raw)
    ), fresh AS (
      INSERT INTO webhook_event_keys (body_hash) SELECT hash FROM given ORDER BY hash
      ON CONFLICT DO NOTHING RETURNING body_hash
    ), stored AS (
      INSERT INTO webhook_events (id, platform, raw)
      SELECT g.id, g.platform, g.raw FROM given g JOIN fresh f ON f.body_hash = g.hash RETURNING id
    )
    SELECT id FROM stored;
END $$;
--> statement-breakpoint
ALTER FUNCTION store_webhook_events(text[], text[], bytea[], bytea[]) OWNER TO tg_append;
--> statement-breakpoint

-- Daily partitions of raw bodies: a week ahead is made, what is older than 14 days goes (performance of the inbox and
-- retention of raw bodies). Runs as the owner of the tables; takes nothing from outside.
CREATE FUNCTION maintain_webhook_partitions() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  day date;
  part record;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('maintain_webhook_partitions'));
  FOR day IN SELECT generate_series(current_date, current_date + 7, interval '1 day')::date LOOP
    IF to_regclass(format('public.webhook_events_%s', to_char(day, 'YYYYMMDD'))) IS NULL THEN
      EXECUTE format('CREATE TABLE public.webhook_events_%s PARTITION OF public.webhook_events FOR VALUES FROM (%L) TO (%L)',
        to_char(day, 'YYYYMMDD'), day, day + 1);
      EXECUTE format('ALTER TABLE public.webhook_events_%s ENABLE ROW LEVEL SECURITY', to_char(day, 'YYYYMMDD'));
      EXECUTE format('ALTER TABLE public.webhook_events_%s FORCE ROW LEVEL SECURITY', to_char(day, 'YYYYMMDD'));
      made := made + 1;
    END IF;
  END LOOP;
  FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.webhook_events'::regclass AND c.relname ~ '^webhook_events_\d{8}$'
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < current_date - 14 LOOP
    EXECUTE format('DROP TABLE public.%I', part.relname);
  END LOOP;
  DELETE FROM webhook_event_keys WHERE received_at < now() - interval '30 days';
  RETURN made;
END $$;
--> statement-breakpoint
CREATE POLICY webhook_event_keys_owner ON webhook_event_keys FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE TABLE webhook_events_default PARTITION OF webhook_events DEFAULT;
--> statement-breakpoint
ALTER TABLE webhook_events_default ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE webhook_events_default FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE INDEX webhook_events_open ON webhook_events (received_at) WHERE state <> 'done';
--> statement-breakpoint

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION audit_append(text, text, text, text, text, text, text, text, bytea, text, text),
  lookup_channel(text, text), lookup_memberships(text), lookup_public_link(text), use_session(text, text, boolean),
  store_webhook_events(text[], text[], bytea[], bytea[]), maintain_webhook_partitions(),
  order_move_allowed(text, text), audit_hash(text, text, bigint, timestamptz, text, text, text, text, text, text, bytea, bytea),
  audit_field(bytea), audit_text(text) TO tg_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION audit_hash(text, text, bigint, timestamptz, text, text, text, text, text, text, bytea, bytea),
  audit_field(bytea), audit_text(text) TO tg_append;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION order_move_allowed(text, text) TO tg_lookup;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tg_lookup, tg_append;
--> statement-breakpoint
SELECT maintain_webhook_partitions();
