import { and, eq, isNull } from "drizzle-orm";
import { contacts } from "@/db/schema/chat";
import { instagramTarget, loadChannel, openChannel } from "@/lib/channels/load-channel";
import { addressesOfContact } from "@/lib/contacts/resolve-contact";
import { log } from "@/lib/log";
import { fetchInstagramProfile } from "@/lib/meta/fetch-profile";
import { systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";

type Input = { ceoId: string; channelId: string; contactId: string };

/**
 * Job: asks Instagram for the name of somebody who has just written for the first time, and notes it when none is known.
 * Throws while Meta is away (the queue comes back); a refusal is final and costs nothing but the name.
 */
export async function fetchProfile(input: Input): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "worker", id: "profiles" });
  const asked = await withTenant(ctx, async (tx) => {
    const channel = await loadChannel(tx, input.channelId);
    const { igsid } = await addressesOfContact(tx, input.contactId);
    return channel.tokenSealed !== null && igsid ? { channel, igsid } : null;
  });
  if (!asked) return;
  const target = instagramTarget(await openChannel(asked.channel));
  const profile = await fetchInstagramProfile(target, asked.igsid);
  if (profile.kind === "unavailable") {
    throw new Error(`Instagram does not say now who wrote: ${profile.reason}`);
  }
  if (profile.kind === "refused") {
    log.info(
      { ceoId: ctx.ceoId, contactId: input.contactId, code: profile.code },
      "Instagram does not say who wrote",
    );
    return;
  }
  const profileName = profile.name ?? (profile.username ? `@${profile.username}` : null);
  if (profileName === null) return;
  await withTenant(ctx, (tx) =>
    tx
      .update(contacts)
      .set({ profileName })
      .where(and(eq(contacts.id, input.contactId), isNull(contacts.profileName))),
  );
}
