import { and, eq, isNull, sql } from "drizzle-orm";
import { uploadLinks } from "@/db/schema/order-papers";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { AppError, notFound } from "@/lib/errors";
import { MAX_FILE_BYTES } from "@/lib/imaging/result";
import { sniffType } from "@/lib/imaging/sniff-type";
import { receiveUpload } from "@/lib/messaging/receive-upload";
import { lockConversationOf, lockOrder, wrongState } from "@/lib/orders/move-order";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { type FileExtension, uploadKey } from "@/lib/storage/keys";
import { store } from "@/lib/storage/store";
import { type Context, publicContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { uploadWords } from "@/lib/words/en/upload";
import { type LoadedUpload, loadUpload } from "./read-upload";
import { takesProof } from "./rules/proof-path";
import { type FoundUpload, findUpload } from "./upload-link";

/** What a file may be, by its first bytes; name and declared type are the sender's to choose. */
const TYPES = {
  jpeg: ["image/jpeg", "jpg"],
  png: ["image/png", "png"],
  webp: ["image/webp", "webp"],
  heic: ["image/heic", "heic"],
  pdf: ["application/pdf", "pdf"],
} as const satisfies Record<string, readonly [string, FileExtension]>;

type Upload = { key: string; mimeType: string; sha256: string };
type RequestFacts = { requestId: string; ip?: string; agent?: string };

/**
 * Takes the one file of an upload link (P9.2): kept in the store, then put into the buyer's conversation, whose turn submits
 * it like a picture from the chat. The same file again is answered as before. `read` gives the body, up to `bytesMax`, and is
 * called only once the token is known to be good. Throws `not_found`, `link_over`, `link_used`, `wrong_state`,
 * `unsupported_media`, `too_large`, `rate_limited`.
 */
export async function takeUpload(
  token: string,
  read: (bytesMax: number) => Promise<Buffer>,
  request: RequestFacts,
): Promise<{ repeated: boolean }> {
  const found = await findUpload(token);
  if (!found) throw notFound("The link");
  await takePermit("upload.link", found.tokenHash);
  const ctx = publicContext(found.ceoId, request);
  authorize(ctx, "receipt.upload");
  const link = await withTenant(ctx, (tx) => loadUpload(tx, found));
  if (!link) throw notFound("The link");
  if (link.state === "over") throw over();
  if (link.state === "settled") throw new AppError("wrong_state", uploadWords.settled.text(link.business));
  const bytes = await read(MAX_FILE_BYTES);
  const upload = describe(found, bytes);
  if (link.state === "used") return repeat(link, upload);
  await store().put(upload.key, bytes, { contentType: upload.mimeType, sha256Hex: upload.sha256 });
  const winner = await withTenant(ctx, (tx) => spend(tx, ctx, { found, link, upload })).catch(
    async (error: unknown) => {
      if (error instanceof AppError) await store().delete(upload.key);
      throw error;
    },
  );
  if (winner === null) return { repeated: false };
  if (winner.sha256 !== upload.sha256) await store().delete(upload.key);
  return repeat(winner, upload);
}

function describe(found: FoundUpload, bytes: Buffer): Upload {
  if (bytes.length === 0) throw new AppError("invalid_request", uploadWords.problems.empty);
  const type = sniffType(bytes);
  if (!(type in TYPES)) throw new AppError("unsupported_media", uploadWords.problems.type);
  const [mimeType, extension] = TYPES[type as keyof typeof TYPES];
  const sha256 = sha256Hex(bytes);
  // The same file by the same link lands on the same name: a try that was cut off leaves nothing behind.
  const name = `${found.tokenHash.slice(0, 32)}-${sha256.slice(0, 32)}`;
  return { key: uploadKey({ ...found, name }, extension), mimeType, sha256 };
}

/** A file that came before is answered as it was then; a link takes no second one. */
function repeat(link: Pick<LoadedUpload, "sha256">, upload: Upload): { repeated: boolean } {
  if (link.sha256 !== upload.sha256) throw new AppError("link_used", uploadWords.problems.used);
  return { repeated: true };
}

/** Spends the link and stores the message, together. Gives the link as another one spent it, or null when it was us. */
async function spend(
  tx: Tx,
  ctx: Context,
  { found, link, upload }: { found: FoundUpload; link: LoadedUpload; upload: Upload },
): Promise<LoadedUpload | null> {
  await lockConversationOf(tx, found.orderId);
  const order = await lockOrder(tx, found.orderId);
  // A slow network is the buyer's, not their fault: the link must have been good when the file began to come.
  const [spent] = await tx
    .update(uploadLinks)
    .set({ usedAt: sql`now()`, sha256: upload.sha256 })
    .where(
      and(
        eq(uploadLinks.tokenHash, found.tokenHash),
        isNull(uploadLinks.usedAt),
        sql`${uploadLinks.expiresAt} > ${link.seenAt}::timestamptz`,
      ),
    )
    .returning({ conversationId: uploadLinks.conversationId });
  if (!spent) {
    const now = await loadUpload(tx, found);
    if (now?.state !== "used") throw over();
    return now;
  }
  if (!takesProof(order.status)) throw wrongState(order.status);
  const { key, mimeType, sha256 } = upload;
  const file = { ...spent, orderId: order.id, uploadKey: key, mimeType, sha256Hex: sha256 };
  const messageId = await receiveUpload(tx, ctx, file);
  await recordEntry(tx, ctx, {
    action: "UPLOAD_RECEIVED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { reference: order.reference, message_id: messageId, sha256 },
  });
  return null;
}

function over(): AppError {
  return new AppError("link_over", uploadWords.problems.over);
}
