import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ImagingUnavailableError, type Reencoded, reencode } from "@/lib/imaging/reencode";
import { MAX_FILE_BYTES } from "@/lib/imaging/result";
import { sniffType } from "@/lib/imaging/sniff-type";
import { isPassing } from "@/lib/is-passing";
import { chatPictureKey } from "@/lib/storage/keys";
import { store } from "@/lib/storage/store";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { productPictureWords } from "@/lib/words/en/product-form";
import { openForAnswer } from "./answer-conversation";
import { queueMessage } from "./queue-message";
import { tellConversation } from "./tell-conversation";

const words = productPictureWords.problems;

/**
 * A member sends the contact a picture (P8.1). What goes out is a re-encode, so nothing that the camera wrote into the
 * file leaves the shop; the bot keeps quiet from then on, as after a text. `read` gives the body, up to `bytesMax`. Throws
 * `not_found`, `wrong_state` when the 24-hour window is closed, `unsupported_media` for anything but a JPEG (which both
 * platforms take), `too_large`, `invalid_request`, `unavailable`.
 */
export async function sendPicture(
  ctx: MemberContext,
  input: { conversationId: string; orderId?: string; read: (bytesMax: number) => Promise<Buffer> },
): Promise<{ message_id: string }> {
  authorize(ctx, "conversation.answer");
  const { conversationId, orderId } = input;
  await withTenant(ctx, (tx) => openForAnswer(tx, conversationId));
  const { bytes } = await makeJpeg(await input.read(MAX_FILE_BYTES));
  const fileKey = chatPictureKey({ ceoId: ctx.ceoId, pictureId: newId("message") });
  await store().put(fileKey, bytes, { contentType: "image/jpeg", sha256Hex: sha256Hex(bytes) });
  return withTenant(ctx, async (tx) => {
    const contactId = await openForAnswer(tx, conversationId);
    const messageId = await queueMessage(tx, ctx, {
      conversationId,
      text: "",
      picture: { fileKey, contentType: "image/jpeg" },
      orderId: orderId ?? null,
      author: ctx.role === "CEO" ? "ceo" : "vendor",
      authorId: ctx.vendorId,
      repeatable: false,
    });
    await tellConversation(tx, ctx, { conversationId, event: { kind: "person_took_over" } });
    await recordEntry(tx, ctx, {
      action: "MESSAGE_SENT_BY_PERSON",
      subject: { kind: "contact", id: contactId },
      contactId,
      details: { picture: true },
    });
    return { message_id: messageId };
  }).catch(async (error: unknown) => {
    // A commit whose answer was lost may have kept the message: it must not point at nothing (F-11).
    if (!isPassing(error)) await store().delete(fileKey);
    throw error;
  });
}

async function makeJpeg(bytes: Buffer): Promise<Reencoded> {
  if (bytes.length === 0) throw new AppError("invalid_request", words.empty);
  if (sniffType(bytes) !== "jpeg") {
    throw new AppError("unsupported_media", "We can send JPEG pictures. Please choose another.");
  }
  const made = await reencode(bytes).catch((error: unknown) => {
    if (!(error instanceof ImagingUnavailableError)) throw error;
    throw new AppError("unavailable", words.busy, { retryAfterSeconds: 10 });
  });
  if (made.ok) return made;
  const isSize = made.reason === "too_large" || made.reason === "pixel_bomb";
  throw new AppError(isSize ? "too_large" : "invalid_request", isSize ? words.size : words.damaged);
}
