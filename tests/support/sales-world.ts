import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { desc, eq } from "drizzle-orm";
import { afterAll } from "vitest";
import { channels, contactIdentities, contacts, conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { ceos, identities, vendors } from "@/db/schema/people";
import { auditEntries } from "@/db/schema/proof";
import { bankAccounts, products } from "@/db/schema/sales";
import { seal, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { placeOrder } from "@/lib/orders/place-order";
import { finishCheck } from "@/lib/receipts/finish-check";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import { type Context, type MemberContext, memberContext, systemContext } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

const storageDirs: string[] = [];
// Registered while the test file is loaded, so it runs after the hooks of the file itself.
afterAll(() => {
  for (const dir of storageDirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** The environment of a test process that runs the product's own code against `databaseUrl`. Call it first. */
export function setTestEnvironment(databaseUrl: string, more: Record<string, string> = {}): void {
  const storageDir = mkdtempSync(path.join(os.tmpdir(), "trustguard-files-"));
  storageDirs.push(storageDir);
  const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  Object.assign(process.env, {
    NODE_ENV: "test",
    APP_URL: "http://127.0.0.1:3000",
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    OTP_PEPPERS: `p1:${randomBytes(32).toString("base64")}`,
    AUDIT_SIGNING_KEY: Buffer.from(key).toString("base64"),
    META_APP_ID: "1",
    META_APP_SECRET: "app-secret",
    META_WEBHOOK_VERIFY_TOKEN: "verify-token",
    STORAGE: "disk",
    STORAGE_DIR: storageDir,
    SMS_PROVIDER: "sns",
    SMTP_URL: "smtp://127.0.0.1:2525",
    MAIL_FROM: "TrustGuard <no-reply@example.com>",
    ...more,
  });
}

/** One business with its owner, a member of staff, a channel, a bank account, a product, and a buyer who talks to it. */
export interface SalesWorld {
  ceoId: string;
  ownerId: string;
  vendorId: string;
  channelId: string;
  contactId: string;
  conversationId: string;
  productId: string;
  /** The bot acting for the business, as a turn of the conversation does. */
  bot: Context;
  worker: Context;
  ceo: MemberContext;
  vendor: MemberContext;
}

export type SalesOptions = {
  businessName?: string;
  priceKobo?: number;
  stock?: number | null;
  thresholdKobo?: number;
  buyerPhone?: string;
  channelToken?: string;
};

let worlds = 0;
let buyers = 0;

/** Makes a business of its own: nothing is shared between two worlds but the database. */
export async function makeSalesWorld(options: SalesOptions = {}): Promise<SalesWorld> {
  worlds += 1;
  const ceoId = newId("ceo");
  const ids = {
    ownerId: newId("vendor"),
    vendorId: newId("vendor"),
    channelId: newId("channel"),
    contactId: newId("contact"),
    conversationId: newId("conversation"),
    productId: newId("product"),
  };
  const bot = systemContext(ceoId, { kind: "bot", id: "bot" });
  await withTenantAndPlatform(bot, (tx) => seed(tx, ceoId, ids, options));
  return {
    ceoId,
    ...ids,
    bot,
    worker: systemContext(ceoId, { kind: "worker", id: "worker" }),
    ceo: member("CEO", ceoId, ids.ownerId),
    vendor: member("VENDOR", ceoId, ids.vendorId),
  };
}

type Ids = Pick<
  SalesWorld,
  "ownerId" | "vendorId" | "channelId" | "contactId" | "conversationId" | "productId"
>;

async function seed(tx: Tx & PlatformTx, ceoId: string, ids: Ids, options: SalesOptions): Promise<void> {
  const phone = (last: number) => `+23480312${String(worlds).padStart(4, "0")}${last}`;
  await tx.insert(identities).values({
    id: `idn_owner_${worlds}`,
    name: "Ada",
    phone: phone(1),
    phoneVerifiedAt: new Date(),
    email: `ada${worlds}@example.com`,
    emailVerifiedAt: new Date(),
  });
  await tx.insert(ceos).values({
    ceoId,
    identityId: `idn_owner_${worlds}`,
    name: "Ada",
    businessName: options.businessName ?? "Ada's Fashion",
    status: "active",
    escalationThresholdKobo: options.thresholdKobo ?? 100_000_000,
  });
  await tx.insert(vendors).values([
    {
      ceoId,
      id: ids.ownerId,
      identityId: `idn_owner_${worlds}`,
      name: "Ada",
      phone: phone(1),
      isOwner: true,
    },
    { ceoId, id: ids.vendorId, identityId: `idn_vendor_${worlds}`, name: "Femi", phone: phone(2) },
  ]);
  await tx.insert(channels).values({
    ceoId,
    id: ids.channelId,
    platform: "whatsapp",
    externalId: `1000${worlds}`,
    displayName: "Ada's Fashion",
    displayHandle: "+234 803 000 0000",
    tokenSealed: seal(
      env().ENCRYPTION_KEYS,
      ["channels", "token_sealed", ceoId, ids.channelId],
      options.channelToken ?? "channel-token",
    ),
  });
  await seedBuyer(tx, ceoId, ids, options.buyerPhone ?? phone(3));
  await tx.insert(products).values({
    ceoId,
    id: ids.productId,
    name: "Red ankara dress",
    aliases: ["ankara"],
    priceKobo: options.priceKobo ?? 1_250_000,
    stock: options.stock ?? null,
    vendorId: ids.vendorId,
  });
  await tx.insert(bankAccounts).values({
    ceoId,
    id: newId("bankAccount"),
    bankCode: "011",
    bankName: "First Bank",
    accountNumber: "0000014579",
    accountName: "ADA FASHION",
  });
}

async function seedBuyer(tx: Tx, ceoId: string, ids: Ids, phone: string): Promise<void> {
  const contact = { ceoId, id: ids.contactId, name: "Chinedu", address: "123 Lagos St, Ikeja", phone };
  await tx.insert(contacts).values(contact);
  await tx.insert(contactIdentities).values({
    ceoId,
    id: newId("contactIdentity"),
    contactId: ids.contactId,
    kind: "wa_id",
    value: phone.slice(1),
  });
  await tx.insert(conversations).values({
    ceoId,
    id: ids.conversationId,
    channelId: ids.channelId,
    contactId: ids.contactId,
  });
}

/** Somebody else who talks to the same business. */
export async function anotherBuyer(
  world: SalesWorld,
): Promise<Pick<SalesWorld, "contactId" | "conversationId">> {
  buyers += 1;
  const ids = { ...world, contactId: newId("contact"), conversationId: newId("conversation") };
  const phone = `+23481300${String(buyers).padStart(5, "0")}`;
  await withTenant(world.bot, (tx) => seedBuyer(tx, world.ceoId, ids, phone));
  return { contactId: ids.contactId, conversationId: ids.conversationId };
}

function member(role: "CEO" | "VENDOR", ceoId: string, vendorId: string): MemberContext {
  const identityId = role === "CEO" ? `idn_owner_${worlds}` : `idn_vendor_${worlds}`;
  return memberContext(
    {
      sessionId: newId("session"),
      identityId,
      role,
      ceoId,
      vendorId,
      memberName: role === "CEO" ? "Ada" : "Femi",
      businessName: "Ada's Fashion",
      businessKind: "shop",
      timeZone: "Africa/Lagos",
    },
    { requestId: newId("request"), ip: "192.0.2.1" },
  );
}

/** Places an order in chat, awaiting payment. */
export function orderIn(world: SalesWorld, quantity = 1) {
  return withTenant(world.bot, (tx) =>
    placeOrder(tx, world.bot, {
      contactId: world.contactId,
      conversationId: world.conversationId,
      buyerName: "Chinedu",
      address: "123 Lagos St, Ikeja",
      items: [{ productId: world.productId, quantity }],
    }),
  );
}

/** A message of the buyer's with a file, as the inbox stores it. Gives its id. */
export async function pictureFrom(
  world: SalesWorld,
  media: { id?: string; mimeType?: string; sha256Hex?: string } = {},
): Promise<string> {
  const id = newId("message");
  await withTenant(world.bot, (tx) =>
    tx.insert(messages).values({
      ceoId: world.ceoId,
      id,
      conversationId: world.conversationId,
      channelId: world.channelId,
      direction: "in",
      author: "contact",
      externalId: `wamid.${id}`,
      kind: media.mimeType === "application/pdf" ? "document" : "image",
      media: { id: `media-${id}`, mimeType: "image/jpeg", ...media },
      status: "received",
      providerAt: new Date(),
    }),
  );
  return id;
}

/** Names of the audit entries about one subject, the oldest first. */
export async function auditOf(world: SalesWorld, subjectId: string): Promise<string[]> {
  const rows = await withTenant(world.bot, (tx) =>
    tx
      .select({ action: auditEntries.action })
      .from(auditEntries)
      .where(eq(auditEntries.subjectId, subjectId))
      .orderBy(desc(auditEntries.seq)),
  );
  return rows.map((row) => row.action).reverse();
}

/** Kinds of what the bot was told to say, the oldest first. */
export async function toldTo(world: SalesWorld): Promise<string[]> {
  const rows = await withTenant(world.bot, (tx) =>
    tx
      .select({ kind: conversationEvents.kind })
      .from(conversationEvents)
      .where(eq(conversationEvents.conversationId, world.conversationId))
      .orderBy(conversationEvents.createdAt, conversationEvents.id),
  );
  return rows.map((row) => row.kind);
}

/** An order with a checked proof of payment, waiting for the vendor (or, over the threshold, for the CEO). */
export async function checkedOrderIn(
  world: SalesWorld,
  options: { quantity?: number; sha256?: string } = {},
) {
  const order = await orderIn(world, options.quantity);
  const receiptId = await checkedReceipt(world, order.id, options.sha256);
  return { orderId: order.id, reference: order.reference, receiptId };
}

/** Sends another proof for an order and checks it, without a file behind it. Gives its id. */
export async function checkedReceipt(world: SalesWorld, orderId: string, sha256?: string): Promise<string> {
  const messageId = await pictureFrom(world);
  const { receiptId } = await withTenant(world.bot, (tx) =>
    submitReceipt(tx, world.bot, { orderId, messageId }),
  );
  const place = `${world.ceoId}/${world.vendorId}/${orderId}/${receiptId}`;
  await withTenantAndPlatform(world.worker, (tx) =>
    finishCheck(tx, world.worker, {
      orderId,
      receiptId,
      sha256: sha256 ?? sha256Hex(receiptId),
      mimeType: "image/jpeg",
      originalKey: `originals/${place}.jpg`,
      viewKey: `receipts/${place}.jpg`,
      viewWidth: 720,
      viewHeight: 1280,
    }),
  );
  return receiptId;
}
