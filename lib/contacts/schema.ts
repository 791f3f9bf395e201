import { z } from "zod";
import { listQuery } from "@/lib/cursor";

const platform = z.enum(["whatsapp", "instagram"]);

/** Groups a CEO looks through: who has told their name, who has not yet, who wants no messages. */
export const CONTACT_GROUPS = ["registered", "new", "opted_out"] as const;

/** Filters of `GET /api/ceo/contacts`. `q` looks in names, phones in any form, handles and emails. */
export const contactFilter = listQuery.extend({
  platform: platform.optional(),
  group: z.enum(CONTACT_GROUPS).optional(),
});
export type ContactFilter = z.infer<typeof contactFilter>;

/** A contact in a list: handle, phone and email masked, so that looking at a list is no look at a person. */
export const contactListItem = z.object({
  contact_id: z.string(),
  /** What they told, else what their profile says; null for somebody who did neither. */
  name: z.string().nullable(),
  masked_handle: z.string(),
  phone_masked: z.string().nullable(),
  email_masked: z.string().nullable(),
  platforms: z.array(platform),
  opted_out: z.boolean(),
  /** How many orders they placed, counted up to 100. */
  orders: z.int(),
  last_seen_at: z.iso.datetime(),
  created_at: z.iso.datetime(),
});
export type ContactListItem = z.infer<typeof contactListItem>;

export const contactPage = z.object({ items: z.array(contactListItem), next_cursor: z.string().nullable() });
export type ContactPage = z.infer<typeof contactPage>;

/** One id a contact is known by, and the place it came from. */
export const contactIdentityView = z.object({
  handle: z.string(),
  kind: z.enum(["wa_id", "bsuid", "igsid"]),
  platform,
  /** Names of the business's channels it came through. */
  from: z.array(z.string()),
  since: z.iso.datetime(),
});
export type ContactIdentityView = z.infer<typeof contactIdentityView>;

/** One contact in full. Every reading of it is written down (P13.3). */
export const contactView = z.object({
  contact_id: z.string(),
  /** The name they told; the business can correct it. */
  name: z.string().nullable(),
  profile_name: z.string().nullable(),
  handle: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  consent_at: z.iso.datetime().nullable(),
  opted_out_at: z.iso.datetime().nullable(),
  identities: z.array(contactIdentityView),
  conversations: z.array(
    z.object({
      conversation_id: z.string(),
      platform,
      channel_name: z.string(),
      verified_until: z.iso.datetime().nullable(),
      last_message_at: z.iso.datetime(),
    }),
  ),
  last_seen_at: z.iso.datetime(),
  created_at: z.iso.datetime(),
});
export type ContactView = z.infer<typeof contactView>;

const NAME_MAX = 80;

/** What a CEO can correct (`PATCH /api/ceo/contacts/{id}`). A field that is left out stays; an email of null goes. */
export const contactChange = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Write a name.")
    .max(NAME_MAX, "That is too long for a name.")
    .refine((name) => /\p{L}/u.test(name) && !/:\/\/|www\./i.test(name), "That does not look like a name.")
    .optional(),
  email: z.union([z.email("That does not look like an email.").trim().max(254), z.null()]).optional(),
});
export type ContactChange = z.infer<typeof contactChange>;
