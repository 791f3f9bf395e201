import { sql } from "drizzle-orm";
import { bigint, customType, pgPolicy, text, timestamp } from "drizzle-orm/pg-core";

/** `bytea` as a Buffer. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** Whole kobo in a 64-bit column; safe as a JavaScript number up to 90 trillion naira. */
export const kobo = (name: string) => bigint(name, { mode: "number" });

/** A moment, with time zone, as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the row was made, by the database's clock. */
export const createdAt = () => moment("created_at").notNull().defaultNow();

/** The tenant key that every tenant row carries. */
export const ceoId = () => text("ceo_id").notNull();

const ownTenant = sql`ceo_id = nullif(current_setting('app.ceo_id', true), '')`;
const platformScope = sql`current_setting('app.platform', true) = 'on'`;

/** Rows of one tenant, seen only where `app.ceo_id` names it. FORCE is added by a hand-written migration. */
export const tenantPolicy = (table: string) =>
  pgPolicy(`${table}_tenant`, { for: "all", using: ownTenant, withCheck: ownTenant });

/** Rows that belong to no tenant (identities, sessions, limits), seen only inside `withPlatform`. */
export const platformPolicy = (table: string) =>
  pgPolicy(`${table}_platform`, { for: "all", using: platformScope, withCheck: platformScope });
