import { eq } from "drizzle-orm";
import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ImagingUnavailableError, type Reencoded, type Refusal, reencode } from "@/lib/imaging/reencode";
import { MAX_FILE_BYTES } from "@/lib/imaging/result";
import { sniffType } from "@/lib/imaging/sniff-type";
import { productKey } from "@/lib/storage/keys";
import { store } from "@/lib/storage/store";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { productPictureWords } from "@/lib/words/en/product-form";
import { findProduct, toProductView } from "./queries";
import type { ProductView } from "./schema";

const words = productPictureWords.problems;

type PictureOf = { productId: string };

/**
 * Gives a product its picture: what is kept is a re-encode, so nothing of the file itself is ever shown. `read` gives the
 * body, up to `bytesMax`, and is called only once the product is known to be theirs. Throws `not_found`, `too_large`,
 * `unsupported_media` for what is no picture, `invalid_request` for a damaged one, `unavailable`. The CEO's alone.
 */
export async function setProductPicture(
  ctx: Context,
  { productId, read }: PictureOf & { read: (bytesMax: number) => Promise<Buffer> },
): Promise<ProductView> {
  authorize(ctx, "catalogue.write");
  await withTenant(ctx, (tx) => findProduct(tx, productId));
  const picture = await makePicture(await read(MAX_FILE_BYTES));
  const extension = picture.mimeType === "image/jpeg" ? "jpg" : "webp";
  const key = productKey({ ceoId: ctx.ceoId, pictureId: newId("product") }, extension);
  const facts = { contentType: picture.mimeType, sha256Hex: sha256Hex(picture.bytes) };
  await store().put(key, picture.bytes, facts);
  return replacePicture(ctx, productId, key).catch(async (error: unknown) => {
    await store().delete(key);
    throw error;
  });
}

/** Takes a product's picture away; one without stays as it is. */
export async function removeProductPicture(ctx: Context, { productId }: PictureOf): Promise<ProductView> {
  authorize(ctx, "catalogue.write");
  return replacePicture(ctx, productId, null);
}

async function replacePicture(ctx: Context, productId: string, key: string | null): Promise<ProductView> {
  const { before, after } = await withTenant(ctx, async (tx) => {
    const [row] = await tx.select().from(products).where(eq(products.id, productId)).for("no key update");
    if (!row) throw notFound("The product");
    if (row.pictureKey === key) return { before: null, after: row };
    await tx.update(products).set({ pictureKey: key }).where(eq(products.id, productId));
    await recordEntry(tx, ctx, {
      action: "PRODUCT_CHANGED",
      subject: { kind: "product", id: productId },
      details: { name: row.name, changed: ["picture"], picture: key === null ? "removed" : "set" },
    });
    return { before: row.pictureKey, after: { ...row, pictureKey: key } };
  });
  if (before) await store().delete(before);
  return toProductView(after);
}

async function makePicture(bytes: Buffer): Promise<Reencoded> {
  if (bytes.length === 0) throw new AppError("invalid_request", words.empty);
  if (sniffType(bytes) === "pdf") throw refusal("unsupported");
  const made = await reencode(bytes).catch((error: unknown) => {
    if (!(error instanceof ImagingUnavailableError)) throw error;
    throw new AppError("unavailable", words.busy, { retryAfterSeconds: 10 });
  });
  if (!made.ok) throw refusal(made.reason);
  return made;
}

function refusal(reason: Refusal): AppError {
  if (reason === "unsupported") return new AppError("unsupported_media", words.type);
  if (reason === "too_large" || reason === "pixel_bomb") return new AppError("too_large", words.size);
  return new AppError("invalid_request", words.damaged);
}
