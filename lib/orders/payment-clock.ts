import { sql } from "drizzle-orm";

/** Free text reaches the buyer: they wrote within 24 hours, less what sending may take. `v` is the conversation. */
export const isWindowOpen = sql`coalesce(v.last_inbound_at > now() - interval '23 hours 55 minutes', false)`;

/** A person has the conversation, or is waited for: an unpaid order is then theirs to settle. `v` is the conversation. */
export const isPersonAnswering = sql`(v.needs_person_since is not null
  or (v.mode = 'person' and coalesce(v.mode_until > now(), true)))`;
