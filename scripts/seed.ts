import { eq } from "drizzle-orm";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { ceos, identities, vendors } from "@/db/schema/people";
import { bankAccounts, products } from "@/db/schema/sales";
import { botSettings } from "@/db/schema/work";
import { recordEntry } from "@/lib/audit/record-entry";
import { tokenPlace } from "@/lib/channels/load-channel";
import { seal, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { productKey } from "@/lib/storage/keys";
import { store } from "@/lib/storage/store";
import { systemContext } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { CATALOGUE } from "./seed/catalogue";
import { drawPicture } from "./seed/draw-picture";

/** Who to be in the demo. The numbers and tokens are the simulator's. */
export const DEMO_PEOPLE = {
  ceo: { name: "Ada", email: "ada@adasfashion.example", phone: "+2348030002002", business: "Ada's Fashion" },
  buyer: { name: "Chinedu", phone: "+2348031234567" },
};

const CHANNEL = {
  externalId: "106540352242922",
  accountId: "102290129340398",
  displayHandle: "+234 803 000 1001",
  token: "EAAsimulatedAdasFashion0123456789abcdefghijklmnopqrstuvwxyz",
};

/** First Bank; the number fits its check digit (CBN NUBAN), as the vectors of the standard give it. */
const ACCOUNT = {
  bankCode: "011",
  bankName: "First Bank",
  accountNumber: "0000014579",
  accountName: "ADA'S FASHION",
};

/** Puts Ada's Fashion into an empty database, once; gives the people to be. Uses the runtime login of `DATABASE_URL`. */
export async function seed(): Promise<typeof DEMO_PEOPLE> {
  const known = await withPlatform((tx) =>
    tx.select({ id: identities.id }).from(identities).where(eq(identities.phone, DEMO_PEOPLE.ceo.phone)),
  );
  if (known.length === 0) await createBusiness();
  await closeDatabase();
  return DEMO_PEOPLE;
}

async function createBusiness(): Promise<void> {
  const ceoId = newId("ceo");
  const pictures = await storePictures(ceoId);
  const ctx = systemContext(ceoId, { kind: "operator", id: "seed" });
  await withTenantAndPlatform(ctx, async (tx) => {
    const vendorId = await createOwner(tx, ceoId);
    const channelId = await connectChannel(tx, ceoId);
    const accountId = newId("bankAccount");
    await tx.insert(bankAccounts).values({ ceoId, id: accountId, ...ACCOUNT });
    await tx.insert(botSettings).values({ ceoId, settings: { tone: "friendly" } });
    await tx.insert(products).values(
      CATALOGUE.map(({ picture: _, ...product }, index) => ({
        ceoId,
        id: newId("product"),
        vendorId,
        pictureKey: pictures[index] ?? null,
        ...product,
      })),
    );
    await recordEntry(tx, ctx, { action: "CEO_REGISTERED", subject: { kind: "ceo", id: ceoId } });
    await recordEntry(tx, ctx, { action: "CHANNEL_CONNECTED", subject: { kind: "channel", id: channelId } });
    await recordEntry(tx, ctx, {
      action: "BANK_ACCOUNT_ADDED",
      subject: { kind: "bank_account", id: accountId },
    });
  });
}

async function createOwner(tx: Tx & PlatformTx, ceoId: string): Promise<string> {
  const { name, email, phone, business } = DEMO_PEOPLE.ceo;
  const identityId = newId("identity");
  const vendorId = newId("vendor");
  const now = new Date();
  await tx
    .insert(identities)
    .values({ id: identityId, name, email, emailVerifiedAt: now, phone, phoneVerifiedAt: now });
  await tx.insert(ceos).values({ ceoId, identityId, name, businessName: business, status: "active" });
  await tx.insert(vendors).values({ ceoId, id: vendorId, identityId, name, phone, email, isOwner: true });
  return vendorId;
}

async function connectChannel(tx: Tx, ceoId: string): Promise<string> {
  const id = newId("channel");
  await tx.insert(channels).values({
    ceoId,
    id,
    platform: "whatsapp",
    externalId: CHANNEL.externalId,
    accountId: CHANNEL.accountId,
    displayName: DEMO_PEOPLE.ceo.business,
    displayHandle: CHANNEL.displayHandle,
    tokenSealed: seal(env().ENCRYPTION_KEYS, tokenPlace(ceoId, id), CHANNEL.token),
  });
  return id;
}

/** Files are written before the transaction; without it nothing points at them. */
async function storePictures(ceoId: string): Promise<string[]> {
  return Promise.all(
    CATALOGUE.map(async ({ picture }, index) => {
      const bytes = await drawPicture(picture);
      const key = productKey({ ceoId, pictureId: `pic${String(index + 1).padStart(2, "0")}` }, "jpg");
      await store().put(key, bytes, { contentType: "image/jpeg", sha256Hex: sha256Hex(bytes) });
      return key;
    }),
  );
}
