import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { contacts, conversations } from "./chat";
import { ceoId, createdAt, kobo, moment, tenantPolicy } from "./columns";
import { ceos, vendors } from "./people";

/** What a business sells. `aliases` are other names buyers use. `stock` null means not counted. */
export const products = pgTable(
  "products",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    name: text("name").notNull(),
    aliases: text("aliases").array().notNull().default(sql`'{}'`),
    priceKobo: kobo("price_kobo").notNull(),
    floorPriceKobo: kobo("floor_price_kobo"),
    stock: integer("stock"),
    vendorId: text("vendor_id"),
    pictureKey: text("picture_key"),
    active: boolean("active").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    foreignKey({ columns: [t.ceoId, t.vendorId], foreignColumns: [vendors.ceoId, vendors.id] }),
    check("products_price", sql`${t.priceKobo} > 0`),
    check("products_stock", sql`${t.stock} is null or ${t.stock} >= 0`),
    tenantPolicy("products"),
  ],
);

/** Where buyers pay. The one in force is the newest whose `activeFrom` has passed and that was not stopped. */
export const bankAccounts = pgTable(
  "bank_accounts",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    bankCode: text("bank_code").notNull(),
    bankName: text("bank_name").notNull(),
    accountNumber: text("account_number").notNull(),
    accountName: text("account_name").notNull(),
    activeFrom: moment("active_from").notNull().defaultNow(),
    stoppedAt: moment("stopped_at"),
    /** `removed` by the CEO with a code, or by the stop `link` that the notice of the change carried (P7.5). */
    stoppedBy: text("stopped_by", { enum: ["removed", "link"] }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId], foreignColumns: [ceos.ceoId] }),
    check("bank_accounts_number", sql`${t.accountNumber} ~ '^[0-9]{10}$'`),
    check("bank_accounts_stopped", sql`(${t.stoppedAt} is null) = (${t.stoppedBy} is null)`),
    tenantPolicy("bank_accounts"),
  ],
);

/**
 * The link in the notice of a changed payout account: it stops the change without signing in, once. Only its token's hash is
 * here (P7.5).
 */
export const payoutStopLinks = pgTable(
  "payout_stop_links",
  {
    ceoId: ceoId(),
    tokenHash: text("token_hash").notNull(),
    bankAccountId: text("bank_account_id").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.tokenHash] }),
    foreignKey({
      columns: [t.ceoId, t.bankAccountId],
      foreignColumns: [bankAccounts.ceoId, bankAccounts.id],
    }),
    uniqueIndex("payout_stop_links_token").on(t.tokenHash),
    tenantPolicy("payout_stop_links"),
  ],
);

/** Every state an order can be in (P7.4). Who may move it where stands in `lib/orders/rules.ts`. */
export const ORDER_STATUSES = [
  "NEGOTIATING",
  "AWAITING_PAYMENT",
  "RECEIPT_UPLOADED",
  "ESCALATED",
  "APPROVED",
  "REJECTED",
  "CONFIRMED",
  "SHIPPED",
  "DELIVERED",
  "CANCELLED",
  "DISPUTED",
] as const;

/** One sale. `creditFactId` names the recorded credit without which the database lets nothing be approved (P9.6). */
export const orders = pgTable(
  "orders",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    reference: text("reference").notNull(),
    contactId: text("contact_id").notNull(),
    conversationId: text("conversation_id").notNull(),
    vendorId: text("vendor_id").notNull(),
    status: text("status", { enum: ORDER_STATUSES }).notNull(),
    itemsKobo: kobo("items_kobo").notNull(),
    discountKobo: kobo("discount_kobo").notNull().default(0),
    deliveryFeeKobo: kobo("delivery_fee_kobo").notNull().default(0),
    totalKobo: kobo("total_kobo").notNull(),
    buyerName: text("buyer_name").notNull(),
    address: text("address"),
    /** The address as it is compared: by letters and digits alone, usual words shortened. */
    addressKey: text("address_key").generatedAlwaysAs(sql`address_key(address)`),
    addressConfirmedAt: moment("address_confirmed_at"),
    bankAccount: jsonb("bank_account").$type<BankAccountSnapshot>(),
    creditFactId: text("credit_fact_id"),
    carrier: text("carrier"),
    tracking: text("tracking"),
    note: text("note"),
    deliverBy: moment("deliver_by"),
    /** When the buyer said that it has come (P11.4): once. */
    deliveryConfirmedAt: moment("delivery_confirmed_at"),
    /** When the buyer was reminded to pay: once, whatever happens (P7.6). */
    remindedAt: moment("reminded_at"),
    createdAt: createdAt(),
    changedAt: moment("changed_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.contactId], foreignColumns: [contacts.ceoId, contacts.id] }),
    foreignKey({
      columns: [t.ceoId, t.conversationId],
      foreignColumns: [conversations.ceoId, conversations.id],
    }),
    foreignKey({ columns: [t.ceoId, t.vendorId], foreignColumns: [vendors.ceoId, vendors.id] }),
    uniqueIndex("orders_reference").on(t.ceoId, t.reference),
    index("orders_recent").on(t.ceoId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("orders_unpaid").on(t.ceoId, t.changedAt).where(sql`${t.status} = 'AWAITING_PAYMENT'`),
    index("orders_negotiating").on(t.ceoId, t.changedAt).where(sql`${t.status} = 'NEGOTIATING'`),
    index("orders_vendor").on(t.ceoId, t.vendorId, t.status),
    index("orders_address").on(t.ceoId, t.addressKey, t.createdAt).where(sql`${t.addressKey} is not null`),
    index("orders_contact").on(t.ceoId, t.contactId, t.createdAt.desc().nullsFirst()),
    check("orders_total", sql`${t.totalKobo} = ${t.itemsKobo} - ${t.discountKobo} + ${t.deliveryFeeKobo}`),
    check("orders_positive", sql`${t.totalKobo} > 0 and ${t.itemsKobo} > 0 and ${t.discountKobo} >= 0`),
    check(
      "orders_no_credit_no_release",
      sql`${t.status} not in ('APPROVED','CONFIRMED','SHIPPED','DELIVERED') or ${t.creditFactId} is not null`,
    ),
    tenantPolicy("orders"),
  ],
);

export type BankAccountSnapshot = { bankName: string; accountNumber: string; accountName: string };

export const orderItems = pgTable(
  "order_items",
  {
    ceoId: ceoId(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    productId: text("product_id").notNull(),
    name: text("name").notNull(),
    quantity: integer("quantity").notNull(),
    unitPriceKobo: kobo("unit_price_kobo").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ceoId, t.id] }),
    foreignKey({ columns: [t.ceoId, t.orderId], foreignColumns: [orders.ceoId, orders.id] }),
    foreignKey({ columns: [t.ceoId, t.productId], foreignColumns: [products.ceoId, products.id] }),
    index("order_items_order").on(t.ceoId, t.orderId),
    check("order_items_quantity", sql`${t.quantity} between 1 and 10000`),
    tenantPolicy("order_items"),
  ],
);
