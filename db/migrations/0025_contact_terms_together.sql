-- A new contact's words were gathered three times, once for it and once for each of its ids. New rows only add words: what
-- one statement brings is added by one statement. Changed and removed rows are gathered anew as before.
CREATE FUNCTION add_contact_terms() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO contact_terms (ceo_id, term, contact_id)
    SELECT DISTINCT a.ceo_id, t.term COLLATE "C", a.id
    FROM added a CROSS JOIN LATERAL (
      SELECT unnest(search_words(concat_ws(' ', a.name, a.profile_name, a.email)))
      UNION ALL SELECT number_terms(a.phone)
    ) AS t(term) WHERE t.term <> ''
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION add_identity_terms() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO contact_terms (ceo_id, term, contact_id)
    SELECT DISTINCT a.ceo_id, t.term COLLATE "C", a.contact_id
    FROM added a CROSS JOIN LATERAL (
      SELECT number_terms(a.value) WHERE a.kind = 'wa_id'
      UNION ALL SELECT unnest(search_words(a.value)) WHERE a.kind <> 'wa_id'
      UNION ALL SELECT lower(right(a.value, 4)) WHERE a.kind <> 'wa_id'
    ) AS t(term) WHERE t.term <> ''
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION add_contact_terms(), add_identity_terms() FROM PUBLIC;
--> statement-breakpoint
DROP TRIGGER contacts_terms_new ON contacts;
--> statement-breakpoint
CREATE TRIGGER contacts_terms_new AFTER INSERT ON contacts REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION add_contact_terms();
--> statement-breakpoint
DROP TRIGGER contact_identities_terms ON contact_identities;
--> statement-breakpoint
CREATE TRIGGER contact_identities_terms AFTER UPDATE OR DELETE ON contact_identities FOR EACH ROW
  EXECUTE FUNCTION keep_identity_terms();
--> statement-breakpoint
CREATE TRIGGER contact_identities_terms_new AFTER INSERT ON contact_identities REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION add_identity_terms();
