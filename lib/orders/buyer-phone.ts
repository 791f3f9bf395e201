import { type SQL, sql } from "drizzle-orm";
import { contactIdentities, contacts } from "@/db/schema/chat";
import { maskPhone } from "@/lib/phone";

/** In a query that joins `contacts`: the phone they gave, else the number they write from on WhatsApp, else null. */
export const buyerPhone: SQL<string | null> = sql<string | null>`coalesce(${contacts.phone}, (
  select '+' || i.value from ${contactIdentities} i
  where i.ceo_id = ${contacts.ceoId} and i.contact_id = ${contacts.id} and i.kind = 'wa_id'
  order by i.created_at limit 1))`;

/** A buyer as lists show them. */
export function toBuyerView(row: { contactId: string; buyerName: string; phone: string | null }) {
  return {
    contact_id: row.contactId,
    name: row.buyerName,
    phone_masked: row.phone ? maskPhone(row.phone) : null,
  };
}
