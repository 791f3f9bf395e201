import { channels } from "@/db/schema/chat";
import { ceos, identities, vendors } from "@/db/schema/people";
import { bankAccounts, products } from "@/db/schema/sales";
import { botSettings } from "@/db/schema/work";
import { recordEntry } from "@/lib/audit/record-entry";
import { tokenPlace } from "@/lib/channels/channel-token";
import { seal, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { productKey } from "@/lib/storage/keys";
import { store } from "@/lib/storage/store";
import { systemContext } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import type { DemoBusiness, Member } from "./businesses";

/** Puts one example business with everything it needs to sell into the database. */
export async function createBusiness(demo: DemoBusiness): Promise<void> {
  const ceoId = newId("ceo");
  const pictures = await storePictures(ceoId, demo);
  const ctx = systemContext(ceoId, { kind: "operator", id: "seed" });
  await withTenantAndPlatform(ctx, async (tx) => {
    const ownerId = await createOwner(tx, ceoId, demo);
    const vendorId = demo.vendor ? await createVendor(tx, ceoId, demo.vendor) : ownerId;
    const channelId = await connectChannel(tx, ceoId, demo);
    const accountId = newId("bankAccount");
    await tx.insert(bankAccounts).values({ ceoId, id: accountId, ...demo.account });
    await tx.insert(botSettings).values({ ceoId, settings: { tone: "friendly" } });
    await tx.insert(products).values(
      demo.products.map(({ draw: _, ...product }, index) => ({
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

async function createIdentity(tx: PlatformTx, { name, email, phone }: Member): Promise<string> {
  const id = newId("identity");
  const now = new Date();
  await tx.insert(identities).values({ id, name, email, emailVerifiedAt: now, phone, phoneVerifiedAt: now });
  return id;
}

async function createOwner(tx: Tx & PlatformTx, ceoId: string, demo: DemoBusiness): Promise<string> {
  const { name, email, phone } = demo.owner;
  const identityId = await createIdentity(tx, demo.owner);
  const vendorId = newId("vendor");
  await tx.insert(ceos).values({ ceoId, identityId, name, businessName: demo.business, status: "active" });
  await tx.insert(vendors).values({ ceoId, id: vendorId, identityId, name, phone, email, isOwner: true });
  return vendorId;
}

async function createVendor(tx: Tx & PlatformTx, ceoId: string, vendor: Member): Promise<string> {
  const identityId = await createIdentity(tx, vendor);
  const id = newId("vendor");
  await tx.insert(vendors).values({ ceoId, id, identityId, ...vendor });
  return id;
}

async function connectChannel(tx: Tx, ceoId: string, { business, channel }: DemoBusiness): Promise<string> {
  const id = newId("channel");
  const { token, ...described } = channel;
  await tx.insert(channels).values({
    ceoId,
    id,
    ...described,
    displayName: business,
    tokenSealed: seal(env().ENCRYPTION_KEYS, tokenPlace(ceoId, id), token),
  });
  return id;
}

/** Files are written before the transaction; without it nothing points at them. */
async function storePictures(ceoId: string, demo: DemoBusiness): Promise<string[]> {
  return Promise.all(
    demo.products.map(async ({ draw }, index) => {
      const bytes = await draw();
      const key = productKey({ ceoId, pictureId: `pic${String(index + 1).padStart(2, "0")}` }, "jpg");
      await store().put(key, bytes, { contentType: "image/jpeg", sha256Hex: sha256Hex(bytes) });
      return key;
    }),
  );
}
