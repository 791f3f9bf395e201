import { and, desc, eq, sql } from "drizzle-orm";
import { channels, contactIdentities, contacts, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { identities } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { deliverConversation } from "@/lib/messaging/deliver-conversation";
import { queueMessage } from "@/lib/messaging/queue-message";
import { maskPhone, normalizePhone, whyNoPhone } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import type { TestMessageResult } from "./schema";

type Channel = typeof channels.$inferSelect;
type Recipient = { conversationId: string; contactId: string; masked: string };

/**
 * Sends a test message through a channel, to the CEO's own phone or to whom she names, and tells how it went. A business may
 * write only to somebody who wrote within 24 hours: else `window_closed`, with what to do and a link that opens the chat.
 * Throws `wrong_state` when the channel does not work, `conflict` with Meta's reason when it refused the message.
 */
export async function sendTestMessage(
  ctx: MemberContext,
  { channelId, to }: { channelId: string; to?: string },
): Promise<TestMessageResult> {
  authorize(ctx, "channel.manage");
  const { messageId, recipient } = await withTenantAndPlatform(ctx, async (tx) => {
    const channel = await usableChannel(tx, channelId);
    const found = await findRecipient(tx, ctx, channel, to);
    const id = await queueMessage(tx, ctx, {
      conversationId: found.conversationId,
      text: `A test from ${ctx.businessName}: messages sent with TrustGuard arrive here.`,
      author: "ceo",
      authorId: ctx.vendorId,
      repeatable: false,
    });
    await recordEntry(tx, ctx, {
      action: "CHANNEL_TESTED",
      subject: { kind: "channel", id: channelId },
      contactId: found.contactId,
      details: { to: found.masked },
    });
    return { messageId: id, recipient: found };
  });
  // Now rather than by the worker: she waits for the outcome. Both may try; one lease decides.
  await deliverConversation({ ceoId: ctx.ceoId, conversationId: recipient.conversationId });
  return outcomeOf(ctx, messageId, recipient.masked);
}

async function usableChannel(tx: Tx, channelId: string): Promise<Channel> {
  const [channel] = await tx.select().from(channels).where(eq(channels.id, channelId));
  if (!channel) throw notFound("The channel");
  if (channel.status === "connected") return channel;
  throw new AppError(
    "wrong_state",
    channel.status === "disconnected"
      ? "This channel is disconnected. Connect it again first."
      : "This channel needs reconnecting before anything can be sent.",
  );
}

async function findRecipient(
  tx: Tx,
  ctx: MemberContext,
  channel: Channel,
  to: string | undefined,
): Promise<Recipient> {
  if (channel.platform === "instagram") return findOnInstagram(tx, channel, to);
  const phone = to === undefined ? await ownPhone(tx, ctx) : normalizePhone(to);
  if (phone === null) throw badRecipient(whyNoPhone(to ?? ""));
  if (phone.slice(1) === channel.displayHandle.replace(/\D/g, "")) {
    throw badRecipient("This is the channel's own number: a shop cannot write to itself.");
  }
  const masked = maskPhone(phone);
  const open = await openChats(tx)
    .where(
      and(
        isOpenOn(channel.id),
        eq(contactIdentities.kind, "wa_id"),
        eq(contactIdentities.value, phone.slice(1)),
      ),
    )
    .limit(1);
  const [found] = open;
  if (found) return { ...found, masked };
  const digits = channel.displayHandle.replace(/\D/g, "");
  throw new AppError(
    "window_closed",
    `WhatsApp lets a shop write only to somebody who wrote in the last 24 hours. Send any message from ${masked} to ${channel.displayName} on WhatsApp, then try again.`,
    { extra: { chat_link: `https://wa.me/${digits}?text=Hello` } },
  );
}

/** People are known there by name: the one they show, or their user name where they show none. */
async function findOnInstagram(tx: Tx, channel: Channel, to: string | undefined): Promise<Recipient> {
  const name = to?.trim().replace(/^@/, "").toLowerCase();
  if (!name) throw badRecipient("Type the Instagram name of the account you wrote from.");
  const [found] = await openChats(tx)
    .where(
      and(
        isOpenOn(channel.id),
        sql`lower(ltrim(coalesce(${contacts.profileName}, ${contacts.name}, ''), '@')) = ${name}`,
      ),
    )
    .orderBy(desc(conversations.lastInboundAt))
    .limit(1);
  if (found) return { ...found, masked: `@${name.slice(0, 2)}***` };
  const account = channel.displayHandle.replace(/^@/, "");
  throw new AppError(
    "window_closed",
    `Nobody of that name wrote to @${account} in the last 24 hours, and Instagram delivers nothing else. Send it any message from that account, then try again.`,
    { extra: { chat_link: `https://ig.me/m/${encodeURIComponent(account)}` } },
  );
}

function openChats(tx: Tx) {
  return tx
    .select({ conversationId: conversations.id, contactId: conversations.contactId })
    .from(conversations)
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .innerJoin(contactIdentities, eq(contactIdentities.contactId, conversations.contactId))
    .$dynamic();
}

function isOpenOn(channelId: string) {
  return and(
    eq(conversations.channelId, channelId),
    sql`${conversations.lastInboundAt} > now() - interval '24 hours'`,
  );
}

async function ownPhone(tx: Tx, ctx: MemberContext): Promise<string | null> {
  const [row] = await tx
    .select({ phone: identities.phone })
    .from(identities)
    .where(eq(identities.id, ctx.identityId));
  return row?.phone ?? null;
}

function badRecipient(message: string): AppError {
  return new AppError("invalid_request", message, { fields: [{ path: "to", message }] });
}

/** The worker may be sending in this chat just now, and takes ours along: about 2.5 s are waited for it. */
const WAITS_MS = [100, 300, 700, 1_400];

async function settled(ctx: MemberContext, messageId: string) {
  const read = async () => {
    const [row] = await withTenant(ctx, (tx) =>
      tx
        .select({ status: messages.status, failure: messages.failure })
        .from(messages)
        .where(eq(messages.id, messageId)),
    );
    return row;
  };
  let row = await read();
  for (const waitMs of WAITS_MS) {
    if (row?.status !== "queued") break;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    row = await read();
  }
  return row;
}

async function outcomeOf(ctx: MemberContext, messageId: string, to: string): Promise<TestMessageResult> {
  const row = await settled(ctx, messageId);
  if (row?.status === "failed")
    throw new AppError("conflict", row.failure ?? "Meta did not take the message.");
  if (row?.status === "held") {
    throw new AppError("wrong_state", "Meta no longer lets us in: this channel needs reconnecting.");
  }
  const isOnItsWay = row?.status === "queued" || row?.status === "unknown";
  return { message_id: messageId, to, state: isOnItsWay ? "on_its_way" : "sent" };
}
