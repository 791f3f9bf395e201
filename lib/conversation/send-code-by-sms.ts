import { eq, sql } from "drizzle-orm";
import { contacts, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { ceos } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { queueNotice } from "@/lib/notices/queue-notice";
import { mayTextBuyer } from "@/lib/otp/allow-sms";
import { isCodeReplaced, replaceBuyerCode } from "@/lib/otp/buyer-code";
import { systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";

/** A code is good for five minutes (P3.2); later its SMS is not worth sending. */
const CODE_SECONDS = 300;

/** A failure may be told late: a code sent since is the one that counts, and a new one would void it. */
const isLastCode = sql<boolean>`not exists (select from messages later where later.ceo_id = messages.ceo_id
  and later.conversation_id = messages.conversation_id and later.kind = 'code' and later.created_at > messages.created_at)`;

type Input = { ceoId: string; conversationId: string; messageId: string };

/**
 * The chat could not deliver a code: a new one goes to the mobile the buyer gave, in the tenant's country, at most three
 * a day (P3.4, decisions on codes). Does nothing when there is no such number or the code was not the last one sent. Once,
 * however often the job is done.
 */
export async function sendCodeBySms(input: Input): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "bot", id: "bot" });
  const { ceoId, conversationId, messageId } = input;
  const found = await withTenant(ctx, async (tx) => {
    const [row] = await tx
      .select({
        phone: contacts.phone,
        contactId: contacts.id,
        business: ceos.businessName,
        country: ceos.country,
      })
      .from(conversations)
      .innerJoin(contacts, eq(contacts.id, conversations.contactId))
      .innerJoin(ceos, eq(ceos.ceoId, conversations.ceoId))
      .where(eq(conversations.id, input.conversationId));
    const [message] = await tx
      .select({ status: messages.status, isLast: isLastCode })
      .from(messages)
      .where(eq(messages.id, input.messageId));
    if (row && message?.status === "failed") {
      await recordEntry(tx, ctx, {
        action: "OTP_DELIVERY_FAILED",
        subject: { kind: "contact", id: row.contactId },
        contactId: row.contactId,
        details: { way: "chat" },
      });
    }
    return message?.status === "failed" && message.isLast ? row : undefined;
  });
  if (!found?.phone) return;
  const { phone, contactId, business, country } = found;
  // A second run of the job takes none of the day's three places.
  if (await isCodeReplaced({ contactId, messageId })) return;
  if (!(await mayTextBuyer({ ceoId, contactId, phone, country }))) return;
  await replaceBuyerCode({ ceoId, contactId, conversationId, messageId }, (tx, { code, challengeId }) =>
    queueNotice(tx, {
      ceoId,
      way: "sms",
      to: phone,
      template: "code.buyer",
      details: { businessName: business, code },
      challengeId,
      subjectId: contactId,
      ttlSeconds: CODE_SECONDS,
    }),
  );
}
