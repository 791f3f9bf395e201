CREATE TABLE "contact_terms" (
	"ceo_id" text NOT NULL,
	"term" text COLLATE "C" NOT NULL,
	"contact_id" text NOT NULL,
	CONSTRAINT "contact_terms_ceo_id_term_contact_id_pk" PRIMARY KEY("ceo_id","term","contact_id")
);
--> statement-breakpoint
ALTER TABLE "contact_terms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trouble_marks" (
	"ceo_id" text NOT NULL,
	"item_id" text NOT NULL,
	"seen_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trouble_marks_ceo_id_item_id_pk" PRIMARY KEY("ceo_id","item_id")
);
--> statement-breakpoint
ALTER TABLE "trouble_marks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "contact_terms" ADD CONSTRAINT "contact_terms_ceo_id_contact_id_contacts_ceo_id_id_fk" FOREIGN KEY ("ceo_id","contact_id") REFERENCES "public"."contacts"("ceo_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_terms_contact" ON "contact_terms" USING btree ("ceo_id","contact_id","term");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_email" ON "contacts" USING btree ("ceo_id",lower("email")) WHERE "contacts"."email" is not null;--> statement-breakpoint
CREATE INDEX "conversations_contact" ON "conversations" USING btree ("ceo_id","contact_id");--> statement-breakpoint
CREATE INDEX "unhandled_events_event" ON "unhandled_events" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "messages_trouble" ON "messages" USING btree ("ceo_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "messages"."status" in ('failed','unknown','held');--> statement-breakpoint
CREATE INDEX "receipts_unreadable" ON "receipts" USING btree ("ceo_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "receipts"."state" = 'unreadable';--> statement-breakpoint
CREATE POLICY "contact_terms_tenant" ON "contact_terms" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));--> statement-breakpoint
CREATE POLICY "trouble_marks_tenant" ON "trouble_marks" AS PERMISSIVE FOR ALL TO public USING (ceo_id = nullif(current_setting('app.ceo_id', true), '')) WITH CHECK (ceo_id = nullif(current_setting('app.ceo_id', true), ''));
--> statement-breakpoint
ALTER TABLE contact_terms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE trouble_marks FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON contact_terms TO tg_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON trouble_marks TO tg_app;
--> statement-breakpoint
-- An operator who has an event read again takes its old complaints away with it; what fails again comes back.
GRANT DELETE ON unhandled_events TO tg_app;
--> statement-breakpoint
CREATE POLICY contact_terms_vendor ON contact_terms AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL
    OR EXISTS (SELECT FROM contacts c WHERE c.ceo_id = contact_terms.ceo_id AND c.id = contact_terms.contact_id));
--> statement-breakpoint
CREATE POLICY trouble_marks_vendor ON trouble_marks AS RESTRICTIVE FOR ALL
  USING (nullif(current_setting('app.vendor_id', true), '') IS NULL);
--> statement-breakpoint

-- The words of a text as people type them: no accents (Adébáyọ̀ is adebayo, Ɗanladi is danladi), no capitals, no signs.
-- Signs are named by their bytes, so that a database of any locale cuts the same.
CREATE FUNCTION search_words(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(DISTINCT left(word, 64)), '{}')
  FROM regexp_split_to_table(
    lower(translate(regexp_replace(normalize(coalesce(value, ''), NFKD), '[\u0300-\u036f]', '', 'g'),
      'ɓƁɗƊƙƘƴƳøØđĐłŁıŋŊ', 'bBdDkKyYoOdDlLinN')),
    '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\u2000-\u206f]+') AS word
  WHERE word <> ''
$$;
--> statement-breakpoint
-- What a phone is looked up by: all of it, without its country, and its last four to seven digits (four are what masks show).
CREATE FUNCTION number_terms(value text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT d.digits FROM (SELECT regexp_replace(value, '[^0-9]', '', 'g') AS digits) d WHERE d.digits <> ''
  UNION
  SELECT right(d.digits, n) FROM (SELECT regexp_replace(value, '[^0-9]', '', 'g') AS digits) d,
    unnest(ARRAY[4, 5, 6, 7, 9, 10]) AS n WHERE length(d.digits) > n
$$;
--> statement-breakpoint
CREATE FUNCTION contact_terms_of(p_ceo_id text, p_contact_id text) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  WITH who AS (
    SELECT c.name, c.profile_name, c.email, c.phone FROM contacts c WHERE c.ceo_id = p_ceo_id AND c.id = p_contact_id
  ), ids AS (
    SELECT i.kind, i.value FROM contact_identities i WHERE i.ceo_id = p_ceo_id AND i.contact_id = p_contact_id
  )
  SELECT t.term COLLATE "C" FROM (
    SELECT unnest(search_words(concat_ws(' ', name, profile_name, email))) FROM who
    UNION SELECT number_terms(phone) FROM who
    UNION SELECT number_terms(value) FROM ids WHERE kind = 'wa_id'
    UNION SELECT unnest(search_words(value)) FROM ids WHERE kind <> 'wa_id'
    UNION SELECT lower(right(value, 4)) FROM ids WHERE kind <> 'wa_id'
  ) AS t(term) WHERE t.term <> ''
$$;
--> statement-breakpoint
CREATE FUNCTION refresh_contact_terms(p_ceo_id text, p_contact_id text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  wanted text[] := ARRAY(SELECT contact_terms_of(p_ceo_id, p_contact_id));
BEGIN
  DELETE FROM contact_terms t
    WHERE t.ceo_id = p_ceo_id AND t.contact_id = p_contact_id AND NOT t.term = ANY (wanted);
  INSERT INTO contact_terms (ceo_id, term, contact_id)
    SELECT p_ceo_id, term, p_contact_id FROM unnest(wanted) AS term ON CONFLICT DO NOTHING;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_contact_terms() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM refresh_contact_terms(NEW.ceo_id, NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_identity_terms() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM refresh_contact_terms(OLD.ceo_id, OLD.contact_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM refresh_contact_terms(NEW.ceo_id, NEW.contact_id); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER contacts_terms_new AFTER INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION keep_contact_terms();
--> statement-breakpoint
-- Every message touches its contact; only what is searched for costs anything.
CREATE TRIGGER contacts_terms_changed AFTER UPDATE OF name, profile_name, email, phone ON contacts FOR EACH ROW
  WHEN ((OLD.name, OLD.profile_name, OLD.email, OLD.phone) IS DISTINCT FROM (NEW.name, NEW.profile_name, NEW.email, NEW.phone))
  EXECUTE FUNCTION keep_contact_terms();
--> statement-breakpoint
CREATE TRIGGER contact_identities_terms AFTER INSERT OR UPDATE OR DELETE ON contact_identities FOR EACH ROW
  EXECUTE FUNCTION keep_identity_terms();
--> statement-breakpoint
REVOKE ALL ON FUNCTION search_words(text), number_terms(text), contact_terms_of(text, text),
  refresh_contact_terms(text, text), keep_contact_terms(), keep_identity_terms() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_words(text), number_terms(text), contact_terms_of(text, text),
  refresh_contact_terms(text, text) TO tg_app;
--> statement-breakpoint

-- The contacts there are. Their owner is held by forced policies too, so it lets go of them for this one statement.
ALTER TABLE contacts NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_identities NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_terms NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO contact_terms (ceo_id, term, contact_id)
  SELECT c.ceo_id, term, c.id FROM contacts c CROSS JOIN LATERAL contact_terms_of(c.ceo_id, c.id) AS term;
--> statement-breakpoint
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_identities FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_terms FORCE ROW LEVEL SECURITY;
